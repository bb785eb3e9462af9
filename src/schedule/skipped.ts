import type { Pace, Wishes } from '../types.ts'

const hourMs = 3_600_000
/** A feed that skips all its hours, or a weekend and more, is still asked once a day: so long a silence is a mistake. */
const longestSkipMs = 24 * hourMs

/** Whether a publisher wants to be left alone at a time (RSS 2.0 `skipHours`, `skipDays`; in UTC). */
export function isSkipped(wishes: Wishes, time: Date): boolean {
  return wishes.skipHours.includes(time.getUTCHours()) || wishes.skipDays.includes(time.getUTCDay())
}

/** Whether a feed that is due has to wait because its publisher wants to be left alone just now. */
export function isLeftAlone(
  { pace, lastCheckedAt }: { readonly pace?: Pick<Pace, 'wishes'>; readonly lastCheckedAt?: Date },
  now: Date,
): boolean {
  if (pace === undefined || lastCheckedAt === undefined) return false
  return afterSkipped(pace.wishes, now, lastCheckedAt) > now
}

/** The time itself, or the first hour after it that is not skipped, but no later than a day after the last request. */
export function afterSkipped(wishes: Wishes, at: Date, askedAt: Date): Date {
  const latest = Math.max(at.getTime(), askedAt.getTime() + longestSkipMs)
  let time = at.getTime()
  while (time < latest && isSkipped(wishes, new Date(time))) time = (Math.floor(time / hourMs) + 1) * hourMs
  return new Date(Math.min(time, latest))
}
