import { afterEach, expect, test } from 'vitest'
import { FatalError, FeedError } from '../../src/errors.ts'
import { createPool, type Pool } from '../../src/pool/pool.ts'
import type { ReadPageInput } from '../../src/pool/tasks.ts'
import { paragraphs } from '../support/site.ts'

let pool: Pool | undefined

afterEach(async () => {
  await pool?.close()
})

function open(longestReadingMs = 20_000): Pool {
  pool = createPool({ threads: 1, longestReadingMs, signal: new AbortController().signal })
  return pool
}

function feedInput(text: string) {
  return {
    subscription: 'wire',
    document: { bytes: new TextEncoder().encode(text), url: 'https://wire.example/feed' },
    timeZone: 'UTC',
    limits: { entries: 100, depth: 256, fieldChars: 4_000_000 },
    now: new Date('2026-11-20T12:00:00Z'),
  }
}

const items = (count: number): string =>
  Array.from(
    { length: count },
    (_, n) => `<item><title>T${n}</title><link>https://wire.example/${n}</link></item>`,
  ).join('')
const feed = (count: number): string => `<rss version="2.0"><channel><title>Wire</title>${items(count)}</channel></rss>`

test('a feed is read on a thread, dates and identities come back whole', async () => {
  const { feed: read, identities } = await open().readFeed(feedInput(feed(2)))
  expect(read.entries.map(({ title }) => title)).toEqual(['T0', 'T1'])
  expect(identities.map(({ key }) => key)).toEqual(['wire https://wire.example/0', 'wire https://wire.example/1'])
})

test('bytes big enough to be moved instead of copied arrive as well', async () => {
  expect((await open().readFeed(feedInput(feed(90).padEnd(200_000)))).feed.entries).toHaveLength(90)
})

test('an expected error comes back with its class, code and address', async () => {
  const failed = open().readFeed(feedInput('no feed at all'))
  await expect(failed).rejects.toBeInstanceOf(FeedError)
  await expect(failed).rejects.toMatchObject({ code: 'PARSE_NOT_A_FEED', url: 'https://wire.example/feed' })
})

test('a publication that would not be valid is a FatalError', async () => {
  const publication = { id: 'no absolute id', title: 'T', url: 'https://m.example/', updated: new Date(0) }
  await expect(open().render({ publication, stories: [], sources: [], version: '0' })).rejects.toBeInstanceOf(
    FatalError,
  )
})

test('a document that takes too long ends with an error, and the next one is read', async () => {
  const hurried = open(1)
  await expect(hurried.readFeed(feedInput(feed(50_000)))).rejects.toMatchObject({ code: 'PARSE_LIMIT' })
  await hurried.close()
  expect((await open().readFeed(feedInput(feed(1)))).feed.entries).toHaveLength(1)
})

test('a pool that was woken reads as any other, and one that is closed meanwhile says nothing of it', async () => {
  const woken = open()
  woken.wake()
  expect((await woken.readFeed(feedInput(feed(2)))).feed.entries).toHaveLength(2)
  woken.wake()
  await woken.close()
})

test('closing lets nothing wait', async () => {
  const closing = open()
  const waiting = Promise.allSettled([1, 2, 3].map(() => closing.readFeed(feedInput(feed(20_000)))))
  await closing.close()
  expect((await waiting).map(({ status }) => status)).toContain('rejected')
})

test('a stored article is cleaned on a thread of what was learned since: text, summary, evidence; another one is left', async () => {
  const tasks = open()
  const junk = 'Trade with Brightfold, wherever you are'
  const [first = '', ...rest] = paragraphs(1)
  const content = [junk, first, ...rest].map((text) => `<p>${text}</p>`).join('')
  const entry = {
    title: 'A report',
    links: [],
    authors: [],
    categories: [],
    images: [],
    baseUrl: 'https://wire.example/1',
  }
  const input: ReadPageInput = {
    entry: { ...entry, content, summary: `${junk} ${first.slice(0, 90)} […]` },
    feed: { title: 'Wire' },
    now: new Date(0),
  }
  const { article, sightings } = await tasks.readPage(input)
  expect(article.text).toContain(junk)
  const learned = sightings
    .filter(({ text }) => text === junk)
    .map(({ hash }) => ({ hash, reason: 'recurs in 3 of 3 articles' }))
  const [cleaned, again] = await tasks.cleanAgain([
    { article, learned },
    { article, learned: [] },
  ])
  expect(again).toBeUndefined()
  expect(cleaned).toEqual((await tasks.readPage({ ...input, learned })).article)
  expect(cleaned?.summary).not.toContain('Brightfold')
})
