import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDate } from '../../src/parse/dates.ts'

const now = new Date('2026-11-01T00:00:00Z')
const parse = (text: string, timeZone = 'UTC') => parseDate(text, { timeZone, now })?.toISOString()

describe('parseDate', () => {
  test.each<readonly [string, string | undefined, string]>([
    ['Tue, 03 Mar 2026 08:09:10 GMT', '2026-03-03T08:09:10.000Z', 'RFC 822 with four digits'],
    ['03 Mar 26 08:09 EST', '2026-03-03T13:09:00.000Z', 'RFC 822 as it was'],
    ['Tue, 3 Mar 2026 08:09:10 +0530', '2026-03-03T02:39:10.000Z', 'offset'],
    ['Tue, 3 Mar 2026 08:09:10 +05:30', '2026-03-03T02:39:10.000Z', 'offset with a colon'],
    ['Tue, 3 Mar 2026 8:09:10 GMT+2', '2026-03-03T06:09:10.000Z', 'zone and offset'],
    ['Thu, 01 Jan 04 19:48:21 PDT', '2004-01-02T02:48:21.000Z', 'summer zone'],
    ['Mon, 01 Jun 98 00:00:00 Z', '1998-06-01T00:00:00.000Z', 'the last century'],
    ['2026-03-03T08:09:10Z', '2026-03-03T08:09:10.000Z', 'RFC 3339'],
    ['2026-03-03t08:09:10.1234567-02:00', '2026-03-03T10:09:10.123Z', 'fractions'],
    ['2026-03-03 08:09', '2026-03-03T08:09:00.000Z', 'a space and no seconds'],
    ['20260303T080910Z', '2026-03-03T08:09:10.000Z', 'no separators'],
    ['2026-03', '2026-03-01T00:00:00.000Z', 'W3CDTF month'],
    ['2026', '2026-01-01T00:00:00.000Z', 'W3CDTF year'],
    ['2026-062', '2026-03-03T00:00:00.000Z', 'ordinal day'],
    ['2026-03-03T24:00:00Z', '2026-03-04T00:00:00.000Z', 'the end of a day'],
    ['March 3, 2026 8:09 PM', '2026-03-03T20:09:00.000Z', 'American'],
    ['Tue Mar  3 08:09:10 2026', '2026-03-03T08:09:10.000Z', 'asctime'],
    ['Di, 03 Mär 2026 08:09:10 +0100', '2026-03-03T07:09:10.000Z', 'German'],
    ['3. Oktober 2025', '2025-10-03T00:00:00.000Z', 'German in full'],
    ['Selasa, 3 Agustus 2025 08:09 WIB', '2025-08-03T01:09:00.000Z', 'Indonesian'],
    ['mar. 3 févr. 2026 08:09', '2026-02-03T08:09:00.000Z', 'French, whose Tuesday looks like March'],
    ['3 août 2026', '2026-08-03T00:00:00.000Z', 'French with an accent'],
    ['3 de enero de 2026', '2026-01-03T00:00:00.000Z', 'Spanish'],
    ['3 января 2026', '2026-01-03T00:00:00.000Z', 'Russian'],
    ['2026年3月3日 08:09', '2026-03-03T08:09:00.000Z', 'Japanese and Chinese'],
    ['3.4.2026', '2026-04-03T00:00:00.000Z', 'dots: day first'],
    ['25/12/2025', '2025-12-25T00:00:00.000Z', 'slashes that leave one reading'],
    ['3/4/2026', undefined, 'slashes that leave two'],
    ['31 Feb 2026 10:00 GMT', undefined, 'no such day'],
    ['2026-02-30T00:00:00Z', undefined, 'no such day, ISO'],
    ['2026-13-01', undefined, 'no such month'],
    ['Tue, 03 Mar 2026 25:00:00 GMT', undefined, 'no such hour'],
    ['1970-01-01T00:00:00Z', undefined, 'the epoch: not set'],
    ['2027-01-01T00:00:00Z', undefined, 'the future: made up'],
    ['soon', undefined, 'no date'],
    ['', undefined, 'nothing'],
  ])('%s', (text, expected) => {
    expect(parse(text)).toBe(expected)
  })

  test.each([
    ['2026-01-15 12:00', 'Asia/Jakarta', '2026-01-15T05:00:00.000Z'],
    ['2026-01-15 12:00', 'Europe/Berlin', '2026-01-15T11:00:00.000Z'],
    ['15 Jul 2026 12:00', 'Europe/Berlin', '2026-07-15T10:00:00.000Z'],
    ['2026-01-15 12:00 +0000', 'Europe/Berlin', '2026-01-15T12:00:00.000Z'],
  ])('%s without a zone is a date of %s', (text, zone, expected) => {
    expect(parse(text, zone)).toBe(expected)
  })

  test('the forms of RFC 822 and RFC 3339 that Date.parse reads, it reads as we do', () => {
    const two = fc.nat(61).map((number) => String(number).padStart(2, '0'))
    const form = fc.tuple(
      fc.nat(6),
      two,
      fc.nat(11),
      fc.integer({ min: 1990, max: 2026 }),
      two,
      two,
      two,
      fc.constantFrom('+', '-'),
      two,
      two,
    )
    fc.assert(
      fc.property(form, ([weekday, day, month, year, hours, minutes, seconds, sign, east, eastMinutes]) => {
        const names = [
          ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][weekday],
          ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][month],
        ]
        const words = `${names[0]}, ${day} ${names[1]} ${year} ${hours}:${minutes}:${seconds} ${sign}${east}${eastMinutes}`
        const digits = `${year}-${String(month + 1).padStart(2, '0')}-${day}T${hours}:${minutes}:${seconds}${sign}${east}:${eastMinutes}`
        // A space more is no other date, and is read by the other reader.
        expect([parse(words), parse(digits)]).toEqual([
          parse(words.replaceAll(' ', '  ')),
          parse(digits.replace('T', ' ')),
        ])
      }),
      { numRuns: 2000 },
    )
  })

  test('what we write we read', () => {
    const date = fc.date({ min: new Date('1990-01-01'), max: now, noInvalidDate: true })
    fc.assert(
      fc.property(date, (value) => {
        expect(parse(value.toISOString())).toBe(value.toISOString())
        const seconds = new Date(Math.trunc(value.getTime() / 1000) * 1000)
        expect(parse(value.toUTCString())).toBe(seconds.toISOString())
      }),
    )
  })

  test('no text throws', () => {
    const parts = fc.constantFrom(
      '3',
      '12',
      '2026',
      ':',
      '-',
      '/',
      '.',
      ' ',
      'Mar',
      '+',
      'PM',
      '年',
      'GMT',
      'T',
      'Z',
      '(',
    )
    fc.assert(
      fc.property(
        fc.array(parts).map((list) => list.join('')),
        (text) => void parse(text),
      ),
    )
  })
})
