import { describe, expect, test } from 'vitest'
import { isSeries, profileTitle, titleSimilarity } from '../../src/dedupe/title.ts'

const series = (a: string, b: string) => isSeries(profileTitle(a), profileTitle(b))
const similarity = (a: string, b: string) => titleSimilarity(profileTitle(a), profileTitle(b))

describe('isSeries', () => {
  test.each([
    ['numbers', 'Release 1.2.3 of the thing', 'Release 1.2.4 of the thing'],
    ['dates', 'Morning briefing, 5 March', 'Morning briefing, 6 April'],
    ['weekdays', 'Your horoscope for Monday', 'Your horoscope for Tuesday'],
    ['weekdays of other languages', 'Das Wetter am Montag', 'Das Wetter am Dienstag'],
    ['roman parts', 'How to build a house, part I', 'How to build a house, part II'],
    ['Japanese dates', '21日の天気予報', '22日の天気予報'],
    ['numbers and another name', 'Springfield closing prices 14.03.2026', 'Lakeside closing prices 15.03.2026'],
  ])('%s tell parts apart', (_why, a, b) => {
    expect(series(a, b)).toBe(true)
    expect(series(b, a)).toBe(true)
  })
  test.each([
    ['equal titles', 'iPhone 17 is here', 'iPhone 17 is here'],
    ['a site’s name added', 'iPhone 17 is here', 'iPhone 17 is here | Example'],
    ['a number left out', '7 key questions before the debate', 'Key questions before the debate'],
    ['other words and numbers', '7 key questions before the debate', 'Ten candidates meet in room 12'],
  ])('%s make no series', (_why, a, b) => {
    expect(series(a, b)).toBe(false)
  })
})

test.each([
  ['One two three four', 'One two three four | Site name', 1],
  ['One two', 'One two three four', 0.5],
  ['One two three', 'Four five six', 0],
  ['', '', 0],
  ['2026', '2026', 1],
])('%s and %s are alike by %d', (a, b, expected) => {
  expect(similarity(a, b)).toBe(expected)
})
