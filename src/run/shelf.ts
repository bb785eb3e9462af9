import type { Comparable } from '../types.ts'

/** The stories that a batch's entries may join, as they stand while the batch is being placed. */
export interface Shelf {
  /** An entry with the story that it is in by now. */
  entry(key: string): Comparable | undefined
  /** A story's entries, in no order. */
  members(storyId: string): readonly Comparable[]
  /** The first of a story's entries by age. */
  founding(storyId: string): Comparable | undefined
  /**
   * The entries with these keys, and of each of their stories the one with the longest text: a digest or a comment that
   * holds a story's excerpt shares nothing with the story's text, and only the text can say so.
   */
  witnesses(keys: readonly string[]): readonly Comparable[]
  /** Puts an entry into a story, new or not; `absorbed` stories move there too. */
  put(entry: Comparable, storyId: string, absorbed: readonly string[]): void
}

/** What is known of a story without looking at all of its entries: a press release has thousands. */
interface Known {
  readonly members: Comparable[]
  founding: Comparable
  longest: Comparable
}

/** Begins with entries as they are stored. */
export function createShelf(stored: readonly Comparable[]): Shelf {
  const entries = new Map<string, Comparable>()
  const stories = new Map<string, Known>()
  const put = (entry: Comparable, storyId: string): void => {
    const placed = { ...entry, storyId }
    entries.set(entry.key, placed)
    const story = stories.get(storyId)
    if (story === undefined) {
      stories.set(storyId, { members: [placed], founding: placed, longest: placed })
      return
    }
    story.members.push(placed)
    if (byAge(placed, story.founding) < 0) story.founding = placed
    story.longest = longer(placed, story.longest)
  }
  for (const entry of stored) if (entry.storyId !== undefined) put(entry, entry.storyId)
  return {
    entry: (key) => entries.get(key),
    members: (storyId) => stories.get(storyId)?.members ?? [],
    founding: (storyId) => stories.get(storyId)?.founding,
    witnesses: (keys) => {
      const found = new Set(keys.flatMap((key) => entries.get(key) ?? []))
      const storyIds = new Set(Array.from(found, ({ storyId }) => storyId))
      for (const id of storyIds) {
        const longest = id === undefined ? undefined : stories.get(id)?.longest
        if (longest !== undefined) found.add(longest)
      }
      return [...found]
    },
    put: (entry, storyId, absorbed) => {
      for (const id of absorbed) {
        for (const member of stories.get(id)?.members ?? []) put(member, storyId)
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
