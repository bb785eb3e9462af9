import { isDue } from '../schedule/next-check.ts'
import type { FeedState } from '../store/store.ts'
import type { Subscription } from '../types.ts'

/**
 * The subscriptions to ask now. A 410 ends polling; a feed that failed waits out its backoff even when all are asked
 * for; a changed address starts afresh.
 */
export function dueSubscriptions(
  subscriptions: readonly Subscription[],
  states: ReadonlyMap<string, FeedState>,
  { all, now }: { readonly all: boolean; readonly now: Date },
): readonly Subscription[] {
  return subscriptions.filter((subscription) => {
    if (subscription.disabled) return false
    const state = states.get(subscription.id)
    if (state === undefined || state.url !== subscription.url) return true
    if (state.goneAt !== undefined) return false
    return isDue(subscription, state, now) || (all && state.failures === 0)
  })
}

/** Those that are in trouble: they failed at the last try, or are gone. */
export function heldSubscriptions(
  subscriptions: readonly Subscription[],
  states: ReadonlyMap<string, FeedState>,
): readonly Subscription[] {
  return subscriptions.filter(({ id, url, disabled }) => {
    const state = states.get(id)
    return !disabled && state?.url === url && (state.failures > 0 || state.goneAt !== undefined)
  })
}
