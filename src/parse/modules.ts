import type { Category, Image, Link, Markup } from '../types.ts'
import { decodeReferences } from '../util/entities.ts'
import { parseDate } from './dates.ts'
import { clean } from './markup.ts'
import type { XmlElement } from './read-xml.ts'
import type { Repairs } from './repairs.ts'
import type { Draft } from './revise.ts'
import { uniqueBy } from './unique-by.ts'
import { resolveUrl } from './urls.ts'
import { attributeOf, childOf, childrenOf, childText, textOf } from './xml-query.ts'

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

/** The first of the named children that is a date. */
export function dateOf(element: XmlElement, context: AdaptContext, ...names: readonly string[]): Date | undefined {
  for (const name of names) {
    for (const child of childrenOf(element, name)) {
      const text = textOf(child)
      if (text === undefined) continue
      const date = parseDate(text, context)
      if (date !== undefined) return date
      context.repairs.add('bad-date')
    }
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

/** A link, if its address is one. */
export function linkTo(
  href: string | undefined,
  base: string,
  rel: string,
  more: LinkAttributes,
  context: AdaptContext,
): Link[] {
  if (href === undefined) return []
  const url = resolveUrl(href, base)
  if (url === undefined) {
    context.repairs.add('bad-link')
    return []
  }
  const link: Draft<Link> = { href: url, rel }
  const { type, hreflang, title, length } = more
  if (type !== undefined) link.type = type
  if (hreflang !== undefined) link.hreflang = hreflang
  if (title !== undefined) link.title = clean(title)
  if (length !== undefined && /^[0-9]{1,15}$/.test(length) && Number(length) > 0) link.length = Number(length)
  return [link]
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

/** atom:link, in Atom and in RSS. Some feeds write the relation as IANA's URI (RFC 4287 4.2.7.2). */
export function atomLinks(element: XmlElement, context: AdaptContext): Link[] {
  return childrenOf(element, 'atom:link').flatMap((link) => {
    const rel = (attributeOf(link, 'rel') ?? 'alternate').replace(
      /^https?:\/\/www\.iana\.org\/assignments\/relation\//,
      '',
    )
    return linkTo(
      attributeOf(link, 'href') ?? textOf(link),
      link.base,
      rel,
      {
        type: attributeOf(link, 'type'),
        hreflang: attributeOf(link, 'hreflang'),
        title: attributeOf(link, 'title'),
        length: attributeOf(link, 'length'),
      },
      context,
    )
  })
}

/** Categories of RSS, Atom and the modules. */
export function categoriesOf(element: XmlElement): readonly Category[] {
  const categories: Category[] = []
  for (const name of categoryNames) {
    for (const category of childrenOf(element, name)) addCategory(categories, category)
  }
  for (const category of childrenOf(element, 'itunes:category')) categories.push(...itunesCategories(category))
  for (const word of childText(element, 'itunes:keywords', 'media:keywords')?.split(',', 200) ?? []) {
    const term = clean(word)
    if (term !== '') categories.push({ term })
  }
  return uniqueBy(categories, ({ term, scheme }) => `${scheme ?? ''} ${term}`)
}

const categoryNames = ['category', 'atom:category', 'dc:subject', 'media:category']

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
  const inner = childrenOf(element, 'itunes:category').flatMap(itunesCategories)
  return term === undefined ? inner : [{ term: clean(term), scheme: 'http://www.itunes.com/' }, ...inner]
}

/**
 * A field of Media RSS: of the entry, else of its group or its first content, where the specification allows it too and
 * YouTube's feeds have their only text.
 */
export function mediaField(entry: XmlElement, name: string): XmlElement | undefined {
  const groups = childrenOf(entry, 'media:group')
  const contents = [entry, ...groups].flatMap((holder) => childrenOf(holder, 'media:content'))
  for (const holder of [entry, ...groups, ...contents]) {
    const found = childOf(holder, name)
    if (found !== undefined && textOf(found) !== undefined) return found
  }
  return undefined
}

/** Media RSS and iTunes: pictures, and the files that are none as enclosures. */
export function mediaOf(element: XmlElement, context: AdaptContext): { images: readonly Image[]; enclosures: Link[] } {
  const groups = childrenOf(element, 'media:group')
  const holders = groups.length === 0 ? [element] : [element, ...groups]
  const contents = holders.flatMap((holder) => childrenOf(holder, 'media:content'))
  const thumbnailed = contents.length === 0 ? holders : [...holders, ...contents]
  const pictures = [
    ...contents.filter(isPicture),
    ...thumbnailed.flatMap((holder) => childrenOf(holder, 'media:thumbnail')),
    ...childrenOf(element, 'itunes:image'),
    ...childrenOf(element, 'enclosure').filter(isPicture),
  ]
  return {
    images: uniqueBy(pictures.flatMap(imageOf), (image) => image.url),
    enclosures: contents
      .filter((content) => !isPicture(content))
      .flatMap((content) =>
        linkTo(
          attributeOf(content, 'url'),
          content.base,
          'enclosure',
          { type: attributeOf(content, 'type'), length: attributeOf(content, 'filesize') },
          context,
        ),
      ),
  }
}

function isPicture(content: XmlElement): boolean {
  const medium = attributeOf(content, 'medium') ?? attributeOf(content, 'type')
  return medium === undefined
    ? /\.(jpe?g|png|gif|webp|avif)\b/i.test(attributeOf(content, 'url') ?? '')
    : medium.startsWith('image')
}

/** A picture of Media RSS or iTunes, whose address stands in `url` or `href`. */
function imageOf(element: XmlElement): Image[] {
  const url = resolveUrl(
    attributeOf(element, 'url') ?? attributeOf(element, 'href') ?? textOf(element) ?? '',
    element.base,
  )
  if (url === undefined) return []
  const image: Draft<Image> = { url }
  const width = pixels(attributeOf(element, 'width'))
  const height = pixels(attributeOf(element, 'height'))
  const title = childText(element, 'media:title')
  if (width !== undefined) image.width = width
  if (height !== undefined) image.height = height
  if (title !== undefined) image.alt = clean(title)
  return [image]
}

function pixels(value: string | undefined): number | undefined {
  const number = value === undefined ? undefined : /^([0-9]{1,5})(?:\.[0-9]+)?(?:px)?$/.exec(value)?.[1]
  return number === undefined || Number(number) === 0 ? undefined : Number(number)
}

/** Each link once for each relation. */
export function uniqueLinks(links: readonly Link[]): readonly Link[] {
  return uniqueBy(links, ({ rel, href }) => `${rel} ${href}`)
}
