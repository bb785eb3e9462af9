import fc from 'fast-check'
import { expect, test } from 'vitest'
import { afterSkipped, isLeftAlone, isSkipped } from '../../src/schedule/skipped.ts'

/** A Friday. */
const friday = (hours: number): Date => new Date(Date.UTC(2026, 10, 20) + hours * 3_600_000)
const night = { skipHours: [22, 23, 0, 1, 2], skipDays: [] }
const weekend = { skipHours: [], skipDays: [0, 6] }
const always = { skipHours: Array.from({ length: 24 }, (_, hour) => hour), skipDays: [] }

test.each([
  ['no wish', { skipHours: [], skipDays: [] }, 12.5, 12, 12.5],
  ['an hour that is free', night, 12.5, 12, 12.5],
  ['a skipped hour: the first free one, over midnight', night, 22.5, 21, 27],
  ['a skipped Saturday: no longer than a day after the last request', weekend, 25, 23.5, 47.5],
  ['Sunday evening: Monday is near enough', weekend, 70, 60, 72],
  ['all hours skipped: a day', always, 13, 12, 36],
  ['a wait of more than a day anyway', weekend, 40, 12, 40],
])('%s', (_what, wishes, at, askedAt, expected) => {
  expect(afterSkipped(wishes, friday(at), friday(askedAt))).toEqual(friday(expected))
})

test('a feed that comes due late, in an hour it skips, waits; after a day without an answer it does not', () => {
  expect(isLeftAlone({ pace: { wishes: night }, lastCheckedAt: friday(10) }, friday(23))).toBe(true)
  expect(isLeftAlone({ pace: { wishes: night }, lastCheckedAt: friday(-10) }, friday(23))).toBe(false)
  expect(isLeftAlone({ pace: { wishes: night }, lastCheckedAt: friday(10) }, friday(12))).toBe(false)
  expect(isLeftAlone({}, friday(23))).toBe(false)
})

test('whatever is skipped: never sooner, never in a skipped hour unless a day is over', () => {
  const wishes = fc.record({
    skipHours: fc.uniqueArray(fc.integer({ min: 0, max: 23 })),
    skipDays: fc.uniqueArray(fc.integer({ min: 0, max: 6 })),
  })
  fc.assert(
    fc.property(wishes, fc.double({ min: 0, max: 100, noNaN: true }), (skip, wait) => {
      const at = afterSkipped(skip, friday(wait), friday(0))
      expect(at.getTime()).toBeGreaterThanOrEqual(Math.floor(friday(wait).getTime()))
      if (isSkipped(skip, at)) expect(at.getTime()).toBeGreaterThanOrEqual(friday(24).getTime())
      expect(at.getTime()).toBeLessThanOrEqual(Math.max(friday(wait).getTime(), friday(24).getTime()))
    }),
  )
})
