import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDate } from '../../src/parse/dates.ts'
import { plainTime } from '../../src/parse/plain-dates.ts'

const now = new Date('2100-01-01T00:00:00Z')

describe('plainTime', () => {
  test.each([
    ['Mon, 02 Mar 2026 08:05:09 +0100', '2026-03-02T07:05:09.000Z', 'RFC 822 with an offset'],
    ['2 Dec 2026 23:59:59 -1330', '2026-12-03T13:29:59.000Z', 'no weekday, a day of one digit'],
    ['Sat, 29 Feb 2020 08:05:00 GMT', '2020-02-29T08:05:00.000Z', 'a leap day'],
    ['2026-03-02T08:05:00Z', '2026-03-02T08:05:00.000Z', 'RFC 3339'],
    ['2026-03-02T08:05:00.123-05:30', '2026-03-02T13:35:00.123Z', 'a fraction and an offset'],
  ])('%s', (text, expected) => {
    expect(plainTime(text)).toBe(Date.parse(expected))
  })

  test.each([
    ['Sun, 29 Feb 2026 08:05:00 GMT', 'no such day'],
    ['31 Apr 2026 08:05:00 GMT', 'no such day'],
    ['M 7, 02 Mar 2026 08:05:00 GMT', 'what is no day of the week'],
    ['Mon, 02 Mar 26 08:05:00 GMT', 'a year of two digits'],
    ['Mon, 02 Mar 2026 08:05:00 EST', 'a zone by name'],
    ['Mon, 02 Mär 2026 08:05:00 GMT', 'another language'],
    ['Mon, 02 Mar 2026 24:00:00 GMT', 'an hour that there may be'],
    ['2026-03-02T08:05:00', 'no zone'],
    ['2026-03-02T08:05:00.12Z', 'a fraction of another length'],
    ['2026-13-02T08:05:00Z', 'no such month'],
    ['2026-03-02T08:05:00+01:00 ', 'something behind it'],
    ['', 'nothing'],
  ])('%s is left to who reads the rest', (text) => {
    expect(plainTime(text)).toBeUndefined()
  })

  test('of any date that is nearly of these forms, what it reads is what all else is read by', () => {
    const forms = [
      'Mon, 02 Mar 2026 08:05:09 +0100',
      '3 Oct 2025 18:45:00 GMT',
      '2026-03-02T08:05:00.123-05:30',
      '2024-02-29T00:00:59Z',
    ]
    const change = fc.tuple(fc.nat(31), fc.constantFrom('', ...'0123456789 :+-.,TZJan'))
    fc.assert(
      fc.property(fc.constantFrom(...forms), fc.array(change, { maxLength: 4 }), (form, changes) => {
        const text = changes.reduce((written, [at, by]) => written.slice(0, at) + by + written.slice(at + 1), form)
        const time = plainTime(text)
        // It takes no date with a space before it, which means nothing.
        const rest = parseDate(` ${text}`, { timeZone: 'UTC', now })?.getTime()
        if (time !== undefined && Math.abs(time) > 86_400_000 && time < now.getTime()) expect(time).toBe(rest)
      }),
      { numRuns: 5_000 },
    )
  })
})
