import type { CheerioAPI } from 'cheerio/slim'
import type { Category, Image, Link, Publication } from '../types.ts'
import { textOfLooseHtml } from '../util/text.ts'
import { baseFeed } from './base-feed.ts'
import type { PreparedEntry, PreparedSource } from './entry.ts'
import { entryWriter, type Gap, restGap, sample } from './entry-form.ts'
import { inFrame, loadXml } from './frame.ts'
import { toLanguage } from './values.ts'
import { element, escapeMarkup, xmlLine } from './xml.ts'

/** The modules in which RSS says what it has no word for itself. */
export const rssModules = {
  atom: 'http://www.w3.org/2005/Atom',
  content: 'http://purl.org/rss/1.0/modules/content/',
  dc: 'http://purl.org/dc/elements/1.1/',
  media: 'http://search.yahoo.com/mrss/',
} as const

/** The publication as an RSS 2.0 document that says the same as the Atom one. The same input gives the same bytes. */
export function renderRss(publication: Publication, entries: readonly PreparedEntry[], version: string): string {
  const $ = loadXml(baseFeed(publication, []).rss2())
  for (const [prefix, namespace] of Object.entries(rssModules)) $('rss').attr(`xmlns:${prefix}`, namespace)
  completeChannel($, publication, version)
  const write = entryWriter((entry) => {
    const form = loadXml(baseFeed(publication, [entry]).rss2())
    completeItem(form('channel > item'), entry)
    return form.xml('channel > item')
  }, gaps)
  return inFrame($.xml(), '</channel>', entries.map(write))
}

const gaps: readonly Gap[] = [
  [sample.id, ({ id }) => id],
  [sample.page, ({ page = '' }) => escapeMarkup(page)],
  [sample.title, ({ title }) => rssTitle(title)],
  [sample.summary, ({ summary = '' }) => escapeMarkup(summary)],
  [sample.content, ({ content = '' }) => content],
  [sample.published.toUTCString(), ({ published }) => published.toUTCString()],
  [restGap, restOf],
]

function completeChannel($: CheerioAPI, publication: Publication, version: string): void {
  const channel = $('channel')
  const title = xmlLine(publication.title) ?? 'Millrace'
  const language = toLanguage(publication.language)
  // Written again, because `feed` takes one level of `&amp;` away.
  channel.children('title').text(rssTitle(title))
  channel.children('description').text(rssTitle(xmlLine(publication.subtitle) ?? title))
  channel.children('generator').text(`Millrace ${escapeMarkup(version)}`)
  if (language !== undefined) channel.children('link').after(`\n        ${element('language', {}, language)}`)
}

/** `entry` is the sample. */
function completeItem(item: ReturnType<CheerioAPI>, entry: PreparedEntry): void {
  if (entry.page === undefined) item.children('link').remove()
  item.children('title').text(entry.title)
  item.append(restGap)
}

/** All that `feed` can't write. */
function restOf(entry: PreparedEntry): string {
  const [first, ...others] = enclosuresOf(entry)
  const rest = [
    element('atom:updated', {}, entry.updated.toISOString()),
    ...entry.authors.map(({ name }) => element('dc:creator', {}, escapeMarkup(name))),
    ...(entry.language === undefined ? [] : [element('dc:language', {}, entry.language)]),
    ...entry.categories.map(categoryElement),
    ...entry.references.map(({ rel, href, type, title }) => element('atom:link', { rel, type, href, title })),
    ...(first === undefined ? [] : [enclosureElement(first)]),
    ...others.map(mediaElement),
    ...(entry.image === undefined ? [] : [thumbnailElement(entry.image)]),
    ...(entry.rights === undefined ? [] : [element('dc:rights', {}, escapeMarkup(entry.rights))]),
    ...sourceElement(entry.source),
  ]
  return rest.map((each) => `    ${each}\n        `).join('')
}

/**
 * RSS does not say whether a title is text or HTML, and readers guess. A title that reads the same both ways stands as
 * it is; one that does not (`Vec<T>`, `&amp;`) is written as HTML, so that no markup ever comes to life: readers that
 * guess recognise it by its references; newsboat 2.21, which takes all for text, shows them.
 */
function rssTitle(title: string): string {
  return escapeMarkup(readsAlike(title) ? title : escapeMarkup(title))
}

/** No reference and nothing like a tag: `AT&T` and `a < b` are text in HTML, too. */
function readsAlike(title: string): boolean {
  return textOfLooseHtml(title) === title && !/<[a-z/!?]/i.test(title)
}

function categoryElement({ term, scheme }: Category): string {
  return element('category', { domain: scheme }, escapeMarkup(term))
}

/** RSS asks for a type and readers take one enclosure of an item, some the first, some the last: one that has a type is it. */
function enclosuresOf({ enclosures }: PreparedEntry): readonly Link[] {
  const first = enclosures.find(({ type }) => type !== undefined) ?? enclosures[0]
  return first === undefined ? [] : [first, ...enclosures.filter((each) => each !== first)]
}

/** All three attributes are required; 0 is the custom where the length is not known. */
function enclosureElement({ href, type, length }: Link): string {
  return element('enclosure', {
    url: href,
    length: String(length ?? 0),
    type: type ?? 'application/octet-stream',
  })
}

function mediaElement({ href, type, length, title }: Link): string {
  const inner = title === undefined ? '' : element('media:title', {}, escapeMarkup(title))
  return element('media:content', { url: href, type, fileSize: length?.toString() }, inner)
}

function thumbnailElement({ url, width, height }: Image): string {
  return element('media:thumbnail', { url, width: width?.toString(), height: height?.toString() })
}

/** `source` must have an address; a feed that has none is named all the same. */
function sourceElement({ title, self, site }: PreparedSource): readonly string[] {
  const url = self ?? site
  if (url !== undefined) return [element('source', { url }, escapeMarkup(title))]
  return title === '' ? [] : [element('dc:source', {}, escapeMarkup(title))]
}
