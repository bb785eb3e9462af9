import type { Subscription } from '../types.ts'
import { shareOf } from '../util/hash.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
/** A publisher may ask for a day of peace by max-age or ttl; more is taken for a mistake. */
const longestHintMs = dayMs
/** Failing feeds are asked ever more rarely, but never given up. */
const longestBackoffMs = 2 * dayMs
const firstRetryMs = 5 * minuteMs
/** Retry-After is an order, but one of a year is a server's mistake and would lose the feed. */
const longestOrderMs = 7 * dayMs
/** Spreads feeds of one interval over a share of it, so that they don't all come due in the same tick. */
const jitterShare = 0.05

/** What the publisher's last answer said about asking again. */
export interface Hints {
  /** Cache-Control: max-age, less Age. */
  readonly maxAgeSeconds?: number
  /** RSS `ttl` or `sy:update*`. */
  readonly ttlMinutes?: number
  /** Retry-After. */
  readonly retryAt?: Date
  /** The request got nowhere (no network, no such host, refused): it cost the publisher nothing. */
  readonly isUnreached?: boolean
}

/** When a feed is asked again: its own interval, never sooner than its publisher wishes, later after failures in a row. */
export function nextCheckAt(
  subscription: Pick<Subscription, 'id' | 'refreshMinutes'>,
  hints: Hints,
  failures: number,
  now: Date,
): Date {
  const hintMs = Math.max((hints.ttlMinutes ?? 0) * minuteMs, (hints.maxAgeSeconds ?? 0) * 1000)
  const askedMs = Math.max(subscription.refreshMinutes * minuteMs, Math.min(hintMs, longestHintMs))
  const spreadMs = askedMs * (1 + jitterShare * shareOf(subscription.id))
  const waitMs = failures === 0 ? spreadMs : backoffMs(hints.isUnreached === true, askedMs, spreadMs, failures)
  const orderedMs = hints.retryAt === undefined ? 0 : orderedUntil(hints.retryAt, now).getTime() - now.getTime()
  return new Date(Math.ceil(now.getTime() + Math.max(waitMs, orderedMs)))
}

/**
 * Doubles with each failure. What was not reached cost its publisher nothing: it is tried from minutes on, and no more
 * rarely than a feed that answers, so that a machine that was without network for a night recovers at once.
 */
function backoffMs(isUnreached: boolean, askedMs: number, spreadMs: number, failures: number): number {
  if (isUnreached) return Math.min(firstRetryMs * 2 ** (failures - 1), spreadMs)
  return Math.max(askedMs, Math.min(spreadMs * 2 ** failures, longestBackoffMs))
}

/** How long a Retry-After is obeyed: as the server says, but never for ever. */
export function orderedUntil(retryAt: Date, now: Date): Date {
  return new Date(Math.min(retryAt.getTime(), now.getTime() + longestOrderMs))
}
