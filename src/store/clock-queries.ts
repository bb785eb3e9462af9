import { type Kysely, sql, type Transaction } from 'kysely'
import { storyToucher } from './changes.ts'
import { toDate } from './columns.ts'
import type { Database } from './database.ts'
import type { Store } from './store.ts'

/** When runs took place, and what is done about times that a wrong clock wrote. */
export function clockQueries(
  db: Kysely<Database>,
): Pick<Store, 'ranAt' | 'begunAt' | 'runBegins' | 'runEnds' | 'datedSince' | 'bringBack'> {
  const touch = storyToucher(db)
  return {
    ranAt: () => readTime(db, ranAt),
    begunAt: () => readTime(db, begunAt),
    runBegins: (at) => writeTime(db, begunAt, at),

    async runEnds(at) {
      await db.transaction().execute(async (trx) => {
        await writeTime(trx, ranAt, at)
        await trx.deleteFrom('meta').where('name', '=', begunAt).execute()
      })
    },

    async datedSince(seen, { from, before }) {
      const row = await db
        .selectFrom('entries')
        .select((eb) => [
          eb.fn.countAll<number | string>().as('seen'),
          eb.fn.count<number | string>('published_at').as('dated'),
          eb.fn
            .countAll<number | string>()
            .filterWhere('published_at', '>=', from.getTime())
            .filterWhere('published_at', '<', before.getTime())
            .as('within'),
        ])
        .where('has_bodies', '=', sql.lit(1)) // literal, so that the partial index serves
        .where('first_seen_at', '>=', seen.getTime())
        .executeTakeFirstOrThrow()
      return { seen: Number(row.seen), dated: Number(row.dated), within: Number(row.within) }
    },

    async bringBack(now) {
      const time = now.getTime()
      await db.transaction().execute(async (trx) => {
        await trx.updateTable('feeds').set({ next_check_at: time }).where('last_checked_at', '>', time).execute()
        for (const [table, columns] of Object.entries(clamped)) {
          for (const column of columns) await clamp(trx, table, column, time)
        }
        for (const [table, id, column] of ranked) await rank(trx, table, id, column, time)
        await touch(trx)
      })
    },
  }
}

const ranAt = 'ran_at'
const begunAt = 'begun_at'

async function readTime(db: Kysely<Database>, name: string): Promise<Date | undefined> {
  const row = await db.selectFrom('meta').select('value').where('name', '=', name).executeTakeFirst()
  return row === undefined ? undefined : toDate(row.value)
}

async function writeTime(db: Kysely<Database>, name: string, at: Date): Promise<void> {
  const value = String(at.getTime())
  await db
    .insertInto('meta')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute()
}

/**
 * Times whose order among one another means nothing. Not among them: what hosts asked for, whose sane end is known
 * (schedule/next-check.ts), and which is an order where it is sane.
 */
const clamped: Readonly<Record<string, readonly string[]>> = {
  feeds: ['last_success_at', 'last_checked_at', 'read_at', 'error_since', 'gone_at'],
  entries: ['listed_at', 'next_try_at'],
  robots: ['fresh_until'],
  host_lines: ['at'],
  publications: ['logged_at'],
  publication_log: ['version', 'at'],
  documents: ['modified_at'],
}

/** Times by which entries and stories are ordered. */
const ranked: readonly (readonly [table: string, id: string, column: string])[] = [
  ['entries', 'key', 'first_seen_at'],
  ['entries', 'key', 'entered_at'],
  ['stories', 'id', 'entered_at'],
  ['stories', 'id', 'updated_at'],
]

async function clamp(trx: Transaction<Database>, table: string, column: string, time: number): Promise<void> {
  await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${time} where ${sql.ref(column)} > ${time}`.execute(trx)
}

/** The latest becomes a millisecond before now, the next one two; what was one time stays one. */
async function rank(
  trx: Transaction<Database>,
  table: string,
  id: string,
  column: string,
  time: number,
): Promise<void> {
  await sql`
    update ${sql.table(table)} set ${sql.ref(column)} = ${time} - ranked.place
    from (
      select ${sql.ref(id)} as ranked_id, dense_rank() over (order by ${sql.ref(column)} desc) as place
      from ${sql.table(table)} where ${sql.ref(column)} > ${time}
    ) as ranked
    where ${sql.ref(`${table}.${id}`)} = ranked.ranked_id`.execute(trx)
}
