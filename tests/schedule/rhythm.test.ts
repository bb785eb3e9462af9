import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { busyHours, entriesPerDay, isKnown, observe, rateOf } from '../../src/schedule/rhythm.ts'
import type { Rhythm } from '../../src/types.ts'

const hour = 3_600_000
const day = 24 * hour
/** A Monday. */
const monday = Date.UTC(2026, 10, 23)
const at = (days: number, hours = 0): Date => new Date(monday + days * day + hours * hour)

/** A feed watched every hour for so many days, with what it posts. */
function watch(days: number, posts: readonly Date[]): Rhythm | undefined {
  let rhythm: Rhythm | undefined
  let since: Date | undefined
  for (let hours = 0; hours <= days * 24; hours++) {
    const now = at(0, hours)
    const arrivals = posts.filter((post) => post <= now && (since === undefined || post > since))
    rhythm = observe(rhythm, { now, arrivals, ...(since === undefined ? {} : { since }) })
    since = now
  }
  return rhythm
}

/** Monday to Friday at these hours. */
function weekdaysAt(days: number, hours: readonly number[]): readonly Date[] {
  return Array.from({ length: days }, (_, index) => index)
    .filter((index) => index % 7 < 5)
    .flatMap((index) => hours.map((each) => at(index, each)))
}

describe('how much a feed posts', () => {
  test('its first document tells it by the dates of its entries', () => {
    const arrivals = Array.from({ length: 20 }, (_, index) => at(0, -6 * index))
    expect(entriesPerDay(observe(undefined, { now: at(0), arrivals }))).toBeCloseTo(4, 0)
  })

  test('a feed without dates is believed to post daily, until it is seen not to', () => {
    const arrivals = [undefined, undefined]
    expect(entriesPerDay(observe(undefined, { now: at(0), arrivals }))).toBe(1)
    expect(entriesPerDay(watch(14, []))).toBeLessThan(0.05)
  })

  test('entries without dates count as well once they arrive', () => {
    let rhythm = observe(undefined, { now: at(0), arrivals: [] })
    for (let index = 1; index <= 10; index++)
      rhythm = observe(rhythm, { now: at(index), since: at(index - 1), arrivals: [undefined, undefined, undefined] })
    expect(entriesPerDay(rhythm)).toBeCloseTo(3, 0)
  })

  test('who falls silent thins out, by half in about two weeks', () => {
    const busy = watch(28, weekdaysAt(28, [9, 10, 11, 12]))
    const silent = observe(busy, { now: at(42), since: at(28), arrivals: [] })
    expect(entriesPerDay(silent) / entriesPerDay(busy)).toBeCloseTo(0.4, 1)
  })

  test('a document whose dates are all of today, each time anew, counts only what is new in it', () => {
    const first = observe(undefined, { now: at(0), arrivals: [at(-20)] })
    expect(entriesPerDay(observe(first, { now: at(1), since: at(0), arrivals: [] }))).toBeLessThan(0.2)
  })
})

describe('when a feed posts', () => {
  const office = watch(28, weekdaysAt(28, [9, 11, 13, 15]))
  const rate = rateOf(office)

  test.each([
    ['by day rather than by night', at(30, 11), at(30, 2), 4],
    ['on weekdays rather than on Sundays', at(30, 11), at(34, 11), 3],
    ['at the full hour rather than at half past', at(30, 11), at(30, 11.5), 4],
  ])('%s', (_what, busy, quiet, times) => {
    expect(rate(busy.getTime()) / rate(quiet.getTime())).toBeGreaterThan(times)
  })

  test('three entries do not make a habit', () => {
    const few = rateOf(observe(undefined, { now: at(3), arrivals: [at(0, 9), at(1, 9), at(2, 9)] }))
    expect(few(at(3, 9).getTime()) / few(at(3, 21).getTime())).toBeLessThan(8)
    expect(few(at(3, 9).getTime()) / few(at(3, 21).getTime())).toBeGreaterThan(1)
  })

  test('a date that cannot be, because the entry was not there before, is taken for the middle of the gap', () => {
    const first = observe(undefined, { now: at(0), arrivals: [] })
    const { hours } = observe(first, { now: at(0, 12), since: at(0), arrivals: [at(-1, 3), at(2)] })
    expect(hours.map((weight, index) => (weight > 0 ? index : -1)).filter((index) => index >= 0)).toEqual([6])
  })

  test('the hours that hold four fifths are told, also across midnight; scattered or few entries have none', () => {
    expect(office && busyHours(office)).toEqual({ from: 9, to: 16 })
    const late = watch(14, weekdaysAt(14, [22, 23, 24, 25]))
    expect(late && busyHours(late)).toEqual({ from: 22, to: 2 })
    expect(busyHours(observe(undefined, { now: at(1), arrivals: [at(0, 9)] }))).toBeUndefined()
    const always = watch(
      14,
      weekdaysAt(
        14,
        Array.from({ length: 24 }, (_, index) => index),
      ),
    )
    expect(always && busyHours(always)).toBeUndefined()
  })

  test('a rhythm is known after some entries or some days', () => {
    expect(isKnown(observe(undefined, { now: at(0), arrivals: [] }))).toBe(false)
    expect(isKnown(observe(undefined, { now: at(1), arrivals: [at(0), at(0, 1), at(0, 2), at(0, 3)] }))).toBe(true)
    expect(
      watch(5, []) !== undefined && isKnown(watch(5, []) ?? observe(undefined, { now: at(0), arrivals: [] })),
    ).toBe(true)
  })
})

test('whatever a feed does and whatever the clock, the record is sound and small', () => {
  const date = fc.option(fc.date({ noInvalidDate: true }), { nil: undefined })
  const look = fc.record({ now: fc.date({ noInvalidDate: true, min: new Date(0) }), arrivals: fc.array(date) })
  fc.assert(
    fc.property(
      fc.array(look, { minLength: 1, maxLength: 8 }),
      fc.date({ noInvalidDate: true, min: new Date(0) }),
      (looks, when) => {
        let rhythm: Rhythm | undefined
        let since: Date | undefined
        for (const each of looks) {
          rhythm = observe(rhythm, { ...each, ...(since === undefined ? {} : { since }) })
          since = each.now
        }
        expect(JSON.stringify(rhythm).length).toBeLessThan(700)
        expect(JSON.stringify(rhythm)).not.toContain('null')
        const rate = rateOf(rhythm)(when.getTime())
        expect(rate).toBeGreaterThan(0)
        expect(rate).toBeLessThan(Number.POSITIVE_INFINITY)
      },
    ),
  )
})
