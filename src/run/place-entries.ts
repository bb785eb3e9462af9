import { chooseCanonical } from '../dedupe/canonical.ts'
import { decide, type Match } from '../dedupe/decide.ts'
import { createProfiler, type Profile } from '../dedupe/profile.ts'
import type { PlaceableEntry, Placement } from '../store/store.ts'
import type { Comparable } from '../types.ts'
import { uuidV5 } from '../util/hash.ts'
import type { Parts } from './parts.ts'

/** Entries taken from the store at once. */
const batch = 200
/** Copies are looked for among the entries of the last 45 days: reprints come within days, and the index stays small. */
const lookBackMs = 45 * 24 * 3_600_000
/** So many candidates are compared: those that share most. */
const maxCandidates = 20

/**
 * Gives every read entry its story: its own, or the one whose text it tells. Entries are placed by first seen, then
 * published, then key, so that the order in which their pages arrived decides nothing. Says how many were copies.
 */
export async function placeEntries(parts: Parts, signal: AbortSignal): Promise<number> {
  const profile = createProfiler()
  let copies = 0
  while (!signal.aborted) {
    const waiting = await parts.store.unplacedEntries(batch)
    if (waiting.length === 0) break
    for (const entry of waiting) {
      if (signal.aborted) break
      const placement = await placementOf(parts, profile, entry)
      await parts.store.place(placement)
      if (placement.evidence !== undefined) copies++
    }
  }
  return copies
}

async function placementOf(
  parts: Parts,
  profile: (entry: Comparable) => Profile,
  entry: PlaceableEntry,
): Promise<Placement> {
  const candidates = await parts.store.findCandidates({
    key: entry.key,
    rows: entry.fingerprint.rows,
    urls: entry.urls,
    since: new Date(entry.firstSeenAt.getTime() - lookBackMs),
    limit: maxCandidates,
  })
  const { matches } = decide(entry, candidates, profile)
  const [best] = matches
  return best === undefined ? found(parts.installationId, entry) : join(parts, entry, best, matches)
}

/** The story's id is made from its founding entry's key, so that a rebuilt store gives it again. */
function found(installationId: string, entry: PlaceableEntry): Placement {
  const uuid = uuidV5(installationId, entry.key)
  return {
    key: entry.key,
    storyId: `urn:uuid:${uuid}`,
    canonicalKey: entry.key,
    founded: {
      updated: distinct(entry.updated ?? entry.published ?? entry.firstSeenAt, uuid),
      enteredAt: entry.enteredAt,
    },
    absorbs: [],
  }
}

/**
 * Joins the story of the matched entries. When they belong to several stories these turn out to be one: the one that was
 * founded first keeps its id.
 */
async function join(parts: Parts, entry: PlaceableEntry, best: Match, matches: readonly Match[]): Promise<Placement> {
  const ids = new Set(matches.map((match) => match.storyId))
  const stories = await Promise.all(
    [...ids].map(async (id) => ({ id, members: (await parts.store.storyMembers(id)).toSorted(byAge) })),
  )
  const [oldest, ...absorbed] = stories
    .flatMap(({ id, members }) => (members[0] === undefined ? [] : [{ id, founding: members[0] }]))
    .toSorted((a, b) => byAge(a.founding, b.founding))
  const priorities = new Map(parts.settings.feeds.map(({ id, priority }) => [id, priority]))
  const members = [...stories.flatMap((story) => story.members), entry].map((each) => ({
    ...each,
    priority: priorities.get(each.subscription) ?? 0,
  }))
  return {
    key: entry.key,
    storyId: oldest?.id ?? best.storyId,
    evidence: { kind: best.kind, with: best.key, similarity: best.similarity },
    canonicalKey: chooseCanonical(members),
    absorbs: absorbed.map(({ id }) => id),
  }
}

function byAge(a: Comparable, b: Comparable): number {
  return (
    a.firstSeenAt.getTime() - b.firstSeenAt.getTime() ||
    (a.published ?? a.firstSeenAt).getTime() - (b.published ?? b.firstSeenAt).getTime() ||
    (a.key < b.key ? -1 : 1)
  )
}

/**
 * Feeds date to the second, often many entries alike, and readers and the W3C validator take two entries with one
 * `updated` for a mistake (DuplicateUpdated): the free milliseconds are filled from the story's id, for life.
 */
function distinct(date: Date, uuid: string): Date {
  const ms = date.getTime()
  return ms % 1000 === 0 ? new Date(ms + (Number.parseInt(uuid.slice(0, 8), 16) % 1000)) : date
}
