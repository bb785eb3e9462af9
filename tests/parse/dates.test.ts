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

  test('the plain forms of RFC 822 and RFC 3339 say what they say when written otherwise', () => {
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

describe('parseDate, further', () => {
  test.each<readonly [string, string | undefined]>([
    ['Tue, 03 Mar 2026 08:09:10 NST', '2026-03-03T11:39:10.000Z'],
    ['Tue, 03 Mar 2026 08:09:10 NDT', '2026-03-03T10:39:10.000Z'],
    ['Tue, 03 Mar 2026 08:09:10 CAT', '2026-03-03T06:09:10.000Z'],
    ['Tue, 03 Mar 2026 08:09:10 EAT', '2026-03-03T05:09:10.000Z'],
    ['Tue, 03 Mar 2026 08:09:10 MSD', '2026-03-03T04:09:10.000Z'],
    ['Tue, 03 Mar 2026 8:09 AM ET', '2026-03-03T13:09:00.000Z'],
    ['Fri, 03 Jul 2026 8:09 PM ET', '2026-07-04T00:09:00.000Z'],
    ['July 3, 2026 8:09 am PT', '2026-07-03T15:09:00.000Z'],
    ['Tue Mar 03 2026 08:09:10 GMT+0200 (Central European Summer Time)', '2026-03-03T06:09:10.000Z'],
    ['Tue, 03 Mar 2026 08:09:10 Asia/Jakarta', '2026-03-03T01:09:10.000Z'],
    ['Tue, 03 Mar 2026 08:09:10 -0000', '2026-03-03T08:09:10.000Z'],
    ['Tue, 03 Mar 2026 08:09:10 +0000 GMT', '2026-03-03T08:09:10.000Z'],
    ['Tue, 03 Mar 2026 08:09:10 UTC+1', '2026-03-03T07:09:10.000Z'],
    ['Tue, 03 Mar 2026 08:09:10 +01:00:00', '2026-03-03T07:09:10.000Z'],
    ['Tue, 03 Mar 2026 08:09:10 BST', '2026-03-03T07:09:10.000Z'],
    ['Τρι, 03 Μαρ 2026 08:09:10 +0200', '2026-03-03T06:09:10.000Z'],
    ['wto, 03 mar 2026 08:09:10 +0100', '2026-03-03T07:09:10.000Z'],
    ['Sel, 03 Mar 2026 08:09:10 +0700', '2026-03-03T01:09:10.000Z'],
    ['Tue, 03 Mar 2026 08:09:10 XYZ', '2026-03-03T08:09:10.000Z'],
    ['Tue, 03 Mar 2026 08:09:10 +9900', '2026-03-03T08:09:10.000Z'],
  ])('zones by name, by place, by offset: %s', (text, expected) => {
    expect(parse(text)).toBe(expected)
  })

  test.each<readonly [string, string | undefined]>([
    ['Tue, 3 Mar 126 08:09:10 GMT', '2026-03-03T08:09:10.000Z'],
    ['Tue, 3 Mar 2026 08:09:10.123 GMT', '2026-03-03T08:09:10.123Z'],
    ['Tue, 3 Mar 2026, 08:09:10 GMT', '2026-03-03T08:09:10.000Z'],
    ['Tue,3 Mar 2026 08:09:10 GMT', '2026-03-03T08:09:10.000Z'],
    ['Tue 3 March 2026 08:09 GMT', '2026-03-03T08:09:00.000Z'],
    ['Tuesday, 03-Mar-26 08:09:10 GMT', '2026-03-03T08:09:10.000Z'],
    ['03-Mar-2026 08:09:10', '2026-03-03T08:09:10.000Z'],
    ['Tue, 03 Mar 2026 8:9:1 GMT', '2026-03-03T08:09:01.000Z'],
    ['Tue, 03 Mar 2026 08:09:60 GMT', '2026-03-03T08:10:00.000Z'],
    ['Mon, 02 Mar 2026 24:00:00 GMT', '2026-03-03T00:00:00.000Z'],
    ['Tue, 03 Mar 2026 08:09 p.m. GMT', '2026-03-03T20:09:00.000Z'],
    ['March 3rd, 2026', '2026-03-03T00:00:00.000Z'],
    ['3rd of March 2026', '2026-03-03T00:00:00.000Z'],
    ['Mar 3 2026 8:09PM', '2026-03-03T20:09:00.000Z'],
    ['Mar 3 2026 8PM', '2026-03-03T20:00:00.000Z'],
    ['12:30 AM, March 3, 2026', '2026-03-03T00:30:00.000Z'],
    ['2026. gada 3. marts', '2026-03-03T00:00:00.000Z'],
    ['03.03.2026 08.09', '2026-03-03T08:09:00.000Z'],
    ['03.03.26', '2026-03-03T00:00:00.000Z'],
    ['13/03/2026 08:09', '2026-03-13T08:09:00.000Z'],
    ['03-13-2026', '2026-03-13T00:00:00.000Z'],
    ['Tue, 03 Mar 2026', '2026-03-03T00:00:00.000Z'],
  ])('RFC 822 and its kin: %s', (text, expected) => {
    expect(parse(text)).toBe(expected)
  })

  test.each<readonly [string, string | undefined]>([
    ['2026-03-03 08:09 Europe/Berlin', '2026-03-03T07:09:00.000Z'],
    ['2026/03/03 08:09:10', '2026-03-03T08:09:10.000Z'],
    ['2026.03.03 08:09', '2026-03-03T08:09:00.000Z'],
    ['2026-3-3', '2026-03-03T00:00:00.000Z'],
    ['2026-3-3T8:09:10Z', '2026-03-03T08:09:10.000Z'],
    ['2026-03-03T08:09:10+0100', '2026-03-03T07:09:10.000Z'],
    ['2026-03-03T08:09:10+01', '2026-03-03T07:09:10.000Z'],
    ['2026-03-03T08:09:10 +01:00', '2026-03-03T07:09:10.000Z'],
    ['2026-03-03T08:09:10 GMT', '2026-03-03T08:09:10.000Z'],
    ['2026-03-03T08:09:10 EST', '2026-03-03T13:09:10.000Z'],
    ['2026-03-03T08:09:10.Z', '2026-03-03T08:09:10.000Z'],
    ['2026-03-03T08Z', '2026-03-03T08:00:00.000Z'],
    ['2026-03-03T08:09Z', '2026-03-03T08:09:00.000Z'],
    ['2026-03-03T08:09:10−05:00', '2026-03-03T13:09:10.000Z'],
    ['2026-03-03 08:09:10 UTC', '2026-03-03T08:09:10.000Z'],
    ['2026-03-03T08:09:10Z[UTC]', '2026-03-03T08:09:10.000Z'],
    ['2026-03-03T08:09:10+01:00[Europe/Paris]', '2026-03-03T07:09:10.000Z'],
    ['20260303', '2026-03-03T00:00:00.000Z'],
    ['20260303T0809Z', '2026-03-03T08:09:00.000Z'],
    ['2026-03-03T08:09:10,123Z', '2026-03-03T08:09:10.123Z'],
    ['1772525350', '2026-03-03T08:09:10.000Z'],
    ['1772525350123', '2026-03-03T08:09:10.123Z'],
  ])('RFC 3339 and its kin: %s', (text, expected) => {
    expect(parse(text)).toBe(expected)
  })

  test.each<readonly [string, string | undefined]>([
    ['--03-03', undefined],
    ['0001-01-01T00:00:00Z', undefined],
    ['Thu, 01 Jan 1970 00:00:00 +0000', undefined],
    ['Wed, 31 Dec 1969 19:00:00 -0500', undefined],
    ['Mon, 01 Jan 0001 00:00:00 +0000', undefined],
    ['-0001-11-30T00:00:00+00:00', undefined],
    ['Wed, 30 Nov -0001 00:00:00 +0000', undefined],
    ['0000-00-00 00:00:00', undefined],
    ['Tue, 03 Mar', undefined],
    ['08:09', undefined],
    ['Today', undefined],
    ['Tue, 31 Feb 2026 08:09:10 GMT', undefined],
    ['Tue, 03 Foo 2026 08:09:10 GMT', undefined],
    ['2026-03-03T99:00:00Z', undefined],
    ['2027-06-01T00:00:00Z', undefined],
  ])('what is no date, or none that was meant: %s', (text, expected) => {
    expect(parse(text)).toBe(expected)
  })

  test.each<readonly [string, string | undefined]>([
    ['3 maaliskuuta 2026', '2026-03-03T00:00:00.000Z'],
    ['3. kesäkuuta 2026', '2026-06-03T00:00:00.000Z'],
    ['3. března 2026', '2026-03-03T00:00:00.000Z'],
    ['3. června 2026', '2026-06-03T00:00:00.000Z'],
    ['3. července 2026', '2026-07-03T00:00:00.000Z'],
    ['3. apríla 2026', '2026-04-03T00:00:00.000Z'],
    ['3 березня 2026', '2026-03-03T00:00:00.000Z'],
    ['3 март 2026', '2026-03-03T00:00:00.000Z'],
    ['3 мая 2026', '2026-05-03T00:00:00.000Z'],
    ['3 martie 2026', '2026-03-03T00:00:00.000Z'],
    ['3 iulie 2026', '2026-07-03T00:00:00.000Z'],
    ['2026 m. kovo 3 d.', '2026-03-03T00:00:00.000Z'],
    ['3. märts 2026', '2026-03-03T00:00:00.000Z'],
    ['3 de març de 2026', '2026-03-03T00:00:00.000Z'],
    ['3 de juliol de 2026', '2026-07-03T00:00:00.000Z'],
    ['3. ágúst 2026', '2026-08-03T00:00:00.000Z'],
    ['3. desember 2025', '2025-12-03T00:00:00.000Z'],
    ['3 Ogos 2026', '2026-08-03T00:00:00.000Z'],
    ['3 Mac 2026', '2026-03-03T00:00:00.000Z'],
    ['3 Mac 2026 08:09 MYT', '2026-03-03T00:09:00.000Z'],
    ['3 Μαρτίου 2026', '2026-03-03T00:00:00.000Z'],
    ['3 Μαΐου 2026', '2026-05-03T00:00:00.000Z'],
    ['2026. március 3., kedd', '2026-03-03T00:00:00.000Z'],
    ['Salı, 03 Mart 2026 08:09', '2026-03-03T08:09:00.000Z'],
    ['3 Ağustos 2026', '2026-08-03T00:00:00.000Z'],
    ['3 Şubat 2026', '2026-02-03T00:00:00.000Z'],
    ['3 Ağu 2026', '2026-08-03T00:00:00.000Z'],
    ['Kamis, 03 Des 2025', '2025-12-03T00:00:00.000Z'],
    ['3 Agu 2026', '2026-08-03T00:00:00.000Z'],
    ['3 Okt 2026', '2026-10-03T00:00:00.000Z'],
    ['3 Mei 2026', '2026-05-03T00:00:00.000Z'],
    ['dinsdag 3 maart 2026', '2026-03-03T00:00:00.000Z'],
    ['tisdag 3 mars 2026', '2026-03-03T00:00:00.000Z'],
    ['3. sierpnia 2026', '2026-08-03T00:00:00.000Z'],
    ['3 kwi 2026', '2026-04-03T00:00:00.000Z'],
    ['terça-feira, 3 de março de 2026', '2026-03-03T00:00:00.000Z'],
    ['sexta-feira, 3 de julho de 2026 às 08h09', '2026-07-03T08:09:00.000Z'],
    ['le 3 mars 2026 à 8h09', '2026-03-03T08:09:00.000Z'],
    ['martedì 3 marzo 2026', '2026-03-03T00:00:00.000Z'],
    ['mar, 3 mar 2026', '2026-03-03T00:00:00.000Z'],
    ['martes, 3 de febrero de 2026', '2026-02-03T00:00:00.000Z'],
    ['1er mars 2026', '2026-03-01T00:00:00.000Z'],
    ['1º de maio de 2026', '2026-05-01T00:00:00.000Z'],
  ])('languages: %s', (text, expected) => {
    expect(parse(text)).toBe(expected)
  })

  test.each<readonly [string, string | undefined]>([
    ['3 במרץ 2026', '2026-03-03T00:00:00.000Z'],
    ['3 מרץ 2026', '2026-03-03T00:00:00.000Z'],
    ['3 مارس 2026', '2026-03-03T00:00:00.000Z'],
    ['٣ مارس ٢٠٢٦', '2026-03-03T00:00:00.000Z'],
    ['3 أغسطس 2026', '2026-08-03T00:00:00.000Z'],
    ['3 آذار 2026', '2026-03-03T00:00:00.000Z'],
    ['3 มีนาคม 2569', '2026-03-03T00:00:00.000Z'],
    ['3 มี.ค. 2569 08:09', '2026-03-03T08:09:00.000Z'],
    ['3 मार्च 2026', '2026-03-03T00:00:00.000Z'],
    ['3 tháng 3, 2026', '2026-03-03T00:00:00.000Z'],
    ['ngày 3 tháng 3 năm 2026', '2026-03-03T00:00:00.000Z'],
    ['2026년 3월 3일 오후 8:09', '2026-03-03T20:09:00.000Z'],
    ['2026년 3월 3일 8시 9분', '2026-03-03T08:09:00.000Z'],
    ['2026. 3. 3. 오후 8:09', '2026-03-03T20:09:00.000Z'],
    ['2026年3月3日 8时09分', '2026-03-03T08:09:00.000Z'],
    ['2026年3月3日（火）8時9分', '2026-03-03T08:09:00.000Z'],
    ['2026年03月03日 下午8:09', '2026-03-03T20:09:00.000Z'],
    ['2026年3月3日 午後8時9分', '2026-03-03T20:09:00.000Z'],
    ['令和8年3月3日', '2026-03-03T00:00:00.000Z'],
    ['民國115年3月3日', '2026-03-03T00:00:00.000Z'],
    ['２０２６年３月３日', '2026-03-03T00:00:00.000Z'],
  ])('scripts and eras of Asia: %s', (text, expected) => {
    expect(parse(text)).toBe(expected)
  })
})

describe('each day of two years is read, and none that a month lacks', () => {
  const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
  const two = (number: number): string => String(number).padStart(2, '0')
  const days = [2024, 2025].flatMap((year) =>
    months.flatMap((_, month) => Array.from({ length: 31 }, (__, at) => ({ year, month, day: at + 1 }))),
  )

  test.each<readonly [string, (year: number, month: number, day: number) => string]>([
    ['RFC 822', (year, month, day) => `Mon, ${two(day)} ${months[month]} ${year} 08:09:10 +0000`],
    ['RFC 822, short', (year, month, day) => `${day} ${months[month]} ${year} 08:09:10 GMT`],
    ['RFC 3339', (year, month, day) => `${year}-${two(month + 1)}-${two(day)}T08:09:10Z`],
    ['RFC 3339 with a fraction', (year, month, day) => `${year}-${two(month + 1)}-${two(day)}T08:09:10.000+00:00`],
  ])('%s', (_, write) => {
    for (const { year, month, day } of days) {
      const date = new Date(Date.UTC(year, month, day, 8, 9, 10))
      const expected = date.getUTCMonth() === month ? date.toISOString() : undefined
      expect(parse(write(year, month, day))).toBe(expected)
    }
  })
})
