import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderAtom } from '../../src/publish/atom.ts'
import { checkAtom } from '../../src/publish/check.ts'
import type { Publication, Story } from '../../src/types.ts'
import { all, readXml, textOf, type XmlElement } from './read-xml.ts'
import { makeStory, publication, storyId } from './sample.ts'

function render(...stories: readonly Story[]): XmlElement {
  const { xml, ids } = renderAtom(publication, stories, '1.2.3')
  checkAtom(xml, { ids })
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
    const { xml } = renderAtom({ ...publication, title: 'How to write &amp; <b>', subtitle: 'a & b' }, [], '1')
    const feed = readXml(xml)
    expect(textOf(feed, 'title')).toBe('How to write &amp; <b>')
    expect(textOf(feed, 'subtitle')).toBe('a & b')
  })

  test('an empty feed is valid', () => {
    expect(all(render(), 'entry')).toEqual([])
  })

  test('the same stories give the same bytes', () => {
    const stories = [makeStory(1), makeStory(2)]
    expect(renderAtom(publication, stories, '1')).toEqual(renderAtom(publication, stories, '1'))
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

  test('links to the copies and to the credited origin, each address once', () => {
    const entry = entryOf({
      credit: { name: 'CNN Indonesia', url: 'https://cnnindonesia.com/' },
      copies: [
        { title: 'Same "here"', url: 'https://a.example/1', sourceTitle: 'A' },
        { title: 'Again', url: 'https://a.example/1', sourceTitle: 'A' },
        { title: '', url: 'https://b.example/1', sourceTitle: 'B' },
        { title: 'No page', sourceTitle: 'C' },
        { title: 'Script', url: 'javascript:alert(1)', sourceTitle: 'D' },
      ],
    })
    expect(links(entry, 'via').map((link) => [link['href'], link['title']])).toEqual([
      ['https://cnnindonesia.com/', 'CNN Indonesia'],
    ])
    expect(links(entry, 'related').map((link) => [link['href'], link['title']])).toEqual([
      ['https://a.example/1', 'Same "here"'],
      ['https://b.example/1', 'B'],
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

  test.each([
    ['an invalid date', { updated: new Date(Number.NaN) }],
    ['a year of five digits', { published: new Date('+012026-01-01T00:00:00Z') }],
    ['an id of another kind', { id: 'https://example.com/1' }],
    ['an id that stands there already', { id: storyId(2) }],
  ])('a story with %s is left out and named, the others stay', (_, change) => {
    const bad = makeStory(1, change)
    const { xml, ids, problems } = renderAtom(publication, [makeStory(2), bad, makeStory(3)], '1')
    expect(ids).toEqual([storyId(2), storyId(3)])
    checkAtom(xml, { ids })
    expect(problems.map((problem) => problem.storyId)).toEqual([bad.id])
    expect(problems[0]?.reason).not.toBe('')
  })
})

describe('one story can not stop the others', () => {
  /** Passes every look that is taken at a story, but is no date in the document. */
  const oddDate = Object.assign(new Date(0), { toISOString: () => 'as long as a real date..' })

  test.each([
    ['fails the check of the finished document', { updated: oddDate }, /date "as long as a real date/],
    [
      'has more tags than an entry can hold',
      { categories: Array.from({ length: 100_000 }, (_, n) => ({ term: `tag ${n}` })) },
      /take \d+ characters/,
    ],
  ])('one that %s is left out and named', (_, change, reason) => {
    const stories = [makeStory(1), makeStory(2, change), makeStory(3)]
    const { xml, ids, problems } = renderAtom(publication, stories, '1')
    expect(ids).toEqual([storyId(1), storyId(3)])
    checkAtom(xml, { ids })
    expect(problems).toEqual([{ storyId: storyId(2), reason: expect.stringMatching(reason) }])
  })

  test('a fault that is no story’s keeps the feed from being published', () => {
    const broken = { ...publication, updated: oddDate }
    expect(() => renderAtom(broken, [makeStory(1)], '1')).toThrow('the last one stays')
  })
})

test('of many copies the newest twenty are linked', () => {
  const copies = Array.from({ length: 30 }, (_, n) => ({
    title: `${n}`,
    url: `https://a.example/${n}`,
    sourceTitle: 'A',
  }))
  const titles = links(entryOf({ copies }), 'related').map(({ title }) => title)
  expect(titles).toEqual(Array.from({ length: 20 }, (_, n) => `${n + 10}`))
})

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc.constantFrom(
    '',
    ' ',
    ']]>',
    ']]>]]>',
    '<![CDATA[',
    '&amp;',
    '&#0;',
    '"',
    "'",
    '\u0000',
    '\ud800',
    '<!--',
    'a\nb',
    '-->',
  ),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.constantFrom(
    'javascript:alert(1)',
    'http://',
    'urn:x',
    'http://a/?{|}^`"<>',
    'mailto:a@b',
    'tag:a,2026:x y',
    'en_US',
  ),
)
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined })
const anyDate = fc.date({ noInvalidDate: false })
const anyRel = fc.oneof(fc.constantFrom('self', 'alternate', 'enclosure'), anyText)
const anyLink = fc.record({ href: anyText, rel: anyRel, type: anyText, title: anyText, length: fc.double() })
const anyPerson = fc.record({ name: anyText, uri: anyText, email: anyText })
const anyStory = fc.record({
  id: fc.oneof(fc.nat(5).map(storyId), anyText),
  subscription: anyText,
  title: anyText,
  url: maybe(anyText),
  published: anyDate,
  updated: anyDate,
  authors: fc.array(anyPerson, { maxLength: 2 }),
  categories: fc.array(fc.record({ term: anyText, scheme: anyText, label: anyText }), { maxLength: 2 }),
  enclosures: fc.array(anyLink, { maxLength: 2 }),
  language: maybe(anyText),
  summary: maybe(anyText),
  html: maybe(anyText),
  rights: maybe(anyText),
  credit: maybe(fc.record({ name: anyText, url: anyText })),
  source: fc.record({
    id: anyText,
    title: anyText,
    links: fc.array(anyLink, { maxLength: 2 }),
    authors: fc.constant([]),
  }),
  copies: fc.array(fc.record({ title: anyText, url: anyText, sourceTitle: anyText }), { maxLength: 2 }),
})
const anyPublication = fc.record({ title: anyText, subtitle: anyText, language: anyText })

test('whatever the fields hold, the document is valid and each story is in it or named as a problem', () => {
  fc.assert(
    fc.property(anyPublication, fc.array(anyStory, { maxLength: 4 }), (head, stories) => {
      // fast-check makes absent fields undefined; the renderer reads both alike.
      const input = { ...publication, ...head } as Publication
      const { xml, ids, problems } = renderAtom(input, stories as readonly Story[], '1')
      checkAtom(xml, { ids })
      expect(ids.length + problems.length).toBe(stories.length)
      // Known before it is written, not found by the check.
      expect(problems.filter(({ reason }) => reason.includes('not published'))).toEqual([])
      expect(new TextDecoder().decode(new TextEncoder().encode(xml))).toBe(xml)
    }),
    { numRuns: 500 },
  )
})
