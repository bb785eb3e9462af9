import { load } from 'cheerio'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkRss } from '../../src/publish/check-rss.ts'
import { prepareEntries } from '../../src/publish/entry.ts'
import { renderRss } from '../../src/publish/rss.ts'
import type { Publication, Story } from '../../src/types.ts'
import { anyText } from './hostile.ts'
import { all, readXml, textOf, type XmlElement } from './read-xml.ts'
import { makeStory, publication, storyId } from './sample.ts'

function channelOf(stories: readonly Story[], of: Publication = publication): XmlElement | undefined {
  const { entries } = prepareEntries(of, stories)
  const xml = renderRss(of, entries, '1.2.3')
  checkRss(xml, { ids: entries.map(({ id }) => id) })
  return all(readXml(xml), 'channel')[0]
}

function itemOf(change: Partial<Story>): XmlElement | undefined {
  return all(channelOf([makeStory(1, change)]), 'item')[0]
}

function attributes(element: XmlElement | undefined, name: string): readonly Readonly<Record<string, string>>[] {
  return all(element, name).map((child) => child.attributes)
}

describe('the channel', () => {
  test('names itself, its page, its own address, its language and its date', () => {
    const channel = channelOf([makeStory(1)])
    expect(textOf(channel, 'title')).toBe('Tech, read once')
    expect(textOf(channel, 'link')).toBe('http://127.0.0.1:8080/')
    expect(textOf(channel, 'language')).toBe('en')
    expect(textOf(channel, 'lastBuildDate')).toBe('Mon, 23 Nov 2026 13:05:00 GMT')
    expect(textOf(channel, 'generator')).toBe('Millrace 1.2.3')
    expect(attributes(channel, 'atom:link')).toEqual([
      { href: 'http://127.0.0.1:8080/rss.xml', rel: 'self', type: 'application/rss+xml' },
    ])
  })

  test('has a description, its title when there is no subtitle', () => {
    expect(textOf(channelOf([]), 'description')).toBe('Tech, read once')
    expect(textOf(channelOf([], { ...publication, subtitle: 'Once & well' }), 'description')).toBe('Once & well')
  })
})

describe('an item', () => {
  test('says all that is known of the story', () => {
    const item = itemOf({ language: 'id', image: { url: 'https://example.com/a.jpg', width: 640, height: 480 } })
    expect(all(item, 'guid')[0]).toMatchObject({ text: storyId(1), attributes: { isPermaLink: 'false' } })
    expect(textOf(item, 'title')).toBe('Story 1')
    expect(textOf(item, 'link')).toBe('https://example.com/1?a=1&b=2')
    expect(textOf(item, 'pubDate')).toBe('Sun, 22 Nov 2026 10:00:00 GMT')
    expect(textOf(item, 'atom:updated')).toBe('2026-11-22T11:00:00.000Z')
    expect(textOf(item, 'description')).toBe('A summary.')
    expect(textOf(item, 'content:encoded')).toBe('<p>A body.</p>')
    expect(textOf(item, 'dc:creator')).toBe('Ann Author')
    expect(textOf(item, 'dc:language')).toBe('id')
    expect(textOf(item, 'dc:rights')).toBe('© Example')
    expect(all(item, 'category')[0]).toMatchObject({
      text: 'security',
      attributes: { domain: 'https://example.com/tags' },
    })
    expect(all(item, 'source')[0]).toMatchObject({
      text: 'The Example',
      attributes: { url: 'https://example.com/feed' },
    })
    expect(attributes(item, 'media:thumbnail')).toEqual([
      { url: 'https://example.com/a.jpg', width: '640', height: '480' },
    ])
  })

  test('has one enclosure, the first whose type is known; the others are media', () => {
    const item = itemOf({
      enclosures: [
        { rel: 'enclosure', href: 'https://example.com/a' },
        { rel: 'enclosure', href: 'https://example.com/b.mp3', type: 'audio/mpeg' },
        { rel: 'enclosure', href: 'https://example.com/c.mp4', type: 'video/mp4', length: 7, title: 'A <film>' },
      ],
    })
    expect(attributes(item, 'enclosure')).toEqual([
      { url: 'https://example.com/b.mp3', length: '0', type: 'audio/mpeg' },
    ])
    expect(attributes(item, 'media:content')).toEqual([
      { url: 'https://example.com/a' },
      { url: 'https://example.com/c.mp4', type: 'video/mp4', fileSize: '7' },
    ])
    expect(textOf(all(item, 'media:content')[1], 'media:title')).toBe('A <film>')
  })

  test('links to the credited origin and to the copies', () => {
    const item = itemOf({
      credit: { name: 'CNN', url: 'https://cnn.example/' },
      copies: [{ title: 'Same "here"', url: 'https://a.example/1', sourceTitle: 'A' }],
    })
    expect(attributes(item, 'atom:link')).toEqual([
      { rel: 'via', type: 'text/html', href: 'https://cnn.example/', title: 'CNN' },
      { rel: 'related', type: 'text/html', href: 'https://a.example/1', title: 'Same "here"' },
    ])
  })

  test.each([
    [
      'by its site when the address of the feed is not known',
      [{ rel: 'alternate', href: 'https://a.example/' }],
      'source',
    ],
    ['by its name alone when it has no address', [], 'dc:source'],
  ])('names its source %s', (_, links, name) => {
    expect(textOf(itemOf({ source: { id: 'x', title: 'T & U', links, authors: [] } }), name)).toBe('T & U')
  })

  test('without a page it has no link but a body', () => {
    const { url: _url, html: _html, ...rest } = makeStory(1, { summary: 'a < b' })
    const item = all(channelOf([rest]), 'item')[0]
    expect(all(item, 'link')).toEqual([])
    expect(textOf(item, 'content:encoded')).toBe('a &lt; b')
    expect(textOf(item, 'description')).toBe('a &lt; b')
  })
})

describe('titles read the same as text and as HTML, else they are HTML', () => {
  test.each([
    ['plain words', 'Plain words', 'Plain words'],
    ['an ampersand that begins no reference', 'AT&T, R & D', 'AT&T, R & D'],
    ['a sign that begins no tag', 'a < b > c', 'a < b > c'],
    ['angle brackets', 'Vec<T> & others', 'Vec&lt;T&gt; &amp; others'],
    ['a reference that is meant', 'How to write &amp;', 'How to write &amp;amp;'],
    ['an old reference without semicolon', 'a&copy=1', 'a&amp;copy=1'],
    ['the end of CDATA', 'a ]]> b', 'a ]]> b'],
    ['control characters', 'a\u0000b', 'ab'],
  ])('%s', (_, title, written) => {
    expect(textOf(itemOf({ title }), 'title')).toBe(written)
  })

  test('to a reader that takes it for HTML, any title is its text and never an element', () => {
    const pieces = fc.oneof(
      anyText,
      fc.constantFrom('<b>', '</p>', '<!--x', '<?x', '<3', '&lt', '&copy', '&#60;', '&;'),
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 4 }), (parts) => {
        const title = `x${parts.join('')}`
        const [entry] = prepareEntries(publication, [makeStory(1, { title })]).entries
        const $ = load(textOf(itemOf({ title }), 'title') ?? '', null, false)
        expect($('*').length).toBe(0)
        expect($.text()).toBe(entry?.title)
      }),
      { numRuns: 1000 },
    )
  })
})
