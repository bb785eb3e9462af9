import { bareHost } from '../fetch/guard.ts'
import { isDue, isStanding } from '../schedule/next-check.ts'
import { afterSkipped, isLeftAlone } from '../schedule/skipped.ts'
import type { FeedState } from '../store/store.ts'
import type { CheckReason, Repair, Subscription } from '../types.ts'
import { checkWords } from './check-words.ts'
import { remedyFor } from './remedies.ts'

/** `new`: not asked yet. `gone`: its publisher said 410. */
export type Health = 'healthy' | 'new' | 'failing' | 'gone' | 'disabled'

/** How a subscription is doing, in values and words. */
export interface FeedHealth {
  readonly id: string
  readonly url: string
  /** Where it is asked since it has moved for good, or since its site's page announced it. */
  readonly movedTo?: string
  readonly title: string
  readonly health: Health
  readonly lastSuccessAt?: Date
  readonly lastCheckedAt?: Date
  readonly nextCheck: {
    /** Absent when it is not asked any more. */
    readonly at?: Date
    /** In words. */
    readonly why: string
    /** What decided it, where it is not due and nothing stands against it. */
    readonly reason?: CheckReason
  }
  /** In a row, since the last success. */
  readonly failures: number
  readonly error?: {
    readonly code: string
    readonly message: string
    readonly since: Date
    readonly httpStatus?: number
    readonly remedy?: string
  }
  readonly repairs: readonly Repair[]
}

/** What is known of a subscription, as a person wants to hear it. `holds`: hosts that asked to be left alone. */
export function feedHealth(
  subscription: Subscription,
  state: FeedState | undefined,
  holds: ReadonlyMap<string, Date>,
  now: Date,
): FeedHealth {
  const { id, url } = subscription
  const health = healthOf(subscription, state)
  const { error, lastSuccessAt, lastCheckedAt } = state ?? {}
  const remedy = error && remedyFor(error.code, error.httpStatus)
  return {
    id,
    url,
    title: subscription.title ?? state?.source?.title ?? url,
    health,
    nextCheck: nextCheck(subscription, state, health, holds, now),
    failures: state?.failures ?? 0,
    repairs: state?.repairs ?? [],
    ...(state?.movedTo === undefined || state.url !== url ? {} : { movedTo: state.movedTo }),
    ...(lastSuccessAt === undefined ? {} : { lastSuccessAt }),
    ...(lastCheckedAt === undefined ? {} : { lastCheckedAt }),
    ...(error === undefined ? {} : { error: { ...error, ...(remedy === undefined ? {} : { remedy }) } }),
  }
}

function healthOf(subscription: Subscription, state: FeedState | undefined): Health {
  if (subscription.disabled) return 'disabled'
  if (state === undefined || state.url !== subscription.url) return 'new'
  if (state.goneAt !== undefined) return 'gone'
  if (state.failures > 0) return 'failing'
  return state.lastSuccessAt === undefined ? 'new' : 'healthy'
}

/** The host that a subscription's feed is asked at, as holds name it: its new one where it has moved. */
export function hostAsked({ url }: Subscription, state: FeedState | undefined): string {
  const asked = state?.url === url ? (state.movedTo ?? url) : url
  return bareHost(URL.parse(asked)?.hostname ?? '')
}

function nextCheck(
  subscription: Subscription,
  state: FeedState | undefined,
  health: Health,
  holds: ReadonlyMap<string, Date>,
  now: Date,
): FeedHealth['nextCheck'] {
  if (health === 'disabled') return { why: 'it is disabled in feeds.json' }
  if (health === 'gone') return { why: 'its publisher said that it is gone for good (410)' }
  const host = hostAsked(subscription, state)
  const heldUntil = holds.get(host)
  const at = state === undefined || state.url !== subscription.url ? now : state.nextCheckAt
  const isFree = state === undefined || isDue(subscription, state, now)
  if (heldUntil !== undefined && isStanding(heldUntil, now) && (heldUntil >= at || isFree)) {
    return { at: heldUntil, why: `${host} asked to be left alone until then` }
  }
  if (state !== undefined && state.url !== subscription.url) return { at: now, why: 'its address is new' }
  if (isFree && state?.pace !== undefined && isLeftAlone(state, now)) {
    const after = afterSkipped(state.pace.wishes, now, state.lastCheckedAt ?? now)
    return { at: after, why: checkWords({ ...state.pace, why: 'skip' }, after, 0, 0), reason: 'skip' }
  }
  if (isFree) return { at: now, why: 'due: at the next run' }
  if (state?.pace === undefined) return { at, why: 'as it was planned' }
  const waitMs = at.getTime() - (state.lastCheckedAt ?? now).getTime()
  return { at, why: checkWords(state.pace, at, waitMs, state.failures), reason: state.pace.why }
}
