import { cp, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { load } from 'cheerio'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { preview } from '../../src/commands/preview.ts'
import { type Installation, makeInstallation, oneEntry } from '../support/installation.ts'
import { paragraphs, publish } from '../support/site.ts'
import { terminalPicture } from '../support/terminal-picture.ts'

let here: Installation
let origin: string
const config = () => ({ config: here.file('feeds.json') })
const first = paragraphs(1)

beforeEach(async () => {
  here = await makeInstallation((site) => [
    { id: 'mine', url: `${site}/mine`, headers: { 'X-Key': 'open' } },
    {
      id: 'sample',
      url: 'file:sample/feed.xml',
      pages: { 'https://bestprofit-futures-banjarmasin.example/': 'sample/pages' },
    },
  ])
  origin = here.site.origin
  publish(here.site, 'news', [oneEntry('/1', first), oneEntry('/2', paragraphs(2), 'Second')])
})
afterEach(() => here.remove())

test('a feed: what it is, its headlines, its first entry as a run reads it; nothing is stored', async () => {
  const before = await here.settings()
  expect(await preview(here.context, `${origin}/news/feed`, config())).toBe(0)
  const out = here.out()
  expect(out).toContain('feed      news (rss, language en): 2 entries, the newest 1 hour ago')
  expect(out).toMatch(/1 {2}2026-11-20 {2}Report \/1\n +2 {2}2026-11-20 {2}Second/)
  expect(out).toContain('title     Report /1')
  expect(out).toContain('read from its page')
  expect(out).toMatch(/page says title in h1/)
  for (const paragraph of first) expect(out).toContain(paragraph)
  expect(out).toContain('nothing was cut')
  expect([await here.settings(), (await here.parts.store.counts()).entries]).toEqual([before, 0])
})

test('another entry; one that is not there; --json', async () => {
  await preview(here.context, `${origin}/news/feed`, { ...config(), entry: 2 })
  expect(here.out()).toContain('title     Second')
  await preview(here.context, `${origin}/news/feed`, { ...config(), entry: 3 })
  expect(here.out()).toContain('no entry 3')
  await preview(here.context, `${origin}/news/feed`, { ...config(), json: true })
  expect(JSON.parse(here.out())).toMatchObject({
    url: `${origin}/news/feed`,
    feed: { format: 'rss', entries: 2 },
    entries: [{ title: 'Report /1' }, { title: 'Second' }],
    article: { title: 'Report /1', origin: 'page', url: `${origin}/1`, cuts: [] },
  })
})

test('a page: its article, asked for once', async () => {
  await preview(here.context, `${origin}/1`, config())
  const out = here.out()
  expect(out).toContain(first[0])
  expect(out).not.toContain('All rights reserved')
  expect(here.site.requests.map((request) => request.path)).toEqual(['/1'])
})

test('a page without an article leads on to the feeds that it announces', async () => {
  const body = '<!doctype html><link rel="alternate" type="application/rss+xml" href="/news/feed"><p>Hi'
  here.site.answers.set('/', { body, type: 'text/html' })
  await preview(here.context, `${origin}/`, config())
  expect(here.out()).toContain(`announces ${origin}/news/feed`)
})

test('what gives nothing says why', async () => {
  await expect(preview(here.context, `${origin}/none`, config())).rejects.toMatchObject({ code: 'FETCH_STATUS' })
  here.site.answers.set('/', { body: '<!doctype html><p>Hi', type: 'text/html' })
  await expect(preview(here.context, `${origin}/`, config())).rejects.toMatchObject({ code: 'PARSE_NOT_A_FEED' })
})

test('--open writes the article as a page that runs nothing, with what was cut', async () => {
  await cp('sample', here.file('sample'), { recursive: true })
  await preview(here.context, 'file:sample/feed.xml', { ...config(), open: true })
  const file = /^written: (.*)$/m.exec(here.out())?.[1] ?? ''
  const $ = load(await readFile(file, 'utf8'))
  await rm(path.dirname(file), { recursive: true })
  expect($('meta[http-equiv]').attr('content')).toContain("default-src 'none'")
  expect($('h1').text()).toBe('WhatsApp Komentari Pengguna Telegram-Signal Naik Jutaan Orang')
  expect($('main').text()).toContain('WhatsApp beri tanggapan soal')
  expect($('main').text()).not.toContain('BEST PROFIT')
  expect($('aside li').first().text()).toContain("the site's own name, outside the sentences: PT. BESTPROFIT")
})

test('a subscription is asked as its settings say', async () => {
  const feed = here.site.answers.get('/news/feed')
  if (feed !== undefined) here.site.answers.set('/mine', feed)
  await preview(here.context, `${origin}/mine`, config())
  expect(here.site.requests[0]?.headers['x-key']).toBe('open')
})

test('a text from outside moves nothing on the terminal', async () => {
  publish(here.site, 'bad', [oneEntry('/4', [...first, 'evil \u009b2J \u202e text'], 'Ti\u009btle')])
  await preview(here.context, `${origin}/bad/feed`, config())
  const out = here.out()
  expect(out).toContain('tle')
  expect(out.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u)
  await preview(here.context, `${origin}/bad/feed`, { ...config(), json: true })
  const json = here.out()
  expect(json.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u)
  expect(JSON.parse(json).article.text).toContain('\u202e')
})

test('the picture in README is what it prints (made anew by `npm test -- --update`)', async () => {
  await cp('sample', here.file('sample'), { recursive: true })
  await preview(here.context, 'file:sample/feed.xml', config())
  const picture = terminalPicture('npx millrace preview file:sample/feed.xml', here.out())
  await expect(picture).toMatchFileSnapshot('../../docs/example/preview.svg')
})
