/** A published story's place, as light as the choice needs it. */
export interface WindowStory {
  readonly storyId: string
  readonly subscription: string
  readonly enteredAt: Date
  /** It was there already when its feed was first read. */
  readonly isBackfill: boolean
  /** Size of its body's HTML. */
  readonly bytes: number
}

export interface WindowSettings {
  /** Stories that entered within so many days are in the feed, */
  readonly days: number
  /** at most so many of them, */
  readonly maxEntries: number
  /** but always those that arrived within the last hours, */
  readonly alwaysHours: number
  /** and the finished document is no larger than this, unless those of the last hours alone fill half of it. */
  readonly maxBytes: number
}

/** A story chosen for the feed; without `body` only its summary is published. */
export interface Chosen {
  readonly id: string
  readonly body: boolean
}

const hour = 3_600_000

/** What an entry costs besides its body: 1.2 kB measured with a summary of 180 characters and one copy, with room for more. */
const entryBytes = 1_600

/**
 * Ages are counted at the last full hour: where much is published something grows too old every minute, and all files
 * would change, and be fetched, for nothing but that.
 */
function lastHour(time: number): number {
  return Math.floor(time / hour) * hour
}

/** What entered before has left the window, unless it is pinned. */
export function windowStart({ days }: Pick<WindowSettings, 'days'>, now: Date): Date {
  return new Date(lastHour(now.getTime()) - days * 24 * hour)
}

/**
 * The newest window of a publication. Newest first by `enteredAt`, then by id. `keep` says how many of a
 * subscription's newest stories stay whatever their age; they also are the last to lose their bodies.
 */
export function chooseWindow(
  stories: readonly WindowStory[],
  settings: WindowSettings,
  keep: ReadonlyMap<string, number>,
  now: Date,
): Chosen[] {
  const ordered = [...stories].sort(newestFirst)
  const pinned = pinnedStories(ordered, keep)
  const chosen = fill(ordered, pinned, settings, now)
  const whole = chooseBodies(chosen, pinned, settings.maxBytes)
  return chosen.map((story) => ({ id: story.storyId, body: whole.has(story) }))
}

/** Until when, inclusive, the same stories are chosen as now, if nothing but the time changes; undefined: for good. */
export function choiceHoldsUntil(
  stories: readonly WindowStory[],
  { days, alwaysHours }: Pick<WindowSettings, 'days' | 'alwaysHours'>,
  now: Date,
): Date | undefined {
  const countedAt = lastHour(now.getTime())
  let first = Infinity
  for (const { enteredAt, isBackfill } of stories) {
    for (const hours of isBackfill ? [days * 24] : [alwaysHours, days * 24]) {
      const leaves = enteredAt.getTime() + hours * hour
      if (leaves >= countedAt) first = Math.min(first, leaves)
    }
  }
  return first === Infinity ? undefined : new Date(lastHour(first) + hour - 1)
}

function newestFirst(a: WindowStory, b: WindowStory): number {
  return b.enteredAt.getTime() - a.enteredAt.getTime() || (a.storyId < b.storyId ? -1 : a.storyId > b.storyId ? 1 : 0)
}

function pinnedStories(ordered: readonly WindowStory[], keep: ReadonlyMap<string, number>): ReadonlySet<WindowStory> {
  const counts = new Map<string, number>()
  return new Set(ordered.filter((story) => count(counts, story.subscription) <= (keep.get(story.subscription) ?? 0)))
}

function count(counts: Map<string, number>, key: string): number {
  const next = (counts.get(key) ?? 0) + 1
  counts.set(key, next)
  return next
}

/**
 * Pinned and fresh stories first, then the newest of each subscription up to a quarter, then whatever is newest. Fresh
 * ones may go past `maxEntries`, so that who looks once a day misses nothing that arrived; but not by one subscription
 * alone: one that floods while others publish too gets no further places there. What a new subscription brings along is
 * not fresh, whatever its dates: a thousand feeds would bring ten thousand at once.
 */
function fill(
  ordered: readonly WindowStory[],
  pinned: ReadonlySet<WindowStory>,
  settings: WindowSettings,
  now: Date,
): readonly WindowStory[] {
  const countedAt = lastHour(now.getTime())
  const hasEnteredWithin = (story: WindowStory, hours: number) => story.enteredAt.getTime() >= countedAt - hours * hour
  const chosen = new Set<WindowStory>()
  const counts = new Map<string, number>()
  const take = (story: WindowStory) => {
    chosen.add(story)
    count(counts, story.subscription)
  }
  const share = Math.max(1, Math.floor(settings.maxEntries / 4))
  const fresh = ordered.filter((story) => !story.isBackfill && hasEnteredWithin(story, settings.alwaysHours))
  const isAlone = new Set(fresh.map(({ subscription }) => subscription)).size <= 1
  for (const story of ordered) if (pinned.has(story)) take(story)
  for (const story of fresh) {
    const isFlood = !isAlone && chosen.size >= settings.maxEntries && (counts.get(story.subscription) ?? 0) >= share
    if (!chosen.has(story) && !isFlood) take(story)
  }
  const waiting = ordered.filter((story) => !chosen.has(story) && hasEnteredWithin(story, settings.days * 24))
  for (const limit of [share, settings.maxEntries]) {
    for (const story of waiting) {
      const isFair = (counts.get(story.subscription) ?? 0) < limit
      if (chosen.size < settings.maxEntries && isFair && !chosen.has(story)) take(story)
    }
  }
  return ordered.filter((story) => chosen.has(story))
}

/**
 * The stories that keep their bodies: while the budget lasts, the pinned ones first (their owner asked for them, and they
 * are often the oldest), then the newest. One that is larger than all that is left becomes a summary, and so does
 * everything older; but one larger than the whole budget could never fit and costs the others nothing. Half of the
 * bytes are for bodies even when the entries of the last hours alone fill them: a feed of summaries only would please
 * nobody.
 */
function chooseBodies(
  chosen: readonly WindowStory[],
  pinned: ReadonlySet<WindowStory>,
  maxBytes: number,
): ReadonlySet<WindowStory> {
  const whole = new Set<WindowStory>()
  const budget = Math.max(maxBytes - chosen.length * entryBytes, maxBytes / 2)
  let left = budget
  const byNeed = [...chosen.filter((story) => pinned.has(story)), ...chosen.filter((story) => !pinned.has(story))]
  for (const story of byNeed) {
    if (story.bytes > budget) continue
    if (story.bytes > left) break
    left -= story.bytes
    whole.add(story)
  }
  return whole
}
