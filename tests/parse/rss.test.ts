import { describe, expect, test } from 'vitest'
import type { Entry, Feed, Source } from '../../src/types.ts'
import { fieldsOf, parseText, rss, rssEntry, type Said } from './parse-text.ts'

const page = (href: string) => ({ href, rel: 'alternate' })

describe('an item of RSS', () => {
  test.each<readonly [string, string, Said<Entry>]>([
    // Title
    ['white space around and within', '<title>\n  One\n  two </title>', { title: 'One two' }],
    ['an empty title is none', '<title><![CDATA[ ]]></title>', { title: undefined }],
    ['escaped once', '<title>AT&amp;T &lt;3</title>', { title: 'AT&T <3' }],
    ['escaped twice', '<title>AT&amp;amp;T</title>', { title: 'AT&T' }],
    ['CDATA that is escaped all the same', '<title><![CDATA[AT&amp;T]]></title>', { title: 'AT&T' }],
    ['CDATA that was escaped with its marks', '<title>&lt;![CDATA[AT&amp;T]]&gt;</title>', { title: 'AT&T' }],
    [
      'CDATA in CDATA',
      '<description><![CDATA[<![CDATA[<p>One</p>]]]]><![CDATA[>]]></description>',
      { summary: '<p>One</p>' },
    ],
    ['a line break in a title', '<title>One<br/>two</title>', { title: 'One two' }],
    [
      'dates without a namespace',
      '<published>2026-01-02</published><updated>2026-01-03</updated>',
      { published: new Date('2026-01-02'), updated: new Date('2026-01-03') },
    ],
    [
      'the text for Yandex',
      '<description>S</description><y:full-text xmlns:y="http://news.yandex.ru">All of it</y:full-text>',
      { summary: 'S', content: 'All of it' },
    ],
    [
      'the fast page for Yandex',
      '<t:content xmlns:t="http://turbo.yandex.ru"><![CDATA[<p>One</p>]]></t:content>',
      { content: '<p>One</p>' },
    ],
    ['text and CDATA in turns', '<title>One <![CDATA[& two]]> three</title>', { title: 'One & two three' }],
    ['what looks like a tag and is none', '<title>Vec&lt;T&gt; in a &lt; b</title>', { title: 'Vec<T> in a < b' }],
    ['markup', '<title>H&lt;sub&gt;2&lt;/sub&gt;O</title>', { title: 'H2O', markup: { title: 'H<sub>2</sub>O' } }],
    [
      'elements that are not escaped',
      '<title>On <em>emphasis</em></title>',
      { title: 'On emphasis', markup: { title: 'On <em>emphasis</em>' } },
    ],
    ['the title of a module', '<dc:title>Two</dc:title>', { title: 'Two' }],
    ['its own title before that of a module', '<media:title>Clip</media:title><title>One</title>', { title: 'One' }],
    ['an emoji by number', '<title>&#128640; &#x1F680;</title>', { title: '🚀 🚀' }],
    [
      'an emoji by two numbers, as UTF-16 has it',
      '<title>&#55357;&#56832; &#xD83D;&#xDE80; &#55357;</title>',
      { title: '😀 🚀 \ufffd' },
    ],
    ['a character that XML forbids', '<title>a&#0;b&#x8;c</title>', { title: 'a\ufffdbc' }],

    // Links and ids
    [
      'link in CDATA with line breaks',
      '<link><![CDATA[\n https://a.example/1\n]]></link>',
      { links: [page('https://a.example/1')] },
    ],
    [
      'link with a reference',
      '<link>https://a.example/?a=1&amp;b=2</link>',
      { links: [page('https://a.example/?a=1&b=2')] },
    ],
    [
      'link with a bare ampersand',
      '<link>https://a.example/?a=1&b=2</link>',
      { links: [page('https://a.example/?a=1&b=2')] },
    ],
    ['a path is one of the site', '<link>/2026/1</link>', { links: [page('https://site.example/2026/1')] }],
    ['no scheme', '<link>//a.example/1</link>', { links: [page('https://a.example/1')] }],
    ['letters beyond ASCII', '<link>https://a.example/tög</link>', { links: [page('https://a.example/t%C3%B6g')] }],
    ['spaces within', '<link>https://a.example/a b</link>', { links: [page('https://a.example/a%20b')] }],
    ['a script is no link', '<link>javascript:alert(1)</link>', { links: [] }],
    ['no address at all', '<link>http://</link>', { links: [] }],
    ['link as in Atom', '<link href="https://a.example/1"/>', { links: [page('https://a.example/1')] }],
    [
      'an empty link beside one of Atom',
      '<link/><atom:link href="https://a.example/1"/>',
      { links: [page('https://a.example/1')] },
    ],
    [
      'guid is the page',
      '<guid>https://a.example/1</guid>',
      { id: 'https://a.example/1', links: [page('https://a.example/1')] },
    ],
    [
      'guid says that it is the page',
      '<guid isPermaLink="TRUE">https://a.example/1</guid>',
      { id: 'https://a.example/1', links: [page('https://a.example/1')] },
    ],
    [
      'guid says that it is not',
      '<guid isPermaLink="false">https://a.example/1</guid>',
      { id: 'https://a.example/1', links: [] },
    ],
    [
      'guid is a path of the site',
      '<guid>/2026/1</guid>',
      { id: '/2026/1', links: [page('https://site.example/2026/1')] },
    ],
    ['guid is no address', '<guid>post-1</guid>', { id: 'post-1', links: [] }],
    [
      'link goes before guid',
      '<guid>https://a.example/?p=1</guid><link>https://a.example/1</link>',
      { links: [page('https://a.example/1')] },
    ],
    ['an empty guid is none', '<guid/>', { id: undefined }],
    ['id of another vocabulary', '<dc:identifier>doi:10.1</dc:identifier>', { id: 'doi:10.1' }],
    [
      'FeedBurner keeps the page aside',
      '<link>https://feedproxy.example/~r/1</link><feedburner:origLink>https://a.example/1</feedburner:origLink>',
      { links: [page('https://a.example/1'), page('https://feedproxy.example/~r/1')] },
    ],
    [
      'comments',
      '<comments>https://a.example/1#comments</comments>',
      { links: [{ href: 'https://a.example/1#comments', rel: 'replies' }] },
    ],
    [
      'feed of comments',
      '<wfw:commentRss>https://a.example/1/feed</wfw:commentRss>',
      { links: [{ href: 'https://a.example/1/feed', rel: 'replies', type: 'application/rss+xml' }] },
    ],

    // Enclosures
    [
      'enclosure',
      '<enclosure url="https://a.example/1.mp3" type="audio/mpeg" length="123"/>',
      { links: [{ href: 'https://a.example/1.mp3', rel: 'enclosure', type: 'audio/mpeg', length: 123 }] },
    ],
    [
      'length is no number of bytes',
      '<enclosure url="https://a.example/1.mp3" length="12 MB"/>',
      { links: [{ href: 'https://a.example/1.mp3', rel: 'enclosure' }] },
    ],
    [
      'length with separators',
      '<enclosure url="https://a.example/1.mp3" length="1,234,567"/>',
      { links: [{ href: 'https://a.example/1.mp3', rel: 'enclosure', length: 1_234_567 }] },
    ],
    ['enclosure without an address', '<enclosure type="audio/mpeg"/>', { links: [] }],
    [
      'several, one of them twice',
      '<enclosure url="/1.mp3"/><enclosure url="/2.mp3"/><enclosure url="/1.mp3"/>',
      {
        links: [
          { href: 'https://site.example/1.mp3', rel: 'enclosure' },
          { href: 'https://site.example/2.mp3', rel: 'enclosure' },
        ],
      },
    ],
    [
      'a picture is a picture too',
      '<enclosure url="https://a.example/1.jpg" type="image/jpeg"/>',
      { images: [{ url: 'https://a.example/1.jpg' }] },
    ],

    // Bodies
    ['HTML in CDATA', '<description><![CDATA[<p>One</p>]]></description>', { summary: '<p>One</p>' }],
    ['HTML escaped', '<description>&lt;p&gt;One&lt;/p&gt;</description>', { summary: '<p>One</p>' }],
    [
      'HTML as elements',
      '<description><p>One <b>two</b></p> three</description>',
      { summary: '<p>One <b>two</b></p> three' },
    ],
    ['a void element as HTML has it', '<description>One<br>two</description>', { summary: 'One<br>two' }],
    ['CDATA that ends within', '<description><![CDATA[a]]]]><![CDATA[>b]]></description>', { summary: 'a]]>b' }],
    [
      'full text beside a summary',
      '<description>Short</description><content:encoded><![CDATA[<p>Long</p>]]></content:encoded>',
      { summary: 'Short', content: '<p>Long</p>' },
    ],
    ['full text alone', '<content:encoded>&lt;p&gt;Long</content:encoded>', { summary: undefined, content: '<p>Long' }],
    [
      'an empty full text is none',
      '<content:encoded/><description>Short</description>',
      { summary: 'Short', content: undefined },
    ],
    ['body of XHTML', '<xhtml:body><p>Long</p></xhtml:body>', { content: '<p>Long</p>' }],
    ['fields of other vocabularies', '<itunes:summary>Short</itunes:summary>', { summary: 'Short' }],
    ['an unknown vocabulary says nothing', '<x:description xmlns:x="urn:x">No</x:description>', { summary: undefined }],

    // Dates
    ['pubDate', '<pubDate>Tue, 03 Mar 2026 08:00:00 GMT</pubDate>', { published: new Date('2026-03-03T08:00:00Z') }],
    ['dc:date', '<dc:date>2026-03-03T08:00:00Z</dc:date>', { published: new Date('2026-03-03T08:00:00Z') }],
    [
      'a date that is none beside one that is',
      '<pubDate>yesterday</pubDate><dc:date>2026-03-03T08:00:00Z</dc:date>',
      { published: new Date('2026-03-03T08:00:00Z') },
    ],
    ['an unset date', '<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>', { published: undefined }],
    ['a date that a clock made up', '<pubDate>Fri, 01 Jan 2038 00:00:00 GMT</pubDate>', { published: undefined }],
    [
      'changed since',
      '<pubDate>Tue, 03 Mar 2026 08:00:00 GMT</pubDate><dcterms:modified>2026-03-04</dcterms:modified>',
      { published: new Date('2026-03-03T08:00:00Z'), updated: new Date('2026-03-04T00:00:00Z') },
    ],
    [
      'changed, as Atom says it',
      '<atom:updated>2026-03-04T00:00:00Z</atom:updated>',
      { updated: new Date('2026-03-04T00:00:00Z') },
    ],

    // People
    [
      'address and name',
      '<author>ann@a.example (Ann Lee)</author>',
      { authors: [{ name: 'Ann Lee', email: 'ann@a.example' }] },
    ],
    [
      'name and address',
      '<author>Ann Lee &lt;ann@a.example&gt;</author>',
      { authors: [{ name: 'Ann Lee', email: 'ann@a.example' }] },
    ],
    [
      'address alone',
      '<author>ann@a.example</author>',
      { authors: [{ name: 'ann@a.example', email: 'ann@a.example' }] },
    ],
    [
      'elements as Atom has them',
      '<author><name>Ann Lee</name><email>ann@a.example</email><url>/ann</url></author>',
      { authors: [{ name: 'Ann Lee', email: 'ann@a.example', uri: 'https://feeds.example/ann' }] },
    ],
    ['name alone', '<author>Ann Lee</author>', { authors: [{ name: 'Ann Lee' }] }],
    [
      'an empty author beside a creator',
      '<author/><dc:creator>Ann Lee</dc:creator>',
      { authors: [{ name: 'Ann Lee' }] },
    ],
    [
      'several creators, one twice',
      '<dc:creator>Ann</dc:creator><dc:creator>Bob</dc:creator><dc:creator>ann</dc:creator>',
      { authors: [{ name: 'Ann' }, { name: 'Bob' }] },
    ],
    ['author as in Atom', '<atom:author><atom:name>Ann</atom:name></atom:author>', { authors: [{ name: 'Ann' }] }],
    ['creator with a reference', '<dc:creator>Ren&amp;eacute;</dc:creator>', { authors: [{ name: 'René' }] }],
    [
      'author as a link',
      '<author>&lt;a href="mailto:ann@a.example"&gt;Ann&lt;/a&gt;</author>',
      { authors: [{ name: 'Ann', email: 'ann@a.example' }] },
    ],
    ['creator with markup', '<dc:creator>&lt;b&gt;Ann&lt;/b&gt;</dc:creator>', { authors: [{ name: 'Ann' }] }],
    ['who published where nobody wrote', '<dc:publisher>A Ltd</dc:publisher>', { authors: [{ name: 'A Ltd' }] }],

    // Categories
    [
      'category of a scheme',
      '<category domain="https://a.example/topics">Linux</category>',
      { categories: [{ term: 'Linux', scheme: 'https://a.example/topics' }] },
    ],
    [
      'several, one twice, one empty',
      '<category>A</category><category/><category>B</category><category> A </category>',
      { categories: [{ term: 'A' }, { term: 'B' }] },
    ],
    [
      'category with a reference in CDATA',
      '<category><![CDATA[R&amp;D]]></category>',
      { categories: [{ term: 'R&D' }] },
    ],
    ['subject', '<dc:subject>Linux</dc:subject>', { categories: [{ term: 'Linux' }] }],
    [
      'keywords',
      '<itunes:keywords>a, b,,c</itunes:keywords>',
      { categories: [{ term: 'a' }, { term: 'b' }, { term: 'c' }] },
    ],

    // The rest
    [
      'source',
      '<source url="https://b.example/feed">B News</source>',
      { source: { title: 'B News', links: [{ href: 'https://b.example/feed', rel: 'self' }] } },
    ],
    ['source without an address', '<source>B News</source>', { source: { title: 'B News' } }],
    ['language of an item', '<dc:language>id</dc:language>', { language: 'id' }],
    ['rights of an item', '<dc:rights>CC BY 4.0</dc:rights>', { rights: 'CC BY 4.0' }],
    [
      'rights with a link',
      '<dc:rights>&lt;a href="/l"&gt;CC&lt;/a&gt;</dc:rights>',
      { rights: 'CC', markup: { rights: '<a href="https://feeds.example/l">CC</a>' } },
    ],
    ['number of comments', '<slash:comments>12</slash:comments>', { commentCount: 12 }],
    ['number of comments that is none', '<slash:comments>many</slash:comments>', { commentCount: undefined }],
  ])('%s', async (_, item, expected) => {
    expect(fieldsOf(await rssEntry(item), expected)).toEqual(expected)
  })
})

describe('a channel of RSS', () => {
  test.each<readonly [string, string, Said<Source>]>([
    [
      'without a title it is called by its host',
      '',
      { title: 'feeds.example', id: 'https://feeds.example/dir/feed.xml' },
    ],
    ['title of an image is not its own', '<image><title>Logo</title></image><title>T</title>', { title: 'T' }],
    ['title of a text field neither', '<textInput><title>Search</title></textInput><title>T</title>', { title: 'T' }],
    [
      'description',
      '<description>About &lt;b&gt;it&lt;/b&gt;</description>',
      { subtitle: 'About it', markup: { subtitle: 'About <b>it</b>' } },
    ],
    ['copyright', '<copyright>&amp;copy; 2026 A</copyright>', { rights: '© 2026 A' }],
    ['language with an underscore', '<language>pt_BR</language>', { language: 'pt-BR' }],
    ['logo', '<image><url>/logo.png</url></image>', { logo: 'https://feeds.example/logo.png' }],
    ['logo of a podcast', '<itunes:image href="https://a.example/p.jpg"/>', { logo: 'https://a.example/p.jpg' }],
    [
      'editor',
      '<managingEditor>ann@a.example (Ann)</managingEditor>',
      { authors: [{ name: 'Ann', email: 'ann@a.example' }] },
    ],
    [
      'owner of a podcast',
      '<itunes:owner><itunes:name>Ann</itunes:name><itunes:email>ann@a.example</itunes:email></itunes:owner>',
      { authors: [{ name: 'Ann', email: 'ann@a.example' }] },
    ],
    [
      'last change',
      '<lastBuildDate>Tue, 03 Mar 2026 08:00:00 GMT</lastBuildDate>',
      { updated: new Date('2026-03-03T08:00:00Z') },
    ],
    [
      'itself, its hub, its next page',
      '<atom:link rel="self" href="https://a.example/feed"/><atom:link rel="hub" href="https://hub.example/"/><atom:link rel="next" href="?page=2"/>',
      {
        links: [
          { href: 'https://site.example/', rel: 'alternate' },
          { href: 'https://a.example/feed', rel: 'self' },
          { href: 'https://hub.example/', rel: 'hub' },
          { href: 'https://feeds.example/dir/feed.xml?page=2', rel: 'next' },
        ],
      },
    ],
  ])('%s', async (_, channel, expected) => {
    expect(fieldsOf((await parseText(rss(channel))).source, expected)).toEqual(expected)
  })

  test('categories of podcasts nest', async () => {
    const { categories } = await parseText(
      rss(
        '<itunes:category text="Technology"><itunes:category text="Tech News"/></itunes:category><category>A</category>',
      ),
    )
    const scheme = 'http://www.itunes.com/'
    expect(categories).toEqual([{ term: 'A' }, { term: 'Technology', scheme }, { term: 'Tech News', scheme }])
  })

  test('the language of HTTP is that of a feed that declares none', async () => {
    expect((await parseText(rss(''), { contentLanguage: 'id' })).source.language).toBe('id')
    expect((await parseText(rss('<language>en</language>'), { contentLanguage: 'id' })).source.language).toBe('en')
  })
})

test.each([
  ['another prefix', 'r', 'https://a.example/1'],
  ['the usual prefix', 'rdf', 'https://a.example/1'],
])('an item is known by rdf:about, with %s', async (_, prefix, id) => {
  const feed = await parseText(
    `<${prefix}:RDF xmlns:${prefix}="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel ${prefix}:about="x"><title>T</title></channel><item ${prefix}:about="${id}"><title>One</title></item></${prefix}:RDF>`,
  )
  expect(feed.entries.map((entry) => [entry.id, entry.links[0]?.href])).toEqual([[id, id]])
})

describe('kinds of RSS', () => {
  const rdf = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
  test.each<readonly [string, string, Feed['format']]>([
    ['0.91', '<rss version="0.91"><channel><title>T</title><item><title>One</title></item></channel></rss>', 'rss'],
    [
      '0.92 with a namespace',
      '<rss version="0.92" xmlns="http://backend.userland.com/rss2"><channel><title>T</title><item><title>One</title></item></channel></rss>',
      'rss',
    ],
    [
      '0.90',
      `<rdf:RDF ${rdf} xmlns="http://channel.netscape.com/rdf/simple/0.9/"><channel><title>T</title></channel><item><title>One</title></item></rdf:RDF>`,
      'rdf',
    ],
    [
      '1.0 with prefixes',
      `<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:s="http://purl.org/rss/1.0/"><s:channel r:about="x"><s:title>T</s:title></s:channel><s:item r:about="https://a.example/1"><s:title>One</s:title></s:item></r:RDF>`,
      'rdf',
    ],
    [
      '1.1',
      `<Channel xmlns="http://purl.org/net/rss1.1#" ${rdf} rdf:about="x"><title>T</title><items rdf:parseType="Collection"><item rdf:about="https://a.example/1"><title>One</title></item></items></Channel>`,
      'rss',
    ],
    ['a channel alone', '<channel><title>T</title><item><title>One</title></item></channel>', 'rss'],
    [
      'items behind the channel',
      '<rss version="2.0"><channel><title>T</title></channel><item><title>One</title></item></rss>',
      'rss',
    ],
    [
      'every name in capitals',
      '<RSS VERSION="2.0"><CHANNEL><TITLE>T</TITLE><ITEM><TITLE>One</TITLE></ITEM></CHANNEL></RSS>',
      'rss',
    ],
    [
      'behind a style sheet, a comment and a doctype',
      '<?xml version="1.0"?><?xml-stylesheet href="x"?><!-- <rss> --><!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "x"><rss version="0.91"><channel><title>T</title><item><title>One</title></item></channel></rss>',
      'rss',
    ],
  ])('%s', async (_, document, format) => {
    const feed = await parseText(document)
    expect([feed.format, feed.source.title, feed.entries.map(({ title }) => title)]).toEqual([format, 'T', ['One']])
  })

  test('what an item of RSS 1.0 is about is its id and its page', async () => {
    const { entries } = await parseText(
      `<rdf:RDF ${rdf} xmlns="http://purl.org/rss/1.0/"><item rdf:about="https://a.example/1"><title>One</title></item></rdf:RDF>`,
    )
    expect(entries[0]).toMatchObject({ id: 'https://a.example/1', links: [page('https://a.example/1')] })
  })
})
