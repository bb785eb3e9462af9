import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { run } from '../../src/run.ts'
import { oneEntry } from '../support/installation.ts'
import { openParts, type TestParts } from '../support/parts.ts'
import { openSite, paragraphs, publish, type Site } from '../support/site.ts'

let folder: string
let site: Site
let parts: TestParts

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'millrace-dates-'))
  site = await openSite()
  parts = await openParts(folder, { feeds: [{ id: 'blog', url: `${site.origin}/blog/feed` }] })
})
afterEach(async () => {
  await parts.close()
  await site.close()
  await rm(folder, { recursive: true })
})

/** Publishes entries in a feed that says when it was made, or under another title; gives what our feed is then. */
async function atomAfter(entries: number, builtAt: string, title = 'The blog'): Promise<string> {
  publish(
    site,
    'blog',
    Array.from({ length: entries }, (_, n) => oneEntry(`/${n}`, paragraphs(n))),
  )
  const feed = site.answers.get('/blog/feed')
  if (feed === undefined || !('body' in feed)) throw new Error('no feed')
  const head = `<channel><lastBuildDate>${builtAt}</lastBuildDate>`
  const body = feed.body.replace('<channel>', head).replace(/<title>[^<]*<\/title>/, `<title>${title}</title>`)
  site.answers.set('/blog/feed', { ...feed, etag: `"${builtAt}${title}"`, body })
  parts.advance(120)
  await run(parts, { all: true, signal: new AbortController().signal })
  return await readFile(path.join(folder, 'output', 'atom.xml'), 'utf8')
}

const [monday, tuesday] = ['Mon, 16 Nov 2026 08:00:00 GMT', 'Tue, 17 Nov 2026 08:00:00 GMT']

test('a feed that is dated anew at each request, with nothing new in it, changes none of our files', async () => {
  const first = await atomAfter(1, monday)
  expect(first).toContain('<updated>2026-11-16T08:00:00.000Z</updated>')
  expect(await atomAfter(1, tuesday)).toBe(first)
})

test('with an entry, or another title, its date is taken too', async () => {
  await atomAfter(1, monday)
  expect(await atomAfter(2, tuesday)).toContain('<updated>2026-11-17T08:00:00.000Z</updated>')
  expect(await atomAfter(2, monday, 'Another title')).toContain('Another title')
})
