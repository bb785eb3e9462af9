import { parseFeed } from '../../src/parse/parse-feed.ts'
import type { Entry, Feed } from '../../src/types.ts'

/** Where every document of these tests was read. */
const feedUrl = 'https://feeds.example/dir/feed.xml'

/** Parses a document's text as read from `feedUrl` in November 2026. */
export function parseText(text: string, options: { readonly contentLanguage?: string } = {}): Promise<Feed> {
  return parseFeed(Uint8Array.from(Buffer.from(text)), {
    url: feedUrl,
    timeZone: 'UTC',
    limits: { entries: 100, depth: 256, fieldChars: 4_000_000 },
    now: new Date('2026-11-01T00:00:00Z'),
    ...options,
  })
}

const namespaces = Object.entries({
  atom: 'http://www.w3.org/2005/Atom',
  content: 'http://purl.org/rss/1.0/modules/content/',
  dc: 'http://purl.org/dc/elements/1.1/',
  dcterms: 'http://purl.org/dc/terms/',
  feedburner: 'http://rssnamespace.org/feedburner/ext/1.0',
  itunes: 'http://www.itunes.com/dtds/podcast-1.0.dtd',
  media: 'http://search.yahoo.com/mrss/',
  slash: 'http://purl.org/rss/1.0/modules/slash/',
  sy: 'http://purl.org/rss/1.0/modules/syndication/',
  thr: 'http://purl.org/syndication/thread/1.0',
  wfw: 'http://wellformedweb.org/CommentAPI/',
  xhtml: 'http://www.w3.org/1999/xhtml',
})
  .map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`)
  .join(' ')

/** An RSS 2.0 document of a channel. */
export function rss(channel: string): string {
  return `<?xml version="1.0"?><rss version="2.0" ${namespaces}><channel><link>https://site.example/</link>${channel}</channel></rss>`
}

/** An Atom document of a feed. */
export function atom(feed: string, attributes = ''): string {
  return `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" ${namespaces} ${attributes}>${feed}</feed>`
}

/** The only entry of an RSS item. */
export async function rssEntry(item: string): Promise<Entry | undefined> {
  return (await parseText(rss(`<title>T</title><item>${item}</item>`))).entries[0]
}

/** The only entry of an Atom entry. */
export async function atomEntry(entry: string, attributes = ''): Promise<Entry | undefined> {
  return (await parseText(atom(`<title>T</title><entry>${entry}</entry>`, attributes))).entries[0]
}

/** Some of a record's fields; undefined says that one is not there. */
export type Said<T> = { readonly [K in keyof T]?: T[K] | undefined }

/** What a record says of the fields that another one names. */
export function fieldsOf<T extends object>(record: T | undefined, like: Said<T>): Said<T> {
  const said: { [K in keyof T]?: T[K] | undefined } = {}
  for (const name in like) said[name] = record?.[name]
  return said
}
