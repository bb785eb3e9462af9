import { FeedError, withoutCredentials } from '../errors.ts'
import type { Entry, Feed, Source } from '../types.ts'
import { decodeText, isWide } from '../util/decode.ts'
import { adaptAtom } from './atom.ts'
import { type BuiltFeed, buildFeed } from './hand-over.ts'
import { announcedFeeds, isHtmlPage } from './html-page.ts'
import { parseJsonFeed } from './json-feed.ts'
import { type FeedLimits, limitFeed } from './limits.ts'
import { type AdaptContext, optional } from './modules.ts'
import { readXml } from './read-xml.ts'
import { Repairs } from './repairs.ts'
import type { Draft } from './revise.ts'
import { adaptRss } from './rss.ts'
import { mayBeMangled, unmangleFeed } from './unmangle-feed.ts'
import { nameOfUrl } from './urls.ts'
import { withoutControls } from './without-controls.ts'
import type { XmlElement } from './xml-element.ts'

export interface ParseFeedOptions {
  /** Where the document was read from, after redirects. */
  readonly url: string
  /** The HTTP Content-Type header. */
  readonly contentType?: string
  /** The HTTP Content-Language header. */
  readonly contentLanguage?: string
  /** IANA name, for dates that name no zone. */
  readonly timeZone: string
  readonly limits: FeedLimits
  readonly now: Date
}

/** Reads a feed document of any format, repairing what can be repaired; throws nothing but `FeedError`. */
export async function parseFeed(bytes: Uint8Array, options: ParseFeedOptions): Promise<Feed> {
  const document = worthDecoding(bytes)
  const decoded = decodeText(document, { markup: 'xml', ...optional('contentType', options.contentType) })
  const { oddity } = decoded
  const start = decoded.text.trimStart()
  if (start === '') throw new FeedError('PARSE_EMPTY', options.url, 'the document is empty')
  const repairs = new Repairs()
  if (oddity !== undefined) repairs.add(oddity)
  const context: AdaptContext = {
    // Relative addresses of the document are made absolute with it, and those are published.
    url: withoutCredentials(options.url),
    timeZone: options.timeZone,
    maxEntries: options.limits.entries,
    now: options.now,
    repairs,
    ...optional('contentLanguage', options.contentLanguage),
  }
  const isJson = /^[{[]/.test(start)
  const feed = isJson
    ? parseJsonFeed(start, context)
    : await parseXmlFeed(withoutControls(document, decoded, repairs).trimStart(), context, options.limits)
  const isSuspect = mayBeMangled(document, decoded, repairs)
  // JSON's titles are what is written there; those of XML may hold references that were escaped once more.
  const mended = isJson && !isSuspect ? feed : unmangleFeed(feed, isSuspect, repairs)
  return { ...limitFeed(mended, options.limits.fieldChars, repairs), repairs: repairs.list() }
}

/**
 * The newest may stand at the end, so more entries are read than kept; past that, a document of 16 MB holds half a
 * million short ones, which take 700 MB.
 */
const chosenAmong = 2

/** One adapter for each kind of root. */
const adapters = { rss: adaptRss, 'rdf:rdf': adaptRss, channel: adaptRss, 'atom:feed': adaptAtom }

/** Found at once in a feed; what has none, as a file of another kind, need not be read further. */
const longestRootTag = 64
const rootTag = /<(?:[^\s<>/:]{1,40}:)?(?:rss|rdf|channel|feed)(?![\w-])/i

/** Enough to say what else it is: an HTML page announces its feeds at its beginning. */
const beginningBytes = 1024 * 1024
const lookedAtOnce = 65_536

/**
 * The document, or its beginning where it can't be a feed: files of other kinds are long, and 64 MB of no charset take 256 MB to
 * decode. Tags are written with the same bytes in all charsets but UTF-16 and UTF-32.
 */
function worthDecoding(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= beginningBytes || isWide(bytes)) return bytes
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let at = 0; at < bytes.length; at += lookedAtOnce - longestRootTag) {
    const piece = view.toString('latin1', at, at + lookedAtOnce)
    if ((at === 0 && /^[^\w<]*[{[]/.test(piece)) || rootTag.test(piece)) return bytes
  }
  return bytes.subarray(0, beginningBytes)
}

async function parseXmlFeed(text: string, context: AdaptContext, limits: FeedLimits): Promise<Omit<Feed, 'repairs'>> {
  if (isHtmlPage(text) || !rootTag.test(text)) throw notAFeed(text, context.url)
  const { url, repairs } = context
  const root = findRoot(
    readXml(text, { url, base: url, repairs, limits: { ...limits, entries: limits.entries * chosenAmong } }),
  )
  if (root === undefined) throw notAFeed(text, context.url)
  const { format, channel } = adapters[root.name](root, context)
  return { format, ...toFeed(await buildFeed(channel), context) }
}

type Root = XmlElement & { readonly name: keyof typeof adapters }

function isRoot(element: XmlElement): element is Root {
  return Object.hasOwn(adapters, element.name)
}

/** Errors of the publisher's server may stand before the root, and as tags that are never closed around it. */
function findRoot(document: XmlElement): Root | undefined {
  const open = [document]
  for (let element = open.pop(); element !== undefined; element = open.pop()) {
    if (isRoot(element)) return element
    for (const child of element.children.toReversed()) if (typeof child !== 'string') open.push(child)
  }
  return undefined
}

function notAFeed(text: string, url: string): FeedError {
  if (/<opml[\s>]/i.test(text.slice(0, 2048))) {
    return new FeedError('PARSE_NOT_A_FEED', url, 'an OPML list of feeds, not a feed')
  }
  if (!/<html[\s>]|<!doctype\s+html|<body[\s>]/i.test(text.slice(0, 65_536))) {
    return new FeedError('PARSE_NOT_A_FEED', url, 'neither Atom, RSS, RDF nor JSON Feed')
  }
  const feeds = announcedFeeds(text, url)
  const hint = feeds.length === 0 ? 'and it announces no feed' : `which announces: ${feeds.join(' ')}`
  return new FeedError('PARSE_NOT_A_FEED', url, `an HTML page, not a feed, ${hint}`, {
    // A page from the web must not name a file of this machine.
    announced: feeds.filter((each) => /^https?:/i.test(each)),
  })
}

/** rss-parser's feed in our words. */
function toFeed(built: BuiltFeed, context: AdaptContext): Omit<Feed, 'format' | 'repairs'> {
  const source: Source = {
    id: built['mr:id'] ?? context.url,
    title: built.title ?? nameOfUrl(context.url),
    ...optional('subtitle', built.description),
    ...optional('updated', built['mr:updated']),
    links: built['mr:links'],
    authors: built['mr:authors'],
    ...optional('rights', built.copyright),
    ...optional('icon', built['mr:icon']),
    ...optional('logo', built['mr:logo']),
    ...optional('language', built.language),
    ...optional('markup', built['mr:markup']),
  }
  return {
    source,
    categories: built['mr:categories'],
    entries: built.items.map((item) => toEntry(item, built.language)),
    deleted: built['mr:deleted'],
    ...optional('ttlMinutes', built.ttl === undefined ? undefined : Number(built.ttl)),
    skipHours: built['mr:skipHours'],
    skipDays: built['mr:skipDays'],
  }
}

function toEntry(item: BuiltFeed['items'][number], feedLanguage: string | undefined): Entry {
  const entry: Draft<Entry> = Object.assign(item['mr:entry'], { categories: item.categories })
  if (item.guid !== undefined) entry.id = item.guid
  if (item.title !== undefined) entry.title = item.title
  if (entry.language === undefined && feedLanguage !== undefined) entry.language = feedLanguage
  return entry
}
