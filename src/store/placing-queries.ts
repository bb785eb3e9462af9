import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely'
import { articleFromJson, fingerprintFromJson, urlsFromJson } from './codec.ts'
import { inPieces, optional, optionalText, toDate } from './columns.ts'
import { nextChange, touchStories } from './counters.ts'
import type { Database } from './database.ts'
import type { CandidateQuery, PlaceableEntry, Placement, Store } from './store.ts'

/** Texts loaded by one query: a turn of the event loop comes after some milliseconds of parsing. */
const loadedAtOnce = 50

/** Subscriptions asked for at a time. */
const subscriptionsAtOnce = 50

/**
 * One shared row is one shared run of words, which strangers have too; two are worth a look. A text with few rows is
 * so short that its copy may share only one of them.
 */
function leastWeight(rows: readonly number[]): number {
  return rows.length < 12 ? 1 : 2
}

/** Entries on their way into a story. */
export function placingQueries(
  db: Kysely<Database>,
): Pick<
  Store,
  'unplacedEntries' | 'findCandidates' | 'storyMembers' | 'place' | 'storiesCarriedElsewhere' | 'setCanonical'
> {
  return {
    async unplacedEntries(limit) {
      const rows = await db
        .selectFrom('entries')
        .select('key')
        // Literals, so that the partial index serves.
        .where('state', '=', sql.lit('read'))
        .where('story_id', 'is', null)
        .where('has_bodies', '=', sql.lit(1))
        .orderBy('first_seen_at')
        .orderBy('published_at', (order) => order.asc().nullsLast())
        .orderBy('key')
        .limit(limit)
        .execute()
      return load(db, keysOf(rows))
    },

    async findCandidates(query) {
      const hits = candidateHits(query)
      if (hits === undefined) return []
      const { rows } = await sql<{ key: string }>`
        select found.key as key
        from (
          select hits.key as key, sum(hits.weight) as weight from (${hits}) as hits
          group by hits.key having sum(hits.weight) >= ${leastWeight(query.rows)}
        ) as found
        join entries on entries.key = found.key
        where entries.key <> ${query.key} and entries.story_id is not null
          and entries.first_seen_at >= ${query.since.getTime()}
        order by found.weight desc, found.key
        limit ${query.limit}`.execute(db)
      return load(db, keysOf(rows))
    },

    async storyMembers(storyId) {
      const rows = await db
        .selectFrom('entries')
        .select('key')
        .where('story_id', '=', storyId)
        .orderBy('first_seen_at')
        .orderBy('key')
        .execute()
      return load(db, keysOf(rows))
    },

    async place(placement) {
      await db.transaction().execute(async (trx) => {
        if (placement.founded !== undefined) await found(trx, placement)
        await trx.updateTable('entries').set({ story_id: placement.storyId }).where('key', '=', placement.key).execute()
        await recordEvidence(trx, placement)
        await absorb(trx, placement)
        await setCanonical(trx, placement.storyId, placement.canonicalKey)
        await touchStories(trx)
      })
    },

    async storiesCarriedElsewhere(subscriptions, since) {
      const found: string[] = []
      for (const piece of inPieces(subscriptions, subscriptionsAtOnce)) {
        const rows = await db
          .selectFrom('stories')
          .select('id')
          .where('subscription', 'in', piece)
          .where('entered_at', '>=', since.getTime())
          .where('merged_into', 'is', null)
          .where((eb) =>
            eb.exists(
              eb
                .selectFrom('entries')
                .select('key')
                .whereRef('story_id', '=', 'stories.id')
                .where('entries.subscription', 'not in', subscriptions),
            ),
          )
          .orderBy('id')
          .execute()
        found.push(...rows.map(({ id }) => id))
      }
      return found
    },

    async setCanonical(storyId, key) {
      await db.transaction().execute(async (trx) => {
        await setCanonical(trx, storyId, key)
        await touchStories(trx)
      })
    },
  }
}

async function setCanonical(db: Kysely<Database>, storyId: string, key: string): Promise<void> {
  await db
    .updateTable('stories')
    .set((eb) => ({
      canonical_key: key,
      subscription: eb.selectFrom('entries').select('subscription').where('key', '=', key),
    }))
    .where('id', '=', storyId)
    .execute()
}

/** A row an index entry: a shared address weighs as two shared rows, so that it is a candidate by itself. */
function candidateHits({ rows, urls }: CandidateQuery): RawBuilder<unknown> | undefined {
  const byRows = sql`select key, 1 as weight from fingerprint_rows where hash in (${sql.join(rows)})`
  const byUrls = sql`select key, 2 as weight from entry_urls where url in (${sql.join(urls)})`
  if (rows.length > 0 && urls.length > 0) return sql`${byRows} union all ${byUrls}`
  if (rows.length > 0) return byRows
  return urls.length > 0 ? byUrls : undefined
}

function keysOf(rows: readonly { readonly key: string }[]): readonly string[] {
  return rows.map((row) => row.key)
}

/** The entries in the order of their keys; those whose text retention has dropped can't be compared and are left out. */
async function load(db: Kysely<Database>, keys: readonly string[]): Promise<readonly PlaceableEntry[]> {
  const loaded = new Map<string, PlaceableEntry>()
  for (const piece of inPieces(keys, loadedAtOnce)) {
    const rows = await db
      .selectFrom('entries')
      .innerJoin('articles', 'articles.key', 'entries.key')
      .select(['entries.key', 'entries.subscription', 'entries.story_id', 'entries.urls', 'entries.first_seen_at'])
      .select(['entries.entered_at', 'entries.published_at', 'entries.updated_at'])
      .select(['articles.article', 'articles.fingerprint', 'articles.text'])
      .where('entries.key', 'in', piece)
      .execute()
    for (const row of rows) {
      if (row.text !== null) loaded.set(row.key, toPlaceable({ ...row, text: row.text }))
    }
  }
  return keys.flatMap((key) => loaded.get(key) ?? [])
}

interface PlaceableColumns {
  readonly key: string
  readonly subscription: string
  readonly story_id: string | null
  readonly urls: string
  readonly first_seen_at: number | string
  readonly entered_at: number | string
  readonly published_at: number | string | null
  readonly updated_at: number | string | null
  readonly article: string
  readonly fingerprint: string
  readonly text: string
}

function toPlaceable(row: PlaceableColumns): PlaceableEntry {
  const { title, canonicalUrl, credit } = articleFromJson(row.article)
  return {
    key: row.key,
    subscription: row.subscription,
    ...optionalText('storyId', row.story_id),
    title,
    text: row.text,
    fingerprint: fingerprintFromJson(row.fingerprint),
    urls: urlsFromJson(row.urls),
    ...(canonicalUrl === undefined ? {} : { canonicalUrl }),
    ...(credit === undefined ? {} : { credit }),
    ...optional('published', row.published_at, toDate),
    ...optional('updated', row.updated_at, toDate),
    firstSeenAt: toDate(row.first_seen_at),
    enteredAt: toDate(row.entered_at),
    priority: 0, // a setting of the subscription, which may change any day: whoever compares fills it in
  }
}

async function found(trx: Transaction<Database>, { storyId, founded, canonicalKey }: Placement): Promise<void> {
  if (founded === undefined) return
  const known = await trx.selectFrom('stories').select('id').where('id', '=', storyId).executeTakeFirst()
  if (known !== undefined) return
  await trx
    .insertInto('stories')
    .values({
      id: storyId,
      canonical_key: canonicalKey,
      subscription: '', // set with the canonical entry, at the end of `place`
      updated_at: founded.updated.getTime(),
      entered_at: founded.enteredAt.getTime(),
      change: await nextChange(trx),
      merged_into: null,
    })
    .execute()
}

async function recordEvidence(trx: Transaction<Database>, { key, evidence }: Placement): Promise<void> {
  if (evidence === undefined) return
  const columns = { kind: evidence.kind, with_key: evidence.with, similarity: evidence.similarity }
  await trx
    .insertInto('joins')
    .values({ key, ...columns })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(columns))
    .execute()
}

/** What an absorbed story had published stays in the log; it is never appended or chosen again. */
async function absorb(trx: Transaction<Database>, { storyId, absorbs }: Placement): Promise<void> {
  const absorbed = absorbs.filter((id) => id !== storyId)
  if (absorbed.length === 0) return
  await trx.updateTable('entries').set({ story_id: storyId }).where('story_id', 'in', absorbed).execute()
  await trx.updateTable('stories').set({ merged_into: storyId }).where('id', 'in', absorbed).execute()
}
