import type { Entry, Image, Link, Person } from '../types.ts'
import { alternateOf } from '../util/links.ts'
import { type CanonicalFeed, type CanonicalItem, type OwnFields, one, setFields } from './canonical.ts'
import { constructHtml, looseHtml, looseMarkup, looseText } from './markup.ts'
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
  noMore,
  optional,
  saysAnything,
  uniqueLinks,
} from './modules.ts'
import { newest } from './newest.ts'
import { personIn, personOf, uniquePeople } from './people.ts'
import { skipDaysOf, skipHoursOf, ttlOf } from './polling.ts'
import { uniqueBy } from './unique-by.ts'
import { resolveUrl } from './urls.ts'
import type { XmlElement } from './xml-element.ts'
import { attributeOf, childOf, childrenOf, childText, textOf } from './xml-query.ts'

const rightsNames = ['copyright', 'dc:rights', 'media:copyright', 'atom:rights']

/** RSS 0.90 to 2.0: the items stand in the channel (0.91 on), or beside it (0.90, 1.0). */
export function adaptRss(root: XmlElement, context: AdaptContext): CanonicalFeed {
  const channel = childOf(root, 'channel') ?? root
  if (channel === root && root.name !== 'channel') context.repairs.add('missing-channel')
  if (root.name === 'rss' && attributeOf(root, 'version') === undefined) context.repairs.add('missing-version')
  // RSS 1.1 has them in an `items` of their own; RSS 1.0's holds their addresses only.
  const holders = [channel, ...childrenOf(channel, 'items'), ...(channel === root ? [] : [root])]
  const items = holders.flatMap((holder) => childrenOf(holder, 'item', Number.POSITIVE_INFINITY).filter(saysAnything))
  const kept = newest(items, context.maxEntries, context.repairs, (item) => publishedOf(item, context))
  const image = childOf(channel, 'image') ?? childOf(root, 'image')
  const owner = childOf(channel, 'itunes:owner')
  const title = fieldOf(channel, 'title', 'dc:title', 'atom:title', 'itunes:title')
  const subtitle = fieldOf(
    channel,
    'description',
    'itunes:subtitle',
    'dc:description',
    'itunes:summary',
    'atom:subtitle',
  )
  const rights = fieldOf(channel, ...rightsNames)
  const site = resolveUrl(childText(channel, 'link') ?? '', channel.base) ?? channel.base
  return {
    format: root.name === 'rdf:rdf' ? 'rdf' : 'rss',
    channel: {
      title: one(looseText(title, context.repairs)),
      description: one(looseText(subtitle, context.repairs)),
      language: one(
        languageTag(childText(channel, 'language', 'dc:language') ?? channel.language ?? context.contentLanguage),
      ),
      copyright: one(looseText(rights, context.repairs)),
      'mr:updated': one(
        dateOf(
          channel,
          context,
          'lastbuilddate',
          'atom:updated',
          'dcterms:modified',
          'pubdate',
          'dc:date',
          'dcterms:issued',
        ),
      ),
      ttl: one(ttlOf(channel)),
      'mr:skipHours': skipHoursOf(channel),
      'mr:skipDays': skipDaysOf(channel),
      'mr:id': one(childText(channel, 'atom:id')),
      'mr:links': channelLinks(channel, context),
      'mr:authors': uniquePeople([
        ...peopleOf(channel, ['managingeditor', 'author', 'dc:creator', 'dc:author']),
        ...(owner === undefined
          ? []
          : [personOf([childText(owner, 'itunes:name'), childText(owner, 'itunes:email')].join(' '))]),
        ...peopleOf(channel, ['itunes:author', 'webmaster', 'dc:publisher']),
      ]).slice(0, 8),
      'mr:categories': categoriesOf(channel),
      'mr:deleted': deletionsOf(channel, context),
      'mr:icon': undefined,
      'mr:logo': one(logoOf(channel, image, context)),
      'mr:markup': one(
        markupOf({
          title: looseMarkup(title, context.repairs),
          subtitle: looseMarkup(subtitle, context.repairs),
          rights: looseMarkup(rights, context.repairs),
        }),
      ),
      item: kept.map((item) => adaptItem(item, site, context)),
    },
  }
}

function adaptItem(item: XmlElement, site: string, context: AdaptContext): CanonicalItem {
  const media = mediaOf(item, context)
  const links = itemLinks(item, media.enclosures, site, context)
  const guid =
    textOf(childOf(item, 'guid')) ?? childText(item, 'atom:id', 'dc:identifier') ?? attributeOf(item, 'rdf:about')
  const title =
    fieldOf(item, 'title', 'dc:title', 'atom:title') ?? mediaField(item, 'media:title') ?? fieldOf(item, 'itunes:title')
  const rights = fieldOf(item, ...rightsNames)
  const own: OwnFields = {
    links: withDuration(links, item),
    authors: itemAuthors(item),
    baseUrl: baseOf(item, site, links, context),
    images: imagesOf(item, media.images),
  }
  setFields(own, {
    published: publishedOf(item, context),
    updated: dateOf(item, context, 'atom:updated', 'dcterms:modified', 'lastbuilddate', 'updated', 'modified'),
    summary: bodyHtml(summaryOf(item)),
    content: bodyHtml(fieldOf(item, ...contentNames)),
    commentCount: commentCountOf(item),
    language: languageTag(childText(item, 'language', 'dc:language') ?? item.language),
    rights: looseText(rights, context.repairs),
    markup: markupOf({ title: looseMarkup(title, context.repairs), rights: looseMarkup(rights, context.repairs) }),
    source: sourceOf(item, context),
  })
  return {
    title: one(looseText(title, context.repairs)),
    guid: one(guid),
    category: categoriesOf(item),
    'mr:entry': [own],
  }
}

function publishedOf(item: XmlElement, context: AdaptContext): Date | undefined {
  return dateOf(
    item,
    context,
    'pubdate',
    'dc:date',
    'dcterms:issued',
    'atom:published',
    'dcterms:created',
    'published',
    'date',
  )
}

/** The first of the named children that holds anything. */
function fieldOf(element: XmlElement, ...names: readonly string[]): XmlElement | undefined {
  for (const name of names) {
    for (const child of element.children) {
      if (typeof child !== 'string' && child.name === name && child.children.length > 0) return child
    }
  }
  return undefined
}

const contentNames = [
  'content:encoded',
  'xhtml:body',
  'xhtml:div',
  'atom:content',
  'fullitem',
  'body',
  'content',
  // For Yandex's news and its fast pages; most feeds in Russian have one of them.
  'turbo:content',
  'yandex:full-text',
]
const summaryNames = ['description', 'atom:summary', 'dc:description', 'itunes:summary', 'itunes:subtitle']

/** `description` is a summary whatever its length: only the page or a full-text field beside it can tell. */
function summaryOf(item: XmlElement): XmlElement | undefined {
  return fieldOf(item, ...summaryNames) ?? mediaField(item, 'media:description')
}

function bodyHtml(element: XmlElement | undefined): string | undefined {
  if (element === undefined) return undefined
  // Media RSS says `plain` where it says nothing, and so do feeds that write HTML.
  const isPlain = element.name === 'media:description' && textOf(element)?.includes('<') === false
  return isPlain || element.name.startsWith('atom:') ? constructHtml(element) : looseHtml(element)
}

function baseOf(item: XmlElement, site: string, links: readonly Link[], context: AdaptContext): string {
  const body = fieldOf(item, 'content:encoded', 'xhtml:body', 'atom:content', 'description') ?? item
  if (body.base !== context.url) return body.base
  return alternateOf(links) ?? site
}

function itemLinks(item: XmlElement, media: readonly Link[], site: string, context: AdaptContext): readonly Link[] {
  // RSS has no word on relative addresses; where they are used the site is meant, whoever serves the feed.
  const base = item.base === context.url ? site : item.base
  const links: Link[] = []
  // FeedBurner puts its own counter into `link` and the page's address here.
  for (const link of childrenOf(item, 'feedburner:origlink')) {
    addTo(links, linkTo(textOf(link), base, 'alternate', noMore, context))
  }
  for (const link of childrenOf(item, 'link')) {
    const rel = attributeOf(link, 'rel') ?? 'alternate'
    addTo(links, linkTo(textOf(link) ?? attributeOf(link, 'href'), base, rel, noMore, context))
  }
  links.push(...atomLinks(item, context))
  for (const enclosure of childrenOf(item, 'enclosure')) {
    const href =
      attributeOf(enclosure, 'url') ?? attributeOf(enclosure, 'rdf:resource') ?? attributeOf(enclosure, 'href')
    const more = { type: attributeOf(enclosure, 'type'), length: attributeOf(enclosure, 'length') }
    addTo(links, linkTo(href, base, 'enclosure', more, context))
  }
  links.push(...media)
  for (const link of childrenOf(item, 'comments')) addTo(links, linkTo(textOf(link), base, 'replies', noMore, context))
  for (const link of childrenOf(item, 'wfw:commentrss')) {
    addTo(links, linkTo(textOf(link), base, 'replies', { type: 'application/rss+xml' }, context))
  }
  const page = links.some((link) => link.rel === 'alternate') ? undefined : permalinkOf(item, base)
  return uniqueLinks(page === undefined ? links : [{ href: page, rel: 'alternate' }, ...links])
}

/** A guid is the page's address unless it says that it is none (RSS 2.0), and so is what an RSS 1.0 item is about. */
function permalinkOf(item: XmlElement, base: string): string | undefined {
  const guid = childOf(item, 'guid')
  const isPermalink = guid !== undefined && attributeOf(guid, 'ispermalink')?.toLowerCase() !== 'false'
  const address = isPermalink ? textOf(guid) : attributeOf(item, 'rdf:about')
  return address !== undefined && /^(https?:\/)?\//i.test(address) ? resolveUrl(address, base) : undefined
}

function itemAuthors(item: XmlElement): readonly Person[] {
  const named = uniquePeople(peopleOf(item, ['author', 'dc:creator', 'dc:author']))
  return named.length > 0 ? named : uniquePeople(peopleOf(item, ['itunes:author', 'dc:contributor', 'dc:publisher']))
}

function peopleOf(element: XmlElement, names: readonly string[]): readonly Person[] {
  const people: (Person | undefined)[] = []
  for (const name of names) for (const child of childrenOf(element, name)) people.push(personIn(child))
  for (const author of childrenOf(element, 'atom:author')) people.push(personIn(author))
  return uniquePeople(people)
}

function channelLinks(channel: XmlElement, context: AdaptContext): readonly Link[] {
  const own: Link[] = []
  for (const link of childrenOf(channel, 'link')) {
    const href = textOf(link) ?? attributeOf(link, 'href')
    addTo(own, linkTo(href, link.base, attributeOf(link, 'rel') ?? 'alternate', noMore, context))
  }
  return uniqueLinks([...own, ...atomLinks(channel, context)])
}

function logoOf(channel: XmlElement, image: XmlElement | undefined, context: AdaptContext): string | undefined {
  const href = image === undefined ? undefined : (childText(image, 'url') ?? attributeOf(image, 'rdf:resource'))
  return href === undefined ? mediaOf(channel, context).images[0]?.url : resolveUrl(href, channel.base)
}

function imagesOf(item: XmlElement, media: readonly Image[]): readonly Image[] {
  const image = childOf(item, 'image')
  const url = image === undefined ? undefined : resolveUrl(childText(image, 'url') ?? textOf(image) ?? '', image.base)
  return url === undefined ? media : uniqueBy([...media, { url }], (found) => found.url)
}

function sourceOf(item: XmlElement, context: AdaptContext): Entry['source'] {
  const source = childOf(item, 'source', 'dc:source')
  if (source === undefined) return undefined
  const title = looseText(source, context.repairs)
  const link = linkTo(attributeOf(source, 'url'), source.base, 'self', noMore, context)
  return title === undefined && link === undefined
    ? undefined
    : { ...optional('title', title), ...optional('links', link && [link]) }
}
