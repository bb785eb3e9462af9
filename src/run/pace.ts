import { isFileUrl } from '../config/resolve.ts'
import type { Settings } from '../config/settings.ts'
import type { FeedError } from '../errors.ts'
import type { FetchResult } from '../fetch/request.ts'
import { nextCheck, nextCheckAfterFailure, nextCheckWhileHeld } from '../schedule/next-check.ts'
import { observe } from '../schedule/rhythm.ts'
import type { FeedState } from '../store/store.ts'
import type { Feed, Subscription, Wishes } from '../types.ts'

/** Which feed was asked, and what was known of it before. */
interface Asked {
  readonly settings: Settings
  readonly subscription: Subscription
  readonly state: FeedState
  readonly now: Date
}

/** The part of a feed's state that says when it is asked again. */
type Paced = Required<Pick<FeedState, 'nextCheckAt' | 'pace'>>

/** At this price a feed that posts eight times a day is asked about hourly; docs/schedule.md shows what others would give. */
const priceMinutes = 10
const noWishes: Wishes = { skipHours: [], skipDays: [] }

/** After an answer; `feed` and `arrivals` (see `EntryPlan`) are absent where it said that nothing has changed. */
export function paceAfter(
  asked: Asked,
  answer: FetchResult,
  feed: Feed | undefined,
  arrivals: readonly (Date | undefined)[] = [],
): Paced {
  const { state, now } = asked
  const wishes = feed === undefined ? wishesOf(state) : wishesIn(feed)
  const since = state.lastSuccessAt === undefined ? {} : { since: state.lastSuccessAt }
  const rhythm = observe(state.pace?.rhythm, { now, arrivals, ...since })
  const { etag, lastModified } = answer.validators
  const { at, why } = nextCheck(whom(asked), {
    wishes,
    rhythm,
    hasValidators: isFileUrl(asked.subscription.url) || etag !== undefined || lastModified !== undefined,
    ...(answer.maxAgeSeconds === undefined ? {} : { maxAgeSeconds: answer.maxAgeSeconds }),
  })
  return { nextCheckAt: at, pace: { wishes, rhythm, why } }
}

/** After a failure, so many in a row, this one included. */
export function paceAfterFailure(asked: Asked, error: FeedError, failures: number): Paced {
  const wishes = wishesOf(asked.state)
  const isUnreached = error.code === 'FETCH_UNREACHED'
  const retryAt = error.retryAt === undefined ? {} : { retryAt: error.retryAt }
  const { at, why } = nextCheckAfterFailure(whom(asked), { failures, isUnreached, wishes, ...retryAt })
  return { nextCheckAt: at, pace: { ...asked.state.pace, wishes, why } }
}

/** Nothing was sent, because its host had asked to be left alone. */
export function paceWhileHeld(asked: Asked, { retryAt }: FeedError): Paced {
  const { at, why } = nextCheckWhileHeld(whom(asked), retryAt)
  return { nextCheckAt: at, pace: { ...asked.state.pace, wishes: wishesOf(asked.state), why } }
}

function whom({ settings, subscription, now }: Asked) {
  const price = isFileUrl(subscription.url) ? 0 : priceMinutes
  return { subscription, leastMinutes: settings.schedule.refreshMinutes, priceMinutes: price, now }
}

function wishesOf({ pace }: FeedState): Wishes {
  return pace?.wishes ?? noWishes
}

function wishesIn({ ttlMinutes, skipHours, skipDays }: Feed): Wishes {
  return { skipHours, skipDays, ...(ttlMinutes === undefined ? {} : { ttlMinutes }) }
}
