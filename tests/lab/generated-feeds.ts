/** Full-text feeds of every format, as the publishing programs in use write them; the same at every run. */

export interface SampleFeed {
  readonly name: string
  readonly bytes: Uint8Array
}

type Format = 'rss-cdata' | 'rss-escaped' | 'rss-summary' | 'rdf' | 'atom-html' | 'atom-xhtml' | 'json'

/** From a blog's last ten summaries to an archive of full texts. */
const shapes: readonly (readonly [Format, entries: number, paragraphs: number])[] = [
  ['rss-cdata', 10, 4],
  ['rss-cdata', 50, 25],
  ['rss-cdata', 300, 12],
  ['rss-escaped', 20, 8],
  ['rss-escaped', 100, 20],
  ['rss-summary', 30, 1],
  ['rss-summary', 1000, 1],
  ['rdf', 15, 2],
  ['rdf', 200, 3],
  ['atom-html', 10, 6],
  ['atom-html', 100, 20],
  ['atom-html', 300, 10],
  ['atom-xhtml', 15, 5],
  ['atom-xhtml', 100, 15],
  ['json', 20, 8],
  ['json', 200, 15],
]

/** A sample of each shape. */
export function generatedFeeds(): readonly SampleFeed[] {
  return shapes.map(([format, entries, paragraphs]) => ({
    name: `${format} ${entries}×${paragraphs}`,
    bytes: new TextEncoder().encode(writers[format](makeEntries(entries, paragraphs))),
  }))
}

interface SampleEntry {
  readonly link: string
  readonly title: string
  readonly author: string
  readonly html: string
  readonly date: Date
}

const words =
  `the release of a new kernel brings memory limits to every process and it’s the first time that developers can measure what
  their services really need without guessing while “critics” say the change comes late for people who run older hardware in
  small offices across Europe – Zürich São Paulo 東京 where budgets are tight`.split(/\s+/)

function makeEntries(count: number, paragraphs: number): readonly SampleEntry[] {
  let state = count * 31 + paragraphs
  // Numerical Recipes' linear congruential generator: samples need variety, not chance.
  const next = (limit: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state % limit
  }
  const text = (length: number): string => Array.from({ length }, () => words[next(words.length)] ?? '').join(' ')
  return Array.from({ length: count }, (_, index) => {
    const link = `https://news.example/2026/03/${count - index}-${text(4)
      .replace(/[^a-z]+/gi, '-')
      .toLowerCase()}/`
    const body = Array.from(
      { length: paragraphs },
      (_, at) =>
        `<p>${text(30)}, <a href="https://other.example/?a=${at}&amp;b=${next(99)}">${text(3)}</a> ${text(20)}.</p>\n`,
    )
    const picture = `<figure><img src="${link}top.jpg" alt="${text(5)}" width="1200" height="800" /></figure>\n`
    return {
      link,
      title: `${text(8)} & more`,
      author: `Ann ${text(1)}`,
      html: picture + body.join(''),
      date: new Date(Date.UTC(2026, 2, 1) - index * 5_400_000),
    }
  })
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

const rssHead = `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
	xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"
	xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/">
<channel>
	<title>News &amp; Notes</title>
	<atom:link href="https://news.example/feed/" rel="self" type="application/rss+xml" />
	<link>https://news.example</link>
	<description>What happens</description>
	<lastBuildDate>Sun, 01 Mar 2026 08:00:00 +0000</lastBuildDate>
	<language>en-US</language>
	<sy:updatePeriod>hourly</sy:updatePeriod>
`

function rss(body: (entry: SampleEntry) => string): (entries: readonly SampleEntry[]) => string {
  return (entries) =>
    `${rssHead}${entries
      .map(
        (entry, index) => `	<item>
		<title>${escapeText(entry.title)}</title>
		<link>${entry.link}</link>
		<comments>${entry.link}#respond</comments>
		<dc:creator><![CDATA[${entry.author}]]></dc:creator>
		<pubDate>${entry.date.toUTCString().replace('GMT', '+0000')}</pubDate>
		<category><![CDATA[Kernel]]></category>
		<category><![CDATA[Memory & Speed]]></category>
		<guid isPermaLink="false">https://news.example/?p=${index}</guid>
		${body(entry)}
		<media:thumbnail url="${entry.link}thumb.jpg" width="150" height="100" />
		<slash:comments>${index}</slash:comments>
	</item>
`,
      )
      .join('')}</channel></rss>`
}

function atom(content: (entry: SampleEntry) => string): (entries: readonly SampleEntry[]) => string {
  return (entries) => `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
  <title>News &amp; Notes</title>
  <link href="https://news.example/feed.atom" rel="self"/>
  <link href="https://news.example/"/>
  <updated>2026-03-01T08:00:00Z</updated>
  <id>tag:news.example,2026:feed</id>
${entries
  .map(
    (entry, index) => `  <entry>
    <id>tag:news.example,2026:${index}</id>
    <title type="html">${escapeText(escapeText(entry.title))}</title>
    <link rel="alternate" type="text/html" href="${entry.link}"/>
    <published>${entry.date.toISOString()}</published>
    <updated>${entry.date.toISOString().replace('Z', '+01:00')}</updated>
    <author><name>${entry.author}</name><uri>https://news.example/ann</uri></author>
    <category term="kernel" label="Kernel"/>
    ${content(entry)}
  </entry>
`,
  )
  .join('')}</feed>`
}

const writers: Record<Format, (entries: readonly SampleEntry[]) => string> = {
  'rss-cdata': rss(
    ({ html }) =>
      `<description><![CDATA[${html.slice(0, 300)} [&#8230;]]]></description><content:encoded><![CDATA[${html}]]></content:encoded>`,
  ),
  'rss-escaped': rss(({ html }) => `<description>${escapeText(html)}</description>`),
  'rss-summary': rss(({ html }) => `<description>${escapeText(html.replace(/<[^>]*>/g, ''))}</description>`),
  rdf: (entries) => `<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://news.example/"><title>News</title><link>https://news.example/</link><description>News</description></channel>
${entries
  .map(
    (entry) => `<item rdf:about="${entry.link}">
<title>${escapeText(entry.title)}</title>
<link>${entry.link}</link>
<dc:date>${entry.date.toISOString()}</dc:date>
<dc:creator>${entry.author}</dc:creator>
<description>${escapeText(entry.html)}</description>
</item>
`,
  )
  .join('')}</rdf:RDF>`,
  'atom-html': atom(({ html }) => `<content type="html">${escapeText(html)}</content>`),
  'atom-xhtml': atom(
    ({ html }) => `<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">${html}</div></content>`,
  ),
  json: (entries) =>
    JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'News',
      home_page_url: 'https://news.example/',
      items: entries.map(({ link, title, author, html, date }) => ({
        id: link,
        url: link,
        title,
        content_html: html,
        date_published: date.toISOString(),
        authors: [{ name: author }],
        tags: ['kernel', 'memory'],
      })),
    }),
}
