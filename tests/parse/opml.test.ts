import { expect, test } from 'vitest'
import { parseOpml } from '../../src/parse/opml.ts'

const parse = (opml: string) => parseOpml(new TextEncoder().encode(opml), 'file.opml')

test('subscriptions in order, with titles; folders and categories are tags', () => {
  expect(
    parse(`<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
      <outline text="Tech"><outline type="rss" text="A &amp; B" xmlUrl="https://a.example/feed?x=1&amp;y=2"/>
        <outline title="Linux"><outline text="t" title="Deep" xmlUrl="https://deep.example/" category="/News/Daily, Tech,AI/ML"/></outline>
      </outline>
      <outline text="https://bare.example/" xmlUrl="https://bare.example/"/></body></opml>`),
  ).toEqual([
    { url: 'https://a.example/feed?x=1&y=2', title: 'A & B', tags: ['Tech'] },
    { url: 'https://deep.example/', title: 'Deep', tags: ['Tech', 'Linux', 'News', 'Daily', 'AI/ML'] },
    { url: 'https://bare.example/', tags: [] },
  ])
})

test.each([
  ['a byte order mark, no body, names in other case', '\ufeff<OPML><OUTLINE XMLURL="https://a.example/"/></OPML>'],
  ['an ampersand that is not escaped', '<opml><body><outline xmlUrl="https://a.example/" title="&"/></body></opml>'],
  ['an end that is missing', '<opml><body><outline><outline xmlUrl="https://a.example/">'],
  ['feed: before the address', '<opml><body><outline xmlUrl="feed:https://a.example/"/></body></opml>'],
])('reads what programs write: %s', (_, opml) => {
  expect(parse(opml)).toMatchObject([{ url: 'https://a.example/' }])
})

test.each(['', '<rss><channel/></rss>', '{}', '<html><body><outline xmlUrl="x"/></body></html>'])(
  'what is no OPML is none: %s',
  (text) => expect(parse(text)).toBeUndefined(),
)
