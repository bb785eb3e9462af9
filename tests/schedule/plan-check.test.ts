import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { planCheck } from '../../src/schedule/plan-check.ts'

const minute = 60_000
const hour = 60 * minute
const options = { now: Date.UTC(2026, 10, 23), leastMs: hour, mostMs: 23 * hour, priceMinutes: 30 }

/** Minutes until the next request. */
function wait(rate: (time: number) => number, changes: Partial<typeof options> = {}): number {
  return planCheck(rate, { ...options, ...changes }) / minute
}

describe('a feed that posts evenly', () => {
  test.each([0.3, 0.5, 1, 2, 5, 10])('%f entries a day: asked every √(2 · price ÷ rate)', (perDay) => {
    const best = Math.sqrt((2 * 30 * 24 * 60) / perDay)
    expect(Math.abs(wait(() => perDay) - best)).toBeLessThanOrEqual(10)
  })

  test.each([
    ['a dead one: as rarely as allowed', 0, 23 * 60],
    ['a flood: as often as allowed', 1e6, 60],
    ['something unearthly', 1e300, 60],
  ])('%s', (_what, perDay, minutes) => {
    expect(wait(() => perDay)).toBe(minutes)
  })
})

describe('a feed that posts by day', () => {
  const hourOf = (time: number): number => Math.floor(time / hour) % 24
  const byDay = (time: number): number => (hourOf(time) >= 8 && hourOf(time) < 18 ? 24 : 0.1)
  const next = (hours: number): number => hours + wait(byDay, { now: options.now + hours * hour }) / 60

  test('is asked through the day, once at its end, and then not before the morning', () => {
    expect([9, 12, 16].map(next)).toEqual([10, 13, 17])
    expect(next(17)).toBe(18)
    for (const evening of [18, 20, 23]) expect(next(evening)).toBeCloseTo(24 + 9, 0)
  })
})

test('a feed that posts by the clock is asked just after', () => {
  const atTen = (time: number): number =>
    time % (24 * hour) >= 10 * hour && time % (24 * hour) < 10 * hour + 10 * minute ? 144 : 0
  for (const hours of [0, 3, 9]) expect(hours * 60 + wait(atTen, { now: options.now + hours * hour })).toBe(610)
})

test('a dearer request means fewer, and a least wait above the longest is kept', () => {
  const waits = [1, 5, 20, 100, 1000].map((priceMinutes) => wait(() => 3, { priceMinutes }))
  expect(waits).toEqual(waits.toSorted((a, b) => a - b))
  expect(new Set(waits).size).toBeGreaterThan(3)
  expect(wait(() => 3, { leastMs: 30 * hour })).toBe(30 * 60)
})

const rates = fc.array(fc.double({ min: 0, max: 500, noNaN: true }), { minLength: 24, maxLength: 24 })
const hourly =
  (perHour: readonly number[], times = 1) =>
  (time: number): number =>
    (perHour[Math.floor(time / hour) % 24] ?? 0) * times

test('any rates, any bounds: the wait is a number within the bounds', () => {
  const bounds = fc.tuple(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 1, max: 1380 }))
  fc.assert(
    fc.property(rates, bounds, fc.double({ min: 0, max: 1e6, noNaN: true }), (perHour, [least, most], priceMinutes) => {
      const minutes = wait(hourly(perHour), { leastMs: least * minute, mostMs: most * minute, priceMinutes })
      expect(minutes).toBeGreaterThanOrEqual(least)
      expect(minutes).toBeLessThanOrEqual(Math.max(least, most))
    }),
    { numRuns: 200 },
  )
})

test('who posts more at all hours is not asked later, but for a step of the grid', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 500, noNaN: true }),
      fc.double({ min: 1, max: 100, noNaN: true }),
      (perDay, times) => {
        expect(wait(() => perDay * times)).toBeLessThanOrEqual(wait(() => perDay) + 10)
      },
    ),
    { numRuns: 200 },
  )
})
