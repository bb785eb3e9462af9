import { describe, expect, test } from 'vitest'
import type { Entry, Feed, Source } from '../../src/types.ts'
import { atom, atomEntry, fieldsOf, parseText, type Said } from './parse-text.ts'

const page = (href: string) => ({ href, rel: 'alternate' })
const base64 = (text: string) => Buffer.from(text).toString('base64')

describe('an entry of Atom', () => {
  test.each<readonly [string, string, Said<Entry>]>([
    // Text constructs
    ['a title is text', '<title>a &lt;b&gt; c</title>', { title: 'a <b> c', markup: undefined }],
    ['a title of type text keeps its references', '<title type="text">&amp;lt;</title>', { title: '&lt;' }],
    [
      'a title of type html',
      '<title type="html">H&lt;sub&gt;2&lt;/sub&gt;O &amp;amp; more</title>',
      { title: 'H2O & more', markup: { title: 'H<sub>2</sub>O &amp; more' } },
    ],
    ['html without markup', '<title type="html">A &amp;amp; B</title>', { title: 'A & B', markup: undefined }],
    [
      'a title of type xhtml, with or without prefix',
      '<title type="xhtml"><xhtml:div>The <xhtml:em>end</xhtml:em>, then</xhtml:div></title>',
      { title: 'The end, then', markup: { title: 'The <em>end</em>, then' } },
    ],
    ['the type in capitals', '<title type="HTML">A &amp;amp; B</title>', { title: 'A & B' }],
    [
      'a media type with a parameter',
      '<title type="text/html; charset=utf-8">A &amp;amp; B</title>',
      { title: 'A & B' },
    ],
    ['a media type', '<title type="text/html">A &amp;amp; B</title>', { title: 'A & B' }],
    [
      'a type that does not exist is looked through',
      '<title type="markdown">A &amp;amp; B</title>',
      { title: 'A & B' },
    ],
    ['elements in what says it is text', '<title type="text">A <b>B</b></title>', { title: 'A B' }],
    ['an empty title is none', '<title/>', { title: undefined }],
    ['base64 of Atom 0.3 is text', `<title mode="base64">${base64('a <b>')}</title>`, { title: 'a <b>' }],
    [
      'base64 of HTML',
      `<title mode="base64" type="text/html">${base64('a <b>b</b>')}</title>`,
      { title: 'a b', markup: { title: 'a <b>b</b>' } },
    ],
    ['base64 that is none', '<title mode="base64">not base64!</title>', { title: 'not base64!' }],

    // Content
    ['content of text', '<content>a &lt; b</content>', { content: 'a &lt; b' }],
    ['content of html', '<content type="html">&lt;p&gt;One&lt;/p&gt;</content>', { content: '<p>One</p>' }],
    [
      'content of xhtml, in order',
      '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">a <b>b</b> c<br/><i/>d</div></content>',
      { content: 'a <b>b</b> c<br><i></i>d' },
    ],
    [
      'quotes and brackets within attributes of xhtml',
      '<content type="xhtml"><div><a title="a &quot;b&quot; &lt;c&gt;">x</a></div></content>',
      { content: '<a title="a &quot;b&quot; &lt;c&gt;">x</a>' },
    ],
    [
      'base64 of text',
      `<content type="text/plain" mode="base64">${base64('a < b')}</content>`,
      { content: 'a &lt; b' },
    ],
    ['base64 of a file is none', '<content type="image/png">iVBORw0KGgo=</content>', { content: undefined }],
    [
      'content that stands elsewhere',
      '<content src="/1.mp3" type="audio/mpeg"/>',
      { content: undefined, links: [{ href: 'https://feeds.example/1.mp3', rel: 'enclosure', type: 'audio/mpeg' }] },
    ],
    [
      'content that is a page',
      '<content src="https://a.example/1" type="text/html"/>',
      { links: [{ href: 'https://a.example/1', rel: 'alternate', type: 'text/html' }] },
    ],
    [
      'of several contents of Atom 0.3 the one with markup',
      '<content type="text/plain">One</content><content type="text/html" mode="escaped">&lt;p&gt;One</content>',
      { content: '<p>One' },
    ],
    ['html that is put into a div', '<content type="html"><div>&lt;p&gt;One</div></content>', { content: '<p>One' }],
    ['summary and content', '<summary>S</summary><content>C</content>', { summary: 'S', content: 'C' }],
    ['paragraphs of text', '<summary>One\ntwo\n\n  Three</summary>', { summary: '<p>One\ntwo</p><p>Three</p>' }],
    [
      'xml:base further in',
      '<content type="xhtml" xml:base="https://a.example/"><div><p xml:base="x/"><a href="1">1</a></p><a href="2">2</a></div></content>',
      { content: '<p><a href="https://a.example/x/1">1</a></p><a href="2">2</a>', baseUrl: 'https://a.example/' },
    ],

    // Links and ids
    [
      'a link without relation is the page',
      '<link href="https://a.example/1"/>',
      { links: [page('https://a.example/1')] },
    ],
    [
      'the relation in full',
      '<link rel="http://www.iana.org/assignments/relation/alternate" href="/1"/>',
      { links: [page('https://feeds.example/1')] },
    ],
    [
      'the page goes before what is for programs',
      '<link href="/1.json" type="application/json"/><link href="/1" type="text/html"/>',
      {
        links: [
          { href: 'https://feeds.example/1', rel: 'alternate', type: 'text/html' },
          { href: 'https://feeds.example/1.json', rel: 'alternate', type: 'application/json' },
        ],
      },
    ],
    [
      'all that a link may say',
      '<link rel="related" href="/1" type="text/html" hreflang="id" title=" A  &amp; B " length="10"/>',
      {
        links: [
          {
            href: 'https://feeds.example/1',
            rel: 'related',
            type: 'text/html',
            hreflang: 'id',
            title: 'A & B',
            length: 10,
          },
        ],
      },
    ],
    [
      'a link of its own base',
      '<link xml:base="https://a.example/x/" href="1"/>',
      { links: [page('https://a.example/x/1')] },
    ],
    [
      'relations as HTML writes them',
      '<link rel="Alternate SELF" href="/1"/>',
      { links: [page('https://feeds.example/1'), { href: 'https://feeds.example/1', rel: 'self' }] },
    ],
    ['a link without address', '<link rel="alternate"/>', { links: [] }],
    ['a link whose address is its text', '<link>https://a.example/1</link>', { links: [page('https://a.example/1')] }],
    ['id untouched', '<id> tag:a.example,2026:É%7e </id>', { id: 'tag:a.example,2026:É%7e' }],
    ['an id that is a path', '<id>/posts/1</id>', { id: 'https://feeds.example/posts/1' }],
    ['an id that is a word', '<id>1</id>', { id: '1' }],
    [
      'replies and how many',
      '<link rel="replies" href="/1/comments" thr:count="7"/>',
      { links: [{ href: 'https://feeds.example/1/comments', rel: 'replies' }], commentCount: 7 },
    ],
    ['how many replies in all', '<thr:total>9</thr:total>', { commentCount: 9 }],

    // Dates
    [
      'published and updated',
      '<published>2026-03-03T08:00:00Z</published><updated>2026-03-04T08:00:00Z</updated>',
      { published: new Date('2026-03-03T08:00:00Z'), updated: new Date('2026-03-04T08:00:00Z') },
    ],
    [
      'Atom 0.3',
      '<issued>2004-05-25T08:00:00Z</issued><modified>2004-05-26T08:00:00Z</modified>',
      { published: new Date('2004-05-25T08:00:00Z'), updated: new Date('2004-05-26T08:00:00Z') },
    ],
    [
      'a date as RSS has it',
      '<updated>Tue, 03 Mar 2026 08:00:00 GMT</updated>',
      { updated: new Date('2026-03-03T08:00:00Z') },
    ],
    ['a date that is none costs no more', '<updated>soon</updated><id>1</id>', { id: '1', updated: undefined }],

    // People
    [
      'all that a person may say',
      '<author><name>Ann</name><email>ann@a.example</email><uri>/ann</uri></author>',
      { authors: [{ name: 'Ann', email: 'ann@a.example', uri: 'https://feeds.example/ann' }] },
    ],
    [
      'several',
      '<author><name>Ann</name></author><author><name>Bob</name></author>',
      { authors: [{ name: 'Ann' }, { name: 'Bob' }] },
    ],
    [
      'an address as name',
      '<author><name>ann@a.example (Ann)</name></author>',
      { authors: [{ name: 'Ann', email: 'ann@a.example' }] },
    ],
    ['a name without element', '<author>Ann</author>', { authors: [{ name: 'Ann' }] }],
    ['an author without anything', '<author><name/></author>', { authors: [] }],
    [
      'only an address of the web',
      '<author><uri>https://a.example/</uri></author>',
      { authors: [{ name: 'https://a.example/', uri: 'https://a.example/' }] },
    ],
    ['contributors wrote less', '<contributor><name>Bob</name></contributor>', { authors: [] }],
    ['a creator where there is no author', '<dc:creator>Ann</dc:creator>', { authors: [{ name: 'Ann' }] }],

    // Categories
    [
      'category in full',
      '<category term="tech" scheme="https://a.example/s" label="Tech &amp; more"/>',
      { categories: [{ term: 'tech', scheme: 'https://a.example/s', label: 'Tech & more' }] },
    ],
    ['a label alone', '<category label="Tech"/>', { categories: [{ term: 'Tech', label: 'Tech' }] }],
    ['the term as text', '<category>Tech</category>', { categories: [{ term: 'Tech' }] }],
    [
      'the same term of two schemes',
      '<category term="a" scheme="urn:1"/><category term="a" scheme="urn:2"/>',
      {
        categories: [
          { term: 'a', scheme: 'urn:1' },
          { term: 'a', scheme: 'urn:2' },
        ],
      },
    ],

    // The rest
    ['rights', '<rights type="html">&amp;copy; A</rights>', { rights: '© A' }],
    ['a language of its own', '<content xml:lang="id">Halo</content>', { language: 'id' }],
    ['no language', '<content xml:lang="">Halo</content>', { language: undefined }],
    [
      'where it comes from',
      '<source><id>urn:b</id><title>B</title><updated>2026-03-03T08:00:00Z</updated><link href="https://b.example/"/><author><name>Bob</name></author><rights>B</rights><icon>/i.png</icon></source>',
      {
        source: {
          id: 'urn:b',
          title: 'B',
          updated: new Date('2026-03-03T08:00:00Z'),
          links: [page('https://b.example/')],
          authors: [{ name: 'Bob' }],
          rights: 'B',
          icon: 'https://feeds.example/i.png',
        },
      },
    ],
    [
      'the source is not the entry',
      '<source><title>B</title><id>urn:b</id></source><title>One</title>',
      { title: 'One', id: undefined },
    ],
    ['an unknown namespace says nothing', '<x:title xmlns:x="urn:x">No</x:title>', { title: undefined }],
  ])('%s', async (_, entry, expected) => {
    expect(fieldsOf(await atomEntry(entry), expected)).toEqual(expected)
  })
})

describe('a feed of Atom', () => {
  test.each<readonly [string, string, Said<Source>]>([
    [
      'subtitle with markup',
      '<subtitle type="html">About &lt;i&gt;it&lt;/i&gt;</subtitle>',
      { subtitle: 'About it', markup: { subtitle: 'About <i>it</i>' } },
    ],
    [
      'rights with a link',
      '<rights type="xhtml"><div>Under <a href="l">CC</a></div></rights>',
      { rights: 'Under CC', markup: { rights: 'Under <a href="https://feeds.example/dir/l">CC</a>' } },
    ],
    [
      'icon and logo',
      '<icon>/i.png</icon><logo>l.png</logo>',
      { icon: 'https://feeds.example/i.png', logo: 'https://feeds.example/dir/l.png' },
    ],
    [
      'itself, its hub, its pages',
      '<link rel="self" href=""/><link rel="hub" href="https://hub.example/"/><link rel="next" href="?p=2"/><link rel="prev-archive" href="/2025"/>',
      {
        links: [
          { href: 'https://hub.example/', rel: 'hub' },
          { href: 'https://feeds.example/dir/feed.xml?p=2', rel: 'next' },
          { href: 'https://feeds.example/2025', rel: 'prev-archive' },
        ],
      },
    ],
    ['its people', '<author><name>Ann</name></author>', { authors: [{ name: 'Ann' }] }],
    ['tagline of Atom 0.3', '<tagline>About</tagline><copyright>A</copyright>', { subtitle: 'About', rights: 'A' }],
    ['without a title', '<title/>', { title: 'feeds.example' }],
  ])('%s', async (_, feed, expected) => {
    expect(fieldsOf((await parseText(atom(feed))).source, expected)).toEqual(expected)
  })

  test('xml:base and xml:lang of the feed are those of its entries', async () => {
    const entry = await atomEntry('<link href="1"/>', 'xml:base="https://a.example/x/" xml:lang="id"')
    expect(entry).toMatchObject({ links: [page('https://a.example/x/1')], language: 'id' })
  })

  test('entries taken back', async () => {
    const { deleted, entries } = await parseText(
      atom(
        '<at:deleted-entry xmlns:at="http://purl.org/atompub/tombstones/1.0" ref="urn:1" when="2026-03-03T08:00:00Z"><at:comment>Gone</at:comment></at:deleted-entry><entry><id>urn:2</id></entry>',
      ),
    )
    expect(deleted).toEqual([{ ref: 'urn:1', when: new Date('2026-03-03T08:00:00Z') }])
    expect(entries.map(({ id }) => id)).toEqual(['urn:2'])
  })

  test.each<readonly [string, string]>([
    [
      'a prefix for everything',
      '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>T</a:title><a:entry><a:title>One</a:title></a:entry></a:feed>',
    ],
    [
      'Atom 0.3',
      '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>T</title><entry><title>One</title></entry></feed>',
    ],
    [
      'https in the namespace',
      '<feed xmlns="https://www.w3.org/2005/Atom/"><title>T</title><entry><title>One</title></entry></feed>',
    ],
    ['no namespace', '<feed><title>T</title><entry><title>One</title></entry></feed>'],
    [
      'the namespace of RSS',
      '<feed xmlns="http://purl.org/rss/1.0/"><title>T</title><entry><title>One</title></entry></feed>',
    ],
  ])('is known by its name: %s', async (_, document) => {
    const feed = await parseText(document)
    const read: [Feed['format'], string, (string | undefined)[]] = [
      feed.format,
      feed.source.title,
      feed.entries.map(({ title }) => title),
    ]
    expect(read).toEqual(['atom', 'T', ['One']])
  })
})
