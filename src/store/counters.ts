import type { Kysely } from 'kysely'
import type { Database } from './database.ts'

/** Numbers that only grow. */
type Counter =
  /** Stories founded and dates moved: what the publication log has to take up. */
  | 'change'
  /** Every write that can change how a story is published. */
  | 'stories'

/**
 * Takes the next number of the changes to stories. The counter's row stays locked until the transaction ends, so on
 * PostgreSQL too nobody can see a number while a lower one is still to come.
 */
export function nextChange(db: Kysely<Database>): Promise<number> {
  return next(db, 'change')
}

/** To be called in the transaction of every write that can change how a story is published. */
export async function touchStories(db: Kysely<Database>): Promise<void> {
  await next(db, 'stories')
}

/** How often stories were touched. */
export async function storiesVersion(db: Kysely<Database>): Promise<number> {
  const counter: Counter = 'stories'
  const row = await db.selectFrom('counters').select('value').where('name', '=', counter).executeTakeFirst()
  return Number(row?.value ?? 0)
}

async function next(db: Kysely<Database>, name: Counter): Promise<number> {
  const row = await db
    .insertInto('counters')
    .values({ name, value: 1 })
    .onConflict((conflict) => conflict.column('name').doUpdateSet((eb) => ({ value: eb('counters.value', '+', 1) })))
    .returning('value')
    .executeTakeFirstOrThrow()
  return Number(row.value)
}
