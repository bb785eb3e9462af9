import { isFileUrl } from './config/resolve.ts'
import { cleanStored } from './run/clean-stored.ts'
import { beginRun, believableFor, bringTimesBack, isTimeBelieved } from './run/clock.ts'
import { dueSubscriptions, heldSubscriptions, hostsInTurn, waitsForItsHour } from './run/due.ts'
import { createLessons } from './run/lessons.ts'
import { whileQuiet } from './run/meanwhile.ts'
import type { FeedReport, Parts } from './run/parts.ts'
import { passOnStories } from './run/pass-on-stories.ts'
import { placeEntries } from './run/place-entries.ts'
import { keepOutput, type Published, publishOutput } from './run/publish-output.ts'
import { readWaiting } from './run/read-waiting.ts'
import { statesInTurn } from './run/states-in-turn.ts'
import { updateFeed } from './run/update-feed.ts'
import type { FeedTimes } from './store/store.ts'
import { mapBounded } from './util/bounded.ts'

export interface RunOptions {
  /** Ask every feed that is not held back by Retry-After, 410 or its backoff, due or not. */
  readonly all: boolean
  /** Ask only feeds that are files: what is there at once. */
  readonly localOnly?: boolean
  readonly signal: AbortSignal
}

/**
 * Feeds in work for each request that may be under way: those whose host is asked slowly, or hangs, leave the others room.
 */
const feedsPerConnection = 4
/**
 * So long without a feed or a page coming in, and what the others have brought is published without waiting on. While
 * pages still come, nothing is placed: which of two copies founds a story must not go by whose page came first.
 */
const quietMs = 10_000

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
  const stored = await parts.store.feedTimes()
  const wasAhead = await bringTimesBack(parts.store, stored, now)
  const startedAt = await beginRun(parts.store, now)
  const times = new Map((wasAhead ? await parts.store.feedTimes() : stored).map((state) => [state.id, state]))
  const due = new Set(
    dueSubscriptions(parts.settings.feeds, times, { all, now }).filter(({ url }) => !localOnly || isFileUrl(url)),
  )
  const others = parts.settings.feeds.filter((each) => !due.has(each))
  const held = heldSubscriptions(others, times).length
  // Pages that earlier runs left are read although their feeds are not asked now.
  const unread = localOnly ? new Map<string, number>() : await parts.store.unreadCounts(now)
  const waiting = others.filter(({ id, disabled }) => unread.has(id) && !disabled)
  const lessons = createLessons(parts.store, parts.now)
  const inTurn = hostsInTurn([...due, ...waiting])
  const stateOf = statesInTurn(parts.store, inTurn)
  const feeds: FeedReport[] = []
  parts.onEvent({ kind: 'begun', feeds: due.size + waiting.length })
  // A feed that was never asked has something to read; others mostly answer that nothing is new.
  if (inTurn.some(({ id }) => times.get(id)?.lastCheckedAt === undefined)) parts.tasks.wake()
  const readAll = (progress: () => void): Promise<unknown> => {
    const watched: Parts = {
      ...parts,
      onEvent: (event) => {
        progress()
        parts.onEvent(event)
      },
    }
    return mapBounded(inTurn, parts.settings.limits.connections * feedsPerConnection, async (subscription) => {
      if (signal.aborted) return
      const state = await stateOf(subscription.id)
      if (due.has(subscription) && waitsForItsHour(subscription, state, { all, now })) return
      const report = due.has(subscription)
        ? await updateFeed(watched, subscription, state, { startedAt, unread, lessons, signal })
        : await readWaiting(watched, subscription, state, { lessons, signal })
      if (signal.aborted) return
      feeds.push(report)
      watched.onEvent({ kind: 'feed', report })
    })
  }
  let copies = 0
  const early: Published[] = []
  const ranAt = await parts.store.ranAt()
  const isBelieved = async (): Promise<boolean> =>
    signal.aborted || (await isTimeBelieved(parts.store, ranAt, startedAt))
  await whileQuiet(quietMs, readAll, async () => {
    // What is still to come may speak for the clock: it is judged when all is there.
    if (!(await isBelieved().catch(() => false))) return
    copies += await placeEntries(parts, startedAt, signal)
    const published = await publish(parts, signal)
    if (published === undefined) return
    early.push(published)
    parts.onEvent({ kind: 'published', published })
  })
  const mayPublish = await isBelieved()
  if (!signal.aborted) await lessons.take()
  await cleanStored(parts, lessons, signal)
  copies += await placeEntries(parts, startedAt, signal)
  const ms = (): number => parts.now().getTime() - now.getTime()
  if (signal.aborted) return { feeds, held, copies, ms: ms() }
  if (!mayPublish) return { feeds, held, copies, ms: ms(), published: await keepOutput(parts) }
  await passOnStories(parts, times.values(), startedAt)
  const last = await publish(parts, signal)
  if (last === undefined) return { feeds, held, copies, ms: ms() }
  if (isFirstOfDay(times.values(), now)) await parts.store.prune(believableFor(ranAt, startedAt))
  await parts.store.runEnds(startedAt)
  return { feeds, held, copies, ms: ms(), published: early.reduceRight(both, last) }
}

/** What two publishings of one run have changed; the later one says what stands. */
function both(later: Published, earlier: Published): Published {
  const written = [...new Set([...earlier.written, ...later.written])]
  return { ...later, appended: earlier.appended + later.appended, written }
}

/** Publishes, unless the run is interrupted before or meanwhile. */
async function publish(parts: Parts, signal: AbortSignal): Promise<Published | undefined> {
  if (signal.aborted) return undefined
  return await publishOutput(parts).catch((error: unknown) => {
    if (signal.aborted) return undefined
    throw error
  })
}

/** Retention counts in days, so looking once a day is enough. */
function isFirstOfDay(states: Iterable<FeedTimes>, now: Date): boolean {
  const today = now.toISOString().slice(0, 10)
  return [...states].every(
    ({ lastCheckedAt }) => lastCheckedAt === undefined || lastCheckedAt.toISOString().slice(0, 10) < today,
  )
}
