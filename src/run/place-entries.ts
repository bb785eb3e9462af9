import { setImmediate as nextTurn } from 'node:timers/promises'
import { chooseCanonical } from '../dedupe/canonical.ts'
import { decide } from '../dedupe/decide.ts'
import { createProfiler, type Profile } from '../dedupe/profile.ts'
import { type UserRules, userRules } from '../dedupe/user-rules.ts'
import type { PlaceableEntry, Placement } from '../store/store.ts'
import type { Comparable } from '../types.ts'
import { uuidV5 } from '../util/hash.ts'
import { type Candidates, findCandidates } from './find-candidates.ts'
import type { Parts } from './parts.ts'
import { isBackfill } from './plan-entries.ts'
import { byAge, type Shelf } from './shelf.ts'
import { createStandings, type Standings } from './standings.ts'

/** Entries taken from the store, decided in memory and placed at once: some megabytes, however many wait. */
const batch = 512
/** So many entries are decided before the event loop gets a turn: some milliseconds. */
const decidedAtOnce = 16

/** What a batch is decided by. */
interface Desk {
  readonly installationId: string
  readonly candidates: Candidates
  readonly rules: UserRules
  readonly profile: (entry: Comparable) => Profile
}

/** Why an entry joins a story: by the texts, or because a person said so. */
interface Reason {
  readonly key: string
  readonly storyId: string
  readonly kind: string
  readonly similarity: number
}

/**
 * Gives every read entry its story: its own, or the one whose text it tells. Entries are placed by first seen, then
 * published, then key, so that the order in which their pages arrived decides nothing. `startedAt` is the run's start. Says
 * how many were copies.
 */
export async function placeEntries(parts: Parts, startedAt: Date, signal: AbortSignal): Promise<number> {
  const { store, settings, installationId } = parts
  const profile = createProfiler()
  const standings = createStandings(settings, store, startedAt)
  let copies = 0
  while (!signal.aborted) {
    const waiting = await store.unplacedEntries(batch)
    if (waiting.length === 0) break
    const rules = userRules(await store.userRules())
    const candidates = await findCandidates(store, waiting, rules)
    const decided = await decideAll({ installationId, candidates, rules, profile }, waiting, signal)
    const placements = await withCanonical(candidates.shelf, standings, decided)
    await store.place(placements)
    copies += placements.filter(({ evidence }) => evidence !== undefined).length
  }
  return copies
}

/** Decides one after the other: each may join one before it. An interrupted run places those that it has decided. */
async function decideAll(desk: Desk, waiting: readonly PlaceableEntry[], signal: AbortSignal): Promise<Placement[]> {
  const placements: Placement[] = []
  for (const [at, entry] of waiting.entries()) {
    if (at % decidedAtOnce === decidedAtOnce - 1) await nextTurn()
    if (signal.aborted) break
    const placement = placementOf(desk, entry)
    placements.push(placement)
    desk.candidates.put(entry, placement.storyId, placement.absorbs)
  }
  return placements
}

/** The canonical entry of each story that the batch touched, chosen once, when all are placed. */
async function withCanonical(
  shelf: Shelf,
  standings: Standings,
  placements: readonly Placement[],
): Promise<readonly Placement[]> {
  const storyOf = ({ key, storyId }: Placement): string => shelf.entry(key)?.storyId ?? storyId
  const canonical = new Map<string, string>()
  for (const storyId of new Set(placements.map(storyOf))) {
    const members = shelf.members(storyId)
    if (members.length < 2) continue
    await standings.load(members.map(({ subscription }) => subscription))
    canonical.set(storyId, chooseCanonical(members, standings.of))
  }
  return placements.map((placement) => {
    const canonicalKey = canonical.get(storyOf(placement))
    return canonicalKey === undefined ? placement : { ...placement, canonicalKey }
  })
}

function placementOf({ candidates, rules, profile, installationId }: Desk, entry: PlaceableEntry): Placement {
  const { shelf } = candidates
  const apart = rules.apart(entry.key)
  const isApart = (storyId: string | undefined): boolean =>
    apart.size > 0 && storyId !== undefined && shelf.members(storyId).some(({ key }) => apart.has(key))
  const { matches } = decide(
    entry,
    candidates.of(entry).filter(({ storyId }) => !isApart(storyId)),
    profile,
  )
  const reasons = agreeing(shelf, rules, [...wanted(shelf, rules, entry.key), ...matches])
  const [best] = reasons
  return best === undefined ? found(installationId, entry) : join(shelf, entry, best, reasons)
}

/** The stories that a person has put the entry into. */
function wanted(shelf: Shelf, rules: UserRules, key: string): readonly Reason[] {
  return Array.from(rules.together(key)).flatMap((other) => {
    const storyId = shelf.entry(other)?.storyId
    return storyId === undefined ? [] : [{ key: other, storyId, kind: 'user', similarity: 1 }]
  })
}

/** An entry that tells what two stories tell makes them one, but not those that a person keeps apart: then the better reason counts. */
function agreeing(shelf: Shelf, rules: UserRules, reasons: readonly Reason[]): readonly Reason[] {
  const keysOf = (storyId: string): readonly string[] => shelf.members(storyId).map(({ key }) => key)
  const chosen: string[] = []
  for (const storyId of new Set(reasons.map((reason) => reason.storyId))) {
    if (chosen.every((other) => rules.mayMeet(keysOf(other), keysOf(storyId)))) chosen.push(storyId)
  }
  return reasons.filter(({ storyId }) => chosen.includes(storyId))
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
      subscription: entry.subscription,
      updated: distinct(entry.updated ?? entry.published ?? entry.firstSeenAt, uuid),
      enteredAt: entry.enteredAt,
      isBackfill: isBackfill(entry),
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
function join(shelf: Shelf, entry: PlaceableEntry, best: Reason, reasons: readonly Reason[]): Placement {
  const ids = [...new Set(reasons.map(({ storyId }) => storyId))]
  const [oldest, ...absorbed] = ids
    .flatMap((id) => {
      const founding = shelf.founding(id)
      return founding === undefined ? [] : [{ id, founding }]
    })
    .toSorted((a, b) => byAge(a.founding, b.founding))
  return {
    key: entry.key,
    storyId: oldest?.id ?? best.storyId,
    evidence: { kind: best.kind, with: best.key, similarity: best.similarity },
    canonicalKey: entry.key,
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
