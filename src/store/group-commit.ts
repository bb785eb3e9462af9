import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises'
import type { Kysely, Transaction } from 'kysely'
import type { Database } from './database.ts'

type Operation<Value> = (trx: Transaction<Database>) => Promise<Value>

/** Where all frequent writes go through. */
export interface Writer {
  /**
   * Runs an operation in a transaction, whole or not at all; what it gives is given once it is committed. It may be run
   * a second time, so it must change nothing but the database, and may not write through the writer itself.
   */
  write<Value>(operation: Operation<Value>): Promise<Value>
  /** Resolves when nothing is left to write. */
  settled(): Promise<void>
}

/** Reading and serving go on between two groups. */
const longestGroupMs = 20

interface Job {
  /** Settles the caller's promise: with what the operation gave in the group, or by running it alone. */
  readonly operation: Operation<unknown>
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

/**
 * Operations that are asked for at about the same time share one transaction: a commit of its own costs each of them the
 * log's frames anew for every page that the others touched too. Whoever fails, fails alone: the group is rolled back and its
 * operations are run one by one. `gatherMs`: so long the first of a group waits for others.
 */
export function createWriter(db: Kysely<Database>, gatherMs: number): Writer {
  const waiting: Job[] = []
  let working: Promise<void> | undefined

  const alone = async ({ operation, resolve, reject }: Job): Promise<void> => {
    await db.transaction().execute(operation).then(resolve, reject)
  }

  const together = async (): Promise<void> => {
    const taken: Job[] = []
    const values: unknown[] = []
    try {
      await db.transaction().execute(async (trx) => {
        // The clock decides where a group ends, never what is stored.
        const end = performance.now() + longestGroupMs
        for (
          let job = waiting.shift();
          job !== undefined;
          job = performance.now() < end ? waiting.shift() : undefined
        ) {
          taken.push(job)
          values.push(await job.operation(trx))
        }
      })
    } catch (error) {
      const [first, ...others] = taken
      // The only one is not tried again; without any, the transaction could not even begin.
      if (others.length === 0) (first ?? waiting.shift())?.reject(error)
      else for (const job of taken) await alone(job)
      return
    }
    for (const [index, job] of taken.entries()) job.resolve(values[index])
  }

  const work = async (): Promise<void> => {
    while (waiting.length > 0) {
      // Whoever writes in this turn of the event loop comes along at least, and others get at the file in between.
      await (gatherMs > 0 ? pause(gatherMs) : nextTurn())
      await together()
    }
    working = undefined
  }

  return {
    write: <Value>(operation: Operation<Value>) =>
      new Promise<Value>((resolve, reject) => {
        waiting.push({ operation, resolve: resolve as (value: unknown) => void, reject })
        working ??= work()
      }),
    settled: async () => {
      await working
    },
  }
}

/**
 * Makes one operation of what is handed in while it waits for its turn, at most `most` things: a thing of its own costs
 * more to ask for than to write. No two things of one name come together. If the operation fails, each is tried alone. As
 * a thing may come along with one that was handed in earlier, what depends on another write has to wait for that one.
 */
export function gathered<Thing>(
  writer: Pick<Writer, 'write'>,
  most: number,
  operation: (trx: Transaction<Database>, things: ReadonlyMap<string, Thing>) => Promise<void>,
): (name: string, thing: Thing) => Promise<void> {
  interface Batch {
    readonly things: Map<string, Thing>
    readonly written: Promise<void>
  }
  let open: Batch | undefined

  const begin = (): Batch => {
    const things = new Map<string, Thing>()
    const written = writer.write((trx) => {
      if (open?.things === things) open = undefined
      return operation(trx, things)
    })
    return { things, written }
  }

  return async (name, thing) => {
    if (open === undefined || open.things.size >= most || open.things.has(name)) open = begin()
    const { things, written } = open
    things.set(name, thing)
    try {
      await written
    } catch (error) {
      if (things.size === 1) throw error
      await writer.write((trx) => operation(trx, new Map([[name, thing]])))
    }
  }
}
