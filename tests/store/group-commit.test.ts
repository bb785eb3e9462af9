import { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Database } from '../../src/store/database.ts'
import { createWriter, gathered, type Writer } from '../../src/store/group-commit.ts'
import { migrate } from '../../src/store/migrate.ts'
import { NodeSqliteDialect } from '../../src/store/sqlite-dialect.ts'

let database: DatabaseSync
let db: Kysely<Database>
let writer: Writer
let begun: number

beforeEach(async () => {
  database = new DatabaseSync(':memory:')
  db = new Kysely<Database>({ dialect: new NodeSqliteDialect(database, ':memory:') })
  await migrate(db, 'sqlite', ':memory:')
  begun = 0
  writer = createWriter(counting(db), 0)
})
afterEach(() => db.destroy())

/** Counts transactions. */
function counting(of: Kysely<Database>): Kysely<Database> {
  return new Proxy(of, {
    get: (target, name) => {
      if (name === 'transaction') begun++
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

const put = (name: string) =>
  writer.write(async (trx) => {
    await trx.insertInto('meta').values({ name, value: 'x' }).execute()
    return name
  })
const names = (): readonly unknown[] =>
  database
    .prepare("select name from meta where value = 'x' order by name")
    .all()
    .map((row) => row['name'])

test('what is written at the same time shares a transaction, and each caller is told of its own', async () => {
  expect(await Promise.all(['a', 'b', 'c'].map(put))).toEqual(['a', 'b', 'c'])
  expect(names()).toEqual(['a', 'b', 'c'])
  expect(begun).toBe(1)
})

test('nobody is told before it is stored', async () => {
  await put('a')
  const told = put('b').then(() => database.isTransaction)
  expect(await told).toBe(false)
  expect(names()).toEqual(['a', 'b'])
})

test('one that fails leaves nothing, and takes nobody along', async () => {
  await put('there')
  const half = writer.write(async (trx) => {
    await trx.insertInto('meta').values({ name: 'half', value: 'x' }).execute()
    await trx.insertInto('meta').values({ name: 'there', value: 'x' }).execute()
  })
  const wrote = await Promise.allSettled([put('a'), half, put('b')])
  expect(wrote.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(names()).toEqual(['a', 'b', 'there'])
  await expect(put('there')).rejects.toThrow('UNIQUE')
  expect(await put('c')).toBe('c')
})

test('a store that is gone says so to all, and ends', async () => {
  database.exec('pragma query_only = on')
  const wrote = await Promise.allSettled([put('a'), put('b')])
  expect(wrote.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  await writer.settled()
})

test('a long queue is written in groups, between which others get their turn', async () => {
  let turns = 0
  let isWriting = true
  const turn = (): void => {
    turns++
    if (isWriting) setImmediate(turn)
  }
  setImmediate(turn)
  await Promise.all(
    Array.from({ length: 3000 }, (_, at) =>
      writer.write((trx) =>
        trx
          .insertInto('meta')
          .values({ name: `${at}`, value: 'x'.repeat(5000) })
          .execute(),
      ),
    ),
  )
  isWriting = false
  expect(begun).toBeGreaterThan(1)
  expect(begun).toBeLessThan(300)
  expect(turns).toBeGreaterThan(1)
})

test('settled waits for all that is still to be written', async () => {
  const wrote = [put('a'), put('b')]
  await writer.settled()
  expect(names()).toEqual(['a', 'b'])
  await Promise.all(wrote)
  await writer.settled()
})

test('who may wait gathers what comes a little later', async () => {
  writer = createWriter(counting(db), 50)
  const first = put('a')
  await new Promise((resolve) => setTimeout(resolve, 5))
  await Promise.all([first, put('b')])
  expect(begun).toBe(1)
})

/** Writes names, at most three at a time, and tells which came together. */
function namesTogether() {
  const asked: string[][] = []
  const save = gathered<string>(writer, 3, async (trx, things) => {
    asked.push([...things.keys()])
    for (const [name, value] of things) await trx.insertInto('meta').values({ name, value }).execute()
  })
  return { asked, save }
}

test('things that are handed in at the same time are one operation, a few at a time, in their order', async () => {
  const { asked, save } = namesTogether()
  await Promise.all(['a', 'b', 'c', 'd'].map((name) => save(name, 'x')))
  expect(asked).toEqual([['a', 'b', 'c'], ['d']])
  expect(begun).toBe(1)
  await save('e', 'x')
  expect(asked.at(-1)).toEqual(['e'])
  expect(names()).toEqual(['a', 'b', 'c', 'd', 'e'])
})

test('things of one name come one after the other', async () => {
  const asked: string[][] = []
  const save = gathered<string>(writer, 3, async (_trx, things) => {
    asked.push([...things].map(([name, thing]) => `${name} ${thing}`))
  })
  await Promise.all([save('a', '1'), save('b', '1'), save('a', '2'), save('c', '1')])
  expect(asked).toEqual([
    ['a 1', 'b 1'],
    ['a 2', 'c 1'],
  ])
})

test('a thing that fails leaves nothing, and takes none of the others along', async () => {
  await put('there')
  const { save } = namesTogether()
  const wrote = await Promise.allSettled(['a', 'there', 'b'].map((name) => save(name, 'x')))
  expect(wrote.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(names()).toEqual(['a', 'b', 'there'])
})
