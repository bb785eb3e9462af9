import { describe, expect, test } from 'vitest'
import { dayInUrl, momentOf } from '../../src/extract/moments.ts'
import { peopleOf } from '../../src/extract/people.ts'

describe('people', () => {
  test.each([
    ['a name', 'Maren Holt', ['Maren Holt']],
    ['a byline', 'By Maren Holt', ['Maren Holt']],
    ['a German one', 'Von Maren Holt und Jo Tal', ['Maren Holt', 'Jo Tal']],
    ['an Indonesian one', 'Penulis: Dewi Lestari', ['Dewi Lestari']],
    ['a role after a comma', 'Maren Holt, Harbour Editor', ['Maren Holt']],
    ['an outlet', 'Reuters', ['Reuters']],
    ['Chinese', '作者：王小明', ['王小明']],
    ['an administrator is nobody', 'admin', []],
    ['a date is nobody', '4 March 2026', []],
    ['a button is nobody', 'Share', []],
    ['an address is nobody', 'https://facebook.com/x', []],
  ])('%s', (_what, text, names) => expect(peopleOf([text]).map(({ name }) => name)).toEqual(names))

  test('the same person is named once', () => expect(peopleOf(['Jo Tal', 'By jo tal'])).toEqual([{ name: 'Jo Tal' }]))
})

describe('moments', () => {
  test.each([
    ['2026-03-04T05:06:07Z', '2026-03-04T05:06:07.000Z'],
    ['2026-03-04T05:06:07+0100', '2026-03-04T04:06:07.000Z'],
    ['2026-03-04 05:06', '2026-03-04T05:06:00.000Z'],
    ['2026-03-04', '2026-03-04T00:00:00.000Z'],
    ['20260304', '2026-03-04T00:00:00.000Z'],
    ['March 4, 2026', '2026-03-04T00:00:00.000Z'],
    ['Wed, 04 Mar 2026 05:06:07 GMT', '2026-03-04T05:06:07.000Z'],
    ['yesterday', undefined],
    ['2026-13-44', undefined],
  ])('%s', (text, expected) => expect(momentOf(text)?.toISOString()).toBe(expected))

  test.each([
    ['https://x.example/2026/03/04/a', '2026-03-04'],
    ['https://x.example/a-2026-03-04.html', '2026-03-04'],
    ['https://x.example/a/123456789', undefined],
  ])('in %s', (url, expected) => expect(dayInUrl(url)?.toISOString().slice(0, 10)).toBe(expected))
})
