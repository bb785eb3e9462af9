import type { CheckReason, Rhythm, Subscription, Wishes } from '../types.ts'
import { shareOf } from '../util/hash.ts'
import { planCheck } from './plan-check.ts'
import { rateOf } from './rhythm.ts'
import { afterSkipped } from './skipped.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
/** A publisher may ask for a day of peace by max-age or ttl; more is taken for a mistake. */
const longestWishMs = dayMs
/** A publisher who allows it is asked more often than others, but a quarter of the usual interval is enough for anybody. */
const allowedShare = 1 / 4
const leastAllowedMs = 15 * minuteMs
/** Without ETag and Last-Modified each request costs the publisher the whole document. */
const withoutValidatorsMs = 6 * hourMs
/** With the spread and the wait for the next tick, every feed is asked once a day. */
const longestRhythmMs = 23 * hourMs
/** Failing feeds are asked ever more rarely, but never given up. */
const longestBackoffMs = 2 * dayMs
const firstRetryMs = 5 * minuteMs
/** Retry-After is an order, but one of a year is a server's mistake and would lose the feed. */
const longestOrderMs = 7 * dayMs
/**
 * Waits are spread over a share of them, so that feeds that were asked together don't come due together for ever. Not
 * those that count in ticks of the schedule: five minutes are to be five minutes, and a feed posting at ten past is
 * asked then.
 */
const spreadShare = 0.05
const longestSpreadMs = 15 * minuteMs

/** Whose next check is sought, and from when on. */
export interface Asked {
  readonly subscription: Pick<Subscription, 'id' | 'refreshMinutes'>
  /** `schedule.refreshMinutes`. */
  readonly leastMinutes: number
  /** See `PlanOptions.priceMinutes`; 0 for what costs nobody anything, such as a file: it is read as often as may be. */
  readonly priceMinutes: number
  readonly now: Date
}

/** What an answer says of the next request. */
export interface Answered {
  /** Cache-Control: max-age, less Age, or what Expires comes to. */
  readonly maxAgeSeconds?: number
  /** Whether the server gave an ETag or Last-Modified. */
  readonly hasValidators: boolean
  readonly wishes: Wishes
  readonly rhythm?: Rhythm
}

/** What a failure says of the next request. */
export interface Failed {
  /** In a row, this one included. */
  readonly failures: number
  /** Retry-After. */
  readonly retryAt?: Date
  /** The request got nowhere (no network, no such host, refused): it cost the publisher nothing. */
  readonly isUnreached: boolean
  /** As they were before. */
  readonly wishes: Wishes
}

/** When a feed is asked again, and what decided it. */
export interface NextCheck {
  readonly at: Date
  readonly why: CheckReason
}

interface Wait {
  readonly ms: number
  readonly why: CheckReason
}

/** After an answer: at the feed's own interval or by its rhythm, never sooner than its publisher wishes. */
export function nextCheck(asked: Asked, answer: Answered): NextCheck {
  const least = leastWait(asked, answer)
  const wait = asked.subscription.refreshMinutes === undefined ? byRhythm(asked, answer.rhythm, least) : least
  return later(asked, answer.wishes, wait)
}

/** After a failure: ever later; a Retry-After is obeyed past that. */
export function nextCheckAfterFailure(asked: Asked, { failures, retryAt, isUnreached, wishes }: Failed): NextCheck {
  const { now } = asked
  const usual = leastWait(asked, { wishes, hasValidators: true })
  const next = later(asked, wishes, { ms: backoffMs(isUnreached, usual.ms, failures), why: 'failures' })
  const ordered = retryAt === undefined ? now : orderedUntil(retryAt, now)
  return ordered > next.at ? { at: ordered, why: 'retry-after' } : next
}

/** A feed that was not asked: as soon as its host's Retry-After is over, or has done with the others that were to be asked. */
export function nextCheckWhileHeld({ subscription, now }: Asked, until: Date | undefined): NextCheck {
  return until === undefined
    ? { at: new Date(now.getTime() + spread(firstRetryMs, subscription.id)), why: 'host-busy' }
    : { at: orderedUntil(until, now), why: 'retry-after' }
}

/** How long a Retry-After is obeyed: as the server says, but never for ever. */
export function orderedUntil(retryAt: Date, now: Date): Date {
  return new Date(Math.min(retryAt.getTime(), now.getTime() + longestOrderMs))
}

/** A clock that is put right by no more than this makes nobody ask twice. */
const smallStepMs = 10 * minuteMs
/** What a stored time may lie further ahead than it can by itself, for a clock that was set back by a day. */
const slackMs = 2 * dayMs

/**
 * Whether a feed may be asked: its time has come, or that time was written by a clock that was ahead. The signs of such a
 * clock are a last request in the future and a wait that is longer than any.
 */
export function isDue(
  subscription: Pick<Subscription, 'refreshMinutes'>,
  stored: { readonly nextCheckAt: Date; readonly lastCheckedAt?: Date },
  now: Date,
): boolean {
  const askedAheadMs = (stored.lastCheckedAt?.getTime() ?? 0) - now.getTime()
  const longestMs = longestWaitMs(subscription) + slackMs
  return (
    stored.nextCheckAt <= now || askedAheadMs > smallStepMs || stored.nextCheckAt.getTime() - now.getTime() > longestMs
  )
}

/** Whether a host is to be left alone until then. One further ahead than any order is obeyed was told to a wrong clock. */
export function isStanding(heldUntil: Date, now: Date): boolean {
  return heldUntil > now && heldUntil <= latestHold(now)
}

/** No hold that was remembered by a right clock ends later. */
export function latestHold(now: Date): Date {
  return new Date(now.getTime() + longestOrderMs + slackMs)
}

/** No next check lies further ahead than this (schedule.refreshMinutes is a week at most): one that does was stored by a clock that was wrong. */
export function longestWaitMs({ refreshMinutes = 0 }: Pick<Subscription, 'refreshMinutes'>): number {
  return Math.max(longestOrderMs, refreshMinutes * minuteMs) + longestSpreadMs
}

/** The longest of what the publisher wishes, what politeness demands, and what the settings say. */
function leastWait(
  { subscription: { refreshMinutes }, leastMinutes }: Asked,
  { maxAgeSeconds = 0, hasValidators, wishes }: Omit<Answered, 'rhythm'>,
): Wait {
  const wished = longest([
    { ms: Math.min((wishes.ttlMinutes ?? 0) * minuteMs, longestWishMs), why: 'ttl' },
    { ms: Math.min(maxAgeSeconds * 1000, longestWishMs), why: 'max-age' },
  ])
  if (refreshMinutes !== undefined) return longest([{ ms: refreshMinutes * minuteMs, why: 'own-interval' }, wished])
  const leastMs = leastMinutes * minuteMs
  // No wish at all, or max-age=0, is what servers say unasked: it allows nothing.
  const allowedMs = wished.ms === 0 ? leastMs : Math.max(wished.ms, leastMs * allowedShare, leastAllowedMs)
  return longest([
    wished,
    { ms: Math.min(leastMs, allowedMs), why: 'least-interval' },
    { ms: hasValidators ? 0 : withoutValidatorsMs, why: 'no-validators' },
  ])
}

function longest([first, ...others]: readonly [Wait, ...Wait[]]): Wait {
  return others.reduce((most, each) => (each.ms > most.ms ? each : most), first)
}

function byRhythm({ priceMinutes, now }: Asked, rhythm: Rhythm | undefined, least: Wait): Wait {
  if (priceMinutes === 0) return least
  const plan = { now: now.getTime(), leastMs: least.ms, mostMs: longestRhythmMs, priceMinutes }
  const ms = planCheck(rateOf(rhythm), plan)
  return ms > least.ms ? { ms, why: 'rhythm' } : least
}

/**
 * Doubles with each failure. What was not reached cost its publisher nothing: it is tried from minutes on, and no more
 * rarely than at the usual interval, so that a machine that was without network for a night recovers at once.
 */
function backoffMs(isUnreached: boolean, usualMs: number, failures: number): number {
  if (isUnreached) return Math.min(firstRetryMs * 2 ** (failures - 1), usualMs)
  return Math.max(usualMs, Math.min(usualMs * 2 ** failures, longestBackoffMs))
}

function later({ subscription: { id }, now }: Asked, wishes: Wishes, { ms, why }: Wait): NextCheck {
  const at = new Date(inTicks.has(why) ? wholeMinute(now.getTime() + ms) : now.getTime() + spread(ms, id))
  const allowed = afterSkipped(wishes, at, now)
  return allowed > at ? { at: allowed, why: 'skip' } : { at, why }
}

const inTicks: ReadonlySet<CheckReason> = new Set(['rhythm', 'least-interval', 'own-interval'])

/** Down: counted from the answer, some seconds after the tick, the wait would else be over just after a tick. */
function wholeMinute(time: number): number {
  return Math.floor(time / minuteMs) * minuteMs
}

/** The same share at every start and on every machine. */
function spread(ms: number, id: string): number {
  return Math.ceil(ms + Math.min(ms * spreadShare, longestSpreadMs) * shareOf(id))
}
