import type { Entry, Link, Person } from '../types.ts'
import { alternateOf } from '../util/links.ts'
import { type CanonicalFeed, type CanonicalItem, type OwnFields, one, setFields } from './canonical.ts'
import { constructHtml, constructMarkup, constructText } from './markup.ts'
import { mediaField, mediaOf, withDuration } from './media.ts'
import {
  type AdaptContext,
  addTo,
  atomLinks,
  categoriesOf,
  commentCountOf,
  dateOf,
  deletionsOf,
  languageTag,
  linkTo,
  markupOf,
  optional,
  saysAnything,
  uniqueLinks,
} from './modules.ts'
import { newest } from './newest.ts'
import { personIn, personOf, uniquePeople } from './people.ts'
import { ttlOf } from './polling.ts'
import { resolveUrl } from './urls.ts'
import type { XmlElement } from './xml-element.ts'
import { attributeOf, childOf, childrenOf, childText, textOf } from './xml-query.ts'

const rightsNames = ['atom:rights', 'atom:copyright', 'dc:rights']

/** Atom 1.0 (RFC 4287) and 0.3, whose names differ for a few fields. */
export function adaptAtom(root: XmlElement, context: AdaptContext): CanonicalFeed {
  const entries = childrenOf(root, 'atom:entry', Number.POSITIVE_INFINITY).filter(saysAnything)
  const title = childOf(root, 'atom:title', 'dc:title')
  const subtitle = childOf(root, 'atom:subtitle', 'atom:tagline', 'dc:description', 'itunes:summary')
  const rights = childOf(root, ...rightsNames)
  const kept = newest(entries, context.maxEntries, context.repairs, (entry) => datedOf(entry, context))
  return {
    format: 'atom',
    channel: {
      title: one(constructText(title, context.repairs)),
      description: one(constructText(subtitle, context.repairs)),
      language: one(languageTag(root.language ?? childText(root, 'dc:language') ?? context.contentLanguage)),
      copyright: one(constructText(rights, context.repairs)),
      'mr:updated': one(updatedOf(root, context)),
      ttl: one(ttlOf(root)),
      'mr:skipHours': [],
      'mr:skipDays': [],
      'mr:id': one(idOf(root)),
      'mr:links': uniqueLinks(atomLinks(root, context)),
      'mr:authors': authorsOf(root),
      'mr:categories': categoriesOf(root),
      'mr:deleted': deletionsOf(root, context),
      'mr:icon': one(pictureOf(root, 'atom:icon')),
      'mr:logo': one(pictureOf(root, 'atom:logo')),
      'mr:markup': one(
        markupOf({
          title: constructMarkup(title, context.repairs),
          subtitle: constructMarkup(subtitle, context.repairs),
          rights: constructMarkup(rights, context.repairs),
        }),
      ),
      item: kept.map((entry) => adaptEntry(entry, root, context)),
    },
  }
}

function adaptEntry(entry: XmlElement, root: XmlElement, context: AdaptContext): CanonicalItem {
  const media = mediaOf(entry, context)
  const title = childOf(entry, 'atom:title', 'dc:title') ?? mediaField(entry, 'media:title')
  const rights = childOf(entry, ...rightsNames)
  const summary = childOf(entry, 'atom:summary', 'dc:description') ?? mediaField(entry, 'media:description')
  const content = bestContent(childrenOf(entry, 'atom:content'))
  const found = atomLinks(entry, context)
  addTo(found, contentLink(content, context))
  const links = uniqueLinks(media.enclosures.length === 0 ? found : [...found, ...media.enclosures])
  const body = content ?? summary ?? entry
  const page = alternateOf(links)
  const base = body.base === context.url ? (page ?? siteOf(root, context) ?? body.base) : body.base
  const own: OwnFields = {
    links: withDuration(links, entry),
    authors: authorsOf(entry),
    baseUrl: base,
    images: media.images,
  }
  setFields(own, {
    published: publishedOf(entry, context),
    updated: updatedOf(entry, context),
    summary: summary === undefined ? undefined : constructHtml(summary, body.base),
    content: content === undefined ? undefined : constructHtml(content, body.base),
    commentCount: commentCountOf(entry),
    language: languageTag((content ?? entry).language ?? childText(entry, 'dc:language')),
    rights: constructText(rights, context.repairs),
    markup: markupOf({
      title: constructMarkup(title, context.repairs),
      rights: constructMarkup(rights, context.repairs),
    }),
    source: sourceOf(entry, context),
  })
  return {
    title: one(constructText(title, context.repairs)),
    guid: one(idOf(entry)),
    category: categoriesOf(entry),
    'mr:entry': [own],
  }
}

/** An id is an IRI (RFC 4287 4.2.6): a path, which may stand in any feed, is made one. Any other stays untouched. */
function idOf(element: XmlElement): string | undefined {
  const id = childOf(element, 'atom:id')
  const text = textOf(id)
  return id !== undefined && text !== undefined && /^\.{0,2}\//.test(text) ? resolveUrl(text, id.base) : text
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
function contentLink(content: XmlElement | undefined, context: AdaptContext): Link | undefined {
  if (content === undefined) return undefined
  const type = attributeOf(content, 'type')
  const rel = type !== undefined && /html/.test(type) ? 'alternate' : 'enclosure'
  return linkTo(attributeOf(content, 'src'), content.base, rel, optional('type', type), context)
}

function authorsOf(element: XmlElement): readonly Person[] {
  const creators = [...childrenOf(element, 'dc:creator'), ...childrenOf(element, 'itunes:author')]
  const authors = uniquePeople(childrenOf(element, 'atom:author').map(personIn))
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
  const [title, subtitle, rights] = [
    childOf(source, 'atom:title'),
    childOf(source, 'atom:subtitle', 'atom:tagline'),
    childOf(source, ...rightsNames),
  ]
  return {
    ...optional('id', idOf(source)),
    ...optional('title', constructText(title, context.repairs)),
    ...optional('subtitle', constructText(subtitle, context.repairs)),
    ...optional('updated', updatedOf(source, context)),
    links: atomLinks(source, context),
    authors: authorsOf(source),
    ...optional('rights', constructText(rights, context.repairs)),
    ...optional('icon', pictureOf(source, 'atom:icon')),
    ...optional('logo', pictureOf(source, 'atom:logo')),
    ...optional('language', languageTag(source.language)),
    ...optional(
      'markup',
      markupOf({
        title: constructMarkup(title, context.repairs),
        subtitle: constructMarkup(subtitle, context.repairs),
        rights: constructMarkup(rights, context.repairs),
      }),
    ),
  }
}
