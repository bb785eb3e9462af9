import { type Kysely, sql } from 'kysely'
import { storyToucher } from './changes.ts'
import { creditFromJson, urlsFromJson } from './codec.ts'
import { optional, optionalText, toDate } from './columns.ts'
import type { Database } from './database.ts'
import { fingerprintFromBytes } from './fingerprint-bytes.ts'
import type { Writer } from './group-commit.ts'
import type { IndexRows } from './index-rows.ts'
import type { PlaceStatements } from './place-statements.ts'
import { askedInPieces, prepare } from './prepare.ts'
import type { IndexedEntry, PlaceableEntry, Store } from './store.ts'

/** Subscriptions asked for at a time. */
const subscriptionsAtOnce = 64

/** Stories whose members are loaded by one query: a turn of the event loop comes after some milliseconds of reading. */
const storiesAtOnce = 64

/** Entries on their way into a story. */
export function placingQueries(
  db: Kysely<Database>,
  writer: Writer,
  index: IndexRows,
  { place, setCanonical }: PlaceStatements,
): Pick<
  Store,
  | 'unplacedEntries'
  | 'findIndexed'
  | 'indexedEntries'
  | 'storyMembers'
  | 'place'
  | 'storiesCarriedElsewhere'
  | 'setCanonical'
  | 'copyCounts'
> {
  const comparables = db
    .selectFrom('entries')
    .innerJoin('articles', 'articles.key', 'entries.key')
    .select(['entries.key', 'entries.subscription', 'entries.story_id', 'entries.urls', 'entries.first_seen_at'])
    .select(['entries.entered_at', 'entries.published_at', 'entries.updated_at', 'entries.splits'])
    .select(['articles.title', 'articles.canonical_url', 'articles.credit', 'articles.fingerprint'])
  const findUnplaced = prepare(({ limit }: { limit: number }) =>
    comparables
      // Literals, so that the partial index serves.
      .where('state', '=', sql.lit('read'))
      .where('story_id', 'is', null)
      .where('has_bodies', '=', sql.lit(1))
      .orderBy('first_seen_at')
      .orderBy(sql`coalesce(published_at, first_seen_at)`) // as the index has it: no sorting of all that waits
      .orderBy('entries.key')
      .limit(limit),
  )
  const findMembers = prepare(({ ids }: { ids: readonly string[] }) => comparables.where('story_id', 'in', ids))
  const findPlaced = prepare(({ numbers, since }: { numbers: readonly number[]; since: number }) =>
    db
      .selectFrom('entries')
      .select(['number', 'key', 'story_id', 'first_seen_at'])
      .where('number', 'in', numbers)
      .where('story_id', 'is not', null)
      .where('first_seen_at', '>=', since),
  )
  // Keys begin with the subscription and a space, after which comes "!".
  const countCopies = prepare(
    ({ subscription, from, to, seenBefore }: { subscription: string; from: string; to: string; seenBefore: number }) =>
      db.selectNoFrom((eb) => [
        eb
          .selectFrom('joins')
          .innerJoin('entries', 'entries.key', 'joins.key')
          .select((copies) => copies.fn.countAll<number | string>().as('copies'))
          .where('joins.key', '>=', from)
          .where('joins.key', '<', to)
          .where('entries.first_seen_at', '<', seenBefore)
          .where((copy) =>
            copy.not(
              copy.exists(
                copy
                  .selectFrom('stories')
                  .select('id')
                  .whereRef('canonical_key', '=', 'joins.key')
                  .where('merged_into', 'is', null),
              ),
            ),
          )
          .as('copies'),
        eb
          .selectFrom('stories')
          .innerJoin('entries', 'entries.key', 'stories.canonical_key')
          .select((own) => own.fn.countAll<number | string>().as('stories'))
          .where('stories.subscription', '=', subscription)
          .where('stories.merged_into', 'is', null)
          .where('entries.first_seen_at', '<', seenBefore)
          .as('stories'),
      ]),
  )
  const touch = storyToucher(db)

  return {
    async unplacedEntries(limit) {
      return (await findUnplaced(db, { limit })).flatMap(toPlaceable)
    },

    findIndexed: (rows, urls) => index.find(rows, urls),

    async indexedEntries(all, since) {
      const entries: IndexedEntry[] = []
      for (const numbers of askedInPieces([...new Set(all)])) {
        for (const row of await findPlaced(db, { numbers, since: since.getTime() })) {
          const { number, key, story_id: storyId, first_seen_at: firstSeenAt } = row
          if (storyId === null) continue
          entries.push({ number: Number(number), key, storyId, firstSeenAt: toDate(firstSeenAt) })
        }
      }
      return entries
    },

    async storyMembers(storyIds) {
      const members: PlaceableEntry[] = []
      for (const ids of askedInPieces([...new Set(storyIds)], storiesAtOnce)) {
        for (const row of await findMembers(db, { ids })) members.push(...toPlaceable(row))
      }
      return members.toSorted((a, b) => a.firstSeenAt.getTime() - b.firstSeenAt.getTime() || (a.key < b.key ? -1 : 1))
    },

    async place(placements) {
      if (placements.length === 0) return
      await writer.write(async (trx) => {
        await place(trx, placements)
        await touch(trx)
      })
    },

    async storiesCarriedElsewhere(subscriptions, since) {
      const found: string[] = []
      for (const piece of askedInPieces(subscriptions, subscriptionsAtOnce)) {
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

    async copyCounts(subscription, before) {
      const keys = { from: `${subscription} `, to: `${subscription}!` }
      const seenBefore = before?.getTime() ?? Number.MAX_SAFE_INTEGER
      const [row] = await countCopies(db, { subscription, ...keys, seenBefore })
      return { copies: Number(row?.copies ?? 0), stories: Number(row?.stories ?? 0) }
    },

    setCanonical: (storyId, key) =>
      writer.write(async (trx) => {
        await setCanonical(trx, [{ of: storyId, to: key }])
        await touch(trx)
      }),
  }
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
  readonly splits: number | string
  readonly title: string
  readonly canonical_url: string | null
  readonly credit: string | null
  readonly fingerprint: Uint8Array | null
}

/** None where retention has dropped the fingerprint: it can't be compared any more. */
function toPlaceable(row: PlaceableColumns): readonly PlaceableEntry[] {
  if (row.fingerprint === null) return []
  const entry: PlaceableEntry = {
    key: row.key,
    subscription: row.subscription,
    ...optionalText('storyId', row.story_id),
    title: row.title,
    fingerprint: fingerprintFromBytes(row.fingerprint),
    urls: urlsFromJson(row.urls),
    ...optionalText('canonicalUrl', row.canonical_url),
    ...optional('credit', row.credit, creditFromJson),
    ...optional('published', row.published_at, toDate),
    ...optional('updated', row.updated_at, toDate),
    firstSeenAt: toDate(row.first_seen_at),
    enteredAt: toDate(row.entered_at),
    splits: Number(row.splits),
  }
  return [entry]
}
