import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { load } from 'cheerio'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type RunResult, run } from '../../src/run.ts'
import { openParts, startOfTests, type TestParts } from '../support/parts.ts'
import { type MadeEntry, openSite, paragraphs, publish, type Site } from '../support/site.ts'

/** The outputs, in the order in which they are made. */
const allFiles = ['atom.xml', 'rss.xml', 'feed.json', 'index.html', 'sources.opml']

let folder: string
let site: Site
let parts: TestParts | undefined

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'millrace-run-'))
  site = await openSite()
})

afterEach(async () => {
  await parts?.close()
  parts = undefined
  await site.close()
  await rm(folder, { recursive: true })
})

function made(n: number, more: Partial<MadeEntry> = {}): MadeEntry {
  const date = new Date(startOfTests.getTime() - n * 3_600_000)
  return { path: `/story-${n}.html`, title: `Story number ${n}`, paragraphs: paragraphs(n), date, ...more }
}

async function open(names: readonly string[], settings: object = {}): Promise<TestParts> {
  await parts?.close()
  parts = await openParts(folder, { feeds: names.map((id) => ({ id, url: `${site.origin}/${id}/feed` })), ...settings })
  return parts
}

function pass(on: TestParts, signal = new AbortController().signal): Promise<RunResult> {
  return run(on, { all: true, signal })
}

interface Shown {
  readonly id: string
  readonly title: string
  readonly updated: string
  readonly page: string | undefined
  readonly content: string
  readonly related: readonly (string | undefined)[]
}

async function shown(): Promise<readonly Shown[]> {
  const $ = load(await readFile(path.join(folder, 'output', 'atom.xml'), 'utf8'), { xml: true })
  return $('feed > entry')
    .toArray()
    .map((entry) => ({
      id: $(entry).children('id').text(),
      title: $(entry).children('title').text(),
      updated: $(entry).children('updated').text(),
      page: $(entry).children('link[rel="alternate"]').attr('href'),
      content: $(entry).children('content').text(),
      related: $(entry)
        .children('link[rel="related"]')
        .toArray()
        .map((link) => $(link).attr('href')),
    }))
}

test('a feed is read with its pages and published, newest first', async () => {
  publish(site, 'wire', [made(1), made(2), made(3)])
  const { published } = await pass(await open(['wire']))
  const entries = await shown()
  expect(entries.map(({ title }) => title)).toEqual(['Story number 1', 'Story number 2', 'Story number 3'])
  for (const text of made(2).paragraphs) expect(entries[1]?.content).toContain(text)
  expect(published).toMatchObject({ stories: 3, appended: 3, written: allFiles, problems: [] })
})

test('asked again, an unchanged feed costs one conditional request, no page, and no file is touched', async () => {
  publish(site, 'wire', [made(1), made(2)])
  const on = await open(['wire'])
  await pass(on)
  site.requests.length = 0
  on.advance(90)
  const { published } = await pass(on)
  expect(site.requests.map(({ path: asked, status }) => [asked, status])).toEqual([['/wire/feed', 304]])
  expect(published?.written).toEqual([])
})

test('a run in which nothing is new writes one row a feed, and asks the store for nothing more of any', async () => {
  const names = ['wire', 'post', 'echo']
  for (const name of names) publish(site, name, [made(1), made(2)])
  const on = await open(names)
  await pass(on)
  on.advance(90)
  const called: string[] = []
  const store = new Proxy(on.store, {
    get: (target, name: keyof typeof on.store) => {
      called.push(name)
      return target[name].bind(target)
    },
  })
  await pass({ ...on, store })
  const perFeed = [...Map.groupBy(called, (name) => name)].filter(([, calls]) => calls.length >= names.length)
  expect(perFeed.map(([name, calls]) => [name, calls.length])).toEqual([['saveFeedState', names.length]])
  expect(called).toContain('unreadCounts')
})

test('nothing is rendered again unless something has changed that goes into the documents', async () => {
  publish(site, 'wire', [made(1), made(2)])
  publish(site, 'daily', [made(1, { path: '/copy.html' })])
  let rendered = 0
  const counting = (on: TestParts): TestParts => ({
    ...on,
    tasks: { ...on.tasks, render: (input) => on.tasks.render(input).finally(() => rendered++) },
  })
  const on = counting(await open(['wire', 'daily']))
  const first = (await pass(on)).published
  expect(rendered).toBe(1)
  on.advance(90)
  expect((await pass(on)).published).toEqual({ ...first, appended: 0, written: [] })
  expect(rendered).toBe(1)
  await pass(counting(await open(['wire', 'daily'], { title: 'Another name' })))
  expect(rendered).toBe(2)
  publish(site, 'daily', [made(2, { path: '/copy-2.html' }), made(1, { path: '/copy.html' })])
  const later = counting(await open(['wire', 'daily'], { title: 'Another name' }))
  later.advance(90)
  await pass(later)
  expect(rendered).toBe(3)
})

test('while nothing has changed and no story has aged out, what would be published is not even looked up', async () => {
  publish(site, 'wire', [made(2)])
  const on = await open(['wire'])
  await pass(on)
  publish(site, 'wire', [made(1), made(2)])
  on.advance(90)
  const first = (await pass(on)).published
  const looked: string[] = []
  const store = new Proxy(on.store, {
    get(target, name: keyof typeof on.store) {
      if (['loggedStories', 'storyRecords', 'document'].includes(name)) looked.push(name)
      return target[name].bind(target)
    },
  })
  on.advance(90)
  expect((await pass({ ...on, store })).published).toEqual({ ...first, appended: 0, written: [] })
  expect(looked).toEqual([])
  on.advance(24 * 60)
  expect((await pass({ ...on, store })).published).toEqual({ ...first, appended: 0, written: [] })
  expect(looked).toEqual(['loggedStories'])
  on.advance(-60)
  await pass({ ...on, store })
  expect(looked).toEqual(['loggedStories', 'loggedStories'])
})

test('threads are started ahead only where a feed was never asked', async () => {
  publish(site, 'wire', [made(1)])
  const on = await open(['wire'])
  const wake = vi.fn<() => void>()
  const tasks = { ...on.tasks, wake }
  await pass({ ...on, tasks })
  expect(wake).toHaveBeenCalledTimes(1)
  on.advance(90)
  await pass({ ...on, tasks })
  expect(wake).toHaveBeenCalledTimes(1)
})

test('of a feed with a new entry only that page is asked for', async () => {
  publish(site, 'wire', [made(2), made(3)])
  const on = await open(['wire'])
  await pass(on)
  publish(site, 'wire', [made(1), made(2), made(3)])
  site.requests.length = 0
  on.advance(90)
  await pass(on)
  expect(site.requests.map((request) => request.path)).toEqual(['/wire/feed', '/story-1.html'])
  expect((await shown()).map(({ title }) => title)).toContain('Story number 1')
})

test('a feed whose entries hold their texts may be read from alone: no page is asked for', async () => {
  publish(site, 'wire', [made(1), made(2)])
  const on = await open(['wire'], { readFrom: 'feed' })
  const { feeds } = await pass(on)
  expect(site.requests.map((request) => request.path)).toEqual(['/wire/feed'])
  expect((await shown()).map(({ title }) => title)).toEqual(['Story number 1', 'Story number 2'])
  expect(feeds).toMatchObject([{ pagesRead: 0, pagesLeft: 0, warnings: [] }])
})

test('one feed that fails is one line, the others are published, and what was known of it stays', async () => {
  publish(site, 'wire', [made(1)])
  publish(site, 'daily', [made(2)])
  const on = await open(['wire', 'daily'])
  await pass(on)
  site.answers.set('/wire/feed', { status: 500 })
  publish(site, 'daily', [made(3), made(2)])
  on.advance(90)
  const { feeds } = await pass(on)
  expect(feeds.map(({ id, status, error }) => [id, status, error?.code]).sort()).toEqual([
    ['daily', 'updated', undefined],
    ['wire', 'failed', 'FETCH_STATUS'],
  ])
  expect((await shown()).map(({ title }) => title).sort()).toEqual([
    'Story number 1',
    'Story number 2',
    'Story number 3',
  ])
})

test('a page that is gone leaves the entry with the text of the feed, and a warning', async () => {
  publish(site, 'wire', [made(1)])
  site.answers.set('/story-1.html', { status: 404 })
  const { feeds } = await pass(await open(['wire']))
  expect(feeds[0]?.warnings[0]).toContain('/story-1.html')
  expect((await shown())[0]?.content).toContain(made(1).paragraphs[0]?.slice(0, 60))
})

test("a page that can't be had just now is tried at the next runs, and its entry waits for it", async () => {
  publish(site, 'wire', [made(1), made(2)])
  const page = site.answers.get('/story-1.html') ?? { status: 404 }
  site.answers.set('/story-1.html', { status: 503 })
  const on = await open(['wire'])
  const { feeds } = await pass(on)
  expect(feeds[0]).toMatchObject({ pagesRead: 1, pagesLeft: 1 })
  expect((await shown()).map(({ title }) => title)).toEqual(['Story number 2'])
  site.answers.set('/story-1.html', page)
  on.advance(90)
  await pass(on)
  expect((await shown()).find(({ title }) => title === 'Story number 1')?.content).toContain(made(1).paragraphs[4])
})

test('after three tries the text of the feed has to do', async () => {
  publish(site, 'wire', [made(1)])
  site.answers.set('/story-1.html', { status: 500 })
  const on = await open(['wire'])
  for (let run = 0; run < 3; run++) {
    await pass(on)
    on.advance(90)
  }
  expect((await shown())[0]?.content).toContain(made(1).paragraphs[0]?.slice(0, 60))
})

test('a whole text is not given up for a teaser because its page is gone', async () => {
  publish(site, 'wire', [made(1)])
  const on = await open(['wire'])
  await pass(on)
  publish(site, 'wire', [made(1, { title: 'Story number 1, corrected' })])
  site.answers.set('/story-1.html', { status: 404 })
  on.advance(90)
  await pass(on)
  expect((await shown())[0]).toMatchObject({ title: 'Story number 1, corrected' })
  expect((await shown())[0]?.content).toContain(made(1).paragraphs[4])
})

test('with nothing to publish no file is written, and what is there stays', async () => {
  publish(site, 'wire', [])
  await mkdir(path.join(folder, 'output'))
  await writeFile(path.join(folder, 'output', 'atom.xml'), 'the last good one')
  expect((await pass(await open(['wire']))).published).toMatchObject({ stands: false, written: [] })
  expect(await readFile(path.join(folder, 'output', 'atom.xml'), 'utf8')).toBe('the last good one')
})

test("an entry that links to another network than its feed's is not followed there", async () => {
  publish(site, 'wire', [made(1)])
  const on = await open(['wire'], { allowAddresses: [new URL(site.origin).host] })
  site.answers.set('/wire/feed', {
    type: 'application/rss+xml',
    body: `<rss version="2.0"><channel><title>w</title><item><title>Elsewhere</title><link>http://127.0.0.9:1/admin</link><pubDate>${startOfTests.toUTCString()}</pubDate></item></channel></rss>`,
  })
  const { feeds } = await pass(on)
  expect(feeds[0]?.warnings[0]).toContain('not an address of the public internet')
})

test('a corrected article keeps its id and moves its date; the others move nothing', async () => {
  publish(site, 'wire', [made(1), made(2)])
  const on = await open(['wire'])
  await pass(on)
  const before = await shown()
  publish(site, 'wire', [made(1, { title: 'Story number 1, corrected' }), made(2)])
  on.advance(90)
  await pass(on)
  const after = await shown()
  expect(after[0]).toMatchObject({ id: before[0]?.id, title: 'Story number 1, corrected' })
  expect(Date.parse(after[0]?.updated ?? '')).toBeGreaterThan(Date.parse(before[0]?.updated ?? ''))
  expect(after[1]).toEqual(before[1])
})

test('a copy elsewhere is one story with a related link, whichever page came first', async () => {
  const original = made(1)
  publish(site, 'wire', [original])
  publish(site, 'blog', [made(1, { path: '/copied.html', date: new Date(original.date.getTime() + 600_000) })])
  await pass(await open(['blog', 'wire']))
  const entries = await shown()
  expect(entries).toHaveLength(1)
  expect(entries[0]?.related).toEqual([`${site.origin}/copied.html`])
})

test('an interrupted run publishes nothing and loses nothing: the next one reads on', async () => {
  publish(site, 'wire', [made(1), made(2), made(3)])
  const on = await open(['wire'])
  const interrupt = new AbortController()
  const saveArticle = on.store.saveArticle
  on.store.saveArticle = async (...saved) => {
    await saveArticle.apply(on.store, saved)
    interrupt.abort()
  }
  expect((await pass(on, interrupt.signal)).published).toBeUndefined()
  on.store.saveArticle = saveArticle
  on.advance(90)
  await pass(on)
  expect(await shown()).toHaveLength(3)
})

test('a feed taken out of the settings leaves the output; put back, its story has its id again and is not news', async () => {
  publish(site, 'wire', [made(1)])
  publish(site, 'daily', [made(2)])
  await pass(await open(['wire', 'daily']))
  const before = await shown()
  await pass(await open(['daily']))
  expect(await shown()).toHaveLength(1)
  const { published } = await pass(await open(['wire', 'daily']))
  expect(await shown()).toEqual(before)
  expect(published?.appended).toBe(0)
})

test('a story that another feed carries too stays when its own feed is taken out, under its id', async () => {
  const original = made(1)
  publish(site, 'wire', [original])
  publish(site, 'blog', [made(1, { path: '/copied.html', date: new Date(original.date.getTime() + 600_000) })])
  await pass(await open(['wire', 'blog']))
  const [before] = await shown()
  await pass(await open(['blog']))
  const [after] = await shown()
  expect(after).toMatchObject({ id: before?.id, updated: before?.updated })
  expect(after?.page).toBe(`${site.origin}/copied.html`)
})

test('ids are the same in a rebuilt store', async () => {
  publish(site, 'wire', [made(1), made(2)])
  await pass(await open(['wire']))
  const before = await shown()
  await parts?.close()
  parts = undefined
  await rm(path.join(folder, 'data'), { recursive: true })
  await pass(await open(['wire']))
  expect(await shown()).toEqual(before)
})

test('a run that was cut off is gone on with: the same entry founds a story as if it had not been', async () => {
  publish(site, 'copier', [made(1, { paragraphs: paragraphs(9) })])
  publish(site, 'wire', [made(2, { paragraphs: paragraphs(9) })])
  const settings = { limits: { connections: 1 } }
  const whole = await open(['copier', 'wire'], settings)
  await pass(whole)
  const [expected] = await shown()
  await whole.close()
  await rm(path.join(folder, 'data'), { recursive: true })
  const disturbed = await open(['copier', 'wire'], settings)
  const cut = new AbortController()
  const cutAtFirstPage: TestParts['onEvent'] = ({ kind }) => {
    if (kind === 'page') cut.abort()
  }
  await run({ ...disturbed, onEvent: cutAtFirstPage }, { all: true, signal: cut.signal })
  expect((await disturbed.store.counts()).read).toBe(1)
  disturbed.advance(5)
  await pass(disturbed)
  expect(await shown()).toEqual([expected])
})

test('a feed that names no language is in the one that its server names', async () => {
  const on = await open(['wire'])
  publish(site, 'wire', [made(1)])
  const feed = site.answers.get('/wire/feed')
  if (feed === undefined || !('body' in feed)) throw new Error('no feed')
  site.answers.set('/wire/feed', { ...feed, body: feed.body.replace('<language>en</language>', ''), language: 'id' })
  await pass(on)
  expect((await on.store.feedStates())[0]?.source?.language).toBe('id')
})
