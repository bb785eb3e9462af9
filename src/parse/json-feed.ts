import { FeedError } from '../errors.ts'
import type { Category, Entry, Feed, Image, Link, Person } from '../types.ts'
import { parseDate } from './dates.ts'
import { clean, escapeText } from './markup.ts'
import { type AdaptContext, languageTag, linkTo, optional, uniqueBy, uniqueLinks } from './modules.ts'
import { newest } from './newest.ts'
import { uniquePeople } from './people.ts'
import { nameOfUrl, resolveUrl } from './urls.ts'

type Json = Readonly<Record<string, unknown>>

/** JSON Feed 1 and 1.1 (jsonfeed.org/version/1.1). */
export function parseJsonFeed(text: string, context: AdaptContext): Omit<Feed, 'repairs'> {
  const feed = readObject(text, context.url)
  const language = languageTag(toText(feed['language']))
  const title = toLine(feed['title'])
  return {
    format: 'json',
    source: {
      id: toText(feed['feed_url']) ?? context.url,
      title: title ?? nameOfUrl(context.url),
      ...optional('subtitle', toLine(feed['description'])),
      links: [
        ...linkTo(toText(feed['home_page_url']), context.url, 'alternate', {}, context),
        ...linkTo(toText(feed['feed_url']), context.url, 'self', {}, context),
        ...linkTo(toText(feed['next_url']), context.url, 'next', {}, context),
        ...toList(feed['hubs']).flatMap((hub) => linkTo(toText(toObject(hub)['url']), context.url, 'hub', {}, context)),
      ],
      authors: authorsOf(feed, context),
      ...optional('icon', toUrl(feed['favicon'], context)),
      ...optional('logo', toUrl(feed['icon'], context)),
      ...optional('language', language ?? context.contentLanguage),
    },
    categories: [],
    skipHours: [],
    skipDays: [],
    entries: newest(itemsOf(feed), context.maxEntries, context.repairs, (item) =>
      toDate(toObject(item)['date_published'], context),
    ).flatMap((item) => {
      const entry = entryOf(toObject(item), context)
      return entry === undefined ? [] : [{ ...entry, ...optional('language', entry.language ?? language) }]
    }),
  }
}

function readObject(text: string, url: string): Json {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new FeedError('PARSE_NOT_A_FEED', url, 'the document begins as JSON, but it is broken', { cause })
  }
  const feed = toObject(value)
  const version = toText(feed['version'])
  if (!Array.isArray(feed['items']) || (version !== undefined && !version.includes('jsonfeed.org/version/1'))) {
    throw new FeedError('PARSE_NOT_A_FEED', url, 'JSON, but not a JSON Feed: no version and items of one')
  }
  return feed
}

function entryOf(item: Json, context: AdaptContext): Entry | undefined {
  const page = linkTo(toText(item['url']), context.url, 'alternate', {}, context)
  const html = toText(item['content_html'])
  const plain = toText(item['content_text'])
  const summary = toText(item['summary'])
  // Version 1.1 asks for strings, and for numbers to be taken as strings.
  const id = typeof item['id'] === 'number' ? String(item['id']) : toText(item['id'])
  const title = toLine(item['title'])
  const content = html ?? (plain === undefined ? undefined : escapeText(plain))
  if (id === undefined && title === undefined && content === undefined && page.length === 0) return undefined
  const links = [
    ...page,
    ...linkTo(toText(item['external_url']), context.url, 'related', {}, context),
    ...toList(item['attachments']).flatMap((attachment) => attachmentOf(toObject(attachment), context)),
  ]
  return {
    ...optional('id', id),
    ...optional('title', title),
    links: uniqueLinks(links),
    ...optional('published', toDate(item['date_published'], context)),
    ...optional('updated', toDate(item['date_modified'], context)),
    authors: authorsOf(item, context),
    categories: toList(item['tags']).flatMap((tag): Category[] => {
      const term = toLine(tag)
      return term === undefined ? [] : [{ term }]
    }),
    ...optional('summary', summary === undefined ? undefined : escapeText(summary)),
    ...optional('content', content),
    baseUrl: page[0]?.href ?? context.url,
    images: uniqueBy(
      [item['image'], item['banner_image']].flatMap((image): Image[] => {
        const url = toUrl(image, context)
        return url === undefined ? [] : [{ url }]
      }),
      (image) => image.url,
    ),
    ...optional('language', languageTag(toText(item['language']))),
  }
}

function attachmentOf(attachment: Json, context: AdaptContext): Link[] {
  const size = attachment['size_in_bytes']
  return linkTo(
    toText(attachment['url']),
    context.url,
    'enclosure',
    {
      ...optional('type', toText(attachment['mime_type'])),
      ...optional('title', toText(attachment['title'])),
      ...optional('length', typeof size === 'number' || typeof size === 'string' ? String(size) : undefined),
    },
    context,
  )
}

/** `authors` of 1.1, `author` of 1. */
function authorsOf(holder: Json, context: AdaptContext): Person[] {
  const listed = toList(holder['authors'])
  return uniquePeople(
    (listed.length > 0 ? listed : [holder['author']]).map((author) => {
      const uri = toUrl(toObject(author)['url'], context)
      const name = toLine(toObject(author)['name']) ?? toLine(author) ?? uri
      return name === undefined ? undefined : { name, ...optional('uri', uri) }
    }),
  )
}

function toObject(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
}

function itemsOf(feed: Json): readonly unknown[] {
  return Array.isArray(feed['items']) ? feed['items'] : []
}

/** Of what a feed says of itself or of an item, the first two hundred, as in XML. */
function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, 200) : []
}

function toText(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

function toLine(value: unknown): string | undefined {
  const text = toText(value)
  const line = text === undefined ? '' : clean(text)
  return line === '' ? undefined : line
}

function toUrl(value: unknown, context: AdaptContext): string | undefined {
  const text = toText(value)
  return text === undefined ? undefined : resolveUrl(text, context.url)
}

function toDate(value: unknown, context: AdaptContext): Date | undefined {
  const text = toText(value)
  const date = text === undefined ? undefined : parseDate(text, context)
  if (text !== undefined && date === undefined) context.repairs.add('bad-date')
  return date
}
