import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { run } from '../../src/run.ts'
import { openParts, startOfTests, type TestParts } from '../support/parts.ts'

/** What the publisher's server does; the clock it goes by is that of the test. */
interface Publisher {
  /** The clock of what has been published by now. */
  readonly entries: () => readonly Date[]
  readonly channel?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Answers in place of the feed where it gives a status. */
  readonly status?: () => number | undefined
}

let folder: string
let parts: TestParts
let publisher: Publisher
/** Minutes since the start of the test at which the feed was asked. */
let asked: number[]
const server = createServer((request, response) => answer(request, response))

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'millrace-schedule-'))
  asked = []
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterEach(async () => {
  await parts.close()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await rm(folder, { recursive: true })
})

const minutesNow = (): number => (parts.now().getTime() - startOfTests.getTime()) / 60_000

function answer(request: IncomingMessage, response: ServerResponse): void {
  if (request.url !== '/feed') return void response.writeHead(404).end()
  asked.push(minutesNow())
  const status = publisher.status?.()
  const entries = publisher.entries()
  const headers = publisher.headers ?? { etag: `"${entries.length}"` }
  if (status !== undefined) return void response.writeHead(status, headers).end()
  if (headers['etag'] !== undefined && request.headers['if-none-match'] === headers['etag'])
    return void response.writeHead(304, headers).end()
  const items = entries.map(
    (date, index) =>
      `<item><title>Entry ${index}</title><guid isPermaLink="false">${date.getTime()}</guid><pubDate>${date.toUTCString()}</pubDate><description>text ${index}</description></item>`,
  )
  response.writeHead(200, { 'content-type': 'application/rss+xml', ...headers })
  response.end(
    `<rss version="2.0"><channel><title>w</title>${publisher.channel ?? ''}${items.reverse().join('')}</channel></rss>`,
  )
}

/** Ticks for so many hours, every five minutes as `start` does, or more rarely. */
async function tick(hours: number, from: Publisher, feed: object = {}, everyMinutes = 5): Promise<readonly number[]> {
  publisher = from
  const { port } = server.address() as AddressInfo
  parts = await openParts(folder, {
    // What is published is not looked at here.
    window: { maxEntries: 1, alwaysHours: 0 },
    feeds: [{ id: 'wire', url: `http://127.0.0.1:${port}/feed`, ...feed }],
  })
  for (let minutes = 0; minutes <= hours * 60; minutes += everyMinutes) {
    await run(parts, { all: false, signal: new AbortController().signal })
    parts.advance(everyMinutes)
  }
  return asked
}

test('a file is read every hour, however long nothing was new in it: somebody may be writing at it', async () => {
  const item = '<item><title>One</title><guid>1</guid><description>text</description></item>'
  await writeFile(path.join(folder, 'own.xml'), `<rss version="2.0"><channel><title>Own</title>${item}</channel></rss>`)
  const times = []
  parts = await openParts(folder, { feeds: [{ id: 'own', url: 'file:own.xml' }] })
  for (let minutes = 0; minutes <= 2 * 24 * 60; minutes += 5) {
    await run(parts, { all: false, signal: new AbortController().signal })
    if (parts.reports.splice(0).length > 0) times.push(minutes)
    parts.advance(5)
  }
  expect(new Set(gaps(times))).toEqual(new Set([60]))
})

const ago = (hours: number): Date => new Date(startOfTests.getTime() - hours * 3_600_000)
/** An entry every five minutes for a day: worth asking as often as may be. */
const busyDay = Array.from({ length: 288 }, (_, index) => ago(index / 12)).reverse()
const busy = { entries: () => busyDay }
const silent = { entries: () => [] }

const gaps = (times: readonly number[]): readonly number[] =>
  times.slice(1).map((time, index) => time - (times[index] ?? 0))

test.each<[string, Publisher, object, readonly number[]]>([
  ['a busy feed is asked every hour', busy, {}, [60, 60, 60]],
  [
    'its max-age of twenty minutes allows more',
    { ...busy, headers: { etag: '"1"', 'cache-control': 'max-age=1200' } },
    {},
    [25, 25],
  ],
  [
    'its ttl is kept, also after a 304, which says nothing of it',
    { ...busy, channel: '<ttl>120</ttl>' },
    {},
    [125, 125],
  ],
  ['without ETag and Last-Modified it is asked every six hours', { ...busy, headers: {} }, {}, [375]],
  ['with five minutes of its own, every five', { ...silent, headers: {} }, { refreshMinutes: 5 }, [5, 5, 5, 5]],
  [
    'which its publisher may forbid',
    { ...silent, headers: { etag: '"1"', 'cache-control': 'max-age=600' } },
    { refreshMinutes: 5 },
    [15, 15],
  ],
])('%s', async (_what, from, feed, expected) => {
  const found = gaps(await tick(7, from, feed))
  for (const [index, gap] of expected.entries()) {
    // What a publisher asks for is spread by up to 5 %, so it may end in the tick before.
    expect(found[index], found.join(' ')).toBeLessThanOrEqual(gap)
    expect(found[index], found.join(' ')).toBeGreaterThanOrEqual(gap - 5)
  }
})

test('in the hours that it skips it is never asked (the test begins at noon UTC)', async () => {
  const skipped = [14, 15, 16, 20].map((hour) => `<hour>${hour}</hour>`).join('')
  const times = await tick(12, { ...busy, channel: `<skipHours>${skipped}</skipHours>` })
  const hours = new Set(times.map((minutes) => 12 + Math.floor(minutes / 60)))
  expect([...hours]).toEqual([12, 13, 17, 18, 19, 21, 22, 23, 24])
})

test('a feed that is silent is asked ever more rarely, but every day', async () => {
  const found = gaps(await tick(72, silent, {}, 30))
  expect(found[0]).toBeLessThan(4 * 60)
  expect(found).toEqual(found.toSorted((a, b) => a - b))
  expect(found.at(-1)).toBeGreaterThan(6 * 60)
  expect(Math.max(...found)).toBeLessThanOrEqual(24 * 60)
})

test('the hours at which it posts are found out', async () => {
  // Six entries between 8 and 14 UTC each day, for two weeks before and all the while.
  const all = Array.from({ length: 17 * 24 }, (_, index) => ago(14 * 24 - index)).filter(
    (date) => date.getUTCHours() >= 8 && date.getUTCHours() < 14,
  )
  const times = await tick(72, { entries: () => all.filter((date) => date <= parts.now()) }, {}, 30)
  const lastDay = times.filter((minutes) => minutes >= 48 * 60).map((minutes) => (12 + minutes / 60) % 24)
  const busyOnes = lastDay.filter((hour) => hour >= 8 && hour < 15).length
  expect(busyOnes, lastDay.join(' ')).toBeGreaterThanOrEqual(5)
  const others = lastDay.length - busyOnes
  expect(busyOnes / 7, lastDay.join(' ')).toBeGreaterThan((2 * others) / 17)
})

test('failures: ever more rarely, at once as before after a success; gone is gone', async () => {
  let trouble: number | undefined = 500
  const status = (): number | undefined => (minutesNow() > 900 ? 410 : minutesNow() > 800 ? undefined : trouble)
  trouble = 500
  const found = gaps(await tick(48, { ...busy, status }, { refreshMinutes: 30 }))
  for (const [index, minutes] of [60, 120, 240].entries()) {
    expect(found[index]).toBeGreaterThanOrEqual(minutes)
    expect(found[index]).toBeLessThanOrEqual(minutes * 1.05 + 5)
  }
  const last = asked.at(-1) ?? 0
  expect(last).toBeGreaterThan(900)
  expect(last).toBeLessThanOrEqual(960)
})
