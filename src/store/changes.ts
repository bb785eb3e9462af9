import type { Kysely } from 'kysely'
import type { Database } from './database.ts'
import { prepare } from './prepare.ts'

/**
 * Takes the next numbers of the changes to stories, so many in a row, and gives the first. The counter's row stays locked
 * until the transaction ends, so on PostgreSQL too nobody can see a number while a lower one is still to come.
 */
export function changeNumbers(db: Kysely<Database>): (trx: Kysely<Database>, count: number) => Promise<number> {
  const take = prepare(({ count }: { count: number }) =>
    db
      .insertInto('counters')
      .values({ name: 'change', value: count })
      .onConflict((conflict) =>
        conflict.column('name').doUpdateSet((eb) => ({ value: eb('counters.value', '+', count) })),
      )
      .returning('value'),
  )
  return async (trx, count) => {
    const [row] = await take(trx, { count })
    return Number(row?.value) - count + 1
  }
}

const touches = 'stories'

/** What is called in the transaction of every write that can change how a story is published. */
export function storyToucher(db: Kysely<Database>): (trx: Kysely<Database>) => Promise<void> {
  const touch = prepare((_: object) =>
    db
      .insertInto('counters')
      .values({ name: touches, value: 1 })
      .onConflict((conflict) => conflict.column('name').doUpdateSet((eb) => ({ value: eb('counters.value', '+', 1) }))),
  )
  return async (trx) => {
    await touch(trx, {})
  }
}

/** How often stories were touched. */
export async function storiesVersion(db: Kysely<Database>): Promise<number> {
  const row = await db.selectFrom('counters').select('value').where('name', '=', touches).executeTakeFirst()
  return Number(row?.value ?? 0)
}
