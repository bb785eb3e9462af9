import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type RunResult, run } from '../../src/run.ts'
import { readOutput } from '../support/output.ts'
import { openParts, startOfTests, type TestParts } from '../support/parts.ts'
import { type MadeEntry, openSite, paragraphs, publish, type Site } from '../support/site.ts'

const dayMinutes = 24 * 60
const yearMinutes = 365 * dayMinutes

let folder: string
let site: Site
let parts: TestParts
/** Newest first, as the feed lists them. */
let entries: MadeEntry[]

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'millrace-clock-'))
  site = await openSite()
  parts = await openParts(folder, { feeds: [{ id: 'wire', url: `${site.origin}/wire/feed`, refreshMinutes: 60 }] })
  entries = []
  for (const hours of [30, 20, 10]) news(-hours * 60)
  await pass()
})

afterEach(async () => {
  await parts.close()
  await site.close()
  await rm(folder, { recursive: true })
})

/** The feed brings one more, dated so many minutes after the start of the test by a right clock. */
function news(minutes: number): void {
  entries.unshift(made(entries.length + 1, minutes))
  publish(site, 'wire', entries)
}

function made(number: number, minutes: number): MadeEntry {
  const date = new Date(startOfTests.getTime() + minutes * 60_000)
  return { path: `/${number}`, title: `Report ${number}`, paragraphs: paragraphs(number), date }
}

/** The feed dates nothing. */
function withoutDates(): void {
  const feed = site.answers.get('/wire/feed')
  if (feed === undefined || !('body' in feed)) throw new Error('no feed')
  site.answers.set('/wire/feed', { ...feed, body: feed.body.replaceAll(/<pubDate>.*?<\/pubDate>/g, '') })
}

function pass(): Promise<RunResult> {
  site.requests.splice(0)
  return run(parts, { all: false, signal: new AbortController().signal })
}

const asked = (): number => site.requests.filter((each) => each.path === '/wire/feed').length
const titles = async (): Promise<readonly string[]> =>
  (await readOutput(path.join(folder, 'output'))).shown.map((each) => each.replace(/^\S+ /, ''))
const atom = (): Promise<string> => readFile(path.join(folder, 'output', 'atom.xml'), 'utf8')
const feed = async () => (await parts.store.feedStates())[0]

describe('a clock that is set back by a day', () => {
  test('the feed is asked at once and then at its interval, and what is new is published, once', async () => {
    parts.advance(-dayMinutes)
    news(5)
    await pass()
    expect([asked(), await titles()]).toEqual([1, expect.arrayContaining(['Report 4', 'Report 3'])])
    await pass()
    expect(asked()).toBe(0)
    parts.advance(70)
    await pass()
    expect(asked()).toBe(1)
  })

  test('put right again: nothing comes twice, nothing is lost', async () => {
    parts.advance(-dayMinutes)
    news(5)
    await pass()
    parts.advance(dayMinutes + 70)
    news(65)
    await pass()
    expect((await titles()).toSorted()).toEqual(['Report 1', 'Report 2', 'Report 3', 'Report 4', 'Report 5'])
    expect(await parts.store.appendToLog('main', parts.now())).toBe(0)
  })

  test('the log and the feed do not go back in time', async () => {
    const before = await parts.store.loggedAt('main')
    parts.advance(-dayMinutes)
    news(5)
    await pass()
    expect(await parts.store.loggedAt('main')).toEqual(before)
  })

  test('by some minutes, as when it is put right: nobody is asked twice', async () => {
    parts.advance(-5)
    await pass()
    expect(asked()).toBe(0)
  })
})

describe('a clock that is set back by more than that, to a time when there was less to see', () => {
  test('is refused in one line before anybody is asked; the output stays, and it goes on when the clock is right', async () => {
    parts.advance(5 * dayMinutes)
    news(5 * dayMinutes - 60)
    await pass()
    const before = await atom()
    parts.advance(-4 * dayMinutes)
    await expect(pass()).rejects.toMatchObject({
      code: 'CLOCK',
      message: expect.stringMatching(
        /says 2026-11-21 12:00 UTC, but Millrace ran here at 2026-11-25 12:00 .*set the clock right/,
      ),
    })
    expect([asked(), await atom()]).toEqual([0, before])
    parts.advance(4 * dayMinutes + 70)
    news(5 * dayMinutes + 30)
    await pass()
    expect(await titles()).toEqual(['Report 5', 'Report 4', 'Report 3', 'Report 2', 'Report 1'])
  })

  test('is refused also where a feed was given up soon after that time, and only others tell of the later days', async () => {
    await parts.close()
    const feeds = ['gone', 'wire'].map((id) => ({ id, url: `${site.origin}/${id}/feed`, refreshMinutes: 60 }))
    parts = await openParts(folder, { feeds })
    publish(site, 'gone', [made(90, -60)])
    await pass()
    site.answers.set('/gone/feed', { status: 410 })
    for (const day of [4, 10, 15, 20]) {
      parts.advance(day * dayMinutes - (parts.now().getTime() - startOfTests.getTime()) / 60_000)
      if (day > 4) news(day * dayMinutes - 60)
      await pass()
    }
    parts.advance(-19 * dayMinutes)
    await expect(pass()).rejects.toMatchObject({ code: 'CLOCK', message: expect.stringContaining('2026-12-10 12:00') })
  })

  test('the start of 1970, as of a machine without a battery', async () => {
    parts.advance(-startOfTests.getTime() / 60_000)
    await expect(pass()).rejects.toMatchObject({ code: 'CLOCK' })
  })
})

describe('a clock that leaps a year ahead', () => {
  test('with news: refused in one line, the output stays; then they are published, once, in their order', async () => {
    const before = await atom()
    parts.advance(yearMinutes)
    news(5)
    news(10)
    await expect(pass()).rejects.toMatchObject({
      code: 'CLOCK',
      message: expect.stringMatching(/says 2027-11-20 12:00 UTC, a long time after the last run at 2026-11-20 12:00/),
    })
    await expect(pass()).rejects.toMatchObject({ code: 'CLOCK' })
    expect(await atom()).toBe(before)
    parts.advance(-yearMinutes + 20)
    await pass()
    expect(asked()).toBe(1)
    expect((await titles()).toSorted()).toEqual(['Report 1', 'Report 2', 'Report 3', 'Report 4', 'Report 5'])
    expect(await feed()).toMatchObject({ lastCheckedAt: parts.now(), lastSuccessAt: parts.now() })
    parts.advance(70)
    await pass()
    expect([asked(), await parts.store.appendToLog('main', parts.now())]).toEqual([1, 0])
  })

  test('without news: the output stays, and nobody is left unasked when the clock is right', async () => {
    const before = await atom()
    parts.advance(yearMinutes)
    expect(await pass()).toMatchObject({ published: { stands: true, written: [] } })
    expect(await atom()).toBe(before)
    parts.advance(-yearMinutes + 20)
    news(15)
    await pass()
    expect([asked(), (await titles()).length]).toEqual([1, 4])
  })

  test('nothing is forgotten: what the feed no longer lists does not come back as new', async () => {
    await parts.close()
    const urls = ['wire', 'quiet'].map((id) => ({
      id,
      url: `${site.origin}/${id}/feed`,
      backfill: 1,
      refreshMinutes: 60,
    }))
    parts = await openParts(folder, { feeds: urls })
    const old = [40, 41, 42].map((hours) => made(hours, -hours * 60))
    publish(site, 'quiet', old)
    await pass()
    publish(site, 'quiet', old.slice(0, 2))
    parts.advance(yearMinutes)
    news(5)
    withoutDates() // nothing tells that the clock is wrong, so it is believed
    await pass()
    expect(await titles()).toEqual(['Report 4'])
    parts.advance(-yearMinutes + 70)
    publish(site, 'quiet', old)
    parts.reports.splice(0)
    await pass()
    expect(parts.reports.map(({ id, status, accepted }) => [id, status, accepted])).toEqual(
      expect.arrayContaining([['quiet', 'updated', 0]]),
    )
  })

  test('a story of the wrong year grows old like any other, and its correction is published', async () => {
    parts.advance(yearMinutes)
    news(5)
    withoutDates()
    await pass()
    expect(await titles()).toEqual(['Report 4'])
    parts.advance(-yearMinutes + 70)
    news(65)
    await pass()
    expect(await titles()).toEqual(['Report 5', 'Report 4', 'Report 3', 'Report 2', 'Report 1'])
    for (const [, updated = ''] of (await atom()).matchAll(/<updated>(.*?)<\/updated>/g)) {
      expect(Date.parse(updated)).toBeLessThanOrEqual(parts.now().getTime())
    }
    entries = entries.map((each) => (each.path === '/4' ? { ...each, title: 'Report 4, corrected' } : each))
    publish(site, 'wire', entries)
    parts.advance(70)
    expect((await pass()).published).toMatchObject({ appended: 1 })
    parts.advance(8 * dayMinutes)
    news(8 * dayMinutes + 200)
    await pass()
    expect(await titles()).toEqual(['Report 6'])
  })
})

test('a machine that rested for two months goes on with what is new', async () => {
  parts.advance(60 * dayMinutes)
  news(60 * dayMinutes - 60)
  await pass()
  expect(await titles()).toEqual(['Report 4'])
})
