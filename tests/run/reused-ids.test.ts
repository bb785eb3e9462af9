import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Installation, makeInstallation } from '../support/installation.ts'
import { paragraphs, publish } from '../support/site.ts'

let here: Installation

beforeEach(async () => {
  here = await makeInstallation((origin) => [{ id: 'a', url: `${origin}/a/feed` }])
})
afterEach(() => here.remove())

/** The feed's one entry, always under one guid. */
async function readReport(number: number, path = `/${number}`): Promise<void> {
  const date = new Date('2026-11-20T11:00:00Z')
  publish(here.site, 'a', [{ path, title: `Report of ${number}`, paragraphs: paragraphs(number), date }])
  const feed = here.site.answers.get('/a/feed')
  if (feed === undefined || !('body' in feed)) throw new Error('no feed')
  const body = feed.body.replace(/(<guid[^>]*>)[^<]*/, '$1latest')
  here.site.answers.set('/a/feed', { ...feed, body, etag: `"${number}"` })
  here.parts.advance(60 * 24)
  await here.run()
}

test('a feed whose guid names whatever is newest loses a few stories, then none', async () => {
  for (const number of [1, 2, 3, 4]) await readReport(number)
  expect((await here.parts.store.counts()).stories).toBe(1)
  for (const number of [5, 6, 7]) await readReport(number)
  expect((await here.parts.store.counts()).stories).toBe(4)
})

test('a live page stays one story, however often its text is another', async () => {
  for (const number of [1, 2, 3, 4, 5, 6]) await readReport(number, '/live')
  expect((await here.parts.store.counts()).stories).toBe(1)
})
