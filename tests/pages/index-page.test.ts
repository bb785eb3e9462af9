import { type CheerioAPI, load } from 'cheerio'
import { describe, expect, test } from 'vitest'
import { type IndexOptions, renderIndex } from '../../src/pages/index-page.ts'
import type { Publication, Story } from '../../src/types.ts'

const publication: Publication = {
  id: 'urn:uuid:6f0f5a52-0b7e-5c1a-8f43-1d1c5c3b1a10',
  title: 'Tech, read once',
  subtitle: 'Every story once',
  url: 'https://feeds.example/tech/',
  language: 'en',
  updated: new Date('2026-11-23T13:05:00Z'),
}

const links: IndexOptions = {
  feed: { path: 'atom.xml', mediaType: 'application/atom+xml', name: 'Atom' },
  others: [
    { path: 'rss.xml', mediaType: 'application/rss+xml', name: 'RSS' },
    { path: 'feed.json', mediaType: 'application/feed+json', name: 'JSON Feed' },
  ],
  sources: { path: 'sources.opml', mediaType: 'text/x-opml', name: 'OPML' },
}

function makeStory(change: Partial<Story> = {}): Story {
  return {
    id: 'urn:uuid:00000000-0000-5000-8000-000000000001',
    subscription: 'example',
    title: 'A title',
    url: 'https://example.com/1?a=1&b=2',
    published: new Date('2026-11-22T10:00:00Z'),
    updated: new Date('2026-11-22T11:00:00Z'),
    authors: [{ name: 'Ann Author' }],
    categories: [{ term: 'security', label: 'Security' }],
    enclosures: [],
    language: 'en',
    summary: 'A summary.',
    html: '<p>A <b>body</b>.</p>',
    source: { id: 'https://example.com/feed', title: 'The Example', links: [], authors: [] },
    copies: [],
    related: [],
    ...change,
  }
}

function page(...stories: readonly Story[]): CheerioAPI {
  return load(renderIndex(publication, stories, links))
}

function textOf($: CheerioAPI, selector: string): string {
  return $(selector).text().replace(/\s+/g, ' ').trim()
}

describe('the page', () => {
  test('names itself, and tells people and readers where the feed is', () => {
    const $ = page(makeStory())
    expect(textOf($, 'title')).toBe('Tech, read once')
    expect(textOf($, 'h1')).toBe('Tech, read once')
    expect($('html').attr('lang')).toBe('en')
    expect($('link[rel=alternate][type="application/atom+xml"]').attr('href')).toBe('atom.xml')
    expect(textOf($, '.subscribe code')).toBe('https://feeds.example/tech/atom.xml')
    expect($('.subscribe a').attr('href')).toBe('atom.xml')
  })

  test('leads to the same entries in other formats and to its sources, the feed first', () => {
    const $ = page(makeStory())
    const announced = $('link[rel=alternate]').toArray()
    expect(announced.map((link) => [$(link).attr('type'), $(link).attr('href'), $(link).attr('title')])).toEqual([
      ['application/atom+xml', 'atom.xml', 'Tech, read once'],
      ['application/rss+xml', 'rss.xml', 'Tech, read once (RSS)'],
      ['application/feed+json', 'feed.json', 'Tech, read once (JSON Feed)'],
      ['text/x-opml', 'sources.opml', 'Tech, read once (OPML)'],
    ])
    expect(textOf($, '.subscribe p')).toBe('Also as RSS, JSON Feed, and its sources as OPML.')
    expect(
      $('.subscribe p a')
        .toArray()
        .map((link) => $(link).attr('href')),
    ).toEqual(['rss.xml', 'feed.json', 'sources.opml'])
  })

  test('asks search engines to stay away and loads nothing but images of the stories', () => {
    const $ = page(makeStory({ image: { url: 'https://example.com/a.jpg' } }))
    expect($('meta[name=robots]').attr('content')).toBe('noindex')
    expect($('script, iframe, link[rel=stylesheet]').length).toBe(0)
    expect($('meta[http-equiv="Content-Security-Policy"]').attr('content')).toContain("default-src 'none'")
    expect($('img').attr()).toMatchObject({
      loading: 'lazy',
      referrerpolicy: 'no-referrer',
      width: '168',
      height: '112',
    })
    expect($('style').text()).not.toMatch(/url\(|@import/)
  })

  test('without stories it says so', () => {
    expect(textOf(page(), 'main')).toContain('No stories yet')
  })

  test('dates stand in the language of the publication, in UTC', () => {
    const german = { ...publication, language: 'de' }
    const $ = load(renderIndex(german, [makeStory({ published: new Date('2026-10-22T23:30:00Z') })], links))
    expect(textOf($, '.byline time')).toBe('22. Okt. 2026, 23:30 UTC')
    expect($('.byline time').attr('datetime')).toBe('2026-10-22T23:30:00.000Z')
  })

  test('a language that is none costs the language, not the page', () => {
    const odd = { ...publication, language: 'not a language' }
    expect(renderIndex(odd, [makeStory()], links)).toContain('Nov 22, 2026')
  })
})

describe('a story', () => {
  test('has title, page, summary, text and categories', () => {
    const $ = page(makeStory())
    expect(textOf($, 'h2')).toBe('A title')
    expect($('h2 a').attr('href')).toBe('https://example.com/1?a=1&b=2')
    expect(textOf($, '.summary')).toBe('A summary.')
    expect($('details .body').html()).toBe('<p>A <b>body</b>.</p>')
    expect(textOf($, '.foot li')).toBe('#Security')
  })

  test.each([
    ['feed and author', {}, 'The Example · Ann Author · Nov 22'],
    ['the feed alone when it names nobody else', { authors: [{ name: 'The Example' }] }, 'The Example · Nov 22'],
    [
      'the credited outlet, via the feed',
      { credit: { name: 'CNN Indonesia' } },
      'CNN Indonesia, via The Example · Nov 22',
    ],
  ])('byline: %s', (_, change, expected) => {
    expect(textOf(page(makeStory(change)), '.byline')).toMatch(new RegExp(`^${expected}`))
  })

  test('the credited outlet is linked when its address is known', () => {
    const $ = page(makeStory({ credit: { name: 'CNN', url: 'https://cnn.example/' } }))
    expect($('.byline a').attr('href')).toBe('https://cnn.example/')
  })

  test('says where else it stands', () => {
    const copies = [
      { title: 'x', url: 'https://a.example/', sourceTitle: 'A' },
      { title: 'y', sourceTitle: 'B' },
    ]
    const $ = page(makeStory({ copies }))
    expect(textOf($, '.foot p')).toBe('Also at A, B')
    expect($('.foot p a').attr('href')).toBe('https://a.example/')
  })

  test('leads to what others say of the event, by their titles', () => {
    const related = [
      { title: 'x & y', url: 'https://a.example/', sourceTitle: 'A' },
      { title: 'without a page', sourceTitle: 'B' },
      { title: 'z', url: 'https://c.example/', sourceTitle: 'C' },
    ]
    expect(textOf(page(makeStory({ related })), '.foot p')).toBe('Related: x & y (A), z (C)')
    expect(textOf(page(makeStory({ related: related.slice(1, 2) })), '.foot p')).toBe('')
  })

  test('is marked with its own language', () => {
    expect(page(makeStory({ language: 'id' }))('article').attr('lang')).toBe('id')
    expect(page(makeStory({ language: 'en' }))('article').attr('lang')).toBeUndefined()
  })

  test('without page, summary, text and title it still has a line', () => {
    const { url: _url, summary: _summary, html: _html, ...rest } = makeStory({ title: ' ', categories: [] })
    const $ = page(rest)
    expect(textOf($, 'h2')).toBe('The Example')
    expect($('h2 a, .summary, details').length).toBe(0)
  })

  test.each(['javascript:alert(1)', 'data:text/html,x', 'not an address'])('never links to %s', (url) => {
    const change = {
      url,
      image: { url },
      credit: { name: 'C', url },
      copies: [{ title: 't', url, sourceTitle: 's' }],
      related: [{ title: 't', url, sourceTitle: 's' }],
    }
    const $ = page(makeStory(change))
    expect($('article a, article img').length).toBe(0)
  })

  test('its images are fetched when they are seen', () => {
    const $ = page(makeStory({ html: '<p><img src="https://a.example/1.jpg" alt="x &lt;img y"></p>' }))
    expect($('.body img').attr()).toEqual({
      loading: 'lazy',
      decoding: 'async',
      src: 'https://a.example/1.jpg',
      alt: 'x <img y',
    })
  })
})

test('text that looks like markup is text, in every field', () => {
  const evil = `"'><script>alert(1)</script><img src=x onerror=alert(1)>`
  const story = makeStory({
    title: evil,
    summary: evil,
    authors: [{ name: evil }],
    categories: [{ term: evil }],
    language: evil,
    source: { id: evil, title: evil, links: [], authors: [] },
    copies: [{ title: evil, url: `https://a.example/${evil}`, sourceTitle: evil }],
    related: [{ title: evil, url: `https://a.example/${evil}`, sourceTitle: evil }],
    url: `https://a.example/${evil}`,
    image: { url: `https://a.example/${evil}`, alt: evil },
  })
  const hostile = { ...publication, title: evil, subtitle: evil, language: evil }
  const $ = load(
    renderIndex(hostile, [story, makeStory({ credit: { name: evil } })], {
      feed: { path: evil, mediaType: evil, name: evil },
      others: [],
      sources: links.sources,
    }),
  )
  expect($('script, [onerror], img[src=x]').length).toBe(0)
  expect($('h2').first().text()).toBe(evil)
  expect($('article').length).toBe(2)
})

test('a large window stays a page: the newest hundred carry their text, up to a million characters', () => {
  const many = Array.from({ length: 300 }, () => makeStory({ html: `<p>${'x'.repeat(100)}</p>` }))
  expect(page(...many)('article').length).toBe(300)
  expect(page(...many)('article .body').length).toBe(100)
  const long = Array.from({ length: 30 }, () => makeStory({ html: 'x'.repeat(100_000) }))
  expect(page(...long)('article .body').length).toBe(10)
})

test('a story that can’t be shown leaves its title and link, and the others as they are', () => {
  const $ = page(makeStory({ title: 'Undated', published: new Date(Number.NaN) }), makeStory({ title: 'Whole' }))
  expect(
    $('article h2 a')
      .toArray()
      .map((link) => $(link).text()),
  ).toEqual(['Undated', 'Whole'])
  expect($('article time')).toHaveLength(1)
})
