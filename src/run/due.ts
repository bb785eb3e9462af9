import { isDue } from '../schedule/next-check.ts'
import { isLeftAlone } from '../schedule/skipped.ts'
import type { FeedState, FeedTimes } from '../store/store.ts'
import type { Subscription } from '../types.ts'

interface When {
  /** Also those whose time has not come. */
  readonly all: boolean
  readonly now: Date
}

/**
 * The subscriptions whose time to be asked has come. A 410 ends polling; a feed that failed waits out its backoff even
 * when all are asked for; a changed address starts afresh. A time that no schedule of ours gives was stored by a clock
 * that was wrong.
 */
export function dueSubscriptions(
  subscriptions: readonly Subscription[],
  states: ReadonlyMap<string, FeedTimes>,
  { all, now }: When,
): readonly Subscription[] {
  return subscriptions.filter((subscription) => {
    if (subscription.disabled) return false
    const state = states.get(subscription.id)
    if (state === undefined || state.url !== subscription.url) return true
    if (state.goneAt !== undefined) return false
    if (all && state.failures === 0) return true
    return isDue(subscription, state, now)
  })
}

/** Whether one whose time has come has to wait, since its publisher wants no company in this hour. */
export function waitsForItsHour({ url }: Subscription, state: FeedState | undefined, { all, now }: When): boolean {
  if (state === undefined || state.url !== url || (all && state.failures === 0)) return false
  return isLeftAlone(state, now)
}

/** Those that are in trouble: they failed at the last try, or are gone. */
export function heldSubscriptions(
  subscriptions: readonly Subscription[],
  states: ReadonlyMap<string, FeedTimes>,
): readonly Subscription[] {
  return subscriptions.filter(({ id, url, disabled }) => {
    const state = states.get(id)
    return !disabled && state?.url === url && (state.failures > 0 || state.goneAt !== undefined)
  })
}

/** The same, so that each host's first comes before any host's second: a host that hangs keeps no others waiting. */
export function hostsInTurn(subscriptions: readonly Subscription[]): readonly Subscription[] {
  const counts = new Map<string, number>()
  const places = subscriptions.map((subscription) => {
    const host = URL.parse(subscription.url)?.hostname ?? ''
    const place = counts.get(host) ?? 0
    counts.set(host, place + 1)
    return { subscription, place }
  })
  return places.toSorted((a, b) => a.place - b.place).map(({ subscription }) => subscription)
}
