import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buildConnector } from 'undici'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { detailLines, feedLine } from '../../src/commands/report/lines.ts'
import type { Wires } from '../../src/fetch/connect.ts'
import { type RunResult, run } from '../../src/run.ts'
import { serve } from '../fetch/local-server.ts'
import { privateHosts, recordingWires } from '../fetch/tricks.ts'
import { openParts, type TestParts } from '../support/parts.ts'

let folder: string
let parts: TestParts | undefined

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'millrace-fetching-'))
})

afterEach(async () => {
  await parts?.close()
  parts = undefined
  await rm(folder, { recursive: true })
})

async function open(settings: object, wires?: Wires): Promise<TestParts> {
  parts = await openParts(folder, settings, wires)
  return parts
}

/** Everything is due at once. */
async function pass(on: TestParts, minutes = 0): Promise<RunResult> {
  on.advance(minutes)
  return await run(on, { all: true, signal: new AbortController().signal })
}

async function stateOf(on: TestParts, id = 'wire') {
  const state = (await on.store.feedStates()).find((each) => each.id === id)
  if (state === undefined) throw new Error(`${id} is not known`)
  return state
}

/** The articles that are kept, by title. */
async function articles(on: TestParts) {
  const logged = await on.store.loggedStories('main', [{ id: 'wire', keep: 99 }], new Date(0))
  const records = await on.store.storyRecords(logged.map(({ storyId }) => storyId))
  return new Map(records.map(({ canonical }) => [canonical.article.title, canonical.article]))
}

function rss(items: readonly { readonly n: number; readonly link: string; readonly more?: string }[]): string {
  const parts = items.map(
    ({ n, link, more = '' }) =>
      `<item><title>Story number ${n}</title><link>${link}</link><guid isPermaLink="false">story ${n}</guid><description>What the feed says of story ${n}. ${more}</description></item>`,
  )
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title><description>News</description>${parts.join('')}</channel></rss>`
}

function page(n: number): string {
  const sentence = `Story number ${n} was told at some length by those who had seen it happen, and by others. `
  return `<!DOCTYPE html><html><head><title>Story number ${n}</title></head><body><article><h1>Story number ${n}</h1><p>${sentence.repeat(4)}</p><p>${sentence.repeat(3)}</p></article></body></html>`
}

/** A server, and the paths that it was asked for since the list was last emptied. */
async function site(listener: RequestListener): Promise<{ base: string; asked: string[] }> {
  const asked: string[] = []
  const base = await serve((request, response) => {
    if (request.url !== '/robots.txt') asked.push(request.url ?? '')
    listener(request, response)
  })
  return { base, asked }
}

test('a feed that moves for good is asked at its new address from the third time on, and keeps its entries', async () => {
  let isMoved = false
  const { base, asked } = await site((request, response) => {
    if (request.url === '/feed' && isMoved) response.writeHead(301, { location: '/new' }).end()
    else if (request.url?.startsWith('/1')) response.end(page(1))
    else response.end(rss([{ n: 1, link: '/1' }]))
  })
  const on = await open({ feeds: [{ id: 'wire', url: `${base}/feed` }] })
  await pass(on)
  isMoved = true
  for (let n = 0; n < 3; n++) await pass(on, 90)
  expect(asked).toEqual(['/feed', '/1', '/feed', '/new', '/feed', '/new', '/new'])
  expect(await stateOf(on)).toMatchObject({ url: `${base}/feed`, movedTo: `${base}/new` })
  expect(await on.store.counts()).toMatchObject({ entries: 1, stories: 1 })
})

test('a subscription to a site reads the feed that its page announces, also when it is asked again', async () => {
  const first = '<html><head><link rel="alternate" type="application/rss+xml" href="/real"></head></html>'
  const { base, asked } = await site((request, response) => {
    if (request.url === '/real') response.end(rss([{ n: 1, link: '/1' }]))
    else if (request.url === '/1') response.end(page(1))
    else response.end(request.url === '/' ? first : rss([{ n: 2, link: '/1' }]))
  })
  const on = await open({
    feeds: [
      { id: 'wire', url: `${base}/` },
      { id: 'other', url: `${base}/other` },
    ],
  })
  await pass(on)
  expect(await stateOf(on)).toMatchObject({ movedTo: `${base}/real`, failures: 0 })
  asked.length = 0
  await pass(on, 90)
  expect(asked.toSorted()).toEqual(['/other', '/real'])
})

test('a delta adds what it holds and takes nothing away', async () => {
  let answer: readonly number[] = [1, 2, 3]
  const { base } = await site((request, response) => {
    if (request.url !== '/feed') return void response.end(page(Number(request.url?.slice(1))))
    const isDelta = request.headers['a-im'] === 'feed' && request.headers['if-none-match'] === '"1"'
    response.writeHead(isDelta ? 226 : 200, { etag: isDelta ? '"2"' : '"1"', im: 'feed' })
    response.end(rss(answer.map((n) => ({ n, link: `/${n}` }))))
  })
  const on = await open({ feeds: [{ id: 'wire', url: `${base}/feed` }] })
  await pass(on)
  const { bodyHash, fullAt } = await stateOf(on)
  answer = [4, 5]
  const { feeds } = await pass(on, 90)
  expect(feeds).toMatchObject([{ status: 'updated', accepted: 2 }])
  expect(await stateOf(on)).toMatchObject({ bodyHash, fullAt, validators: { etag: '"2"' } })
  expect((await articles(on)).size).toBe(5)
})

test('a server that says 304 for ever is asked for the whole feed after two weeks', async () => {
  let n = 1
  const seen: (string | undefined)[] = []
  const { base } = await site((request, response) => {
    if (request.url !== '/feed') return void response.end(page(n))
    seen.push(request.headers['if-none-match'])
    if (request.headers['if-none-match'] !== undefined) response.writeHead(304).end()
    else response.writeHead(200, { etag: '"1"' }).end(rss([{ n, link: `/${n}` }]))
  })
  const on = await open({ feeds: [{ id: 'wire', url: `${base}/feed` }] })
  await pass(on)
  n = 2
  await pass(on, 13 * 1440)
  expect((await articles(on)).size).toBe(1)
  await pass(on, 5 * 1440)
  expect((await articles(on)).size).toBe(2)
  expect(seen).toEqual([undefined, '"1"', undefined])
})

describe('pages', () => {
  test('one that fails is tried again although its feed is not asked, then the feed’s own text has to do', async () => {
    const { base, asked } = await site((request, response) =>
      request.url === '/feed' ? response.end(rss([{ n: 1, link: '/1' }])) : response.writeHead(500).end(),
    )
    const on = await open({ feeds: [{ id: 'wire', url: `${base}/feed` }] })
    const due = async (minutes: number): Promise<number> => {
      on.advance(minutes)
      asked.length = 0
      await run(on, { all: false, signal: new AbortController().signal })
      return asked.filter((where) => where === '/1').length
    }
    // robots.txt answers 500 as well: that is known for an hour, and nothing is asked before.
    expect(await due(0)).toBe(0)
    expect(await due(30)).toBe(0)
    expect(await articles(on)).toEqual(new Map())
    await due(35)
    await due(61)
    const article = (await articles(on)).get('Story number 1')
    expect(article).toMatchObject({ origin: 'feed', text: 'What the feed says of story 1.' })
    expect(article?.pageTrouble).toContain('robots.txt of 127.0.0.1')
  })

  test('one that comes back is read at its second try', async () => {
    let isBroken = true
    const { base, asked } = await site((request, response) => {
      if (request.url === '/robots.txt') response.writeHead(404).end()
      else if (request.url === '/feed') response.end(rss([{ n: 1, link: '/1' }]))
      else response.writeHead(isBroken ? 500 : 200, { 'content-type': 'text/html' }).end(page(1))
    })
    const on = await open({ feeds: [{ id: 'wire', url: `${base}/feed` }] })
    const runNow = () => run(on, { all: false, signal: new AbortController().signal })
    await runNow()
    isBroken = false
    on.advance(5)
    await runNow()
    expect(asked).toEqual(['/feed', '/1'])
    on.advance(6)
    const { feeds } = await runNow()
    expect(asked).toEqual(['/feed', '/1', '/1'])
    expect(feeds).toMatchObject([{ id: 'wire', status: 'unchanged', pagesRead: 1 }])
    expect((await articles(on)).get('Story number 1')?.origin).toBe('page')
  })

  test('one that robots.txt closes is not asked for, and the entry says why it has the feed’s text', async () => {
    const { base, asked } = await site((request, response) =>
      response.end(request.url === '/robots.txt' ? 'User-agent: *\nDisallow: /1' : rss([{ n: 1, link: '/1' }])),
    )
    const on = await open({ feeds: [{ id: 'wire', url: `${base}/feed` }] })
    const { feeds } = await pass(on)
    expect(asked).toEqual(['/feed'])
    expect(feeds[0]?.warnings).toEqual([expect.stringContaining('asks programs not to read it')])
    const article = (await articles(on)).get('Story number 1')
    expect(article).toMatchObject({ origin: 'feed', text: 'What the feed says of story 1.' })
    expect(article?.pageTrouble).toMatch(/^robots\.txt of 127\.0\.0\.1:\d+ asks programs not to read it$/)
  })

  test('an address of an AMP viewer is asked of the publisher', async () => {
    const wires = recordingWires(['93.184.216.34'])
    const { base } = await site((_request, response) =>
      response.end(rss([{ n: 1, link: 'https://www.google.com/amp/s/news.example/story/amp' }])),
    )
    const on = await open({ feeds: [{ id: 'wire', url: `${base}/feed` }] }, beside(base, wires))
    await pass(on)
    expect(wires.asked).toEqual(['news.example'])
  })
})

/** Wires that reach the one server, and record everything else. */
function beside(base: string, recorder: Wires): Wires {
  return {
    ...recorder,
    connector: (options) => (target, callback) => {
      if (`http://${target.hostname}:${target.port}` === base)
        buildConnector(options as buildConnector.BuildOptions)(target, callback)
      else recorder.connector(options)(target, callback)
    },
  }
}

test('entries that link to one’s own network, embed its pictures and name its files make nobody knock there', async () => {
  const hosts = privateHosts.map(([host]) => host.replace(/[<>&"]/g, ''))
  const { base } = await site((_request, response) =>
    response.end(
      rss(
        hosts.map((host, n) => ({
          n,
          link: `http://${host}/story-${n}`,
          more: `&lt;img src="http://${host}/i.png"&gt;&lt;iframe src="http://${host}/"&gt;&lt;/iframe&gt;`,
        })),
      ),
    ),
  )
  const wires = recordingWires()
  const feeds = [{ id: 'wire', url: `${base}/feed`, backfill: 1000 }]
  const on = await open({ allowAddresses: [new URL(base).host], feeds }, beside(base, wires))
  // A run reads a hundred pages of a feed.
  for (let n = 0; n < hosts.length / 100; n++) await pass(on, 90)
  expect(wires.opened).toEqual([])
  expect((await on.store.counts()).read).toBe(hosts.length)
})

test('no password and no key of an address is published or told', async () => {
  const { base } = await site((request, response) => {
    if (request.url?.startsWith('/feed')) {
      const own = `<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="self" href="${base}/feed?token=hidden1"/>`
      response.end(rss([{ n: 1, link: `http://me:hidden2@${new URL(base).host}/1` }]).replace('<item>', `${own}<item>`))
    } else if (request.url?.startsWith('/broken'))
      response.writeHead(302, { location: 'http://me:hidden3@127.0.0.1:1/?sig=hidden4' }).end()
    else response.writeHead(404).end()
  })
  const feeds = [{ url: `${base}/feed?token=hidden1` }, { url: `${base}/broken?api_key=hidden5` }]
  const on = await open({ feeds })
  const result = await pass(on)
  const lines = result.feeds.flatMap((report) => [feedLine(report), ...detailLines(report)])
  const published = await Promise.all(
    (await readdir(path.join(folder, 'output'))).map((name) => readFile(path.join(folder, 'output', name), 'utf8')),
  )
  expect(published.join()).toContain('Story number 1')
  expect([...published, ...lines].join('\n')).not.toMatch(/hidden\d/)
  expect(lines.join('\n')).toContain('token=…')
})
