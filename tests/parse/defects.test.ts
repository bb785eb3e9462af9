import { describe, expect, test } from 'vitest'
import { parseText } from './parse-text.ts'

const head = '<rss version="2.0"><channel><title>T</title>'
const end = '</channel></rss>'
const item = (title: string) => `<item><title>${title}</title></item>`

describe('defects that cost no entry', () => {
  test.each<readonly [string, string, readonly string[], readonly string[]]>([
    ['a bare ampersand', head + item('A & B') + item('C&D') + end, ['A & B', 'C&D'], ['bare-ampersand']],
    [
      'an ampersand in an address',
      `${head}<item><title>A</title><link>http://a.example/?a&b=1</link></item>${end}`,
      ['A'],
      ['bare-ampersand'],
    ],
    ['names of HTML', head + item('caf&eacute;&nbsp;&hellip;') + end, ['café …'], ['html-entity']],
    ['a name that does not exist', head + item('&nosuch; x') + end, ['&nosuch; x'], ['bare-ampersand']],
    ['a bare less-than', head + item('a < b') + end, ['a < b'], ['bare-less-than']],
    ['a heart', head + item('I <3 feeds') + end, ['I <3 feeds'], ['bare-less-than']],
    [
      'a field that is not closed',
      `${head}<item><title>A<link>http://a.example/</link></item>${item('B')}${end}`,
      ['A', 'B'],
      ['unclosed-tag'],
    ],
    ['an item that is not closed', `${head}<item><title>A</title>${item('B')}${end}`, ['A', 'B'], ['unclosed-tag']],
    [
      'tags that cross',
      `${head}<item><description><b>a<i>b</b>c</i></description><title>A</title></item>${end}`,
      ['A'],
      ['unclosed-tag', 'stray-end-tag'],
    ],
    ['an end tag too many', `${head}</item>${item('A')}${end}`, ['A'], ['stray-end-tag']],
    ['cut within a title', `${head}${item('A')}<item><title>B`, ['A'], ['truncated']],
    ['cut within a tag', `${head}${item('A')}<item><tit`, ['A'], ['truncated']],
    [
      'cut within CDATA',
      `${head}${item('A')}<item><title>B</title><description><![CDATA[<p>`,
      ['A', 'B'],
      ['truncated'],
    ],
    ['text before the root', `Warning: x on line 3\n${head}${item('A')}${end}`, ['A'], ['text-outside-root']],
    ['tags before the root', `<br />\n<b>Notice</b>: x<br />\n${head}${item('A')}${end}`, ['A'], ['text-outside-root']],
    ['text behind the root', `${head}${item('A')}${end}\n<!-- 0.1 s --> cached`, ['A'], ['text-outside-root']],
    ['a declaration that is not first', `\n\n <?xml version="1.0"?>${head}${item('A')}${end}`, ['A'], []],
    ['two declarations', `<?xml version="1.0"?><?xml version="1.0"?>${head}${item('A')}${end}`, ['A'], []],
    ['no version', `<rss><channel><title>T</title>${item('A')}${end}`, ['A'], ['missing-version']],
    ['no channel', `<rss version="2.0"><title>T</title>${item('A')}</rss>`, ['A'], ['missing-channel']],
    ['capitals', `${head}<ITEM><TITLE>A</TITLE></ITEM>${end}`, ['A'], ['upper-case-name']],
    ['capitals at one end', `${head}<Item><Title>A</title></ITEM>${end}`, ['A'], []],
    ['control characters', head + item('A\u0001\u000bB') + end, ['AB'], ['control-character']],
    [
      'attributes without quotes',
      `<rss version=2.0><channel><title>T</title><item><title>A</title><guid isPermaLink=false>1</guid></item>${end}`,
      ['A'],
      [],
    ],
    [
      'an attribute twice',
      `${head}<item><title>A</title><guid isPermaLink="false" isPermaLink="true">1</guid></item>${end}`,
      ['A'],
      [],
    ],
    ['two hyphens in a comment', `${head}<!-- a -- b -->${item('A')}${end}`, ['A'], []],
    [
      'CDATA within CDATA',
      `${head}<item><title>A</title><description><![CDATA[a <![CDATA[b]]> c]]></description></item>${end}`,
      ['A'],
      [],
    ],
    [
      'the same id twice',
      `${head}<item><guid>1</guid><title>A</title></item><item><guid>1</guid><title>B</title></item>${end}`,
      ['A', 'B'],
      [],
    ],
    ['an item without anything', `${head}<item/>${item('A')}${end}`, ['A'], []],
    ['a date that is none', `${head}<item><title>A</title><pubDate>soon</pubDate></item>${end}`, ['A'], ['bad-date']],
    ['an address that is none', `${head}<item><title>A</title><link>http://[</link></item>${end}`, ['A'], ['bad-link']],
    ['UTF-8 read as windows-1252', head + item('Itâ€™s') + end, ['It’s'], ['mojibake']],
  ])('%s', async (_, document, titles, repairs) => {
    const feed = await parseText(document)
    expect(feed.entries.map(({ title }) => title ?? '')).toEqual(titles)
    expect(feed.repairs.map(({ code }) => code)).toEqual(expect.arrayContaining([...repairs]))
    if (repairs.length === 0) expect(feed.repairs).toEqual([])
  })

  test('a sound feed needs no repair', async () => {
    expect((await parseText(head + item('A &amp; B &lt; C') + end)).repairs).toEqual([])
  })
})

describe('a page instead of a feed', () => {
  const link = (attributes: string) =>
    `<!DOCTYPE html><html><head><title>T</title><link ${attributes}></head><body><p>x</body></html>`
  test.each<readonly [string, string, string]>([
    ['Atom', link('rel="alternate" type="application/atom+xml" href="/atom"'), 'https://feeds.example/atom'],
    [
      'RSS, attributes in another order and without quotes',
      link('href=rss.xml type=application/rss+xml rel=alternate'),
      'https://feeds.example/dir/rss.xml',
    ],
    [
      'JSON Feed',
      link('rel="alternate" type="application/feed+json" href="https://a.example/feed.json"'),
      'https://a.example/feed.json',
    ],
    [
      'the base of the page',
      `<html><head><base href="https://b.example/x/"><link rel=alternate type=application/rss+xml href=f></head>`,
      'https://b.example/x/f',
    ],
  ])('names the feeds that it announces: %s', async (_, page, address) => {
    await expect(parseText(page)).rejects.toMatchObject({
      code: 'PARSE_NOT_A_FEED',
      message: expect.stringContaining(`an HTML page, not a feed, which announces: ${address}`),
    })
  })

  test('a list of feeds is told from a page', async () => {
    const list = '<opml version="2.0"><body><outline text="A" xmlUrl="https://a.example/feed"/></body></opml>'
    await expect(parseText(list)).rejects.toThrow('an OPML list of feeds, not a feed')
  })

  test('a feed that speaks of HTML is a feed', async () => {
    const feed = await parseText(
      `<?xml version="1.0"?>${head}<item><title>A</title><description><![CDATA[<!DOCTYPE html><html><body>x</body></html>]]></description></item>${end}`,
    )
    expect(feed.entries.map(({ title }) => title)).toEqual(['A'])
  })
})
