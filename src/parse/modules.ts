import type { Category, Image, Link } from '../types.ts'
import { decodeReferences } from '../util/entities.ts'
import { parseDate } from './dates.ts'
import { clean } from './markup.ts'
import type { XmlElement } from './read-xml.ts'
import type { Repairs } from './repairs.ts'
import { resolveUrl } from './urls.ts'
import { attributeOf, childrenOf, childText, textOf } from './xml-query.ts'

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

/** A link, if its address is one. */
export function linkTo(
  href: string | undefined,
  base: string,
  rel: string,
  more: { readonly type?: string; readonly length?: string; readonly title?: string; readonly hreflang?: string },
  context: AdaptContext,
): Link[] {
  if (href === undefined) return []
  const url = resolveUrl(href, base)
  if (url === undefined) {
    context.repairs.add('bad-link')
    return []
  }
  const length = more.length !== undefined && /^[0-9]{1,15}$/.test(more.length) ? Number(more.length) : 0
  return [
    {
      href: url,
      rel,
      ...(more.type === undefined ? {} : { type: more.type }),
      ...(more.hreflang === undefined ? {} : { hreflang: more.hreflang }),
      ...(more.title === undefined ? {} : { title: clean(more.title) }),
      ...(length > 0 ? { length } : {}),
    },
  ]
}

/** A language as declared, with BCP 47's hyphen for the underscore of locales. */
export function languageTag(declared: string | undefined): string | undefined {
  return declared?.replaceAll('_', '-')
}

/** An attribute under another name, if it is there: spread it into a record. */
export function optional<Name extends string, T>(name: Name, value: T | undefined): { readonly [K in Name]?: T } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [K in Name]?: T }
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
        ...optional('type', attributeOf(link, 'type')),
        ...optional('hreflang', attributeOf(link, 'hreflang')),
        ...optional('title', attributeOf(link, 'title')),
        ...optional('length', attributeOf(link, 'length')),
      },
      context,
    )
  })
}

/** Categories of RSS, Atom and the modules. */
export function categoriesOf(element: XmlElement): Category[] {
  const named = ['category', 'atom:category', 'dc:subject', 'media:category']
    .flatMap((name) => childrenOf(element, name))
    .flatMap((category): Category[] => {
      const label = attributeOf(category, 'label')
      const term = termOf(attributeOf(category, 'term') ?? textOf(category) ?? label)
      const media = category.name === 'media:category' ? 'http://search.yahoo.com/mrss/category_schema' : undefined
      const scheme = attributeOf(category, 'scheme') ?? attributeOf(category, 'domain') ?? media
      return term === undefined ? [] : [{ term, ...optional('scheme', scheme), ...optional('label', termOf(label)) }]
    })
  const itunes = childrenOf(element, 'itunes:category').flatMap(itunesCategories)
  const keywords = childText(element, 'itunes:keywords', 'media:keywords')?.split(',', 200) ?? []
  const words = keywords.flatMap((word): Category[] => (clean(word) === '' ? [] : [{ term: clean(word) }]))
  return uniqueBy([...named, ...itunes, ...words], ({ term, scheme }) => `${scheme ?? ''} ${term}`)
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

/** Media RSS and iTunes: pictures, and the files that are none as enclosures. */
export function mediaOf(element: XmlElement, context: AdaptContext): { images: Image[]; enclosures: Link[] } {
  const holders = [element, ...childrenOf(element, 'media:group')]
  const contents = holders.flatMap((holder) => childrenOf(holder, 'media:content'))
  const pictures = contents.filter(isPicture)
  const thumbnails = [...holders, ...contents].flatMap((holder) => childrenOf(holder, 'media:thumbnail'))
  return {
    images: uniqueBy(
      [...pictures, ...thumbnails, ...childrenOf(element, 'itunes:image')].flatMap((picture) => imageOf(picture)),
      (image) => image.url,
    ),
    enclosures: contents
      .filter((content) => !isPicture(content))
      .flatMap((content) =>
        linkTo(
          attributeOf(content, 'url'),
          content.base,
          'enclosure',
          {
            ...optional('type', attributeOf(content, 'type')),
            ...optional('length', attributeOf(content, 'filesize')),
          },
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
  const title = childText(element, 'media:title')
  return [
    {
      url,
      ...optional('width', pixels(attributeOf(element, 'width'))),
      ...optional('height', pixels(attributeOf(element, 'height'))),
      ...optional('alt', title === undefined ? undefined : clean(title)),
    },
  ]
}

function pixels(value: string | undefined): number | undefined {
  const number = value === undefined ? undefined : /^([0-9]{1,5})(?:\.[0-9]+)?(?:px)?$/.exec(value)?.[1]
  return number === undefined || Number(number) === 0 ? undefined : Number(number)
}

/** Each link once for each relation. */
export function uniqueLinks(links: readonly Link[]): Link[] {
  return uniqueBy(links, ({ rel, href }) => `${rel} ${href}`)
}

/** The first of each key, in order. */
export function uniqueBy<T>(list: readonly T[], key: (item: T) => string): T[] {
  const seen = new Set<string>()
  return list.filter((item) => !seen.has(key(item)) && seen.add(key(item)))
}
