import { setImmediate as nextTurn } from 'node:timers/promises'
import { type CandidateIndex, createCandidateIndex, lookBackMs, type Sign } from '../dedupe/candidates.ts'
import { chooseCanonical } from '../dedupe/canonical.ts'
import { decide, type Match } from '../dedupe/decide.ts'
import { createProfiler, type Profile } from '../dedupe/profile.ts'
import type { IndexedEntry, PlaceableEntry, Placement } from '../store/store.ts'
import type { Comparable } from '../types.ts'
import { uuidV5 } from '../util/hash.ts'
import type { Parts } from './parts.ts'
import { byAge, createShelf, type Shelf } from './shelf.ts'

/** Entries taken from the store, decided in memory and placed at once: some megabytes, however many wait. */
const batch = 512
/** So many candidates are compared: those that share most. Half as many gave the same decisions (tests/lab/dedupe-adapter.ts). */
const maxCandidates = 12
/** So many entries are decided before the event loop gets a turn: some milliseconds. */
const decidedAtOnce = 16

/** What may be compared with a batch's entries. */
interface Candidates {
  /** Names stored entries by their numbers, those of the batch by their keys. */
  readonly index: CandidateIndex<number | string>
  readonly keys: ReadonlyMap<number | string, string>
  readonly entries: readonly IndexedEntry[]
}

/** What a batch is decided by. */
interface Desk extends Omit<Candidates, 'entries'> {
  readonly installationId: string
  readonly shelf: Shelf
  readonly profile: (entry: Comparable) => Profile
}

/**
 * Gives every read entry its story: its own, or the one whose text it tells. Entries are placed by first seen, then
 * published, then key, so that the order in which their pages arrived decides nothing. Says how many were copies.
 */
export async function placeEntries(parts: Parts, signal: AbortSignal): Promise<number> {
  const profile = createProfiler()
  const priorities = new Map(parts.settings.feeds.map(({ id, priority }) => [id, priority]))
  const prefer = <Entry extends Comparable>(entry: Entry): Entry => ({
    ...entry,
    priority: priorities.get(entry.subscription) ?? 0,
  })
  let copies = 0
  while (!signal.aborted) {
    const waiting = (await parts.store.unplacedEntries(batch)).map(prefer)
    if (waiting.length === 0) break
    const { entries, ...found } = await findCandidates(parts, waiting)
    const members = await parts.store.storyMembers(entries.map(({ storyId }) => storyId))
    const desk = { ...found, installationId: parts.installationId, shelf: createShelf(members.map(prefer)), profile }
    const placements = await decideAll(desk, waiting, signal)
    await parts.store.place(placements)
    copies += placements.filter(({ evidence }) => evidence !== undefined).length
  }
  return copies
}

/** The index of all that shares anything with the batch, and the stories of what may be compared. */
async function findCandidates({ store }: Parts, waiting: readonly PlaceableEntry[]): Promise<Candidates> {
  const rows = new Set(waiting.flatMap(({ fingerprint }) => [...fingerprint.rows]))
  const urls = new Set(waiting.flatMap((entry) => entry.urls))
  const index = createCandidateIndex<number | string>(await store.findIndexed([...rows], [...urls]))
  const found = waiting.flatMap((entry) => index.find(signsOf(entry), maxCandidates))
  const oldest = Math.min(...waiting.map(({ firstSeenAt }) => firstSeenAt.getTime()))
  const numbers = found.filter((id) => typeof id === 'number')
  const entries = await store.indexedEntries(numbers, new Date(oldest - lookBackMs))
  return { index, keys: new Map(entries.map(({ number, key }) => [number, key])), entries }
}

function signsOf({ fingerprint, urls }: Comparable): readonly Sign[] {
  return [...fingerprint.rows, ...urls]
}

/** Decides one after the other: each may join one before it. An interrupted run places those that it has decided. */
async function decideAll(desk: Desk, waiting: readonly PlaceableEntry[], signal: AbortSignal): Promise<Placement[]> {
  const placements: Placement[] = []
  for (const [at, entry] of waiting.entries()) {
    if (at % decidedAtOnce === decidedAtOnce - 1) await nextTurn()
    if (signal.aborted) break
    const placement = placementOf(desk, entry)
    placements.push(placement)
    desk.shelf.put(entry, placement.storyId, placement.absorbs)
    desk.index.add(entry.key, signsOf(entry))
  }
  return placements
}

function placementOf(desk: Desk, entry: PlaceableEntry): Placement {
  const since = entry.firstSeenAt.getTime() - lookBackMs
  const keys = desk.index.find(signsOf(entry), maxCandidates).map((id) => desk.keys.get(id) ?? String(id))
  const candidates = desk.shelf.witnesses(keys).filter(({ firstSeenAt }) => firstSeenAt.getTime() >= since)
  const { matches } = decide(entry, candidates, desk.profile)
  const [best] = matches
  return best === undefined ? found(desk.installationId, entry) : join(desk.shelf, entry, best, matches)
}

/**
 * The story's id is made from its founding entry's key, so that a rebuilt store gives it again. An entry that left a story,
 * which it may have founded, founds another.
 */
function found(installationId: string, entry: PlaceableEntry): Placement {
  const uuid = uuidV5(installationId, entry.splits === 0 ? entry.key : `${entry.key} split ${entry.splits}`)
  return {
    key: entry.key,
    storyId: `urn:uuid:${uuid}`,
    canonicalKey: entry.key,
    founded: {
      updated: distinct(entry.updated ?? entry.published ?? entry.firstSeenAt, uuid),
      enteredAt: entry.enteredAt,
    },
    absorbs: [],
    rows: entry.fingerprint.rows,
    urls: entry.urls,
  }
}

/**
 * Joins the story of the matched entries. When they belong to several stories these turn out to be one: the one that was
 * founded first keeps its id.
 */
function join(shelf: Shelf, entry: PlaceableEntry, best: Match, matches: readonly Match[]): Placement {
  const ids = [...new Set(matches.map((match) => match.storyId))]
  const stories = ids.map((id) => ({ id, members: shelf.members(id) }))
  const [oldest, ...absorbed] = stories
    .flatMap(({ id, members }) => (members[0] === undefined ? [] : [{ id, founding: members[0] }]))
    .toSorted((a, b) => byAge(a.founding, b.founding))
  return {
    key: entry.key,
    storyId: oldest?.id ?? best.storyId,
    evidence: { kind: best.kind, with: best.key, similarity: best.similarity },
    canonicalKey: chooseCanonical([...stories.flatMap(({ members }) => members), entry]),
    absorbs: absorbed.map(({ id }) => id),
    rows: entry.fingerprint.rows,
    urls: entry.urls,
  }
}

/**
 * Feeds date to the second, often many entries alike, and readers and the W3C validator take two entries with one
 * `updated` for a mistake (DuplicateUpdated): the free milliseconds are filled from the story's id, for life.
 */
function distinct(date: Date, uuid: string): Date {
  const ms = date.getTime()
  return ms % 1000 === 0 ? new Date(ms + (Number.parseInt(uuid.slice(0, 8), 16) % 1000)) : date
}
