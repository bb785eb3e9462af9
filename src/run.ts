import { isFileUrl } from './config/resolve.ts'
import { beginRun, believableFor, bringTimesBack, isTimeBelieved } from './run/clock.ts'
import { dueSubscriptions, heldSubscriptions } from './run/due.ts'
import type { FeedReport, Parts } from './run/parts.ts'
import { passOnStories } from './run/pass-on-stories.ts'
import { placeEntries } from './run/place-entries.ts'
import { keepOutput, type Published, publishOutput } from './run/publish-output.ts'
import { updateFeed } from './run/update-feed.ts'
import type { FeedState } from './store/store.ts'
import { mapBounded } from './util/bounded.ts'

export interface RunOptions {
  /** Ask every feed that is not held back by Retry-After, 410 or its backoff, due or not. */
  readonly all: boolean
  /** Ask only feeds that are files: what is there at once. */
  readonly localOnly?: boolean
  readonly signal: AbortSignal
}

export interface RunResult {
  readonly feeds: readonly FeedReport[]
  /** Feeds that were not asked because they failed before and their time has not come, or because they are gone (410). */
  readonly held: number
  /** Entries that turned out to tell a story that is there already. */
  readonly copies: number
  readonly ms: number
  /** Absent when the run was interrupted: what was read is stored, the next run goes on from there. */
  readonly published?: Published
}

/** One pass over the feeds that are due: ask, read, tell copies, publish. One feed's trouble is a line in the result. */
export async function run(parts: Parts, { all, localOnly = false, signal }: RunOptions): Promise<RunResult> {
  const now = parts.now()
  await bringTimesBack(parts.store, now)
  const startedAt = await beginRun(parts.store, now)
  const states = new Map((await parts.store.feedStates()).map((state) => [state.id, state]))
  const due = dueSubscriptions(parts.settings.feeds, states, { all, now }).filter(
    ({ url }) => !localOnly || isFileUrl(url),
  )
  const held = heldSubscriptions(parts.settings.feeds, states).filter((each) => !due.includes(each)).length
  const feeds: FeedReport[] = []
  parts.onEvent({ kind: 'begun', feeds: due.length })
  await mapBounded(due, parts.settings.limits.connections, async (subscription) => {
    if (signal.aborted) return
    const report = await updateFeed(parts, subscription, states.get(subscription.id), { startedAt, signal })
    if (signal.aborted) return
    feeds.push(report)
    parts.onEvent({ kind: 'feed', report })
  })
  const ranAt = await parts.store.ranAt()
  const isBelieved = signal.aborted || (await isTimeBelieved(parts.store, ranAt, startedAt))
  const copies = await placeEntries(parts, signal)
  const ms = (): number => parts.now().getTime() - now.getTime()
  if (signal.aborted) return { feeds, held, copies, ms: ms() }
  if (!isBelieved) return { feeds, held, copies, ms: ms(), published: await keepOutput(parts) }
  await passOnStories(parts, states.values(), startedAt)
  const published = await publishOutput(parts).catch((error: unknown) => {
    if (signal.aborted) return undefined
    throw error
  })
  if (published === undefined) return { feeds, held, copies, ms: ms() }
  if (isFirstOfDay(states.values(), now)) await parts.store.prune(believableFor(ranAt, startedAt))
  await parts.store.runEnds(startedAt)
  return { feeds, held, copies, ms: ms(), published }
}

/** Retention counts in days, so looking once a day is enough. */
function isFirstOfDay(states: Iterable<FeedState>, now: Date): boolean {
  const today = now.toISOString().slice(0, 10)
  return [...states].every(
    ({ lastCheckedAt }) => lastCheckedAt === undefined || lastCheckedAt.toISOString().slice(0, 10) < today,
  )
}
