import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FeedError } from '../../src/errors.ts'
import { readFeed } from '../../src/pool/read-feed.ts'
import { readPage } from '../../src/pool/read-page.ts'
import { render } from '../../src/pool/render.ts'
import type { ReadFeedResult } from '../../src/pool/tasks.ts'
import { creditsAmong, toStory } from '../../src/run/to-story.ts'
import type { Entry, Source, Story } from '../../src/types.ts'
import { makeSubscription } from '../support/subscription.ts'
import { feeds } from './documents.ts'
import { dangersOf } from './harmless.ts'
import { mutate, mutations } from './mutate.ts'
import { now, runs } from './runs.ts'

const url = 'https://feeds.example/feed'

const subscription = makeSubscription({ id: url, url })

const document = fc.record({
  seed: fc.constantFrom(...feeds),
  list: mutations,
  contentType: fc.constantFrom(
    undefined,
    'text/xml; charset=iso-8859-1',
    'application/json',
    'text/html; charset=nonsense',
    ';;;',
  ),
})

type Given = typeof document extends fc.Arbitrary<infer Value> ? Value : never

async function read({ seed, list, contentType }: Given): Promise<ReadFeedResult | undefined> {
  const bytes = mutate(seed.bytes, list)
  try {
    return await readFeed({
      subscription: url,
      document: { bytes, url, ...(contentType === undefined ? {} : { contentType }) },
      timeZone: 'UTC',
      limits: { entries: 1000, depth: 256, fieldChars: 4_000_000 },
      now,
    })
  } catch (error) {
    if (!(error instanceof FeedError) || error.code === 'BUG') throw error
    return undefined
  }
}

function storyOf(entry: Entry, source: Source, index: number): Story {
  const { article } = readPage({
    entry,
    feed: { title: source.title, ...(source.language && { language: source.language }) },
    now,
  })
  const key = `k${index}`
  const record = {
    id: `urn:uuid:00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    updated: article.updated ?? now,
    enteredAt: now,
    canonical: { key, subscription: url, firstSeenAt: now, entry, article },
    copies: [{ key: `c${index}`, subscription: url, firstSeenAt: now, entry, article }],
  }
  const outlets = { subscriptions: new Map([[url, subscription]]), sources: new Map([[url, source]]) }
  return toStory(record, { ...outlets, resolveCredit: creditsAmong(outlets), hasBody: true })
}

const publication = {
  id: 'urn:uuid:00000000-0000-4000-8000-ffffffffffff',
  title: 'Fuzz',
  url: 'http://127.0.0.1:8080/',
  updated: now,
}

describe('damaged feeds', () => {
  test('the seeds are read whole', async () => {
    for (const seed of feeds)
      expect((await read({ seed, list: [], contentType: undefined }))?.feed.entries.length, seed.name).toBeGreaterThan(
        0,
      )
  })

  test('give entries or a FeedError, each entry with an identity of its own', async () => {
    await fc.assert(
      fc.asyncProperty(document, async (given) => {
        const result = await read(given)
        if (result === undefined) return
        expect(result.identities.length).toBe(result.feed.entries.length)
        for (const { links, published, updated } of result.feed.entries) {
          for (const { href } of links) expect(URL.canParse(href), href).toBe(true)
          for (const date of [published, updated]) expect(Number.isNaN(date?.getTime())).toBe(false)
        }
        structuredClone(result)
      }),
      runs,
    )
  })

  test('whatever could be read can be published: valid Atom, nothing left out, harmless bodies', async () => {
    await fc.assert(
      fc.asyncProperty(document, async (given) => {
        const result = await read(given)
        // A feed without entries is never rendered: the last output stays.
        if (result === undefined || result.feed.entries.length === 0) return
        const stories = result.feed.entries.map((entry, index) => storyOf(entry, result.feed.source, index))
        for (const { html } of stories) expect(dangersOf(html ?? '')).toEqual([])
        expect(render({ publication, stories, sources: [], version: '0' }).problems).toEqual([])
      }),
      runs,
    )
  })
})
