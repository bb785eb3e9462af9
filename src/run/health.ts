import { isFileUrl } from '../config/resolve.ts'
import { isDue } from '../schedule/next-check.ts'
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
  const known = counted.flatMap((subscription) => {
    const state = states.find(({ id }) => id === subscription.id)
    return state === undefined ? [] : { state, isResting: state.failures === 0 && !isDue(subscription, state, now) }
  })
  // What a wrong clock calls a success of tomorrow says nothing of today.
  const successes = known
    .flatMap(({ state: { lastSuccessAt } }) => lastSuccessAt?.getTime() ?? [])
    .filter((at) => at <= now.getTime())
  const last = Math.max(0, ...successes)
  const intervalMs = Math.min(...counted.map(({ refreshMinutes }) => refreshMinutes)) * 60_000
  const isRecent = now.getTime() - Math.max(last, startedAt.getTime()) <= sickAfterIntervals * intervalMs
  const isResting = known.some((each) => each.isResting)
  return {
    ok: counted.length === 0 || isRecent || isResting,
    ...(last === 0 ? {} : { lastSuccessAt: new Date(last).toISOString() }),
    feeds: active.length,
    failing: states.filter(({ id, failures }) => failures > 0 && active.some((each) => each.id === id)).length,
  }
}
