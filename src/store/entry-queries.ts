import { type Kysely, sql, type Transaction } from 'kysely'
import { addToIndex, nextChange, putArticle, removeFromIndex, toArticle } from './article-rows.ts'
import { entryFromJson, toJson } from './codec.ts'
import { inPieces, optionalText, toDate, toTime } from './columns.ts'
import type { Database } from './database.ts'
import type { EntryRow, EntryState, NewEntry, Store, UnreadEntry } from './store.ts'

/** Entries at a time in one insert: with some kilobytes each, well under 10 ms. */
const insertedAtOnce = 50

/** Keys at a time in one `in` list. */
const askedAtOnce = 500

/** Entries from being seen to being read. */
export function entryQueries(
  db: Kysely<Database>,
): Pick<
  Store,
  | 'findEntries'
  | 'addEntries'
  | 'changeEntry'
  | 'markListed'
  | 'unreadEntries'
  | 'unreadCounts'
  | 'deferEntry'
  | 'saveArticle'
  | 'counts'
> {
  return {
    async findEntries(subscription, { keys, links, feedTextHashes }) {
      const found = new Map<string, EntryRow>()
      const find = async (column: 'key' | 'link' | 'feed_text_hash', values: readonly string[]): Promise<void> => {
        for (const piece of inPieces(values, askedAtOnce)) {
          const rows = await db
            .selectFrom('entries')
            .select(entryRowColumns)
            .where('subscription', '=', subscription)
            .where(column, 'in', piece)
            .orderBy('key')
            .execute()
          for (const row of rows) found.set(row.key, toEntryRow(row))
        }
      }
      await find('key', keys)
      await find('link', links)
      await find('feed_text_hash', feedTextHashes)
      return [...found.values()]
    },

    async addEntries(entries) {
      await db.transaction().execute(async (trx) => {
        for (const piece of inPieces(entries, insertedAtOnce)) {
          await trx
            .insertInto('entries')
            .values(piece.map(toInsertedRow))
            .onConflict((conflict) => conflict.column('key').doNothing())
            .execute()
        }
      })
    },

    async changeEntry(key, { entry, feedTextHash }) {
      await db
        .updateTable('entries')
        .set({
          entry: toJson(entry),
          feed_text_hash: feedTextHash,
          state: 'unread',
          has_bodies: 1,
          tries: 0,
          next_try_at: 0,
        })
        .where('key', '=', key)
        .execute()
    },

    async markListed(keys, at) {
      await db.transaction().execute(async (trx) => {
        for (const piece of inPieces(keys, askedAtOnce)) {
          await trx.updateTable('entries').set({ listed_at: at.getTime() }).where('key', 'in', piece).execute()
        }
      })
    },

    async unreadEntries(subscription, now, limit) {
      const rows = await db
        .selectFrom('entries')
        .leftJoin('articles', 'articles.key', 'entries.key')
        .select(['entries.key', 'entries.entry', 'entries.entered_at', 'entries.tries'])
        .select(['articles.article', 'articles.fingerprint', 'articles.text', 'articles.html'])
        .where('entries.subscription', '=', subscription)
        .where('entries.state', '=', sql.lit('unread')) // literal, so that the partial index serves
        .where('entries.next_try_at', '<=', now.getTime())
        .orderBy('entries.entered_at', 'desc')
        .orderBy('entries.key')
        .limit(limit)
        .execute()
      return rows.flatMap((row): UnreadEntry[] => {
        const { key, entry, article, fingerprint, text, html } = row
        if (entry === null) return []
        const before =
          article === null || fingerprint === null ? {} : { article: toArticle({ article, fingerprint, text, html }) }
        return [
          { key, entry: entryFromJson(entry), enteredAt: toDate(row.entered_at), tries: Number(row.tries), ...before },
        ]
      })
    },

    async unreadCounts(now) {
      const rows = await db
        .selectFrom('entries')
        .select((eb) => ['subscription', eb.fn.countAll<number | string>().as('count')])
        .where('state', '=', sql.lit('unread'))
        .where('next_try_at', '<=', now.getTime())
        .groupBy('subscription')
        .execute()
      return new Map(rows.map((row) => [row.subscription, Number(row.count)]))
    },

    async deferEntry(key, nextTryAt) {
      await db
        .updateTable('entries')
        .set({ tries: sql<number>`tries + 1`, next_try_at: nextTryAt.getTime() })
        .where('key', '=', key)
        .execute()
    },

    async saveArticle(key, { article, urls, updated }) {
      await db.transaction().execute(async (trx) => {
        const row = await trx.selectFrom('entries').select('entry').where('key', '=', key).executeTakeFirstOrThrow()
        const entry = row.entry === null ? undefined : entryFromJson(row.entry)
        await removeFromIndex(trx, key)
        await addToIndex(trx, key, urls, article.fingerprint.rows)
        await putArticle(trx, key, article)
        await trx
          .updateTable('entries')
          .set({
            state: 'read',
            urls: toJson(urls),
            published_at: toTime(article.published ?? entry?.published),
            updated_at: toTime(article.updated ?? entry?.updated),
            has_bodies: 1,
          })
          .where('key', '=', key)
          .execute()
        if (updated !== undefined) await moveUpdated(trx, key, updated)
      })
    },

    async counts() {
      const states = await db
        .selectFrom('entries')
        .select((eb) => ['state', eb.fn.countAll<number | string>().as('count')])
        .groupBy('state')
        .execute()
      const { stories } = await db
        .selectFrom('stories')
        .select((eb) => eb.fn.countAll<number | string>().as('stories'))
        .where('merged_into', 'is', null)
        .executeTakeFirstOrThrow()
      const count = (state: EntryState) => Number(states.find((row) => row.state === state)?.count ?? 0)
      const [read, unread] = [count('read'), count('unread')]
      return { entries: count('known') + read + unread, read, unread, stories: Number(stories) }
    },
  }
}

/** Only the canonical entry's change is the story's; readers pass over a date that is not later than the one they know. */
async function moveUpdated(trx: Transaction<Database>, key: string, updated: Date): Promise<void> {
  const moved = await trx
    .selectFrom('stories')
    .select('id')
    .where('canonical_key', '=', key)
    .where('merged_into', 'is', null)
    .where('updated_at', '<', updated.getTime())
    .executeTakeFirst()
  if (moved === undefined) return
  await trx
    .updateTable('stories')
    .set({ updated_at: updated.getTime(), change: await nextChange(trx) })
    .where('id', '=', moved.id)
    .execute()
}

const entryRowColumns = [
  'key',
  'subscription',
  'link',
  'feed_text_hash',
  'state',
  'first_seen_at',
  'entered_at',
  'listed_at',
] as const

interface EntryRowColumns {
  readonly key: string
  readonly subscription: string
  readonly link: string | null
  readonly feed_text_hash: string
  readonly state: EntryState
  readonly first_seen_at: number | string
  readonly entered_at: number | string
  readonly listed_at: number | string
}

function toEntryRow(row: EntryRowColumns): EntryRow {
  return {
    key: row.key,
    subscription: row.subscription,
    ...optionalText('link', row.link),
    feedTextHash: row.feed_text_hash,
    state: row.state,
    firstSeenAt: toDate(row.first_seen_at),
    enteredAt: toDate(row.entered_at),
    listedAt: toDate(row.listed_at),
  }
}

function toInsertedRow(entry: NewEntry) {
  return {
    key: entry.key,
    subscription: entry.subscription,
    link: entry.link ?? null,
    feed_text_hash: entry.feedTextHash,
    state: entry.state,
    first_seen_at: entry.firstSeenAt.getTime(),
    entered_at: entry.enteredAt.getTime(),
    listed_at: entry.listedAt.getTime(),
    published_at: toTime(entry.entry?.published),
    updated_at: toTime(entry.entry?.updated),
    story_id: null,
    urls: '[]',
    has_bodies: entry.entry === undefined ? 0 : 1,
    tries: 0,
    next_try_at: 0,
    entry: entry.entry === undefined ? null : toJson(entry.entry),
  }
}
