import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FatalError } from '../../src/errors.ts'
import { parseOpml } from '../../src/parse/opml.ts'
import { checkOpml } from '../../src/publish/check-opml.ts'
import { type OpmlSource, renderOpml } from '../../src/publish/opml.ts'
import { anyPublication, anyText } from './hostile.ts'
import { all, readXml, textOf } from './read-xml.ts'
import { publication } from './sample.ts'

function outlines(...sources: readonly OpmlSource[]): readonly Readonly<Record<string, string>>[] {
  const opml = renderOpml(publication, sources)
  checkOpml(opml.xml, opml)
  return all(all(readXml(opml.xml), 'body')[0], 'outline').map(({ attributes }) => attributes)
}

test('names the publication', () => {
  const { xml } = renderOpml({ ...publication, title: 'A & B' }, [])
  expect(textOf(all(readXml(xml), 'head')[0], 'title')).toBe('A & B: sources')
})

test('each source has what a reader needs to subscribe', () => {
  const source = {
    url: 'https://example.com/feed?a=1&b=2',
    title: 'Q & "A"',
    site: 'https://example.com/',
    tags: ['tech', 'one, two'],
  }
  expect(outlines(source)).toEqual([
    {
      type: 'rss',
      text: 'Q & "A"',
      title: 'Q & "A"',
      xmlUrl: 'https://example.com/feed?a=1&b=2',
      htmlUrl: 'https://example.com/',
      category: 'tech,one two',
    },
  ])
})

test('read by our own parser it gives the same subscriptions', () => {
  const sources = [
    { url: 'https://a.example/feed?a=1&b=2', title: 'Größe & "Q"', tags: ['tech', 'de'] },
    { url: 'http://127.0.0.1:8000/feed', title: 'B', tags: [] },
  ]
  const { xml } = renderOpml(publication, sources)
  expect(parseOpml(new TextEncoder().encode(xml), 'sources.opml')).toEqual(sources)
})

test('a source without title is called by its host', () => {
  expect(outlines({ url: 'https://example.com/feed', tags: [] })).toEqual([
    { type: 'rss', text: 'example.com', title: 'example.com', xmlUrl: 'https://example.com/feed' },
  ])
})

describe('left out:', () => {
  test.each([
    ['a file of our own', 'file:sample/feed.xml'],
    ['a user name and password', 'https://me:secret@example.com/feed'],
    ['a key for one reader', 'https://example.com/feed?auth=1234'],
    ['a token', 'https://example.com/me.private.atom?access_token=1234'],
    ['what is no address', 'example.com'],
  ])('%s', (_, url) => {
    expect(outlines({ url, tags: [] })).toEqual([])
  })

  test('an address that stands there already', () => {
    const twice = { url: 'https://example.com/feed', tags: [] }
    expect(outlines(twice, { ...twice, title: 'Again' })).toHaveLength(1)
  })
})

describe('refused, saying what is wrong:', () => {
  const { xml, urls } = renderOpml(publication, [
    { url: 'https://a.example/feed', title: 'A', site: 'https://a.example/', tags: [] },
    { url: 'https://b.example/feed', title: 'B', tags: [] },
  ])
  test.each([
    ['a document cut short', xml.slice(0, -9), /unclosed tag/],
    ['another version', xml.replace('2.0', '1.0'), /root is not that of OPML/],
    ['no title', xml.replace(/<title>.*<\/title>/, ''), /no title/],
    ['an outline without text', xml.replace('text="A"', ''), /a.example\/feed has no text or type/],
    ['an address that is none', xml.replace('https://b.example/feed', '/feed'), /xmlUrl leads to "\/feed"/],
    ['a site that is none', xml.replace('"https://a.example/"', '"a"'), /htmlUrl leads to "a"/],
    ['a source that is missing', xml.replace(/.*b\.example.*\n/, ''), /entry 2 is missing/],
  ])('%s', (_, document, expected) => {
    expect(document).not.toBe(xml)
    expect(() => checkOpml(document, { urls })).toThrow(FatalError)
    expect(() => checkOpml(document, { urls })).toThrow(expected)
  })
})

test('whatever the settings hold, the list is valid', () => {
  const anySource = fc.record({
    url: anyText,
    title: anyText,
    site: anyText,
    tags: fc.array(anyText, { maxLength: 3 }),
  })
  fc.assert(
    fc.property(anyPublication, fc.array(anySource, { maxLength: 4 }), (head, sources) => {
      const opml = renderOpml(head, sources)
      checkOpml(opml.xml, opml)
    }),
    { numRuns: 300 },
  )
})
