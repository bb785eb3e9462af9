import { isFileUrl } from '../config/resolve.ts'
import type { Settings } from '../config/settings.ts'
import { isDue } from '../schedule/next-check.ts'
import { isLeftAlone } from '../schedule/skipped.ts'
import type { FeedState } from '../store/store.ts'

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
 * Whether feeds still come in: one succeeded within three intervals, counted from the start at the earliest, or is well
 * and not overdue by more than that, however long its rhythm or its publisher lets it rest. Files always succeed and
 * count only where all feeds are files.
 */
export function healthOf(
  { schedule, feeds }: Pick<Settings, 'schedule' | 'feeds'>,
  states: readonly FeedState[],
  startedAt: Date,
  now: Date,
): Health {
  const active = feeds.filter(({ disabled }) => !disabled)
  const remote = active.filter(({ url }) => !isFileUrl(url))
  const counted = remote.length > 0 ? remote : active
  const byId = new Map(states.map((state) => [state.id, state]))
  const known = counted.flatMap((subscription) => {
    const state = byId.get(subscription.id)
    if (state === undefined) return []
    const isWaiting = !isDue(subscription, state, now) || isLeftAlone(state, now)
    return [{ state, isResting: state.failures === 0 && isWaiting }]
  })
  const isPast = (time: number): boolean => time <= now.getTime()
  // What a wrong clock calls a success of tomorrow says nothing of today.
  const last = Math.max(0, ...known.flatMap(({ state }) => state.lastSuccessAt?.getTime() ?? []).filter(isPast))
  const due = known.flatMap(({ state }) => (state.failures === 0 ? state.nextCheckAt.getTime() : [])).filter(isPast)
  const intervals = counted.map(({ refreshMinutes }) => refreshMinutes ?? schedule.refreshMinutes)
  const patienceMs = sickAfterIntervals * Math.min(...intervals) * 60_000
  const isRecent = now.getTime() - Math.max(last, startedAt.getTime(), ...due) <= patienceMs
  const isResting = known.some((each) => each.isResting)
  return {
    ok: counted.length === 0 || isRecent || isResting,
    ...(last === 0 ? {} : { lastSuccessAt: new Date(last).toISOString() }),
    feeds: active.length,
    failing: active.filter(({ id }) => (byId.get(id)?.failures ?? 0) > 0).length,
  }
}
