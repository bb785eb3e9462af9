import { type CandidateIndex, createCandidateIndex, lookBackMs, type Sign } from '../dedupe/candidates.ts'
import type { UserRules } from '../dedupe/user-rules.ts'
import type { Store } from '../store/store.ts'
import type { Comparable } from '../types.ts'
import { createShelf, type Shelf } from './shelf.ts'

/** So many candidates are compared: those that share most. Half as many gave the same decisions (tests/lab/dedupe-adapter.ts). */
const maxCandidates = 12

/** What some entries may be compared with. */
export interface Candidates {
  /** The stories that share anything with them, and those that the rules name. */
  readonly shelf: Shelf
  /** The entries to compare one of them with, and what is to be known of their stories; an entry that joined meanwhile too. */
  of(entry: Comparable): readonly Comparable[]
  /** Puts an entry where it is found from now on. */
  put(entry: Comparable, storyId: string, absorbed: readonly string[]): void
}

/** Looks once into the index for all of them, and gets the stories of what may be compared in one query. */
export async function findCandidates(
  store: Store,
  entries: readonly Comparable[],
  rules: UserRules,
): Promise<Candidates> {
  const rows = new Set(entries.flatMap(({ fingerprint }) => [...fingerprint.rows]))
  const urls = new Set(entries.flatMap((entry) => entry.urls))
  // Names stored entries by their numbers, those of the batch by their keys.
  const index: CandidateIndex<number | string> = createCandidateIndex(await store.findIndexed([...rows], [...urls]))
  const found = entries.flatMap((entry) => index.find(signsOf(entry), maxCandidates))
  const oldest = Math.min(...entries.map(({ firstSeenAt }) => firstSeenAt.getTime()))
  const numbers = found.filter((id) => typeof id === 'number')
  const indexed = await store.indexedEntries(numbers, new Date(oldest - lookBackMs))
  const named = await store.storiesOf(entries.flatMap(({ key }) => [...rules.together(key)]))
  const keys = new Map<number | string, string>(indexed.map(({ number, key }) => [number, key]))
  const shelf = createShelf(await store.storyMembers([...indexed.map(({ storyId }) => storyId), ...named.values()]))
  return {
    shelf,
    of: (entry) => {
      const since = entry.firstSeenAt.getTime() - lookBackMs
      const near = index.find(signsOf(entry), maxCandidates).map((id) => keys.get(id) ?? String(id))
      return shelf.witnesses(near).filter(({ firstSeenAt }) => firstSeenAt.getTime() >= since)
    },
    put: (entry, storyId, absorbed) => {
      shelf.put(entry, storyId, absorbed)
      index.add(entry.key, signsOf(entry))
    },
  }
}

function signsOf({ fingerprint, urls }: Comparable): readonly Sign[] {
  return [...fingerprint.rows, ...urls]
}
