import type { Comparable } from '../types.ts'

/** The stories that a batch's entries may join, as they stand while the batch is being placed. */
export interface Shelf {
  /** An entry with the story that it is in by now. */
  entry(key: string): Comparable | undefined
  /** A story's entries, the founding one first. */
  members(storyId: string): readonly Comparable[]
  /**
   * The entries with these keys, and of each of their stories the one with the longest text: a digest or a comment that
   * holds a story's excerpt shares nothing with the story's text, and only the text can say so.
   */
  witnesses(keys: readonly string[]): readonly Comparable[]
  /** Puts an entry into a story, new or not; `absorbed` stories move there too. */
  put(entry: Comparable, storyId: string, absorbed: readonly string[]): void
}

/** Begins with entries as they are stored. */
export function createShelf(stored: readonly Comparable[]): Shelf {
  const entries = new Map<string, Comparable>()
  const stories = new Map<string, Comparable[]>()
  const members = (storyId: string): Comparable[] => stories.get(storyId) ?? []
  const put = (entry: Comparable, storyId: string): void => {
    const placed = { ...entry, storyId }
    entries.set(entry.key, placed)
    stories.set(storyId, [...members(storyId), placed])
  }
  for (const entry of stored) if (entry.storyId !== undefined) put(entry, entry.storyId)
  return {
    entry: (key) => entries.get(key),
    members: (storyId) => members(storyId).toSorted(byAge),
    witnesses: (keys) => {
      const found = new Set(keys.flatMap((key) => entries.get(key) ?? []))
      const storyIds = new Set(Array.from(found, ({ storyId }) => storyId))
      for (const id of storyIds) {
        const longest = id === undefined ? undefined : members(id).reduce(longer)
        if (longest !== undefined) found.add(longest)
      }
      return [...found]
    },
    put: (entry, storyId, absorbed) => {
      for (const id of absorbed) {
        for (const member of members(id)) put(member, storyId)
        stories.delete(id)
      }
      put(entry, storyId)
    },
  }
}

function longer(a: Comparable, b: Comparable): Comparable {
  const [one, other] = [a.fingerprint.size, b.fingerprint.size]
  return one > other || (one === other && a.key < b.key) ? a : b
}

/** The order in which entries are placed: by first seen, then published, then key. */
export function byAge(a: Comparable, b: Comparable): number {
  return (
    a.firstSeenAt.getTime() - b.firstSeenAt.getTime() ||
    (a.published ?? a.firstSeenAt).getTime() - (b.published ?? b.firstSeenAt).getTime() ||
    (a.key < b.key ? -1 : 1)
  )
}
