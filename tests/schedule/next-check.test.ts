import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Hints, isDue, isStanding, latestHold, nextCheckAt, orderedUntil } from '../../src/schedule/next-check.ts'

const now = new Date('2026-11-23T12:00:00Z')
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

function waitMs(hints: Hints = {}, failures = 0, refreshMinutes = 60, id = 'a'): number {
  return nextCheckAt({ id, refreshMinutes }, hints, failures, now).getTime() - now.getTime()
}

/** Expects a wait of so long, or up to 5 % more. */
function expectAbout(actualMs: number, expectedMs: number): void {
  expect(actualMs).toBeGreaterThanOrEqual(expectedMs)
  expect(actualMs).toBeLessThanOrEqual(expectedMs * 1.05 + 1)
}

describe('after an answer', () => {
  test.each<[string, Hints, number]>([
    ['no hint: the own interval', {}, hour],
    ['max-age shorter than the interval changes nothing', { maxAgeSeconds: 60 }, hour],
    ['max-age longer than the interval is obeyed', { maxAgeSeconds: 4 * 3600 }, 4 * hour],
    ['ttl longer than the interval is obeyed', { ttlMinutes: 180 }, 3 * hour],
    ['of two hints the longer counts', { ttlMinutes: 180, maxAgeSeconds: 7200 }, 3 * hour],
    ['a hint of a month is a mistake: a day', { ttlMinutes: 43_200 }, day],
    ['a Retry-After sooner than the interval changes nothing', { retryAt: new Date(now.getTime() + minute) }, hour],
    ['a Retry-After in the past changes nothing', { retryAt: new Date(0) }, hour],
  ])('%s', (_what, hints, expectedMs) => {
    expectAbout(waitMs(hints), expectedMs)
  })

  test('an interval of a week is no hint and is kept', () => {
    expectAbout(waitMs({}, 0, 7 * 24 * 60), 7 * day)
  })
})

describe('after failures', () => {
  test.each([
    [1, 2 * hour],
    [2, 4 * hour],
    [3, 8 * hour],
  ])('%i in a row: the interval doubles each time', (failures, expectedMs) => {
    expectAbout(waitMs({}, failures), expectedMs)
  })

  test.each([10, 2000])('%i in a row: two days, never given up', (failures) => {
    expect(waitMs({}, failures)).toBe(2 * day)
  })

  test.each([
    [1, 5 * minute],
    [2, 10 * minute],
    [5, hour],
    [2000, hour],
  ])('%i in a row that reached nobody: minutes at first, then the own interval', (failures, expectedMs) => {
    expectAbout(waitMs({ isUnreached: true }, failures), expectedMs)
  })

  test('an interval above the ceiling is not made shorter', () => {
    expect(waitMs({}, 5, 7 * 24 * 60)).toBe(7 * day)
  })
})

describe('Retry-After is an order', () => {
  test('it is obeyed to the millisecond past our own ceiling', () => {
    const retryAt = new Date(now.getTime() + 5 * day)
    expect(nextCheckAt({ id: 'a', refreshMinutes: 60 }, { retryAt }, 3, now)).toEqual(retryAt)
  })

  test('one of a year ends after a week', () => {
    const retryAt = new Date(now.getTime() + 365 * day)
    expect(waitMs({ retryAt })).toBe(7 * day)
    expect(orderedUntil(retryAt, now)).toEqual(new Date(now.getTime() + 7 * day))
  })
})

test('the jitter belongs to the subscription: always the same, and spread over the 5 %', () => {
  const waits = Array.from({ length: 200 }, (_, index) => waitMs({}, 0, 60, `feed ${index}`))
  expect(Array.from({ length: 200 }, (_, index) => waitMs({}, 0, 60, `feed ${index}`))).toEqual(waits)
  const shares = waits.map((wait) => (wait - hour) / hour)
  for (const tenth of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) {
    const inTenth = shares.filter((share) => share >= tenth * 0.005 && share < (tenth + 1) * 0.005)
    expect(inTenth.length, `of 200 feeds in tenth ${tenth}`).toBeGreaterThan(5)
  }
})

test('whatever the publisher says, the next time is a date, never before the interval, never past a week', () => {
  const hint = fc.option(fc.double({ min: 0, max: 1e300, noNaN: true }), { nil: undefined })
  fc.assert(
    fc.property(
      fc.integer({ min: 5, max: 10_080 }),
      hint,
      hint,
      fc.option(fc.date({ noInvalidDate: true }), { nil: undefined }),
      fc.nat(),
      (refreshMinutes, maxAgeSeconds, ttlMinutes, retryAt, failures) => {
        const hints = {
          ...(maxAgeSeconds !== undefined && { maxAgeSeconds }),
          ...(ttlMinutes !== undefined && { ttlMinutes }),
          ...(retryAt !== undefined && { retryAt }),
        }
        const wait = waitMs(hints, failures, refreshMinutes)
        expect(wait).toBeGreaterThanOrEqual(refreshMinutes * minute)
        expect(wait).toBeLessThanOrEqual(7 * day * 1.05 + 1)
      },
    ),
  )
})

const at = (ms: number): Date => new Date(now.getTime() + ms)

test.each<[string, number, number | undefined, number, boolean]>([
  ['its time has come', 0, -hour, 60, true],
  ['its time is to come', 1, -hour, 60, false],
  ['an order of a week', 7 * day, -1, 60, false],
  ['a month between two requests', 31 * day, 0, 43_200, false],
  ['the clock was put right by minutes', hour + 5 * minute, 5 * minute, 60, false],
  ['the clock was set back by a day', day + hour, day, 60, true],
  ['the clock was a year ahead', 365 * day, 365 * day - hour, 60, true],
  ['never asked, but made to wait while the clock was a year ahead', 365 * day, undefined, 60, true],
])('due or not: %s', (_case, nextMs, lastMs, refreshMinutes, expected) => {
  const stored = { nextCheckAt: at(nextMs), ...(lastMs === undefined ? {} : { lastCheckedAt: at(lastMs) }) }
  expect(isDue({ refreshMinutes }, stored, now)).toBe(expected)
})

test.each<[string, number, boolean]>([
  ['over', 0, false],
  ['of a week, and the clock was set back by a day', 8 * day, true],
  ['told to a clock a year ahead', 365 * day, false],
])('a hold that is %s', (_case, ms, expected) => {
  expect(isStanding(at(ms), now)).toBe(expected)
  expect(at(ms) <= latestHold(now)).toBe(ms < 365 * day)
})
