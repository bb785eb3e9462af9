import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Answered,
  type Asked,
  type Failed,
  isDue,
  isStanding,
  latestHold,
  longestWaitMs,
  nextCheck,
  nextCheckAfterFailure,
  nextCheckWhileHeld,
  orderedUntil,
} from '../../src/schedule/next-check.ts'
import { observe } from '../../src/schedule/rhythm.ts'

/** A Monday, at noon and two seconds: an answer comes after its tick. */
const now = new Date('2026-11-23T12:00:02Z')
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const noWishes = { skipHours: [], skipDays: [] }

/** So many entries in the last day, evenly. */
const posting = (perDay: number) =>
  observe(undefined, {
    now,
    arrivals: Array.from({ length: perDay }, (_, index) => new Date(now.getTime() - (index * day) / perDay)),
  })
/** Three in each ten minutes: no minute of the hour is better than another. */
const busy = posting(432)

function asking({
  refreshMinutes,
  leastMinutes = 60,
  id = 'a',
}: {
  refreshMinutes?: number
  leastMinutes?: number
  id?: string
} = {}): Asked {
  return {
    subscription: { id, ...(refreshMinutes === undefined ? {} : { refreshMinutes }) },
    leastMinutes,
    priceMinutes: 10,
    now,
  }
}

function answered(answer: Partial<Answered> = {}, who: Parameters<typeof asking>[0] = {}) {
  const { at, why } = nextCheck(asking(who), { hasValidators: true, wishes: noWishes, rhythm: busy, ...answer })
  return { minutes: (at.getTime() - now.getTime()) / minute, why }
}

/** In whole minutes the end of the wait may lie up to one before; a wish is spread by up to 5 %, at most a quarter of an hour. */
function expectAbout(actual: { minutes: number; why: string }, [minutes, why]: readonly [number, string]): void {
  expect(actual.why).toBe(why)
  expect(actual.minutes).toBeGreaterThan(minutes - 1)
  expect(actual.minutes).toBeLessThanOrEqual(minutes + Math.min(minutes * 0.05, 15) + 0.1)
}

const wish = (wishes: Partial<Answered['wishes']>): Partial<Answered> => ({ wishes: { ...noWishes, ...wishes } })

describe('after an answer of a busy feed', () => {
  test.each<[string, Partial<Answered>, readonly [number, string]]>([
    ['no hint: the least interval', {}, [60, 'least-interval']],
    [
      'max-age of a minute allows it more often: a quarter of the interval',
      { maxAgeSeconds: 60 },
      [15, 'least-interval'],
    ],
    ['max-age of 20 minutes is such a word', { maxAgeSeconds: 1200 }, [20, 'max-age']],
    ['max-age=0 is what servers say unasked', { maxAgeSeconds: 0 }, [60, 'least-interval']],
    ['ttl of 30 minutes allows it as well', wish({ ttlMinutes: 30 }), [30, 'ttl']],
    ['of two hints the longer counts', { ...wish({ ttlMinutes: 180 }), maxAgeSeconds: 60 }, [180, 'ttl']],
    ['max-age longer than the interval is obeyed', { maxAgeSeconds: 4 * 3600 }, [240, 'max-age']],
    ['a hint of a month is a mistake: a day', wish({ ttlMinutes: 43_200 }), [1440, 'ttl']],
    ['without validators: six hours', { hasValidators: false }, [360, 'no-validators']],
    [
      'without validators, whatever max-age allows',
      { hasValidators: false, maxAgeSeconds: 60 },
      [360, 'no-validators'],
    ],
    ['the hours from noon on are skipped', wish({ skipHours: [12, 13, 14] }), [180, 'skip']],
    ['today is skipped: tomorrow', wish({ skipDays: [1] }), [720, 'skip']],
  ])('%s', (_what, answer, expected) => {
    expectAbout(answered(answer), expected)
  })

  test.each<[string, Parameters<typeof asking>[0], Partial<Answered>, readonly [number, string]]>([
    ['five minutes are five minutes', { refreshMinutes: 5 }, {}, [5, 'own-interval']],
    ['also without validators', { refreshMinutes: 5 }, { hasValidators: false }, [5, 'own-interval']],
    ['also for a feed that seldom posts', { refreshMinutes: 5 }, { rhythm: posting(1) }, [5, 'own-interval']],
    ['a week', { refreshMinutes: 10_080 }, {}, [10_080, 'own-interval']],
    ['but not against its publisher', { refreshMinutes: 5 }, { maxAgeSeconds: 3600 }, [60, 'max-age']],
    [
      'the least interval of all feeds is longer: a quarter of it',
      { leastMinutes: 120 },
      { maxAgeSeconds: 60 },
      [30, 'least-interval'],
    ],
    [
      'the least interval of all feeds is short: it is no longer for a word',
      { leastMinutes: 15 },
      { maxAgeSeconds: 60 },
      [15, 'least-interval'],
    ],
  ])('own interval: %s', (_what, who, answer, expected) => {
    expectAbout(answered(answer, who), expected)
  })
})

describe('after an answer of a quiet feed', () => {
  test('its rhythm decides, once a day at least', () => {
    const quiet = observe(undefined, { now, arrivals: [new Date(now.getTime() - 300 * day)] })
    expect(answered({ rhythm: quiet }).why).toBe('rhythm')
    expect(answered({ rhythm: quiet }).minutes).toBeLessThanOrEqual(1440)
    expect(answered({ rhythm: quiet }).minutes).toBeGreaterThan(900)
    expect(answered({ rhythm: posting(2) }).minutes).toBeLessThan(answered({ rhythm: quiet }).minutes)
  })

  test('one of which nothing is known is asked after some hours', () => {
    const { at, why } = nextCheck(asking(), { hasValidators: true, wishes: noWishes })
    expect(why).toBe('rhythm')
    expect(Math.abs(at.getTime() - now.getTime() - 170 * minute)).toBeLessThan(10 * minute)
  })
})

function afterFailure(failed: Partial<Failed> = {}, who: Parameters<typeof asking>[0] = {}) {
  const { at, why } = nextCheckAfterFailure(asking(who), {
    failures: 1,
    isUnreached: false,
    wishes: noWishes,
    ...failed,
  })
  return { minutes: (at.getTime() - now.getTime()) / minute, why }
}

describe('after failures', () => {
  test.each<[string, Partial<Failed>, number]>([
    ['one: twice the interval', { failures: 1 }, 120],
    ['two: twice again', { failures: 2 }, 240],
    ['three', { failures: 3 }, 480],
    ['ten: two days, never given up', { failures: 10 }, 2880],
    ['two thousand', { failures: 2000 }, 2880],
    ['its ttl is kept', { failures: 1, wishes: { ...noWishes, ttlMinutes: 600 } }, 1200],
    ['nobody was reached: five minutes', { failures: 1, isUnreached: true }, 5],
    ['nor then', { failures: 2, isUnreached: true }, 10],
    ['never more rarely than usual', { failures: 2000, isUnreached: true }, 60],
  ])('%s', (_what, failed, minutes) => {
    expectAbout(afterFailure(failed), [minutes, 'failures'])
  })

  test('an interval above the ceiling is not made shorter', () => {
    expectAbout(afterFailure({ failures: 5 }, { refreshMinutes: 10_080 }), [10_080, 'failures'])
  })

  test('they are spread: always the same place for a feed, and all over the 5 %', () => {
    const waits = (): readonly number[] =>
      Array.from({ length: 200 }, (_, index) => afterFailure({}, { id: `feed ${index}` }).minutes)
    expect(waits()).toEqual(waits())
    for (const tenth of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) {
      const inTenth = waits().filter((each) => each >= 120 + tenth * 0.6 && each < 120 + (tenth + 1) * 0.6)
      expect(inTenth.length, `of 200 feeds in tenth ${tenth}`).toBeGreaterThan(5)
    }
  })
})

describe('Retry-After is an order', () => {
  const retryAt = (days: number): Date => new Date(now.getTime() + days * day)

  test('it is obeyed to the millisecond past our own ceiling', () => {
    const next = nextCheckAfterFailure(asking(), {
      failures: 3,
      isUnreached: false,
      wishes: noWishes,
      retryAt: retryAt(5),
    })
    expect(next).toEqual({ at: retryAt(5), why: 'retry-after' })
  })

  test.each([
    ['one that ends before our own wait', 1 / 1440],
    ['one in the past', -1],
  ])('%s changes nothing', (_what, days) => {
    expectAbout(afterFailure({ retryAt: retryAt(days) }), [120, 'failures'])
  })

  test('one of a year ends after a week', () => {
    expect(afterFailure({ retryAt: retryAt(365) }).minutes).toBe(7 * 1440)
    expect(orderedUntil(retryAt(365), now)).toEqual(retryAt(7))
  })

  test('a feed that was not asked because of its host is asked when that is over, or soon', () => {
    expect(nextCheckWhileHeld(asking(), retryAt(0.1))).toEqual({ at: retryAt(0.1), why: 'retry-after' })
    const busy = nextCheckWhileHeld(asking(), undefined)
    expect(busy.why).toBe('host-busy')
    expect(busy.at.getTime()).toBeGreaterThanOrEqual(now.getTime() + 5 * minute)
  })
})

test('whatever a publisher says, the next time is a date: never before what was asked for, never past the longest wait', () => {
  const seconds = fc.option(fc.double({ min: 0, max: 1e300, noNaN: true }), { nil: undefined })
  const wishes = fc.record({
    ttlMinutes: seconds,
    skipHours: fc.uniqueArray(fc.integer({ min: 0, max: 23 })),
    skipDays: fc.uniqueArray(fc.integer({ min: 0, max: 6 })),
  })
  const own = fc.option(fc.integer({ min: 5, max: 43_200 }), { nil: undefined })
  const retry = fc.option(fc.date({ noInvalidDate: true }), { nil: undefined })
  fc.assert(
    fc.property(
      own,
      fc.integer({ min: 5, max: 10_080 }),
      seconds,
      wishes,
      retry,
      fc.nat(),
      fc.boolean(),
      (minutes, leastMinutes, maxAge, wished, retryAt, failures, yes) => {
        const { ttlMinutes, ...skips } = wished
        const wishes = { ...skips, ...(ttlMinutes !== undefined && { ttlMinutes }) }
        const asked = asking({ leastMinutes, ...(minutes !== undefined && { refreshMinutes: minutes }) })
        const good = nextCheck(asked, {
          hasValidators: yes,
          wishes,
          rhythm: busy,
          ...(maxAge !== undefined && { maxAgeSeconds: maxAge }),
        })
        const bad = nextCheckAfterFailure(asked, {
          failures: failures + 1,
          isUnreached: yes,
          wishes,
          ...(retryAt !== undefined && { retryAt }),
        })
        const least = Math.max(
          minutes ?? Math.min(15, leastMinutes),
          Math.min(ttlMinutes ?? 0, 1440),
          Math.min((maxAge ?? 0) / 60, 1440),
        )
        expect(good.at.getTime()).toBeGreaterThan(now.getTime() + (least - 1) * minute)
        expect(bad.at.getTime()).toBeGreaterThan(now.getTime())
        for (const { at } of [good, bad])
          expect(at.getTime()).toBeLessThanOrEqual(now.getTime() + longestWaitMs(asked.subscription))
      },
    ),
    { numRuns: 300 },
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
