import type { Entry, Link, Person } from '../types.ts'
import { alternateOf } from '../util/links.ts'
import { type CanonicalFeed, type CanonicalItem, type OwnFields, one, setFields } from './canonical.ts'
import { constructHtml, constructMarkup, constructText } from './markup.ts'
import { mediaDescription, mediaField, mediaOf, mediaTitle, withDuration } from './media.ts'
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
import { peopleIn, personOf, uniquePeople } from './people.ts'
import { ttlOf } from './polling.ts'
import { resolveUrl } from './urls.ts'
import type { XmlElement } from './xml-element.ts'
import { type AskedNames, asked, attributeOf, childOf, childrenOf, childText, textOf } from './xml-query.ts'

/** The elements of Atom and of the modules beside it, the more trusted first. */
const names = {
  entry: asked('atom:entry'),
  title: asked('atom:title', 'dc:title'),
  ownTitle: asked('atom:title'),
  feedSubtitle: asked('atom:subtitle', 'atom:tagline', 'dc:description', 'itunes:summary'),
  ownSubtitle: asked('atom:subtitle', 'atom:tagline'),
  summary: asked('atom:summary', 'dc:description'),
  content: asked('atom:content'),
  rights: asked('atom:rights', 'atom:copyright', 'dc:rights'),
  language: asked('dc:language'),
  id: asked('atom:id'),
  published: asked('atom:published', 'atom:issued', 'dcterms:issued', 'atom:created', 'dc:date'),
  updated: asked('atom:updated', 'atom:modified', 'dcterms:modified'),
  author: asked('atom:author'),
  creator: asked('dc:creator', 'itunes:author'),
  icon: asked('atom:icon'),
  logo: asked('atom:logo'),
  source: asked('atom:source'),
}

/** Atom 1.0 (RFC 4287) and 0.3, whose names differ for a few fields. */
export function adaptAtom(root: XmlElement, context: AdaptContext): CanonicalFeed {
  const entries = childrenOf(root, names.entry, Number.POSITIVE_INFINITY).filter(saysAnything)
  const title = childOf(root, names.title)
  const subtitle = childOf(root, names.feedSubtitle)
  const rights = childOf(root, names.rights)
  const kept = newest(entries, context.maxEntries, context.repairs, (entry) => datedOf(entry, context))
  return {
    format: 'atom',
    channel: {
      title: one(constructText(title, context.repairs)),
      description: one(constructText(subtitle, context.repairs)),
      language: one(languageTag(root.language ?? childText(root, names.language) ?? context.contentLanguage)),
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
      'mr:icon': one(pictureOf(root, names.icon)),
      'mr:logo': one(pictureOf(root, names.logo)),
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
  const title = childOf(entry, names.title) ?? mediaField(entry, mediaTitle)
  const rights = childOf(entry, names.rights)
  const summary = childOf(entry, names.summary) ?? mediaField(entry, mediaDescription)
  const content = bestContent(childrenOf(entry, names.content))
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
    language: languageTag((content ?? entry).language ?? childText(entry, names.language)),
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
  const id = childOf(element, names.id)
  const text = textOf(id)
  return id !== undefined && text !== undefined && /^\.{0,2}\//.test(text) ? resolveUrl(text, id.base) : text
}

function publishedOf(entry: XmlElement, context: AdaptContext): Date | undefined {
  return dateOf(entry, names.published, context)
}

function datedOf(entry: XmlElement, context: AdaptContext): Date | undefined {
  return publishedOf(entry, context) ?? updatedOf(entry, context)
}

function updatedOf(element: XmlElement, context: AdaptContext): Date | undefined {
  return dateOf(element, names.updated, context)
}

/** Atom 0.3 allows several; the one with markup says more than the plain one. */
function bestContent(contents: readonly XmlElement[]): XmlElement | undefined {
  if (contents.length < 2) return contents[0]
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
  const authors = peopleIn(element, names.author)
  if (authors.length > 0) return authors
  const creators: Person[] = []
  for (const creator of childrenOf(element, names.creator)) addTo(creators, personOf(textOf(creator)))
  return uniquePeople(creators)
}

function pictureOf(element: XmlElement, picked: AskedNames): string | undefined {
  const picture = childOf(element, picked)
  return picture === undefined ? undefined : resolveUrl(textOf(picture) ?? '', picture.base)
}

function siteOf(root: XmlElement, context: AdaptContext): string | undefined {
  return alternateOf(atomLinks(root, context))
}

function sourceOf(entry: XmlElement, context: AdaptContext): Entry['source'] {
  const source = childOf(entry, names.source)
  if (source === undefined) return undefined
  const [title, subtitle, rights] = [
    childOf(source, names.ownTitle),
    childOf(source, names.ownSubtitle),
    childOf(source, names.rights),
  ]
  return {
    ...optional('id', idOf(source)),
    ...optional('title', constructText(title, context.repairs)),
    ...optional('subtitle', constructText(subtitle, context.repairs)),
    ...optional('updated', updatedOf(source, context)),
    links: atomLinks(source, context),
    authors: authorsOf(source),
    ...optional('rights', constructText(rights, context.repairs)),
    ...optional('icon', pictureOf(source, names.icon)),
    ...optional('logo', pictureOf(source, names.logo)),
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
