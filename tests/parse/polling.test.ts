import { describe, expect, test } from 'vitest'
import { parseFeed } from '../../src/parse/parse-feed.ts'
import type { Feed } from '../../src/types.ts'

function parse(channel: string): Promise<Feed> {
  const xml = `<rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel><title>T</title>${channel}</channel></rss>`
  return parseFeed(Uint8Array.from(Buffer.from(xml)), {
    url: 'https://a.example/feed',
    timeZone: 'UTC',
    limits: { entries: 100, depth: 256, fieldChars: 4_000_000 },
    now: new Date('2026-11-01T00:00:00Z'),
  })
}

const hours = (...list: readonly string[]) => `<skipHours>${list.map((h) => `<hour>${h}</hour>`).join('')}</skipHours>`
const days = (...list: readonly string[]) => `<skipDays>${list.map((d) => `<day>${d}</day>`).join('')}</skipDays>`

describe('when a feed wants to be left alone', () => {
  test.each<readonly [string, string, readonly number[], readonly number[]]>([
    ['nothing is asked', '', [], []],
    ['hours in any order, doubled', hours('3', ' 01 ', '3', '0'), [0, 1, 3], []],
    ['24 is midnight, as RSS 0.91 counts', hours('24', '23'), [0, 23], []],
    ['what is no hour is left out', hours('25', '-1', 'noon', '', '7'), [7], []],
    ['days of the week', days('Saturday', 'Sunday'), [], [0, 6]],
    ['days cut short and in lower case', days('mon', 'FRI'), [], [1, 5]],
    ['what is no day is left out', days('1', 'someday', 'Tuesday'), [], [2]],
  ])('%s', async (_, channel, skipHours, skipDays) => {
    expect(await parse(channel)).toMatchObject({ skipHours, skipDays })
  })

  test.each<readonly [string, string, number | undefined]>([
    ['ttl', '<ttl>45</ttl>', 45],
    ['ttl 0 says nothing', '<ttl>0</ttl>', undefined],
    ['an hour in words is not understood', '<ttl>one hour</ttl>', undefined],
    ['twice a day', '<sy:updatePeriod> daily </sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>', 720],
    ['a period alone', '<sy:updatePeriod>hourly</sy:updatePeriod>', 60],
    ['ttl goes before sy', '<sy:updatePeriod>hourly</sy:updatePeriod><ttl>15</ttl>', 15],
  ])('%s', async (_, channel, ttlMinutes) => {
    expect((await parse(channel)).ttlMinutes).toBe(ttlMinutes)
  })
})
