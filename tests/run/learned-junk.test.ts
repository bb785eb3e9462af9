import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { load } from 'cheerio'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RunEvent } from '../../src/run/parts.ts'
import { run } from '../../src/run.ts'
import { openParts, startOfTests, type TestParts } from '../support/parts.ts'
import { openSite, paragraphs, publish, type Site } from '../support/site.ts'

let folder: string
let site: Site
let parts: TestParts

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'millrace-learned-'))
  site = await openSite()
  parts = await openParts(folder, { feeds: [{ id: 'blog', url: `${site.origin}/blog/feed` }] })
})
afterEach(async () => {
  await parts.close()
  await site.close()
  await rm(folder, { recursive: true })
})

const junk = 'Trade with Brightfold, wherever you are'
const calm = 'And so it goes, as always, in the old town.'

/** An article with an invitation in its midst and a line that recurs and belongs to it. */
function made(n: number, more: readonly string[] = []) {
  const date = new Date(startOfTests.getTime() - (50 - n) * 60_000)
  const [first = '', ...rest] = paragraphs(n)
  return { path: `/${n}.html`, title: `Story number ${n}`, paragraphs: [first, junk, ...rest, ...more, calm], date }
}

/** Publishes the articles up to one and reads them. */
async function readUpTo(count: number): Promise<void> {
  publish(
    site,
    'blog',
    Array.from({ length: count }, (_, index) => made(count - index)),
  )
  parts.advance(120)
  await run(parts, { all: true, signal: new AbortController().signal })
}

async function shown(): Promise<ReadonlyMap<string, { readonly updated: string; readonly content: string }>> {
  const $ = load(await readFile(path.join(folder, 'output', 'atom.xml'), 'utf8'), { xml: true })
  return new Map(
    $('feed > entry')
      .toArray()
      .map((entry) => {
        const field = (name: string) => $(entry).children(name).text()
        return [field('title'), { updated: field('updated'), content: field('content') }]
      }),
  )
}

test('from its third article on a host is clean, and so are its first ones, without a request or a later date', async () => {
  await readUpTo(2)
  const before = await shown()
  expect([...before.values()].every(({ content }) => content.includes(junk))).toBe(true)
  await readUpTo(3)
  const requests = site.requests.filter(({ path }) => path.endsWith('.html')).map(({ path }) => path)
  expect(requests).toEqual(['/2.html', '/1.html', '/3.html'])
  await readUpTo(4)
  const after = await shown()
  expect(after.size).toBe(4)
  for (const { content } of after.values()) {
    expect(content).not.toContain(junk)
    expect(content).toContain(calm)
  }
  for (const [title, { updated }] of before) expect(after.get(title)?.updated).toBe(updated)
})

test('what a run that is cut off has read, the next one learns from, though it reads nothing itself', async () => {
  publish(site, 'blog', [made(3), made(2), made(1)])
  const cutOff = new AbortController()
  let pages = 0
  const onEvent = (event: RunEvent): void => {
    if (event.kind === 'page' && ++pages === 3) cutOff.abort()
  }
  await run({ ...parts, onEvent }, { all: true, signal: cutOff.signal })
  expect((await parts.store.counts()).read).toBe(3)
  const requests = site.requests.length
  await run(parts, { all: true, signal: new AbortController().signal })
  expect(site.requests.slice(requests).map(({ path }) => path)).toEqual(['/blog/feed'])
  for (const { content } of (await shown()).values()) expect(content).not.toContain(junk)
})

test('each cut says what was learned, and the texts are found as copies by what is left', async () => {
  await readUpTo(3)
  await readUpTo(4)
  const host = new URL(site.origin).host
  const [first, , , fourth] = await parts.store.storedArticles(`https://${host}/`, new Date(0), 10)
  expect(first?.article.cuts).toEqual([
    { reason: `recurs in 3 of 3 articles of ${host}, invites to something outside the text`, text: junk },
  ])
  expect(fourth?.article.cuts).toEqual(first?.article.cuts)
  expect(first?.article.fingerprint.tokens).toBe(first?.article.text.split(/\s+/).length)
})

test('a run cuts by what was known when it began: the order of its articles decides nothing', async () => {
  await readUpTo(6)
  const cuts = (await parts.store.storedArticles('https://', new Date(0), 10)).map(({ article }) => article.cuts)
  // Cleaned after all had been read, by what all together have shown.
  expect(new Set(cuts.map((each) => JSON.stringify(each))).size).toBe(1)
  expect(cuts[0]?.[0]?.reason).toContain('recurs in 6 of 6')
})

test('an entry that its feed changes keeps its date when nothing but what was learned is gone from it', async () => {
  await readUpTo(3)
  const before = (await shown()).get('Story number 1')?.updated
  const changed = { ...made(1), date: new Date(startOfTests.getTime() + 60_000) }
  publish(site, 'blog', [changed, made(2), made(3)])
  const feed = site.answers.get('/blog/feed')
  if (feed !== undefined && 'body' in feed) {
    // The excerpt changes, the page does not.
    site.answers.set('/blog/feed', {
      ...feed,
      etag: '"changed"',
      body: feed.body.replace('[…]</description>', 'more […]</description>'),
    })
  }
  parts.advance(120)
  await run(parts, { all: true, signal: new AbortController().signal })
  expect((await shown()).get('Story number 1')?.updated).toBe(before)
  const host = new URL(site.origin).host
  expect((await parts.store.hostLines(host))?.articles).toBe(3)
})
