import { isFileUrl } from '../config/resolve.ts'
import type { FeedState } from '../store/store.ts'
import type { Subscription } from '../types.ts'

/** No feed succeeded for so many intervals: something is wrong on our side. */
const sickAfterIntervals = 3

export interface Health {
  readonly ok: boolean
  readonly lastSuccessAt?: string
  /** Active feeds, and how many of them failed at their last try. */
  readonly feeds: number
  readonly failing: number
}

/**
 * Whether feeds still come in: one succeeded within three intervals, counted from the start at the earliest, or rests
 * because its publisher wants to be left alone for longer. Files always succeed and count only where all feeds are files.
 */
export function healthOf(
  subscriptions: readonly Subscription[],
  states: readonly FeedState[],
  startedAt: Date,
  now: Date,
): Health {
  const active = subscriptions.filter(({ disabled }) => !disabled)
  const remote = active.filter(({ url }) => !isFileUrl(url))
  const counted = remote.length > 0 ? remote : active
  const ids = new Set(counted.map(({ id }) => id))
  const known = states.filter(({ id }) => ids.has(id))
  const last = Math.max(0, ...known.map(({ lastSuccessAt }) => lastSuccessAt?.getTime() ?? 0))
  const intervalMs = Math.min(...counted.map(({ refreshMinutes }) => refreshMinutes)) * 60_000
  const isRecent = now.getTime() - Math.max(last, startedAt.getTime()) <= sickAfterIntervals * intervalMs
  const isResting = known.some(({ failures, nextCheckAt }) => failures === 0 && nextCheckAt > now)
  return {
    ok: counted.length === 0 || isRecent || isResting,
    ...(last === 0 ? {} : { lastSuccessAt: new Date(last).toISOString() }),
    feeds: active.length,
    failing: states.filter(({ id, failures }) => failures > 0 && active.some((each) => each.id === id)).length,
  }
}
