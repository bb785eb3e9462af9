import { type Kysely, sql, type Transaction } from 'kysely'
import { entryFromJson, toJson } from './codec.ts'
import type { Database } from './database.ts'
import { dropHosts } from './host-queries.ts'
import { type IndexRows, toIndexed } from './index-rows.ts'
import { dropHostLines } from './junk-queries.ts'

const dayMs = 86_400_000

/** DESIGN: texts that are not published go after 90 days, keys 180 days after their feed last listed them. */
const bodiesMs = 90 * dayMs
const keysMs = 180 * dayMs
/** A month: a host that was linked to once needs no row for ever. */
const hostsMs = 30 * dayMs

/** Entries handled in one transaction. */
const prunedAtOnce = 50

/** Drops what is no longer kept, in small transactions: one that is cut off is made up for by the next call. */
export async function prune(db: Kysely<Database>, index: IndexRows, now: Date): Promise<void> {
  await dropBodies(db, index, now.getTime() - bodiesMs)
  await deleteEntries(db, index, now.getTime() - keysMs)
  await dropHosts(db, now.getTime() - hostsMs)
  await dropHostLines(db, now.getTime() - keysMs)
}

/**
 * Copies and entries without a story lose their texts: feed's and page's, and their rows in the index. Their titles,
 * links and the evidence stay, so "Also at" and `why` still know them. What waits for its page keeps what its feed said.
 */
async function dropBodies(db: Kysely<Database>, index: IndexRows, before: number): Promise<void> {
  let last = { first_seen_at: 0, key: '' }
  for (;;) {
    const rows = await db
      .selectFrom('entries')
      .leftJoin('stories', (join) =>
        join.onRef('stories.canonical_key', '=', 'entries.key').on('stories.merged_into', 'is', null),
      )
      .select(['entries.key', 'entries.first_seen_at', 'entries.state', 'entries.entry', 'stories.id as canonicalOf'])
      .where('entries.has_bodies', '=', sql.lit(1)) // literal, so that the partial index serves
      .where('entries.first_seen_at', '<', before)
      .where(sql<boolean>`(entries.first_seen_at, entries.key) > (${last.first_seen_at}, ${last.key})`)
      .orderBy('entries.first_seen_at')
      .orderBy('entries.key')
      .limit(prunedAtOnce)
      .execute()
    const droppable = rows.filter((row) => row.canonicalOf === null && row.state !== 'unread')
    await db.transaction().execute(async (trx) => {
      for (const { key, entry } of droppable) await dropBody(trx, index, key, entry)
    })
    const end = rows.at(-1)
    if (end === undefined) return
    last = { first_seen_at: Number(end.first_seen_at), key: end.key }
  }
}

async function dropBody(trx: Transaction<Database>, index: IndexRows, key: string, json: string | null): Promise<void> {
  await removeFromIndex(trx, index, key)
  await trx
    .updateTable('articles')
    .set({ html: null, text: null, html_bytes: 0, fingerprint: null })
    .where('key', '=', key)
    .execute()
  await trx
    .updateTable('entries')
    .set({ entry: json === null ? null : withoutBodies(json), has_bodies: 0 })
    .where('key', '=', key)
    .execute()
}

async function removeFromIndex(trx: Transaction<Database>, index: IndexRows, key: string): Promise<void> {
  const row = await trx
    .selectFrom('entries')
    .innerJoin('articles', 'articles.key', 'entries.key')
    .select(['entries.number', 'entries.urls', 'articles.fingerprint'])
    .where('entries.key', '=', key)
    .executeTakeFirst()
  if (row !== undefined) await index.remove(trx, toIndexed(row))
}

function withoutBodies(json: string): string {
  const { summary: _summary, content: _content, ...entry } = entryFromJson(json)
  return toJson(entry)
}

async function deleteEntries(db: Kysely<Database>, index: IndexRows, before: number): Promise<void> {
  for (;;) {
    const rows = await db
      .selectFrom('entries')
      .innerJoin('feeds', 'feeds.id', 'entries.subscription')
      .select('entries.key')
      .where('entries.story_id', 'is', null)
      .where('entries.listed_at', '<', before)
      // A feed that only ever answers 304 still lists what it listed when it was last read.
      .where(sql<boolean>`entries.listed_at < feeds.read_at - ${sql.lit(keysMs)}`)
      .orderBy('entries.listed_at')
      .limit(prunedAtOnce)
      .execute()
    if (rows.length === 0) return
    const keys = rows.map((row) => row.key)
    await db.transaction().execute(async (trx) => {
      for (const key of keys) await removeFromIndex(trx, index, key)
      await trx.deleteFrom('articles').where('key', 'in', keys).execute()
      await trx.deleteFrom('entries').where('key', 'in', keys).execute()
    })
  }
}
