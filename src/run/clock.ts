import { FatalError } from '../errors.ts'
import type { FeedTimes, Store } from '../store/store.ts'

const dayMs = 86_400_000
/** A clock that goes wrong by less does no harm that lasts: the window and retention count in days. */
const slackMs = 2 * dayMs
/** A longer rest between two runs is a holiday, or a clock that has leapt. */
const longestRestMs = 30 * dayMs

/** What was cut off earlier is a run of its own: what comes later must not be dated by it. */
const longestPauseMs = 3_600_000

type ClockStore = Pick<Store, 'ranAt' | 'datedSince' | 'bringBack'>

/**
 * When the last requests lie ahead of now, one of two clocks was wrong: that one, or this one. Publishers' dates tell
 * which: entries that were first seen "after now" were also published after now if it is this one that is behind. Then
 * FatalError `CLOCK` is thrown, since stories dated by it would never be shown; else the stored times are brought back.
 * Says whether it was so.
 */
export async function bringTimesBack(store: ClockStore, states: readonly FeedTimes[], now: Date): Promise<boolean> {
  const ahead = new Date(now.getTime() + slackMs)
  // The latest: a feed that was given up on the way stands for the time until then only.
  const asked = states.flatMap(({ lastCheckedAt }) => lastCheckedAt?.getTime() ?? [])
  const last = new Date(Math.max(...asked, (await store.ranAt())?.getTime() ?? 0))
  if (last <= ahead) return false
  const { dated, within } = await store.datedSince(ahead, { from: now, before: last })
  if (within * 2 > dated) {
    throw new FatalError(
      'CLOCK',
      `this machine's clock says ${minuteOf(now)}, but Millrace ran here at ${minuteOf(last)} and publishers' dates agree ` +
        'with that: set the clock right, then run again. The last output stays.',
    )
  }
  await store.bringBack(now)
  return true
}

/**
 * Whether to publish after a rest of more than a month: entries that are new must be dated within the last month, else it
 * may be the clock that leapt, and the whole window would leave the feed. Where nothing is new, the output may as well
 * stay. Throws FatalError `CLOCK` where all that is new is older; it stays stored and is published when the clock is right.
 */
export async function isTimeBelieved(store: ClockStore, ranAt: Date | undefined, startedAt: Date): Promise<boolean> {
  if (ranAt === undefined || startedAt.getTime() - ranAt.getTime() <= longestRestMs) return true
  const monthAgo = new Date(startedAt.getTime() - longestRestMs)
  const { seen, dated, within } = await store.datedSince(monthAgo, { from: monthAgo, before: startedAt })
  if (seen > dated || within > 0) return true
  if (seen === 0) return false
  throw new FatalError(
    'CLOCK',
    `this machine's clock says ${minuteOf(startedAt)}, a long time after the last run at ${minuteOf(ranAt)}, but what is ` +
      'new in the feeds is older: set the clock right, then run again; if it is right, publishing goes on with the next ' +
      'new entry. The last output stays.',
  )
}

/**
 * When this run began, for what it finds: a run that was cut off lately is gone on with, as if it had not been. Which
 * feeds it had read would else decide which entry of a story was first seen first, and so founds it.
 */
export async function beginRun(store: Pick<Store, 'begunAt' | 'runBegins'>, now: Date): Promise<Date> {
  const cutOff = await store.begunAt()
  if (cutOff !== undefined && cutOff <= now && now.getTime() - cutOff.getTime() <= longestPauseMs) return cutOff
  await store.runBegins(now)
  return now
}

/** The time that retention counts from: even a leap that was believed takes no more than a month's worth at once. */
export function believableFor(ranAt: Date | undefined, startedAt: Date): Date {
  const latest = (ranAt ?? startedAt).getTime() + longestRestMs
  return startedAt.getTime() > latest ? new Date(latest) : startedAt
}

function minuteOf(date: Date): string {
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
