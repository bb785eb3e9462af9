import type { Entry, Link } from '../types.ts'
import { alternateOf } from '../util/links.ts'
import { type CanonicalFeed, type CanonicalItem, field } from './canonical.ts'
import { constructHtml, constructText } from './markup.ts'
import {
  type AdaptContext,
  atomLinks,
  categoriesOf,
  dateOf,
  languageTag,
  linkTo,
  mediaOf,
  optional,
  uniqueLinks,
} from './modules.ts'
import { newest } from './newest.ts'
import { atomPerson, personOf, uniquePeople } from './people.ts'
import { ttlOf } from './polling.ts'
import type { XmlElement } from './read-xml.ts'
import { resolveUrl } from './urls.ts'
import { attributeOf, childOf, childrenOf, childText, textOf } from './xml-query.ts'

/** Atom 1.0 (RFC 4287) and 0.3, whose names differ for a few fields. */
export function adaptAtom(root: XmlElement, context: AdaptContext): CanonicalFeed {
  const entries = childrenOf(root, 'atom:entry', Number.POSITIVE_INFINITY)
  const kept = newest(entries, context.maxEntries, context.repairs, (entry) => datedOf(entry, context))
  return {
    format: 'atom',
    channel: {
      ...field('title', constructText(childOf(root, 'atom:title', 'dc:title'))),
      ...field(
        'description',
        constructText(childOf(root, 'atom:subtitle', 'atom:tagline', 'dc:description', 'itunes:summary')),
      ),
      ...field('language', languageTag(root.language ?? childText(root, 'dc:language') ?? context.contentLanguage)),
      ...field('copyright', constructText(childOf(root, 'atom:rights', 'atom:copyright', 'dc:rights'))),
      ...field('lastBuildDate', updatedOf(root, context)?.toISOString()),
      ...field('ttl', ttlOf(root)),
      'mr:skipHours': [],
      'mr:skipDays': [],
      ...field('mr:id', childText(root, 'atom:id')),
      'mr:links': uniqueLinks(atomLinks(root, context)),
      'mr:authors': authorsOf(root),
      'mr:categories': categoriesOf(root),
      ...field('mr:icon', pictureOf(root, 'atom:icon')),
      ...field('mr:logo', pictureOf(root, 'atom:logo')),
      item: kept.map((entry) => adaptEntry(entry, root, context)),
    },
  }
}

function adaptEntry(entry: XmlElement, root: XmlElement, context: AdaptContext): CanonicalItem {
  const media = mediaOf(entry, context)
  const summary = childOf(entry, 'atom:summary', 'dc:description', 'media:description')
  const content = bestContent(childrenOf(entry, 'atom:content'))
  const links = uniqueLinks([...atomLinks(entry, context), ...contentLink(content, context), ...media.enclosures])
  const body = content ?? summary ?? entry
  const page = alternateOf(links)
  const base = body.base === context.url ? (page ?? siteOf(root, context) ?? body.base) : body.base
  return {
    ...field('title', constructText(childOf(entry, 'atom:title', 'dc:title', 'media:title'))),
    ...field('guid', childText(entry, 'atom:id')),
    ...field('pubDate', publishedOf(entry, context)?.toISOString()),
    ...field('mr:updated', updatedOf(entry, context)?.toISOString()),
    category: categoriesOf(entry),
    'mr:links': links,
    'mr:authors': authorsOf(entry),
    ...field('mr:summary', summary === undefined ? undefined : constructHtml(summary, body.base)),
    ...field('mr:content', content === undefined ? undefined : constructHtml(content, body.base)),
    'mr:base': [base],
    'mr:images': media.images,
    ...field('mr:language', languageTag((content ?? entry).language ?? childText(entry, 'dc:language'))),
    ...field('mr:rights', constructText(childOf(entry, 'atom:rights', 'atom:copyright', 'dc:rights'))),
    ...field('mr:source', sourceOf(entry, context)),
  }
}

function publishedOf(entry: XmlElement, context: AdaptContext): Date | undefined {
  return dateOf(entry, context, 'atom:published', 'atom:issued', 'dcterms:issued', 'atom:created', 'dc:date')
}

function datedOf(entry: XmlElement, context: AdaptContext): Date | undefined {
  return publishedOf(entry, context) ?? updatedOf(entry, context)
}

function updatedOf(element: XmlElement, context: AdaptContext): Date | undefined {
  return dateOf(element, context, 'atom:updated', 'atom:modified', 'dcterms:modified')
}

/** Atom 0.3 allows several; the one with markup says more than the plain one. */
function bestContent(contents: readonly XmlElement[]): XmlElement | undefined {
  return contents.find((content) => /html/i.test(attributeOf(content, 'type') ?? '')) ?? contents[0]
}

/** Content that stands elsewhere (RFC 4287 4.1.3.2). */
function contentLink(content: XmlElement | undefined, context: AdaptContext): Link[] {
  if (content === undefined) return []
  const type = attributeOf(content, 'type')
  const rel = type !== undefined && /html/.test(type) ? 'alternate' : 'enclosure'
  return linkTo(attributeOf(content, 'src'), content.base, rel, optional('type', type), context)
}

function authorsOf(element: XmlElement): CanonicalItem['mr:authors'] {
  const creators = [...childrenOf(element, 'dc:creator'), ...childrenOf(element, 'itunes:author')]
  const authors = uniquePeople(childrenOf(element, 'atom:author').map(atomPerson))
  return authors.length > 0 ? authors : uniquePeople(creators.map((creator) => personOf(textOf(creator))))
}

function pictureOf(element: XmlElement, name: string): string | undefined {
  const picture = childOf(element, name)
  return picture === undefined ? undefined : resolveUrl(textOf(picture) ?? '', picture.base)
}

function siteOf(root: XmlElement, context: AdaptContext): string | undefined {
  return alternateOf(atomLinks(root, context))
}

function sourceOf(entry: XmlElement, context: AdaptContext): Entry['source'] {
  const source = childOf(entry, 'atom:source')
  if (source === undefined) return undefined
  return {
    ...optional('id', childText(source, 'atom:id')),
    ...optional('title', constructText(childOf(source, 'atom:title'))),
    ...optional('subtitle', constructText(childOf(source, 'atom:subtitle'))),
    ...optional('updated', updatedOf(source, context)),
    links: atomLinks(source, context),
    authors: authorsOf(source),
    ...optional('rights', constructText(childOf(source, 'atom:rights'))),
    ...optional('icon', pictureOf(source, 'atom:icon')),
    ...optional('logo', pictureOf(source, 'atom:logo')),
    ...optional('language', languageTag(source.language)),
  }
}
