import type { Category, Deletion, Link, Markup } from '../types.ts'
import { decodeReferences } from '../util/entities.ts'
import { parseDate } from './dates.ts'
import { clean } from './markup.ts'
import type { Repairs } from './repairs.ts'
import type { Draft } from './revise.ts'
import { uniqueBy } from './unique-by.ts'
import { resolveUrl } from './urls.ts'
import type { XmlElement } from './xml-element.ts'
import { type AskedNames, asked, attributeOf, childrenOf, childText, textOf } from './xml-query.ts'

/** What adapters need beside the document. */
export interface AdaptContext {
  /** The document's address: what its addresses are relative to where nothing else says so. */
  readonly url: string
  readonly timeZone: string
  /** The newest so many are read. */
  readonly maxEntries: number
  readonly now: Date
  readonly repairs: Repairs
  readonly contentLanguage?: string
}

/** Has it anything to say? A document that was cut ends in an entry that has not. */
export function saysAnything(entry: XmlElement): boolean {
  return entry.children.length > 0 || entry.attributes.length > 0
}

/** The first of the named children that is a date. */
export function dateOf(element: XmlElement, names: AskedNames, context: AdaptContext): Date | undefined {
  for (const child of childrenOf(element, names)) {
    const text = textOf(child)
    if (text === undefined) continue
    const date = parseDate(text, context)
    if (date !== undefined) return date
    context.repairs.add('bad-date')
  }
  return undefined
}

/** What a link may say beside its address, as written. */
interface LinkAttributes {
  readonly type?: string | undefined
  readonly length?: string | undefined
  readonly title?: string | undefined
  readonly hreflang?: string | undefined
}

/** Of a link that says nothing but its address. */
export const noMore: LinkAttributes = {}

/** A link, if its address is one. */
export function linkTo(
  href: string | undefined,
  base: string,
  rel: string,
  more: LinkAttributes,
  context: AdaptContext,
): Link | undefined {
  if (href === undefined) return undefined
  const url = resolveUrl(href, base)
  if (url === undefined) {
    context.repairs.add('bad-link')
    return undefined
  }
  const link: Draft<Link> = { href: url, rel }
  const { type, hreflang, title, length } = more
  if (type !== undefined) link.type = type
  if (hreflang !== undefined) link.hreflang = hreflang
  if (title !== undefined) link.title = clean(title)
  const bytes = length === undefined ? undefined : countOf(length)
  if (bytes !== undefined && bytes > 0) link.length = bytes
  return link
}

/** Adds what is there; an entry has a handful of links, and a list for each of them costs as much as reading it. */
export function addTo<T>(list: T[], item: T | undefined): void {
  if (item !== undefined) list.push(item)
}

/** A whole number, with or without separators of thousands. */
function countOf(text: string): number | undefined {
  return /^(?:[0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,4})$/.test(text) ? Number(text.replaceAll(',', '')) : undefined
}

/** A language as declared, with BCP 47's hyphen for the underscore of locales. */
export function languageTag(declared: string | undefined): string | undefined {
  return declared?.replaceAll('_', '-')
}

/** An attribute under another name, if it is there: spread it into a record. */
export function optional<Name extends string, T>(name: Name, value: T | undefined): { readonly [K in Name]?: T } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [K in Name]?: T }
}

/** The markup of those fields that have any; undefined when none has. */
export function markupOf(fields: { readonly [K in keyof Markup]: string | undefined }): Markup | undefined {
  const { title, subtitle, rights } = fields
  if (title === undefined && subtitle === undefined && rights === undefined) return undefined
  return { ...optional('title', title), ...optional('subtitle', subtitle), ...optional('rights', rights) }
}

const linkNames = asked('atom:link')

/** atom:link, in Atom and in RSS; of several alternates the pages go first, as others are the same for programs. */
export function atomLinks(element: XmlElement, context: AdaptContext): Link[] {
  const links: Link[] = []
  for (const link of childrenOf(element, linkNames)) {
    const href = attributeOf(link, 'href') ?? textOf(link)
    const more = {
      type: attributeOf(link, 'type'),
      hreflang: attributeOf(link, 'hreflang'),
      title: attributeOf(link, 'title'),
      length: attributeOf(link, 'length'),
    }
    for (const rel of relationsOf(link)) addTo(links, linkTo(href, link.base, rel, more, context))
  }
  return links.some(isForPrograms)
    ? [...links.filter((link) => !isForPrograms(link)), ...links.filter(isForPrograms)]
    : links
}

/** Some feeds write several relations as HTML does, in capitals, or as IANA's URI (RFC 4287 4.2.7.2). */
function relationsOf(link: XmlElement): readonly string[] {
  const written = attributeOf(link, 'rel') ?? 'alternate'
  if (/^[a-z-]+$/.test(written)) return [written]
  return written
    .toLowerCase()
    .split(/\s+/)
    .map((rel) => rel.replace(/^https?:\/\/www\.iana\.org\/assignments\/relation\//, ''))
}

function isForPrograms({ rel, type }: Link): boolean {
  return rel === 'alternate' && type !== undefined && !/html/i.test(type)
}

/** How many comments there are so far: slash:comments, or RFC 4685's thr:total and thr:count. */
export function commentCountOf(entry: XmlElement): number | undefined {
  const total = childText(entry, commentCountNames)
  if (total !== undefined) return countOf(total)
  for (const link of childrenOf(entry, linkNames)) {
    const count = attributeOf(link, 'thr:count')
    if (count !== undefined) return countOf(count)
  }
  return undefined
}

const commentCountNames = asked('slash:comments', 'thr:total')
const deletionNames = asked('at:deleted-entry')

/** Entries that the publisher took back (RFC 6721). */
export function deletionsOf(feed: XmlElement, context: AdaptContext): readonly Deletion[] {
  return childrenOf(feed, deletionNames, context.maxEntries).flatMap((element) => {
    const ref = attributeOf(element, 'ref')
    const when = parseDate(attributeOf(element, 'when') ?? '', context)
    return ref === undefined ? [] : [{ ref, ...optional('when', when) }]
  })
}

/** Categories of RSS, Atom and the modules. */
export function categoriesOf(element: XmlElement): readonly Category[] {
  const categories: Category[] = []
  for (const category of childrenOf(element, categoryNames)) addCategory(categories, category)
  for (const category of childrenOf(element, itunesCategoryNames)) categories.push(...itunesCategories(category))
  for (const word of childText(element, keywordNames)?.split(',', 200) ?? []) {
    const term = clean(word)
    if (term !== '') categories.push({ term })
  }
  return uniqueBy(categories, categoryKey, isSameCategory)
}

const categoryNames = asked('category', 'atom:category', 'dc:subject', 'media:category')
const itunesCategoryNames = asked('itunes:category')
const keywordNames = asked('itunes:keywords', 'media:keywords')

function categoryKey({ term, scheme }: Category): string {
  return `${scheme ?? ''} ${term}`
}

function isSameCategory(one: Category, other: Category): boolean {
  return one.term === other.term && one.scheme === other.scheme
}

function addCategory(categories: Category[], element: XmlElement): void {
  const label = attributeOf(element, 'label')
  const term = termOf(attributeOf(element, 'term') ?? textOf(element) ?? label)
  if (term === undefined) return
  const category: Draft<Category> = { term }
  const media = element.name === 'media:category' ? 'http://search.yahoo.com/mrss/category_schema' : undefined
  const scheme = attributeOf(element, 'scheme') ?? attributeOf(element, 'domain') ?? media
  const shown = termOf(label)
  if (scheme !== undefined) category.scheme = scheme
  if (shown !== undefined) category.label = shown
  categories.push(category)
}

/** WordPress escapes `&` inside CDATA; a term that speaks of markup stays as it is. */
function termOf(text: string | undefined): string | undefined {
  const term = text === undefined ? '' : clean(text.includes('&lt;') ? text : decodeReferences(text))
  return term === '' ? undefined : term
}

function itunesCategories(element: XmlElement): Category[] {
  const term = attributeOf(element, 'text')
  const inner = childrenOf(element, itunesCategoryNames).flatMap(itunesCategories)
  return term === undefined ? inner : [{ term: clean(term), scheme: 'http://www.itunes.com/' }, ...inner]
}

/** Each link once for each relation. */
export function uniqueLinks(links: readonly Link[]): readonly Link[] {
  return uniqueBy(links, linkKey, isSameLink)
}

function linkKey({ rel, href }: Link): string {
  return `${rel} ${href}`
}

function isSameLink(one: Link, other: Link): boolean {
  return one.href === other.href && one.rel === other.rel
}
