import { type Kysely, sql } from 'kysely'
import { changeNumbers } from './changes.ts'
import type { Database } from './database.ts'
import { entryNumber } from './entry-number.ts'
import type { IndexRows } from './index-rows.ts'
import { askedInPieces, prepare, writtenInPieces } from './prepare.ts'
import type { Placement } from './store.ts'

/** The first gets the second. */
type Pair = { readonly of: string; readonly to: string }

/** Why an entry joined its story. */
type JoinRow = { readonly key: string; readonly kind: string; readonly with_key: string; readonly similarity: number }

/** What changes entries' stories; `trx` is the transaction it is done in. */
export interface PlaceStatements {
  /** Many placements come to a handful of statements. */
  place(trx: Kysely<Database>, placements: readonly Placement[]): Promise<void>
  /** Story -> its canonical entry. */
  setCanonical(trx: Kysely<Database>, pairs: readonly Pair[]): Promise<void>
}

/** The statements that place entries. */
export function placeStatements(db: Kysely<Database>, index: IndexRows): PlaceStatements {
  const found = prepare(({ rows }: { rows: readonly ReturnType<typeof toStoryRow>[] }) =>
    db
      .insertInto('stories')
      .values(rows.map((row) => ({ ...row, merged_into: null })))
      .onConflict((conflict) => conflict.column('id').doNothing()),
  )
  const join = prepare(({ rows }: { rows: readonly JoinRow[] }) =>
    db
      .insertInto('joins')
      .values(rows)
      .onConflict((conflict) =>
        conflict.column('key').doUpdateSet((eb) => ({
          kind: eb.ref('excluded.kind'),
          with_key: eb.ref('excluded.with_key'),
          similarity: eb.ref('excluded.similarity'),
        })),
      ),
  )
  /** An update that takes its values from a list of pairs: both databases name the columns of `values` so. */
  const update = (set: string, where: string) => {
    const change = prepare(({ pairs }: { pairs: readonly Pair[] }) => {
      const list = sql.join(pairs.map(({ of, to }) => sql`(${of}, ${to})`))
      const query = sql`update ${sql.raw(set)} from (values ${list}) as pairs where ${sql.raw(where)} = pairs.column1`
      return { compile: () => query.compile(db) }
    })
    return async (trx: Kysely<Database>, all: readonly Pair[]) => {
      for (const pairs of writtenInPieces(all)) await change(trx, { pairs })
    }
  }
  const putInStory = update('entries set story_id = pairs.column2', 'entries.key')
  // Not to an entry that has left the story since it was looked at: the one that it left it to stays.
  const setCanonical = update(
    `stories set canonical_key = pairs.column2,
      subscription = (select subscription from entries where key = pairs.column2)`,
    // Only an entry that the story still has: a person may have taken it out while it was being decided.
    'exists (select 1 from entries where key = pairs.column2 and story_id = stories.id) and stories.id',
  )
  const findMerged = prepare(({ ids }: { ids: readonly string[] }) =>
    db.selectFrom('stories').select(['id', 'merged_into']).where('id', 'in', ids).where('merged_into', 'is not', null),
  )
  /** Where stories went that a person made part of others while the placements were being decided. */
  const mergedMeanwhile = async (
    trx: Kysely<Database>,
    ids: Iterable<string>,
  ): Promise<ReadonlyMap<string, string>> => {
    const into = new Map<string, string>()
    for (let asked = [...new Set(ids)]; asked.length > 0; ) {
      const next: string[] = []
      for (const piece of askedInPieces(asked)) {
        for (const { id, merged_into: to } of await findMerged(trx, { ids: piece })) {
          if (to === null) continue
          into.set(id, to)
          next.push(to)
        }
      }
      asked = next.filter((id) => !into.has(id))
    }
    return into
  }
  const takeChanges = changeNumbers(db)

  return {
    setCanonical,
    async place(trx, placements) {
      const joined = placements.flatMap(({ storyId, founded }) => (founded === undefined ? storyId : []))
      const { storyOf, canonicalOf, absorbed } = outcomeOf(placements, await mergedMeanwhile(trx, joined))
      const founding = placements.filter(founds)
      if (founding.length > 0) {
        const first = await takeChanges(trx, founding.length)
        const stories = founding.map((placement, at) => toStoryRow(placement, first + at))
        for (const rows of writtenInPieces(stories)) await found(trx, { rows })
      }
      await putInStory(trx, storyOf)
      const joins = [...new Map(placements.flatMap(toJoinRow).map((row) => [row.key, row])).values()]
      for (const rows of writtenInPieces(joins)) await join(trx, { rows })
      await absorb(trx, absorbed)
      // Most stories stay as they were founded: writing them a second time would move their rows in each index.
      const asFounded = new Set(founding.map(({ key, storyId }) => `${key} ${storyId}`))
      await setCanonical(
        trx,
        canonicalOf.filter(({ of, to }) => !asFounded.has(`${to} ${of}`)),
      )
      await index.add(
        trx,
        placements.map(({ key, rows, urls }) => ({ number: entryNumber(key), rows, urls })),
      )
    },
  }
}

/** Moves stories' entries into others. What an absorbed story had published stays in the log; it is never appended or chosen again. */
export async function absorb(trx: Kysely<Database>, absorbed: readonly Pair[]): Promise<void> {
  for (const { of, to } of absorbed) {
    await trx.updateTable('entries').set({ story_id: to }).where('story_id', '=', of).execute()
    await trx.updateTable('stories').set({ merged_into: to }).where('id', '=', of).execute()
  }
}

type Founding = Placement & Required<Pick<Placement, 'founded'>>

function founds(placement: Placement): placement is Founding {
  return placement.founded !== undefined
}

/** A story as its first entry founds it, which is its canonical one until another is set. */
function toStoryRow({ key, storyId, founded }: Founding, change: number) {
  return {
    id: storyId,
    canonical_key: key,
    subscription: founded.subscription,
    updated_at: founded.updated.getTime(),
    entered_at: founded.enteredAt.getTime(),
    is_backfill: founded.isBackfill ? 1 : 0,
    change,
  }
}

function toJoinRow({ key, evidence }: Placement): JoinRow[] {
  if (evidence === undefined) return []
  return [{ key, kind: evidence.kind, with_key: evidence.with, similarity: evidence.similarity }]
}

/** What a list of placements, done one after the other, comes to: a story may be absorbed by one that is absorbed later. */
function outcomeOf(
  placements: readonly Placement[],
  merged: ReadonlyMap<string, string>,
): {
  readonly storyOf: readonly Pair[]
  readonly canonicalOf: readonly Pair[]
  readonly absorbed: readonly Pair[]
} {
  const into = new Map<string, string>()
  const canonical = new Map<string, string>()
  const story = new Map<string, string>()
  const last = (id: string): string => {
    const next = into.get(id) ?? merged.get(id)
    return next === undefined ? id : last(next)
  }
  for (const { key, storyId, canonicalKey, absorbs } of placements) {
    story.set(key, storyId)
    canonical.set(storyId, canonicalKey)
    into.delete(storyId)
    // A person may have merged the two the other way round meanwhile: never a circle.
    const target = last(storyId)
    for (const absorbed of absorbs) if (absorbed !== target) into.set(absorbed, target)
  }
  return {
    storyOf: Array.from(story, ([key, id]) => ({ of: key, to: last(id) })),
    canonicalOf: Array.from(canonical, ([of, to]) => ({ of, to })).filter(({ of }) => last(of) === of),
    absorbed: Array.from(into.keys(), (id) => ({ of: id, to: last(id) })),
  }
}
