import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Installation, makeInstallation, oneEntry } from '../support/installation.ts'
import { paragraphs, publish } from '../support/site.ts'

let here: Installation

beforeEach(async () => {
  here = await makeInstallation((origin) => [{ id: 'blog', url: `${origin}/blog/feed` }])
})
afterEach(() => here.remove())

/** Publishes entries in a feed that says when it was made, or under another title; gives what our feed is then. */
async function atomAfter(entries: number, builtAt: string, title = 'The blog'): Promise<string> {
  publish(
    here.site,
    'blog',
    Array.from({ length: entries }, (_, n) => oneEntry(`/${n}`, paragraphs(n))),
  )
  const feed = here.site.answers.get('/blog/feed')
  if (feed === undefined || !('body' in feed)) throw new Error('no feed')
  const head = `<channel><lastBuildDate>${builtAt}</lastBuildDate>`
  const body = feed.body.replace('<channel>', head).replace(/<title>[^<]*<\/title>/, `<title>${title}</title>`)
  here.site.answers.set('/blog/feed', { ...feed, etag: `"${builtAt}${title}"`, body })
  const before = here.site.requests.length
  here.parts.advance(24 * 60)
  await here.run()
  expect(here.site.requests.length).toBeGreaterThan(before)
  return await readFile(here.file('output/atom.xml'), 'utf8')
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
