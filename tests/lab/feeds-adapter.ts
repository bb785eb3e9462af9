import { absoluteHtml } from '../../src/parse/absolute-html.ts'
import { parseFeed } from '../../src/parse/parse-feed.ts'
import type { Category, Entry, Link, Person, Source } from '../../src/types.ts'

/** Stands for the address of a document that came from nowhere. */
const unknownUrl = 'http://example.com/feed'

/** The lab's shape of a parsed feed: see the lab's README. */
export async function parse(
  bytes: Uint8Array,
  contentType: string | undefined,
  { url = unknownUrl, contentLanguage }: { url?: string; contentLanguage?: string },
): Promise<unknown> {
  const feed = await parseFeed(bytes, {
    url,
    ...(contentType === undefined ? {} : { contentType }),
    ...(contentLanguage === undefined ? {} : { contentLanguage }),
    timeZone: 'UTC',
    limits: { entries: 20_000, depth: 256, fieldChars: 4_000_000 },
    now: new Date('2100-01-01T00:00:00Z'),
  })
  const { source } = feed
  return {
    format: feed.format,
    ...rich(source),
    link: href(source.links, 'alternate'),
    feedUrl: href(source.links, 'self'),
    id: source.id,
    language: source.language,
    updated: source.updated,
    authors: source.authors.map(person),
    image: source.logo ?? source.icon,
    logo: source.logo,
    icon: source.icon,
    categories: feed.categories.map(category),
    items: feed.entries.map(item),
  }
}

function item(entry: Entry): unknown {
  return {
    id: entry.id,
    ...rich(entry),
    link: href(entry.links, 'alternate'),
    published: entry.published,
    updated: entry.updated,
    authors: entry.authors.map(person),
    summary: absolute(entry.summary, entry.baseUrl),
    content: absolute(entry.content, entry.baseUrl),
    contentSrc: href(entry.links, 'enclosure'),
    enclosures: entry.links
      .filter((link) => link.rel === 'enclosure')
      .map(({ href: url, type, length }) => ({ url, type, length })),
    categories: entry.categories.map(category),
    source: entry.source && {
      ...entry.source,
      ...rich(entry.source),
      link: href(entry.source.links ?? [], 'alternate') ?? href(entry.source.links ?? [], 'self'),
      authors: entry.source.authors?.map(person),
    },
    thumbnails: entry.images.map((image) => image.url),
    media: entry.links.filter((link) => link.rel === 'enclosure').map((link) => link.href),
    image: entry.images[0]?.url,
    comments: href(entry.links, 'replies'),
    language: entry.language,
  }
}

/** The lab takes a title as HTML or as its text: as HTML where the feed has any. */
function rich({ markup, title, subtitle, rights }: Partial<Source>): object {
  return {
    title: markup?.title ?? title,
    subtitle: markup?.subtitle ?? subtitle,
    rights: markup?.rights ?? rights,
  }
}

function href(links: readonly Link[], rel: string): string | undefined {
  return links.find((link) => link.rel === rel)?.href
}

function person({ name, email, uri }: Person): unknown {
  return { name: name === email ? undefined : name, email, url: uri }
}

function category({ term, scheme, label }: Category): unknown {
  return { term, scheme, label }
}

/** As clean does for every entry; where the document came from nowhere, nothing is known of its relative addresses. */
function absolute(html: string | undefined, base: string): string | undefined {
  return html === undefined || base === unknownUrl ? html : absoluteHtml(html, base)
}
