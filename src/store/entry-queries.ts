import { type Kysely, sql } from 'kysely'
import { articleColumns, toArticle } from './article-rows.ts'
import { storyToucher } from './changes.ts'
import { entryFromJson, toJson } from './codec.ts'
import { optionalText, toDate, toTime } from './columns.ts'
import type { Database } from './database.ts'
import { entryNumber } from './entry-number.ts'
import { gathered, type Writer } from './group-commit.ts'
import type { IndexRows } from './index-rows.ts'
import { askedInPieces, prepare, writtenInPieces } from './prepare.ts'
import { articleStatements } from './save-articles.ts'
import type { EntryRow, EntryState, NewEntry, Store, UnreadEntry } from './store.ts'

/** Entries at a time in one insert: with some kilobytes each, well under 10 ms. */
const insertedAtOnce = 32

/** Articles, likewise. */
const savedAtOnce = 32

/** Entries from being seen to being read. */
export function entryQueries(
  db: Kysely<Database>,
  writer: Writer,
  index: IndexRows,
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
  const findBy = (column: 'key' | 'link' | 'feed_text_hash') =>
    prepare(({ subscription, values }: { subscription: string; values: readonly string[] }) =>
      db
        .selectFrom('entries')
        .select(entryRowColumns)
        .where('subscription', '=', subscription)
        .where(column, 'in', values)
        .orderBy('key'),
    )
  const [findByKey, findByLink, findByText] = [findBy('key'), findBy('link'), findBy('feed_text_hash')]
  const insert = prepare(({ rows }: { rows: readonly ReturnType<typeof toInsertedRow>[] }) =>
    db
      .insertInto('entries')
      .values(rows)
      .onConflict((conflict) => conflict.column('key').doNothing()),
  )
  const list = prepare(({ keys, at }: { keys: readonly string[]; at: number }) =>
    db.updateTable('entries').set({ listed_at: at }).where('key', 'in', keys),
  )
  const findUnread = prepare(({ subscription, now, limit }: { subscription: string; now: number; limit: number }) =>
    db
      .selectFrom('entries')
      .leftJoin('articles', 'articles.key', 'entries.key')
      .select(['entries.key', 'entries.entry', 'entries.entered_at', 'entries.tries'])
      .select(articleColumns)
      .where('entries.subscription', '=', subscription)
      .where('entries.state', '=', sql.lit('unread')) // literal, so that the partial index serves
      .where('entries.next_try_at', '<=', now)
      .orderBy('entries.entered_at', 'desc')
      .orderBy('entries.key')
      .limit(limit),
  )
  const save = gathered(writer, savedAtOnce, articleStatements(db, index))
  const touch = storyToucher(db)

  return {
    async findEntries(subscription, { keys, links, feedTextHashes }) {
      const found = new Map<string, EntryRow>()
      const find = async (by: typeof findByKey, asked: readonly string[]): Promise<void> => {
        for (const values of askedInPieces(asked)) {
          for (const row of await by(db, { subscription, values })) found.set(row.key, toEntryRow(row))
        }
      }
      await find(findByKey, keys)
      await find(findByLink, links)
      await find(findByText, feedTextHashes)
      return [...found.values()]
    },

    async addEntries(entries) {
      if (entries.length === 0) return
      const all = entries.map(toInsertedRow)
      await writer.write(async (trx) => {
        for (const rows of writtenInPieces(all, insertedAtOnce)) await insert(trx, { rows })
      })
    },

    async changeEntry(key, { entry, feedTextHash }) {
      await writer.write(async (trx) => {
        await trx
          .updateTable('entries')
          .set({ entry: toJson(entry), feed_text_hash: feedTextHash, state: 'unread', has_bodies: 1 })
          .set({ tries: 0, next_try_at: 0 })
          .set({ published_at: toTime(entry.published), updated_at: toTime(entry.updated) })
          .where('key', '=', key)
          .execute()
        await touch(trx)
      })
    },

    async markListed(keys, at) {
      if (keys.length === 0) return
      await writer.write(async (trx) => {
        for (const piece of askedInPieces(keys)) await list(trx, { keys: piece, at: at.getTime() })
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

    async unreadEntries(subscription, now, limit) {
      const rows = await findUnread(db, { subscription, now: now.getTime(), limit })
      return rows.flatMap((row): UnreadEntry[] => {
        const { key, entry, article, title } = row
        if (entry === null) return []
        const before = article === null || title === null ? {} : { article: toArticle({ ...row, article, title }) }
        return [
          { key, entry: entryFromJson(entry), enteredAt: toDate(row.entered_at), tries: Number(row.tries), ...before },
        ]
      })
    },

    async deferEntry(key, nextTryAt) {
      await writer.write((trx) =>
        trx
          .updateTable('entries')
          .set({ tries: sql<number>`tries + 1`, next_try_at: nextTryAt.getTime() })
          .where('key', '=', key)
          .execute(),
      )
    },

    saveArticle: (key, read) => save(key, read),

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

const entryRowColumns = [
  'key',
  'subscription',
  'link',
  'feed_text_hash',
  'state',
  'first_seen_at',
  'entered_at',
  'listed_at',
  'reused',
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
  readonly reused: number | string
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
    ...(Number(row.reused) === 0 ? {} : { reused: Number(row.reused) }),
  }
}

function toInsertedRow(entry: NewEntry) {
  return {
    key: entry.key,
    number: entryNumber(entry.key),
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
