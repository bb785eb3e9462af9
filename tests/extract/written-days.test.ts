import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayReader } from '../../src/extract/written-days.ts'

function day(text: string, language?: string, host = 'news.example'): string | undefined {
  return dayReader(language, host)(text)?.day.toISOString().slice(0, 10)
}

describe('days in words', () => {
  test.each([
    ['5. Oktober 2013', 'de', '2013-10-05'],
    ['Samstag, 5. März 2022, 10:56 Uhr', 'de', '2022-03-05'],
    ['Jan 8, 2020', 'en', '2020-01-08'],
    ['December 15th 2025', 'en', '2025-12-15'],
    ['8 Sept. 2020', 'en', '2020-09-08'],
    ['le 1er février 2024', 'fr', '2024-02-01'],
    ['20 de mayo de 2022', 'es', '2022-05-20'],
    ['14 Agustus 2025', 'id', '2025-08-14'],
    ['10 января 2026 г.', 'ru', '2026-01-10'],
    ['3 maja 2021', 'pl', '2021-05-03'],
    ['2022. január 14.', 'hu', '2022-01-14'],
    ['2025年1月14日', 'ja', '2025-01-14'],
    ['2025년 5월 15일', 'ko', '2025-05-15'],
    ['14 tháng 1, 2022', 'vi', '2022-01-14'],
    ['14 มกราคม 2565', 'th', '2022-01-14'],
    ['Published March 3, 2021', 'de', '2021-03-03'],
    ['Samstag, 5. Oktober 2013', 'en', '2013-10-05'],
    ['3 maja 2021', undefined, '2021-05-03'],
  ])('%s (%s)', (text, language, expected) => expect(day(text, language)).toBe(expected))
})

describe('days in numbers', () => {
  test.each([
    ['with points the day is first', '03.10.2023', 'en-US', 'a.example', '2023-10-03'],
    ['a country tells the order', '03/10/2023', 'en-GB', 'a.example', '2023-10-03'],
    ['America has the month first', '03/10/2023', 'en-US', 'a.example', '2023-03-10'],
    ['the host tells the country where the language alone does not', '03/10/2023', 'en', 'paper.co.uk', '2023-10-03'],
    ['a number over twelve tells for itself', '23/12/2025', 'en-US', 'a.example', '2025-12-23'],
    ['four digits first are the year', '2024-11-06', 'de', 'a.example', '2024-11-06'],
    ['two digits of the year are of this century', '28.09.19', 'de', 'a.example', '2019-09-28'],
    ['no language: that of the host’s country', '5. Oktober 2013', undefined, 'blog.example.de', '2013-10-05'],
  ])('%s', (_, text, language, host, expected) => expect(day(text, language, host)).toBe(expected))

  test.each([
    '31.02.2024',
    '1.2.3.4',
    '10.0.0.2024.1',
    '2024',
    'Version 3.10.2',
    '99/99/2024',
    'May the 4th be with you',
    '',
  ])('"%s" is no day', (text) => expect(day(text, 'en')).toBeUndefined())
})

test('every day is found again as each language writes it', () => {
  const format = (date: Date, language: string): string =>
    new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(date)
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1995-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }),
      fc.constantFrom('de', 'en', 'fr', 'it', 'nl', 'pt', 'sv', 'tr', 'uk', 'ja', 'ko', 'zh', 'hu', 'cs', 'id'),
      (date, language) => {
        expect(day(format(date, language), language)).toBe(date.toISOString().slice(0, 10))
      },
    ),
  )
})
