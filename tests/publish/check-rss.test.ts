import { expect, test } from 'vitest'
import { FatalError } from '../../src/errors.ts'
import { checkRss } from '../../src/publish/check-rss.ts'
import { prepareEntries } from '../../src/publish/entry.ts'
import { renderRss } from '../../src/publish/rss.ts'
import { makeStory, publication } from './sample.ts'

const { entries } = prepareEntries(publication, [makeStory(1), makeStory(2)])
const xml = renderRss(publication, entries, '1')
const ids = entries.map(({ id }) => id)

test.each([
  ['a document cut short', xml.slice(0, -20), /unclosed tag/],
  ['a bare ampersand', xml.replace('Story 1', 'Q & A'), /\d+:\d+: /],
  ['an undeclared prefix', xml.replace('<dc:rights>', '<x:y/><dc:rights>'), /unbound namespace/],
  ['another kind of document', '<feed/>', /root is not that of RSS/],
  ['another version', xml.replace('version="2.0"', 'version="0.91"'), /root is not that of RSS/],
  ['two channels', xml.replace('</channel>', '</channel><channel/>'), /2 channel elements/],
  ['a channel without title', xml.replace('<title>Tech, read once</title>', ''), /channel has 0 title/],
  ['a channel with an empty description', xml.replace(/<description>Tech.*?</, '<description><'), /no description/],
  ['a channel whose own address is not told', xml.replace('rel="self"', 'rel="alternate"'), /no own address/],
  ['a date of another form', xml.replace(/(<lastBuildDate>)[^<]*/, '$12026-11-23'), /lastBuildDate "2026-11-23"/],
  ['an item without guid', xml.replace(/<guid.*?<\/guid>/, ''), /0 guid/],
  ['a guid that is read as an address', xml.replace('isPermaLink="false"', ''), /read as its address/],
  ['an item with a blank title', xml.replace('<title>Story 2<', '<title> <'), /2 has no title/],
  ['an item without date', xml.replace(/<pubDate>.*?<\/pubDate>/, ''), /0 pubDate/],
  ['an update of another form', xml.replace('2026-11-22T11:00:00.000Z', 'today'), /updated date "today"/],
  ['an item without author', xml.replace(/<dc:creator>.*?<\/dc:creator>/, ''), /has no .*creator/],
  ['a relative link', xml.replace('<link>https://example.com/1', '<link>/1'), /link leads to "\/1/],
  [
    'neither page nor body',
    xml.replace(/<link>https:\/\/example.*?<\/link>/, '').replace(/<content:encoded>.*?<\/content:encoded>/, ''),
    /neither page nor content/,
  ],
  ['an enclosure that runs a script', xml.replace('https://example.com/a.mp3', 'javascript:1'), /enclosure leads to/],
  ['an enclosure without length', xml.replace('length="1234"', ''), /without length or type/],
  ['a source without address', xml.replace(/<source url="[^"]*"/, '<source'), /source leads to "undefined"/],
  ['an entry that was not expected', xml.replaceAll('00000000002<', '00000000003<'), /entry 2 is .*3 where .*2/],
])('refused, saying what is wrong: %s', (_, document, expected) => {
  expect(document).not.toBe(xml)
  const check = (): void => checkRss(document, { ids })
  expect(check).toThrow(FatalError)
  expect(check).toThrow(expected)
  expect(check).toThrow(/^The new rss.xml is not published/)
})
