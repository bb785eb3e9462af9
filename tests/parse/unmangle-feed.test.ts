import { describe, expect, test } from 'vitest'
import { parseFeed } from '../../src/parse/parse-feed.ts'
import { rss } from './parse-text.ts'

const options = {
  url: 'https://a.example/feed',
  timeZone: 'UTC',
  limits: { entries: 100, depth: 256, fieldChars: 4_000_000 },
  now: new Date('2026-11-01T00:00:00Z'),
}
const utf8 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text))
const item = (body: string): string => rss(`<item><description>${body}</description></item>`)
const json = (body: string): string => `{"items":[{"id":"1","summary":"${body}"}]}`

describe('a body that is UTF-8 read as windows-1252 is put right', () => {
  test.each([
    ['written in UTF-8', utf8(item('EinfÃ¼hrung fÃ¼r alle'))],
    ['written in UTF-16', Uint8Array.from(Buffer.from(`\ufeff${item('EinfÃ¼hrung fÃ¼r alle')}`, 'utf16le'))],
    ['written with numbers', utf8(item('Einf&#195;&#188;hrung f&#195;&#188;r alle'))],
    ['written with hexadecimal numbers', utf8(item('Einf&#xC3;&#xBC;hrung f&#xC3;&#xBC;r alle'))],
    ['written with names', utf8(item('Einf&Atilde;&frac14;hrung f&Atilde;&frac14;r alle'))],
    ['written in JSON', utf8(json('EinfÃ¼hrung fÃ¼r alle'))],
    ["written with JSON's escapes", utf8(json('Einf\\u00c3\\u00bchrung f\\u00C3\\u00BCr alle'))],
  ])('%s', async (_, bytes) => {
    const { entries, repairs } = await parseFeed(bytes, options)
    expect(entries[0]?.summary).toBe('Einführung für alle')
    expect(repairs).toContainEqual({ code: 'mojibake', count: 1 })
  })
})

test('letters that are meant stay, and nothing is counted', async () => {
  const { entries, repairs } = await parseFeed(utf8(item('Einführung für São Paulo')), options)
  expect([entries[0]?.summary, repairs]).toEqual(['Einführung für São Paulo', []])
})
