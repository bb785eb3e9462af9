import { expect, test } from 'vitest'
import { checkWords } from '../../src/run/check-words.ts'
import type { CheckReason, Rhythm, Wishes } from '../../src/types.ts'

const at = new Date('2026-11-20T14:00:00Z')
const minutes = 60_000
const hours = 60 * minutes

function rhythm(perDay: number, busy: readonly number[]): Rhythm {
  const days = 20
  return {
    until: at.getTime(),
    days,
    hours: Array.from({ length: 24 }, (_, hour) => (busy.includes(hour) ? (perDay * days) / busy.length : 0)),
    weekdays: Array.from({ length: 7 }, () => (perDay * days) / 7),
    minutes: Array.from({ length: 6 }, () => (perDay * days) / 6),
  }
}
const office = rhythm(5, [8, 9, 10, 11, 12, 13, 14, 15, 16, 17])
const always = Array.from({ length: 24 }, (_, hour) => hour)

test.each<[CheckReason, number, Rhythm | undefined, string]>([
  ['rhythm', 2 * hours, office, 'after 2 hours: posts about 5 a day, mostly 8–16 UTC'],
  ['rhythm', 23 * hours, rhythm(0.3, [20]), 'after 23 hours: posts about 2 a week'],
  ['rhythm', 23 * hours, rhythm(0.1, always), 'after 23 hours: posts about 3 a month'],
  ['rhythm', 23 * hours, rhythm(0, []), 'after 23 hours: posts once a month or less'],
  ['rhythm', 3 * hours, undefined, 'after 3 hours: how often it posts is not known yet'],
  ['least-interval', 59.5 * minutes, rhythm(100, always), 'every 60 minutes, the least: posts about 100 a day'],
  ['own-interval', 5 * minutes, undefined, 'every 5 minutes, as feeds.json says'],
  ['own-interval', 7 * 24 * hours, undefined, 'every 7 days, as feeds.json says'],
  ['max-age', 4.1 * hours, office, 'its publisher asks for 4 hours (max-age)'],
  ['ttl', 24.2 * hours, office, 'its publisher asks for 24 hours (ttl)'],
  ['skip', 3 * hours, office, 'its publisher does not want to be asked before (skipHours)'],
  ['retry-after', 3 * hours, office, 'not before 2026-11-20 14:00 UTC: the server asked (Retry-After)'],
  ['host-busy', 5 * minutes, office, 'its host had others to answer first'],
  ['failures', 3 * hours, office, 'after 2 failures in a row'],
])('%s, %i ms', (why, waitMs, known, expected) => {
  const wishes: Wishes = { skipHours: [1, 2], skipDays: [] }
  expect(checkWords({ why, wishes, ...(known === undefined ? {} : { rhythm: known }) }, at, waitMs, 2)).toBe(expected)
})
