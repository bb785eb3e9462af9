import type { Compilable, CompiledQuery, Kysely } from 'kysely'
import type { Database } from './database.ts'

type Value = string | number | null | Uint8Array
type Columns = Readonly<Record<string, Value>>

/** What a query is given: single values, and lists of values or of rows. */
type Parameters = Readonly<Record<string, Value | readonly Value[] | readonly Columns[]>>

/** Stands for a value while its query is built. */
interface Slot {
  readonly read: (given: never) => unknown
}

/**
 * A query that is built and compiled once for each length of its lists, and afterwards only bound: building takes Kysely
 * 50 to 100 µs, several times what SQLite needs to run it. `build` sees stand-ins for the values: it may put them into the
 * query, never look at them, and the names in a record have to be the same at each call. Runs on `db` or a transaction.
 */
export function prepare<P, Row>(
  build: (parameters: P) => Compilable<Row>,
): (db: Kysely<Database>, parameters: P & Parameters) => Promise<readonly Row[]> {
  const compiled = new Map<string, CompiledQuery<Row>>()
  return async (db, parameters) => {
    const shape = shapeOf(parameters)
    const known = compiled.get(shape)
    const query = known ?? build(slotsFor(parameters) as P).compile()
    if (known === undefined) compiled.set(shape, query)
    const bound = query.parameters.map((value) => (isSlot(value) ? value.read(parameters as never) : value))
    return (await db.executeQuery<Row>({ ...query, parameters: bound })).rows
  }
}

function shapeOf(parameters: Parameters): string {
  let shape = ''
  for (const name in parameters) {
    const value = parameters[name]
    if (Array.isArray(value)) shape += `${value.length} `
  }
  return shape
}

function slotsFor(parameters: Parameters): object {
  return slotsOf(parameters, (given) => given)
}

/** The same record with a slot for each value; `at` leads from what a call is given to this record. */
function slotsOf(record: Parameters | Columns, at: (given: never) => unknown): object {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => {
      const read = (given: never): unknown => (at(given) as Record<string, unknown>)[name]
      return [name, Array.isArray(value) ? slotsOfList(value, read) : slot(read)]
    }),
  )
}

function slotsOfList(list: readonly (Value | Columns)[], at: (given: never) => unknown): readonly object[] {
  return list.map((value, index) => {
    const read = (given: never): unknown => (at(given) as readonly unknown[])[index]
    return isColumns(value) ? slotsOf(value, read) : slot(read)
  })
}

function slot(read: Slot['read']): Slot {
  return { read }
}

function isSlot(value: unknown): value is Slot {
  return typeof value === 'object' && value !== null && 'read' in value
}

function isColumns(value: Value | Columns): value is Columns {
  return typeof value === 'object' && value !== null && !(value instanceof Uint8Array)
}

/**
 * A list in pieces for `in`, each filled up to a power of two with its last value again: so few lengths are compiled, and
 * asking twice finds nothing more.
 */
export function* askedInPieces<T>(list: readonly T[], most = 512): Generator<readonly T[]> {
  for (let start = 0; start < list.length; start += most) {
    const piece = list.slice(start, start + most)
    const [last] = piece.slice(-1)
    const length = 2 ** Math.ceil(Math.log2(piece.length))
    yield last === undefined ? piece : [...piece, ...Array<T>(length - piece.length).fill(last)]
  }
}

/** A list in pieces for `values`, each as long as a power of two: so few lengths are compiled, and each row is written once. */
export function* writtenInPieces<T>(list: readonly T[], most = 64): Generator<readonly T[]> {
  for (let start = 0; start < list.length; ) {
    const length = Math.min(most, 2 ** Math.floor(Math.log2(list.length - start)))
    yield list.slice(start, start + length)
    start += length
  }
}
