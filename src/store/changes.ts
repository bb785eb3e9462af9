import type { Kysely } from 'kysely'
import type { Database } from './database.ts'
import { prepare } from './prepare.ts'

/**
 * Counts on under a name, by so many, and gives where it then stands. The counter's row stays locked until the transaction
 * ends, so on PostgreSQL too nobody can see a number while a lower one is still to come.
 */
export function counter(
  db: Kysely<Database>,
  name: 'change' | 'stories' | 'index rows',
): (trx: Kysely<Database>, count: number) => Promise<number> {
  const add = prepare(({ count }: { count: number }) =>
    db
      .insertInto('counters')
      .values({ name, value: count })
      .onConflict((conflict) =>
        conflict.column('name').doUpdateSet((eb) => ({ value: eb('counters.value', '+', count) })),
      )
      .returning('value'),
  )
  return async (trx, count) => {
    const [row] = await add(trx, { count })
    return Number(row?.value)
  }
}

/** Takes the next numbers of the changes to stories, so many in a row, and gives the first. */
export function changeNumbers(db: Kysely<Database>): (trx: Kysely<Database>, count: number) => Promise<number> {
  const take = counter(db, 'change')
  return async (trx, count) => (await take(trx, count)) - count + 1
}

/** What is called in the transaction of every write that can change how a story is published. */
export function storyToucher(db: Kysely<Database>): (trx: Kysely<Database>) => Promise<void> {
  const touch = counter(db, 'stories')
  return async (trx) => {
    await touch(trx, 1)
  }
}

/** How often stories were touched. */
export async function storiesVersion(db: Kysely<Database>): Promise<number> {
  const row = await db.selectFrom('counters').select('value').where('name', '=', 'stories').executeTakeFirst()
  return Number(row?.value ?? 0)
}
