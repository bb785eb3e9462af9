import { describe, expect, test } from 'vitest'
import { FatalError } from '../../src/errors.ts'
import { renderAtom } from '../../src/publish/atom.ts'
import { checkAtom } from '../../src/publish/check-atom.ts'
import { prepareEntries } from '../../src/publish/entry.ts'
import { makeStory, publication, storyId } from './sample.ts'

const { entries } = prepareEntries(publication, [makeStory(1), makeStory(2)])
const xml = renderAtom(publication, entries, '1')
const ids = entries.map(({ id }) => id)

function complaint(document: string, expected: readonly string[] = ids): string {
  try {
    checkAtom(document, { ids: expected })
  } catch (error) {
    expect(error).toBeInstanceOf(FatalError)
    expect(error).toMatchObject({ code: 'OUTPUT' })
    return error instanceof Error ? error.message : ''
  }
  return ''
}

test('a feed as it is written passes', () => {
  expect(complaint(xml)).toBe('')
})

describe('refused, saying what is wrong:', () => {
  test.each([
    ['a document cut short', xml.slice(0, -20), /unclosed tag/],
    ['a bare ampersand', xml.replace('Story 1', 'Q & A'), /\d+:\d+: /],
    ['an undeclared prefix', xml.replace('<rights type="text">', '<x:y/><rights type="text">'), /unbound namespace/],
    ['a control character', xml.replace('Story 1', 'a\u0001'), /disallowed character/],
    ['another kind of document', '<rss version="2.0"/>', /root is not that of an Atom feed/],
    ['the right root in no namespace', '<feed/>', /root is not that of an Atom feed/],
    ['a feed without updated', xml.replace(/<updated>2026-11-23T13:05:00.000Z<\/updated>/, ''), /feed has 0 updated/],
    ['an entry without title', xml.replace(/<title type="text">Story 2<\/title>/, ''), /entry urn.*2 has 0 title/],
    ['an entry with two ids', xml.replace('<id>urn:uuid:00', '<id>urn:x:y</id><id>urn:uuid:00'), /2 id elements/],
    ['a relative id', xml.replace('<id>https://example.com/feed<', '<id>feed<'), /source feed has an id/],
    ['an id with a bare %', xml.replace('<id>https://example.com/feed<', '<id>urn:%z<'), /no absolute URI/],
    ['an id with two fragments', xml.replace('<id>https://example.com/feed<', '<id>urn:a#b#c<'), /no absolute URI/],
    ['a date of another form', xml.replace('2026-11-22T11:00:00.000Z', '22 Nov 2026'), /updated date "22 Nov 2026"/],
    ['a date that is none', xml.replace('2026-11-22T10:00:00.000Z', '2026-13-22T10:00:00Z'), /published date "2026-13/],
    ['a relative link', xml.replace('href="https://example.com/1', 'href="/1'), /"alternate" leads to "\/1/],
    [
      'a link that runs a script',
      xml.replace('https://example.com/a.mp3', 'javascript:1'),
      /"enclosure" leads to "javascript/,
    ],
    ['an entry without author', xml.replace(/<author>.*?<\/author>/, ''), /1 has no author/],
    ['an author without name', xml.replace('<name>Ann Author</name>', '<name> </name>'), /1 has no author/],
    [
      'an entry with neither page nor body',
      xml.replace(/<link href[^>]*>/, '').replace(/<content.*?<\/content>/, ''),
      /neither page nor content/,
    ],
    ['an entry twice', xml.replaceAll(storyId(2), storyId(1)), /stands there twice/],
  ])('%s', (_, document, expected) => {
    expect(document).not.toBe(xml)
    expect(complaint(document)).toMatch(expected)
  })

  test.each([
    ['an entry is missing', [...ids, storyId(3)], /entry 3 is missing/],
    ['an entry is one too many', [storyId(1)], /none was expected/],
    ['the order is another', [storyId(2), storyId(1)], /entry 1 is .*1 where .*2 was expected/],
  ])('%s', (_, expected, message) => {
    expect(complaint(xml, expected)).toMatch(message)
  })
})
