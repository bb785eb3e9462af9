import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type CheerioAPI, load } from 'cheerio'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { run } from '../../src/run.ts'
import { openParts, type TestParts } from '../support/parts.ts'

let folder: string
let parts: TestParts
let atom: string
let $: CheerioAPI
let content: string

/** The whole way of the sample, beside a subscription whose site the credit names (it is disabled: nobody is asked). */
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'millrace-sample-'))
  await cp('sample', path.join(folder, 'sample'), { recursive: true })
  const shipped = JSON.parse(await readFile('feeds.json', 'utf8'))
  const feeds = shipped.feeds.map((feed: { id?: string }) => ({ ...feed, disabled: feed.id !== 'sample' }))
  parts = await openParts(folder, { title: shipped.title, language: shipped.language, feeds })
  await run(parts, { all: true, signal: new AbortController().signal })
  atom = await readFile(path.join(folder, 'output', 'atom.xml'), 'utf8')
  $ = load(atom, { xml: true })
  content = load($('entry > content').text()).text()
})

afterAll(async () => {
  await parts.close()
  await rm(folder, { recursive: true })
})

const entry = (name: string): string => $(`entry > ${name}`).text()

describe('the sample, a story that a company blog strewed its name through', () => {
  test('is published once, under its title, in its language', () => {
    expect($('entry')).toHaveLength(1)
    expect(entry('title')).toBe('WhatsApp Komentari Pengguna Telegram-Signal Naik Jutaan Orang')
    expect($('entry').attr('xml:lang')).toBe('id')
  })

  test('holds all its sentences, whole and in order', async () => {
    const page = load(
      await readFile(
        path.join(
          folder,
          'sample/pages/2021/02/18/whatsapp-komentari-pengguna-telegram-signal-naik-jutaan-orang/index.html',
        ),
        'utf8',
      ),
    )
    const junk = /PT\. BEST ?PROFIT( FUTURES)?( BANJARMASIN –)?|BEST ?PROFIT/g
    const squash = (text: string): string => text.replace(/\s+/g, ' ').trim()
    const whole = squash(page('.entry-content').text())
    const told = squash(
      whole.slice(whole.indexOf('WhatsApp beri tanggapan'), whole.indexOf('Sumber :')).replace(junk, ''),
    )
    expect(told.length).toBeGreaterThan(3000)
    expect(squash(content).replaceAll(/\s/g, '')).toBe(told.replaceAll(/\s/g, ''))
  })

  test.each(['title', 'summary', 'content', 'author'])('has nothing of the company in its %s', (name) => {
    const text = entry(name)
    expect(text).not.toBe('')
    expect(text.toLowerCase().replace(/[^a-z]/g, '')).not.toContain('bestprofit')
  })

  test('begins with its first sentence: no image number, no category line, no company before it', () => {
    expect(content.trim()).toMatch(/^WhatsApp beri tanggapan soal melejitnya/)
    expect(entry('summary')).toMatch(/^WhatsApp beri tanggapan soal melejitnya/)
    expect(entry('content')).not.toMatch(/5beec836970671542375478|INFO DAN KEGIATAN|Sumber/)
  })

  test('names the blog as its source and the newspaper as its author', async () => {
    const feed = load(await readFile('sample/feed.xml', 'utf8'), { xml: true })
    expect($('entry > source > title').text()).toBe(feed('channel > title').text())
    expect($('entry > author > name').text()).toBe('CNN Indonesia')
    expect($('entry > link[rel="via"]').attr('href')).toBe('https://www.cnnindonesia.com/')
  })

  test('shows on the page where it comes from', async () => {
    const page = load(await readFile(path.join(folder, 'output', 'index.html'), 'utf8'))
    expect(page('article').first().text().replace(/\s+/g, ' ')).toContain(
      `CNN Indonesia, via ${$('entry > source > title').text()}`,
    )
  })

  test.each(['atom.xml', 'rss.xml', 'feed.json'])(
    'is %s of docs/example (made anew by `npm test -- --update`)',
    async (name) => {
      const written = await readFile(path.join(folder, 'output', name), 'utf8')
      await expect(written).toMatchFileSnapshot(`../../docs/example/${name}`)
    },
  )
})
