import { FeedError } from '../errors.ts'
import type { Category, Entry, Feed, Image, Link, Person } from '../types.ts'
import { parseDate } from './dates.ts'
import { clean, textHtml } from './markup.ts'
import { mendJson } from './mend-json.ts'
import { type AdaptContext, addTo, languageTag, linkTo, noMore, optional, uniqueLinks } from './modules.ts'
import { newest } from './newest.ts'
import { uniquePeople } from './people.ts'
import type { Draft } from './revise.ts'
import { uniqueBy } from './unique-by.ts'
import { nameOfUrl, resolveUrl } from './urls.ts'

type Json = Readonly<Record<string, unknown>>

/** JSON Feed 1 and 1.1 (jsonfeed.org/version/1.1). */
export function parseJsonFeed(text: string, context: AdaptContext): Omit<Feed, 'repairs'> {
  const feed = readObject(text, context)
  const language = languageTag(toText(feed['language']))
  const title = toLine(feed['title'])
  const entries = newest(itemsOf(feed), context.maxEntries, context.repairs, (item) =>
    toDate(toObject(item)['date_published'], context),
  ).flatMap((item) => entryOf(toObject(item), language, context) ?? [])
  return {
    format: 'json',
    source: {
      id: toText(feed['feed_url']) ?? context.url,
      title: title ?? nameOfUrl(context.url),
      ...optional('subtitle', toLine(feed['description'])),
      ...optional('updated', latestOf(entries)),
      links: feedLinks(feed, context),
      authors: authorsOf(feed, context),
      ...optional('icon', toUrl(feed['favicon'], context)),
      ...optional('logo', toUrl(feed['icon'], context)),
      ...optional('language', language ?? context.contentLanguage),
    },
    categories: [],
    deleted: [],
    skipHours: [],
    skipDays: [],
    entries,
  }
}

function feedLinks(feed: Json, context: AdaptContext): readonly Link[] {
  const links: Link[] = []
  const add = (address: unknown, rel: string): void =>
    addTo(links, linkTo(toText(address), context.url, rel, noMore, context))
  add(feed['home_page_url'], 'alternate')
  add(feed['feed_url'], 'self')
  add(feed['next_url'], 'next')
  for (const hub of toList(feed['hubs'])) add(toObject(hub)['url'], 'hub')
  return links
}

/** JSON Feed has no date of its own: the feed was last changed with its latest entry. */
function latestOf(entries: readonly Entry[]): Date | undefined {
  const times = entries.flatMap(({ updated, published }) => (updated ?? published)?.getTime() ?? [])
  return times.length === 0 ? undefined : new Date(times.reduce((a, b) => Math.max(a, b)))
}

/** Each entry may have so many. An empty object takes 56 bytes of memory for 3 of text. */
const valuesPerEntry = 50
/** Of the 20,000 entries that are kept by default: who keeps fewer still wants the newest of a long list. */
const leastMostValues = 1_000_000

/** Values at most: each begins an object or a list, or follows a comma. Commas within texts count too, one in sixty letters. */
function holdsMore(text: string, mostValues: number): boolean {
  // Shorter ones may hold more, but not much: looking at each letter costs as much as reading the rest.
  if (text.length <= 4 * mostValues) return false
  let count = 0
  for (let at = 0; at < text.length && count <= mostValues; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x2c || code === 0x5b || code === 0x7b) count++
  }
  return count > mostValues
}

function readObject(text: string, context: AdaptContext): Json {
  const { url, maxEntries } = context
  const mostValues = Math.max(leastMostValues, maxEntries * valuesPerEntry)
  if (holdsMore(text, mostValues)) {
    const found = `the document holds more than ${mostValues.toLocaleString('en')} values`
    throw new FeedError('PARSE_LIMIT', url, `${found}: raise limits.entriesPerFeed if you trust it`)
  }
  const feed = toObject(parseJson(text, context))
  const version = toText(feed['version'])
  if (!Array.isArray(feed['items']) || (version !== undefined && !version.includes('jsonfeed.org/version/1'))) {
    throw new FeedError('PARSE_NOT_A_FEED', url, 'JSON, but not a JSON Feed: no version and items of one')
  }
  return feed
}

function parseJson(text: string, { url, repairs }: AdaptContext): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    try {
      const mended = mendJson(text)
      const value: unknown = JSON.parse(mended.text)
      repairs.add(mended.isCut ? 'truncated' : 'broken-json')
      return value
    } catch {
      // What the first attempt said speaks of the document as it was written.
      throw new FeedError('PARSE_NOT_A_FEED', url, 'the document begins as JSON, but it is broken', { cause })
    }
  }
}

function entryOf(item: Json, feedLanguage: string | undefined, context: AdaptContext): Entry | undefined {
  const html = toText(item['content_html'])
  const plain = html === undefined ? toText(item['content_text']) : undefined
  const summary = toText(item['summary'])
  // Version 1.1 asks for strings, and for numbers to be taken as strings.
  const id = typeof item['id'] === 'number' ? String(item['id']) : toText(item['id'])
  // "Ideally, the id is the full URL of the resource": where no other page is named, it is that.
  const named = toText(item['url']) ?? (id !== undefined && /^https?:\/\//i.test(id) ? id : undefined)
  const page = linkTo(named, context.url, 'alternate', noMore, context)
  const title = toLine(item['title'])
  const content = plain === undefined ? html : textHtml(plain, 'meant')
  if (id === undefined && title === undefined && content === undefined && page === undefined) return undefined
  const entry: Draft<Entry> = {
    links: linksOf(item, page, context),
    authors: authorsOf(item, context),
    categories: tagsOf(item),
    baseUrl: page?.href ?? context.url,
    images: imagesOf(item, context),
  }
  const published = toDate(item['date_published'], context)
  const updated = toDate(item['date_modified'], context)
  const language = languageTag(toText(item['language'])) ?? feedLanguage
  if (id !== undefined) entry.id = id
  if (title !== undefined) entry.title = title
  if (published !== undefined) entry.published = published
  if (updated !== undefined) entry.updated = updated
  if (summary !== undefined) entry.summary = textHtml(summary, 'meant')
  if (content !== undefined) entry.content = content
  if (language !== undefined) entry.language = language
  return entry
}

function linksOf(item: Json, page: Link | undefined, context: AdaptContext): readonly Link[] {
  const links = page === undefined ? [] : [page]
  addTo(links, linkTo(toText(item['external_url']), context.url, 'related', noMore, context))
  for (const attachment of toList(item['attachments'])) addTo(links, attachmentOf(toObject(attachment), context))
  return uniqueLinks(links)
}

const noTags: readonly Category[] = []

function tagsOf(item: Json): readonly Category[] {
  if (item['tags'] === undefined) return noTags
  const tags: Category[] = []
  for (const tag of toList(item['tags'])) {
    const term = toLine(tag)
    if (term !== undefined) tags.push({ term })
  }
  return uniqueBy(tags, ({ term }) => term)
}

const noImages: readonly Image[] = []

function imagesOf(item: Json, context: AdaptContext): readonly Image[] {
  const main = toUrl(item['image'], context)
  const banner = toUrl(item['banner_image'], context)
  if (main === undefined) return banner === undefined ? noImages : [{ url: banner }]
  return banner === undefined || banner === main ? [{ url: main }] : [{ url: main }, { url: banner }]
}

function attachmentOf(attachment: Json, context: AdaptContext): Link | undefined {
  const size = attachment['size_in_bytes']
  const seconds = Number(attachment['duration_in_seconds'] ?? 0)
  const link = linkTo(
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
  if (link === undefined || !(seconds > 0 && seconds < Number.POSITIVE_INFINITY)) return link
  return { ...link, durationSeconds: Math.round(seconds) }
}

/** `authors` of 1.1, `author` of 1. */
function authorsOf(holder: Json, context: AdaptContext): readonly Person[] {
  const listed = toList(holder['authors'])
  const people: Person[] = []
  for (const author of listed.length > 0 ? listed : [holder['author']]) {
    const uri = toUrl(toObject(author)['url'], context)
    const name = toLine(toObject(author)['name']) ?? toLine(author) ?? uri
    if (name !== undefined) people.push(uri === undefined ? { name } : { name, uri })
  }
  return uniquePeople(people)
}

function toObject(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
}

function itemsOf(feed: Json): readonly unknown[] {
  return Array.isArray(feed['items']) ? feed['items'] : []
}

const none: readonly unknown[] = []
const mostOfAKind = 200

/** Of what a feed says of itself or of an item, the first two hundred, as in XML. */
function toList(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) return none
  return value.length > mostOfAKind ? value.slice(0, mostOfAKind) : value
}

function toText(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value.trim() : ''
  return text === '' ? undefined : text
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
  const text = typeof value === 'number' ? String(value) : toText(value)
  const date = text === undefined ? undefined : parseDate(text, context)
  if (text !== undefined && date === undefined) context.repairs.add('bad-date')
  return date
}
