import { createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FeedError } from '../../src/errors.ts'
import { parseFeed } from '../../src/parse/parse-feed.ts'
import type { Feed } from '../../src/types.ts'
import { hostileDocuments } from './hostile-documents.ts'

const size = 400_000
const options = {
  url: 'https://a.example/feed',
  timeZone: 'UTC',
  limits: { entries: 100, depth: 256, fieldChars: 4_000_000 },
  now: new Date('2026-11-01T00:00:00Z'),
}

/** What came of the document; anything thrown but a FeedError fails the test. */
async function outcome(bytes: Uint8Array): Promise<Feed | FeedError> {
  try {
    return await parseFeed(bytes, options)
  } catch (error) {
    if (error instanceof FeedError && error.code !== 'BUG') return error
    throw error
  }
}

describe('a hostile document gives entries within the limits, or a typed error', () => {
  test.each(hostileDocuments)('$name', async ({ make }) => {
    const result = await outcome(make(size))
    if (result instanceof FeedError) {
      expect(result.code).toMatch(/^PARSE_/)
      return
    }
    expect(result.entries.length).toBeGreaterThan(0)
    expect(result.entries.length).toBeLessThanOrEqual(100)
    for (const { title, categories, links } of result.entries) {
      expect(title?.length ?? 0).toBeLessThanOrEqual(1000)
      expect(categories.length).toBeLessThanOrEqual(50)
      expect(links.length).toBeLessThanOrEqual(100)
    }
    expect(Object.getPrototypeOf(result.entries[0])).toBe(Object.prototype)
  })
})

describe('entities', () => {
  let connections = 0
  const server = createServer((socket) => {
    connections += 1
    socket.destroy()
  })
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
  afterAll(() => new Promise((resolve) => server.close(resolve)))

  test('neither a file nor an address is read for one', async () => {
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : 0
    const subset = `<!DOCTYPE rss SYSTEM "http://127.0.0.1:${port}/dtd" [
      <!ENTITY file SYSTEM "file:///etc/passwd"><!ENTITY web SYSTEM "http://127.0.0.1:${port}/web">
      <!ENTITY % p SYSTEM "http://127.0.0.1:${port}/p"> %p;]>`
    const { entries } = (await outcome(
      new TextEncoder().encode(
        `${subset}<rss version="2.0"><channel><item><title>a &file; b &web; c %p;</title></item></channel></rss>`,
      ),
    )) as Feed
    expect(entries.map(({ title }) => title)).toEqual(['a &file; b &web; c %p;'])
    expect(connections).toBe(0)
  })

  test('one that holds others is not opened', async () => {
    const subset = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">]>'
    const { entries } = (await outcome(
      new TextEncoder().encode(
        `${subset}<rss version="2.0"><channel><item><title>&a; &c;</title></item></channel></rss>`,
      ),
    )) as Feed
    expect(entries.map(({ title }) => title)).toEqual(['ha &c;'])
  })
})
