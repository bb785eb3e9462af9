import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FeedError } from '../../src/errors.ts'
import { parseFeed } from '../../src/parse/parse-feed.ts'
import type { Feed } from '../../src/types.ts'

const options = {
  url: 'https://a.example/feed',
  timeZone: 'UTC',
  limits: { entries: 100, depth: 256, fieldChars: 4_000_000 },
  now: new Date('2026-11-01T00:00:00Z'),
}
const bytesOf = (text: string) => Uint8Array.from(Buffer.from(text))
const parse = (text: string, maxEntries = 100): Promise<Feed> =>
  parseFeed(bytesOf(text), { ...options, limits: { ...options.limits, entries: maxEntries } })
const item = (id: number, date = '') => `<item><guid isPermaLink="false">${id}</guid><pubDate>${date}</pubDate></item>`
const rss = (items: string) => `<rss version="2.0"><channel><title>T</title>${items}</channel></rss>`

describe('what is no feed', () => {
  test.each([
    ['', 'PARSE_EMPTY', 'empty'],
    [' \n ', 'PARSE_EMPTY', 'empty'],
    ['hello', 'PARSE_NOT_A_FEED', 'neither Atom, RSS, RDF nor JSON Feed'],
    ['{"a":1}', 'PARSE_NOT_A_FEED', 'not a JSON Feed'],
    ['{"version" "1"}', 'PARSE_NOT_A_FEED', 'broken'],
    ['<!DOCTYPE html><html><p>Hi<p>there', 'PARSE_NOT_A_FEED', 'an HTML page, not a feed, and it announces no feed'],
    [
      '<html><link rel="alternate stylesheet" type="text/css" href="a.css"><link href="/f?a=1&amp;b=2" REL=Alternate type="application/rss+xml">',
      'PARSE_NOT_A_FEED',
      'which announces: https://a.example/f?a=1&b=2',
    ],
    [rss(`<item><description>${'<i>'.repeat(300)}</description></item>`), 'PARSE_LIMIT', 'nested more than 256 deep'],
  ])('%.60s', async (text, code, message) => {
    const error: unknown = await parse(text).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(FeedError)
    expect(error).toMatchObject({ code, url: options.url, message: expect.stringContaining(message) })
  })
})

describe('too many entries', () => {
  test('the newest by date stay, in document order', async () => {
    const feed = await parse(rss(item(1, '2026-01-01') + item(2, '2026-01-03') + item(3, '2026-01-02')), 2)
    expect(feed.entries.map((entry) => entry.id)).toEqual(['2', '3'])
    expect(feed.repairs).toEqual([{ code: 'too-many-entries', count: 1 }])
  })

  test('without dates the first stay', async () => {
    const feed = await parse(rss(item(1) + item(2) + item(3)), 2)
    expect(feed.entries.map((entry) => entry.id)).toEqual(['1', '2'])
  })
})

test('entities are never expanded and elements named like prototypes are harmless', async () => {
  const bomb = '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
  const feed = await parse(
    `${bomb}${rss('<item __proto__="1"><title>&b;&x;</title><__proto__>x</__proto__><constructor/></item>')}`,
  )
  expect(feed.entries[0]?.title).toBe('&b;&x;')
  expect(({} as Record<string, unknown>)['x']).toBeUndefined()
})

test('a password in the address reaches no link and no message', async () => {
  const url = 'https://user:secret@a.example/feed'
  const feed = await parseFeed(bytesOf(rss('<item><link>/1</link></item>')), { ...options, url })
  expect(feed.entries[0]?.links).toEqual([{ href: 'https://a.example/1', rel: 'alternate' }])
  expect(JSON.stringify(feed)).not.toContain('secret')
  const page = '<html><link rel=alternate type=application/atom+xml href=/atom>'
  await expect(parseFeed(bytesOf(page), { ...options, url })).rejects.toThrow('which announces: https://a.example/atom')
})

describe('a document of more than a megabyte', () => {
  const filling = '\u00e9'.repeat(1_100_000)
  const latin = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'))
  const utf16 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(`\ufeff${text}`, 'utf16le'))

  test.each([
    ['a root behind a megabyte of other text', latin(`${filling}${rss(item(1))}`)],
    ['a root across the edge of what is looked at at once', latin(`${' '.repeat(65_533)}${rss(item(1))}${filling}`)],
    ['UTF-16, whose tags are other bytes', utf16(`${' '.repeat(600_000)}${rss(item(1))}`)],
    ['JSON, which has no root', bytesOf(JSON.stringify({ items: [{ id: '1', content_html: filling }] }))],
  ])('is read: %s', async (_, bytes) => {
    expect((await parseFeed(bytes, options)).entries).toHaveLength(1)
  })

  test.each([
    ['of no charset', latin(filling), 'neither Atom, RSS, RDF nor JSON Feed'],
    [
      'an HTML page',
      latin(`<html><link rel=alternate type=application/atom+xml href=/f>${filling}`),
      'announces: https',
    ],
  ])('that can be no feed is told by its beginning: %s', async (_, bytes, message) => {
    await expect(parseFeed(bytes, options)).rejects.toThrow(message)
  })
})

const folder = new URL('../fixtures/parse/', import.meta.url)
const documents = readdirSync(folder)
  .filter((name) => !name.endsWith('.expected.json'))
  .map((name) => readFileSync(new URL(name, folder)))

async function onlyFeedErrors(bytes: Uint8Array): Promise<void> {
  const thrown: unknown = await parseFeed(bytes, options).then(
    () => undefined,
    (error: unknown) => error,
  )
  if (thrown !== undefined) expect(thrown).toBeInstanceOf(FeedError)
}

describe('no input throws anything but FeedError', () => {
  test('random bytes', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), onlyFeedErrors))
  })

  test('valid feeds with pieces changed, moved, doubled and cut', async () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '&',
      '"',
      ']]>',
      '<![CDATA[',
      '<!--',
      '<?',
      '</',
      '/>',
      '&#0;',
      '&#xD800;',
      'xml:base="::"',
      '\0',
      '<item>',
      '</channel>',
    )
    const change = fc.record({ at: fc.nat(2000), remove: fc.nat(30), insert: piece })
    const mutated = fc
      .tuple(fc.constantFrom(...documents), fc.array(change, { minLength: 1, maxLength: 6 }))
      .map(([document, changes]) =>
        changes.reduce((bytes, { at, remove, insert }) => {
          const start = at % (bytes.length + 1)
          return Buffer.concat([bytes.subarray(0, start), Buffer.from(insert), bytes.subarray(start + remove)])
        }, document),
      )
    await fc.assert(fc.asyncProperty(mutated, onlyFeedErrors), { numRuns: 500 })
  })

  test('a feed cut anywhere keeps the entries before the cut', async () => {
    const whole = rss([1, 2, 3].map((id) => item(id)).join(''))
    const all = (await parse(whole)).entries
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: whole.indexOf('<channel>') + 9, max: whole.length }), async (length) => {
        const complete = whole.slice(0, length).split('</item>').length - 1
        const feed = await parse(whole.slice(0, length))
        expect(feed.entries.slice(0, complete)).toEqual(all.slice(0, complete))
      }),
    )
  })
})
