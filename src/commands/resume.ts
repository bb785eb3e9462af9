import { FatalError } from '../errors.ts'
import { hostAsked } from '../run/feed-health.ts'
import { isStanding } from '../schedule/next-check.ts'
import type { FeedState } from '../store/store.ts'
import { type BesideOptions, openBeside } from './beside.ts'
import type { Context } from './context.ts'
import { findSubscription } from './find-subscription.ts'
import { relativeTime, say, sayJson } from './words.ts'

/** `millrace resume FEED`: a feed that is gone (410) or waits out its failures is asked at the next run. */
export async function resume(context: Context, name: string, options: BesideOptions): Promise<number> {
  const beside = await openBeside(options)
  try {
    const { settings, store } = beside
    const states = (await store?.feedStates()) ?? []
    const subscription = findSubscription(name, settings.feeds, states)
    if (subscription.disabled) {
      throw new FatalError('CONFIG', `${subscription.id} is disabled: take "disabled" out of feeds.json`)
    }
    const state = states.find(({ id }) => id === subscription.id)
    const now = context.now()
    if (state !== undefined) await store?.saveFeedState(asked(state, now))
    const host = hostAsked(subscription, state)
    const heldUntil = (await store?.hostHolds())?.get(host)
    const isHeld = heldUntil !== undefined && isStanding(heldUntil, now)
    if (options.json === true) sayJson(context, { id: subscription.id, ...(isHeld ? { heldUntil } : {}) })
    else if (isHeld) {
      // A publisher's order, not our caution: nobody but them takes it back.
      say(context, [`${subscription.id}: ${host} asked to be left alone; asked ${relativeTime(heldUntil, now)}`])
    } else say(context, [`${subscription.id}: asked at the next run; a running \`millrace start\` makes it by itself`])
    return 0
  } finally {
    await beside.close()
  }
}

/** Its failures stay counted: should it fail again, it waits as long as before. */
function asked(state: FeedState, now: Date): FeedState {
  const { goneAt: _, ...rest } = state
  return { ...rest, nextCheckAt: now }
}
