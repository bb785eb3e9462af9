import { describe, expect, test } from 'vitest'
import type { FeedLimits } from '../../src/parse/limits.ts'
import { parseFeed } from '../../src/parse/parse-feed.ts'
import type { Entry, Feed } from '../../src/types.ts'

const options = {
  url: 'https://a.example/feed',
  timeZone: 'UTC',
  limits: { entries: 100, depth: 256, fieldChars: 4_000_000 },
  now: new Date('2026-11-01T00:00:00Z'),
}
const parse = (text: string, limits: Partial<FeedLimits> = {}): Promise<Feed> =>
  parseFeed(Uint8Array.from(Buffer.from(text)), { ...options, limits: { ...options.limits, ...limits } })
const times = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => make(index)).join('')
const list = (count: number, make: (index: number) => unknown): unknown[] =>
  Array.from({ length: count }, (_, index) => make(index))

const rss = (inside: string): string => `<rss version="2.0"><channel><title>T</title>${inside}</channel></rss>`
const atom = (inside: string): string => `<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>${inside}</feed>`
const json = (item: object): string =>
  JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', items: [{ id: '1', ...item }] })

const counts = ({ categories, authors, links, images }: Entry) => ({
  categories: categories.length,
  authors: authors.length,
  links: links.length,
  images: images.length,
})

describe('lists', () => {
  const rssItem =
    times(300, (n) => `<category>c${n}</category><author>Ann ${n}</author><enclosure url="/${n}.mp3"/>`) +
    times(300, (n) => `<media:thumbnail url="/${n}.jpg"/>`)
  const atomEntry =
    times(
      300,
      (n) => `<category term="c${n}"/><author><name>Ann ${n}</name></author><link rel="enclosure" href="/${n}"/>`,
    ) + times(300, (n) => `<media:thumbnail url="/${n}.jpg"/>`)
  const jsonItem = {
    tags: list(300, (n) => `c${n}`),
    authors: list(300, (n) => ({ name: `Ann ${n}` })),
    attachments: list(300, (n) => ({ url: `/${n}.mp3` })),
  }

  test.each([
    ['RSS', rss(`<item>${rssItem}</item>`), 20],
    ['Atom', atom(`<entry>${atomEntry}</entry>`), 20],
    ['JSON Feed, which has two images at most', json(jsonItem), 0],
  ])('an entry in %s keeps the first of each kind', async (_, text, images) => {
    const { entries, repairs } = await parse(text)
    expect(entries.map(counts)).toEqual([{ categories: 50, authors: 20, links: 20, images }])
    expect(entries[0]?.categories[49]?.term).toBe('c49')
    const codes = [
      'too-many-links',
      'too-many-authors',
      'too-many-categories',
      ...(images > 0 ? ['too-many-images'] : []),
    ]
    expect(repairs).toEqual(codes.map((code) => ({ code, count: 1 })).map((each) => expect.objectContaining(each)))
  })

  test('a feed says no more of itself than an entry of itself', async () => {
    const { source, categories } = await parse(
      rss(times(300, (n) => `<link>/${n}</link><category>c${n}</category><dc:creator>Ann ${n}</dc:creator>`)),
    )
    expect([source.links.length, categories.length]).toEqual([20, 50])
    expect(source.authors.length).toBeLessThanOrEqual(20)
  })

  test('the page is found behind a crowd of other links', async () => {
    const crowd = times(150, (n) => `<link rel="enclosure" href="/${n}.mp3"/>`)
    const { entries } = await parse(atom(`<entry>${crowd}<link href="/page"/></entry>`))
    expect(entries[0]?.links.at(-1)).toEqual({ rel: 'alternate', href: 'https://a.example/page' })
  })

  test('relations that are made up do not get round the limit', async () => {
    const { entries } = await parse(atom(`<entry>${times(200, (n) => `<link rel="r${n}" href="/${n}"/>`)}</entry>`))
    expect(entries[0]?.links).toHaveLength(100)
  })
})

describe('fields', () => {
  const long = 'word '.repeat(1000)
  const address = `https://a.example/${'x'.repeat(3000)}`

  test.each([
    ['a title is cut', `<title>${long}</title>`, (entry: Entry) => (entry.title?.length ?? 0) <= 1000],
    [
      'a category is cut',
      `<category>${long}</category>`,
      (entry: Entry) => (entry.categories[0]?.term.length ?? 0) <= 200,
    ],
    [
      'an author is cut',
      `<dc:creator>${long}</dc:creator>`,
      (entry: Entry) => (entry.authors[0]?.name.length ?? 0) <= 200,
    ],
    ['rights are cut', `<copyright>${long}</copyright>`, (entry: Entry) => (entry.rights?.length ?? 0) <= 1000],
    ['an id is left out: half of it may be another', `<guid>${long}</guid>`, (entry: Entry) => entry.id === undefined],
    ['so is an address', `<link>${address}</link>`, (entry: Entry) => entry.links.length === 0],
    ['and a picture', `<media:thumbnail url="${address}"/>`, (entry: Entry) => entry.images.length === 0],
    [
      'a body past any text is left to the page',
      `<description>${'x'.repeat(4_200_000)}</description>`,
      (entry: Entry) => entry.summary === undefined,
    ],
  ])('%s', async (_, field, isRight) => {
    const { entries, repairs } = await parse(rss(`<item>${field}</item><item><title>Next</title></item>`))
    expect(entries.map(isRight)[0]).toBe(true)
    expect(entries[1]?.title).toBe('Next')
    expect(repairs).toContainEqual({ code: 'too-long', count: 1 })
  })

  test("a feed's own fields have the same limits", async () => {
    const { source, repairs } = await parse(
      rss(`<image><url>${address}</url></image><description>${long}</description><language>${long}</language>`),
    )
    expect([source.logo, source.language, source.title]).toEqual([undefined, undefined, 'T'])
    expect(source.subtitle?.length).toBeLessThanOrEqual(1000)
    expect(repairs).toContainEqual({ code: 'too-long', count: 3 })
  })

  test('a title that is cut before it is read says so, though little text is left of it', async () => {
    const { entries, repairs } = await parse(rss(`<item><title>T${'&lt;b>&lt;/b>'.repeat(3000)}</title></item>`))
    expect([entries[0]?.title, repairs]).toEqual(['T', [{ code: 'too-long', count: 1 }]])
  })

  test('how long a body may be is a setting', async () => {
    const feed = rss('<item><title>A</title><description>0123456789</description></item>')
    expect((await parse(feed, { fieldChars: 10 })).entries[0]?.summary).toBe('0123456789')
    const { entries, repairs } = await parse(feed, { fieldChars: 9 })
    expect([entries[0]?.summary, repairs]).toEqual([undefined, [{ code: 'too-long', count: 1 }]])
  })

  test('what is as long as allowed stays to the letter', async () => {
    const title = 'x'.repeat(1000)
    const { entries, repairs } = await parse(rss(`<item><title>${title}</title></item>`))
    expect([entries[0]?.title, repairs]).toEqual([title, []])
  })
})

describe('documents', () => {
  test('the newest are chosen among twice as many entries as are kept', async () => {
    const items = times(
      40,
      (n) => `<item><guid>${n}</guid><pubDate>2026-01-01T00:00:${String(n).padStart(2, '0')}Z</pubDate></item>`,
    )
    const { entries, repairs } = await parse(rss(items), { entries: 10 })
    expect(entries.map(({ id }) => id)).toEqual(Array.from({ length: 10 }, (_, n) => String(n + 10)))
    expect(repairs).toEqual([{ code: 'too-many-entries', count: 11 }])
  })

  test('how deep elements may be nested is a setting, which the error names', async () => {
    const feed = rss(`<item><description>${'<b>'.repeat(20)}x${'</b>'.repeat(20)}</description></item>`)
    expect((await parse(feed, { depth: 24 })).entries).toHaveLength(1)
    await expect(parse(feed, { depth: 23 })).rejects.toMatchObject({
      code: 'PARSE_LIMIT',
      message: 'the document has elements nested more than 23 deep: raise limits.feedDepth if you trust it',
    })
  })

  test('who keeps more entries may read more values of JSON, as the error says', async () => {
    const feed = json({ tags: list(1_500_000, () => 0), content_text: 'x'.repeat(3_000_000) })
    await expect(parse(feed)).rejects.toThrow('more than 1,000,000 values: raise limits.entriesPerFeed')
    expect((await parse(feed, { entries: 40_000 })).entries).toHaveLength(1)
  })

  test('attributes past the 256th are passed over, and counted as a repair', async () => {
    const enclosure = `<enclosure ${times(255, (n) => `a${n}="" `)}url="/1.mp3" type="audio/mpeg"/>`
    const { entries, repairs } = await parse(rss(`<item><title>A</title>${enclosure}</item>`))
    expect(entries[0]?.links).toEqual([{ rel: 'enclosure', href: 'https://a.example/1.mp3' }])
    expect(repairs).toEqual([{ code: 'too-many-attributes', count: 1 }])
  })

  test('past 400,000 elements nothing is read, the entries before it stay', async () => {
    const { entries, repairs } = await parse(
      rss(`<item><title>First</title></item><item>${'<a/>'.repeat(400_000)}</item>`),
    )
    expect(entries[0]?.title).toBe('First')
    expect(repairs).toEqual([{ code: 'too-many-elements', count: 1 }])
  })
})
