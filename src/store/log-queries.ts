import type { Kysely, Transaction } from 'kysely'
import { articleColumns, toArticle } from './article-rows.ts'
import { entryFromJson } from './codec.ts'
import { inPieces, toDate } from './columns.ts'
import type { Database } from './database.ts'
import type { LoggedStory, MemberRecord, Store, StoryRecord } from './store.ts'

/** Rows at a time in one insert into the log. */
const appendedAtOnce = 100

/** Subscriptions, or stories with all their texts, asked for at a time. */
const askedAtOnce = 50

/** The publication log, and what publishing reads. */
export function logQueries(
  db: Kysely<Database>,
): Pick<Store, 'appendToLog' | 'loggedAt' | 'loggedStories' | 'storyRecords'> {
  return {
    async appendToLog(publication, at) {
      return db.transaction().execute((trx) => append(trx, publication, at))
    },

    async loggedAt(publication) {
      const row = await db
        .selectFrom('publications')
        .select('logged_at')
        .where('publication', '=', publication)
        .executeTakeFirst()
      return row === undefined || row.logged_at === null ? undefined : toDate(row.logged_at)
    },

    async loggedStories(publication, subscriptions, since) {
      const found = new Map<string, LoggedStory>()
      for (const piece of inPieces(subscriptions, askedAtOnce)) {
        const rows = await loggedOf(
          db,
          publication,
          piece.map((subscription) => subscription.id),
        )
          .where('stories.entered_at', '>=', since.getTime())
          .execute()
        for (const row of rows) found.set(row.id, toLoggedStory(row))
      }
      for (const { id, keep } of subscriptions) {
        if (keep === 0) continue
        const rows = await loggedOf(db, publication, [id])
          .orderBy('stories.entered_at', 'desc')
          .orderBy('stories.id')
          .limit(keep)
          .execute()
        for (const row of rows) found.set(row.id, toLoggedStory(row))
      }
      return [...found.values()].sort(newestFirst)
    },

    async storyRecords(ids) {
      const found = new Map<string, StoryRecord>()
      for (const piece of inPieces([...new Set(ids)], askedAtOnce)) {
        for (const record of await readStories(db, piece)) found.set(record.id, record)
      }
      return ids.flatMap((id) => found.get(id) ?? [])
    },
  }
}

/** The head's row is locked first: two appenders would otherwise take the same sequence numbers. */
async function append(trx: Transaction<Database>, publication: string, at: Date): Promise<number> {
  const head = await trx
    .insertInto('publications')
    .values({ publication, sequence: 0, change: 0, logged_at: null })
    .onConflict((conflict) => conflict.column('publication').doUpdateSet({ publication }))
    .returning(['sequence', 'change', 'logged_at'])
    .executeTakeFirstOrThrow()
  const stories = await trx
    .selectFrom('stories')
    .select(['id', 'updated_at', 'change'])
    .where('change', '>', Number(head.change))
    .where('merged_into', 'is', null)
    .orderBy('entered_at')
    .orderBy('id')
    .execute()
  if (stories.length === 0) return 0
  const sequence = Number(head.sequence)
  // A clock that was set back must not turn the log's times back.
  const loggedAt = Math.max(at.getTime(), Number(head.logged_at ?? 0))
  const rows = stories.map((story, index) => ({
    publication,
    sequence: sequence + 1 + index,
    story_id: story.id,
    version: Number(story.updated_at),
    at: loggedAt,
  }))
  for (const piece of inPieces(rows, appendedAtOnce)) await trx.insertInto('publication_log').values(piece).execute()
  const change = stories.reduce((last, story) => Math.max(last, Number(story.change)), 0)
  await trx
    .updateTable('publications')
    .set({ sequence: sequence + stories.length, change, logged_at: loggedAt })
    .where('publication', '=', publication)
    .execute()
  return stories.length
}

function loggedOf(db: Kysely<Database>, publication: string, subscriptions: readonly string[]) {
  return db
    .selectFrom('stories')
    .innerJoin('articles', 'articles.key', 'stories.canonical_key')
    .select(['stories.id', 'stories.subscription', 'stories.entered_at', 'stories.is_backfill', 'articles.html_bytes'])
    .select((eb) =>
      eb
        .selectFrom('publication_log')
        .select((log) => log.fn.max('sequence').as('last'))
        .whereRef('story_id', '=', 'stories.id')
        .where('publication', '=', publication)
        .as('sequence'),
    )
    .where('stories.subscription', 'in', subscriptions)
    .where('stories.merged_into', 'is', null)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('publication_log')
          .select('sequence')
          .whereRef('story_id', '=', 'stories.id')
          .where('publication', '=', publication),
      ),
    )
}

interface LoggedRow {
  readonly id: string
  readonly subscription: string
  readonly entered_at: number | string
  readonly is_backfill: number | string
  readonly html_bytes: number | string
  readonly sequence: number | string | null
}

function toLoggedStory(row: LoggedRow): LoggedStory {
  return {
    storyId: row.id,
    sequence: Number(row.sequence),
    subscription: row.subscription,
    enteredAt: toDate(row.entered_at),
    isBackfill: Number(row.is_backfill) === 1,
    bytes: Number(row.html_bytes),
  }
}

function newestFirst(a: LoggedStory, b: LoggedStory): number {
  const byTime = b.enteredAt.getTime() - a.enteredAt.getTime()
  if (byTime !== 0) return byTime
  return a.storyId < b.storyId ? -1 : 1
}

/** In no particular order. */
async function readStories(db: Kysely<Database>, ids: readonly string[]): Promise<readonly StoryRecord[]> {
  const stories = await db
    .selectFrom('stories')
    .select(['id', 'canonical_key', 'updated_at', 'entered_at'])
    .where('id', 'in', ids)
    .where('merged_into', 'is', null)
    .execute()
  const members = Map.groupBy(await readMembers(db, ids), (member) => member.storyId)
  return stories.flatMap((story): StoryRecord[] => {
    const records = (members.get(story.id) ?? []).map((member) => member.record)
    const canonical = records.find((record) => record.key === story.canonical_key)
    if (canonical === undefined) return []
    const copies = records.filter((record) => record !== canonical)
    const [updated, enteredAt] = [toDate(story.updated_at), toDate(story.entered_at)]
    return [{ id: story.id, updated, enteredAt, canonical, copies }]
  })
}

/** By first seen, then key. */
async function readMembers(
  db: Kysely<Database>,
  storyIds: readonly string[],
): Promise<readonly { readonly storyId: string; readonly record: MemberRecord }[]> {
  const rows = await db
    .selectFrom('entries')
    .innerJoin('articles', 'articles.key', 'entries.key')
    .select(['entries.key', 'entries.subscription', 'entries.story_id', 'entries.first_seen_at', 'entries.entry'])
    .select(articleColumns)
    .where('entries.story_id', 'in', storyIds)
    .orderBy('entries.first_seen_at')
    .orderBy('entries.key')
    .execute()
  return rows.flatMap((row) => {
    if (row.story_id === null || row.entry === null) return []
    const record = {
      key: row.key,
      subscription: row.subscription,
      firstSeenAt: toDate(row.first_seen_at),
      entry: entryFromJson(row.entry),
      article: toArticle(row),
    }
    return [{ storyId: row.story_id, record }]
  })
}
