import { describe, expect, test } from 'vitest'
import { renderAtom } from '../../src/publish/atom.ts'
import { checkAtom } from '../../src/publish/check-atom.ts'
import { prepareEntries } from '../../src/publish/entry.ts'
import type { Story } from '../../src/types.ts'
import { all, readXml, textOf, type XmlElement } from './read-xml.ts'
import { makeStory, publication, storyId } from './sample.ts'

function render(...stories: readonly Story[]): XmlElement {
  const { entries } = prepareEntries(publication, stories)
  const xml = renderAtom(publication, entries, '1.2.3')
  checkAtom(xml, { ids: entries.map(({ id }) => id) })
  return readXml(xml)
}

function entryOf(change: Partial<Story>): XmlElement | undefined {
  return all(render(makeStory(1, change)), 'entry')[0]
}

function links(element: XmlElement | undefined, rel: string): readonly Readonly<Record<string, string>>[] {
  return all(element, 'link')
    .map((link) => link.attributes)
    .filter((attributes) => attributes['rel'] === rel)
}

describe('the feed', () => {
  test('names itself, its page, its own address, its language and who wrote it', () => {
    const feed = render(makeStory(1))
    expect(feed.attributes).toMatchObject({ xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': 'en' })
    expect(textOf(feed, 'id')).toBe(publication.id)
    expect(textOf(feed, 'title')).toBe('Tech, read once')
    expect(textOf(feed, 'updated')).toBe('2026-11-23T13:05:00.000Z')
    expect(links(feed, 'alternate')[0]).toMatchObject({ href: 'http://127.0.0.1:8080/', type: 'text/html' })
    expect(links(feed, 'self')[0]).toMatchObject({ href: 'http://127.0.0.1:8080/atom.xml' })
    expect(all(feed, 'generator')[0]).toMatchObject({ text: 'Millrace', attributes: { version: '1.2.3' } })
  })

  test('its title and subtitle are plain text to the letter', () => {
    const named = { ...publication, title: 'How to write &amp; <b>', subtitle: 'a & b' }
    const feed = readXml(renderAtom(named, [], '1'))
    expect(textOf(feed, 'title')).toBe('How to write &amp; <b>')
    expect(textOf(feed, 'subtitle')).toBe('a & b')
  })

  test('an empty feed is valid', () => {
    expect(all(render(), 'entry')).toEqual([])
  })
})

describe('an entry', () => {
  test('says all that is known of the story', () => {
    const entry = entryOf({})
    expect(textOf(entry, 'id')).toBe(storyId(1))
    expect(textOf(entry, 'title')).toBe('Story 1')
    expect(textOf(entry, 'published')).toBe('2026-11-22T10:00:00.000Z')
    expect(textOf(entry, 'updated')).toBe('2026-11-22T11:00:00.000Z')
    expect(textOf(entry, 'summary')).toBe('A summary.')
    expect(all(entry, 'content')[0]).toMatchObject({ text: '<p>A body.</p>', attributes: { type: 'html' } })
    expect(textOf(entry, 'rights')).toBe('© Example')
    expect(links(entry, 'alternate')).toEqual([
      { rel: 'alternate', type: 'text/html', href: 'https://example.com/1?a=1&b=2' },
    ])
    expect(links(entry, 'enclosure')).toEqual([
      { rel: 'enclosure', href: 'https://example.com/a.mp3', type: 'audio/mpeg', length: '1234' },
    ])
    expect(all(entry, 'category')[0]?.attributes).toEqual({
      term: 'security',
      scheme: 'https://example.com/tags',
      label: 'Security & privacy',
    })
    const author = all(entry, 'author')[0]
    expect([textOf(author, 'name'), textOf(author, 'uri'), textOf(author, 'email')]).toEqual([
      'Ann Author',
      'https://example.com/ann',
      'ann@example.com',
    ])
  })

  test('names the feed it comes from', () => {
    const source = all(entryOf({}), 'source')[0]
    expect(textOf(source, 'id')).toBe('https://example.com/feed')
    expect(textOf(source, 'title')).toBe('The Example')
    expect(textOf(source, 'updated')).toBe('2026-11-22T12:00:00.000Z')
    expect(links(source, 'self')[0]?.['href']).toBe('https://example.com/feed')
    expect(links(source, 'alternate')[0]?.['href']).toBe('https://example.com/')
  })

  test.each([
    ['the feed has said no date: the story has one', {}, '2026-11-22T11:00:00.000Z'],
    ['the feed has said nonsense: the story has a date', { updated: new Date(Number.NaN) }, '2026-11-22T11:00:00.000Z'],
  ])('source updated: %s', (_, change, expected) => {
    const source = { id: 'x', title: 'T', links: [], authors: [], ...change }
    expect(textOf(all(entryOf({ source }), 'source')[0], 'updated')).toBe(expected)
  })

  test.each([
    ['an id that is no URI gives way to the address of the feed', 'abc', 'https://example.com/feed'],
    ['nor may it have two fragments', 'http://a.example/#b#c', 'https://example.com/feed'],
    ['nor a bare percent sign', 'http://a.example/%zz', 'https://example.com/feed'],
    ['nor a web address without a host', 'http://', 'https://example.com/feed'],
    ['a path on our own disk is not published', 'file:///home/me/feed.xml', 'https://example.com/feed'],
    ['a tag URI stays to the letter', 'tag:Example.com,2026:é', 'tag:Example.com,2026:é'],
  ])('source id: %s', (_, id, expected) => {
    const source = { ...makeStory(1).source, id }
    expect(textOf(all(entryOf({ source }), 'source')[0], 'id')).toBe(expected)
  })

  test.each([
    ['the story names one', {}, 'Ann Author'],
    [
      'nobody is named: the outlet that is credited',
      { authors: [], credit: { name: 'CNN Indonesia' } },
      'CNN Indonesia',
    ],
    ['a blank name is no name', { authors: [{ name: ' \u0000' }] }, 'The Example'],
    ['nobody is named or credited: the feed', { authors: [] }, 'The Example'],
  ])('author: %s', (_, change, expected) => {
    expect(textOf(all(entryOf(change), 'author')[0], 'name')).toBe(expected)
  })

  test('links to the copies, to others on the same event and to the credited origin, each address once', () => {
    const entry = entryOf({
      credit: { name: 'CNN Indonesia', url: 'https://cnnindonesia.com/' },
      copies: [
        { title: 'Same "here"', url: 'https://a.example/1', sourceTitle: 'A' },
        { title: 'Again', url: 'https://a.example/1', sourceTitle: 'A' },
        { title: '', url: 'https://b.example/1', sourceTitle: 'B' },
        { title: 'No page', sourceTitle: 'C' },
        { title: 'Script', url: 'javascript:alert(1)', sourceTitle: 'D' },
      ],
      related: [
        { title: 'The same event', url: 'https://e.example/1', sourceTitle: 'E' },
        { title: 'A copy too', url: 'https://b.example/1', sourceTitle: 'B' },
      ],
    })
    expect(links(entry, 'via').map((link) => [link['href'], link['title']])).toEqual([
      ['https://cnnindonesia.com/', 'CNN Indonesia'],
    ])
    expect(links(entry, 'related').map((link) => [link['href'], link['title']])).toEqual([
      ['https://a.example/1', 'Same "here"'],
      ['https://b.example/1', 'B'],
      ['https://e.example/1', 'The same event'],
    ])
  })

  test.each([
    ['differs from the feed: said', 'id', 'id'],
    ['the same as the feed: not said again', 'en', undefined],
    ['not a language tag: not said', 'English (US)', undefined],
  ])('language %s', (_, language, expected) => {
    expect(entryOf({ language })?.attributes['xml:lang']).toBe(expected)
  })

  test('addresses are written in the characters of RFC 3986', () => {
    const entry = entryOf({ url: 'HTTPS://Example.com/é%zz?a={b|c}&q="x y"' })
    expect(links(entry, 'alternate')[0]?.['href']).toBe('https://example.com/%C3%A9%25zz?a=%7Bb%7Cc%7D&q=%22x%20y%22')
  })

  test('a category without a term is left out, a scheme that is no URI too', () => {
    const entry = entryOf({ categories: [{ term: ' ' }, { term: 'a', scheme: 'my tags' }] })
    expect(all(entry, 'category').map((category) => category.attributes)).toEqual([{ term: 'a' }])
  })

  test('without a page it has no link but a body, made of the summary when there is none', () => {
    const { url: _url, html: _html, ...rest } = makeStory(1, { summary: 'a < b' })
    const entry = all(render(rest), 'entry')[0]
    expect(all(entry, 'link').map((link) => link.attributes['rel'])).toEqual(['enclosure'])
    expect(textOf(entry, 'content')).toBe('a &lt; b')
  })

  test('without a body it is title, summary and link', () => {
    const { html: _html, ...rest } = makeStory(1)
    expect(all(all(render(rest), 'entry')[0], 'content')).toEqual([])
  })
})

describe('hostile text', () => {
  test.each([
    ['markup and an ampersand', 'Vec<T> & AT&T', 'Vec<T> & AT&T'],
    ['an entity that is meant', 'How to write &amp; in HTML', 'How to write &amp; in HTML'],
    ['the end of CDATA, twice', 'a ]]> b ]]> c', 'a ]]> b ]]> c'],
    ['control characters', 'a\u0000b\u0008c\u001fd\ufffe', 'abcd'],
    ['a lone surrogate', 'a\ud83d b', 'a\ufffd b'],
    ['emoji', '👩‍👩‍👧 🇮🇩', '👩‍👩‍👧 🇮🇩'],
    ['right to left', 'مرحبا بالعالم', 'مرحبا بالعالم'],
    ['several lines', 'one\r\n two\t three ', 'one two three'],
    ['nothing at all: the feed stands in', ' ', 'The Example'],
  ])('title with %s', (_, title, expected) => {
    expect(textOf(entryOf({ title }), 'title')).toBe(expected)
  })

  test.each([
    ['the end of CDATA, twice', '<p>a ]]> b ]]> c</p>', '<p>a ]]&gt; b ]]&gt; c</p>'],
    ['the end of CDATA after another bracket', ']]]>', ']]]&gt;'],
    ['references that are meant', '<p>&amp;lt; &lt;b&gt;</p>', '<p>&amp;lt; &lt;b&gt;</p>'],
    ['control characters', '<p>a\u0001b</p>', '<p>ab</p>'],
    ['line ends of Windows', 'a\r\nb\rc', 'a\nb\nc'],
  ])('body with %s', (_, html, expected) => {
    expect(textOf(entryOf({ html }), 'content')).toBe(expected)
  })
})
