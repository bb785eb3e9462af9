import type { Entry, Link } from '../types.ts'
import { alternateOf } from '../util/links.ts'
import { type CanonicalFeed, type CanonicalItem, field } from './canonical.ts'
import { constructHtml, looseHtml, looseText } from './markup.ts'
import {
  type AdaptContext,
  atomLinks,
  categoriesOf,
  dateOf,
  languageTag,
  linkTo,
  mediaOf,
  optional,
  uniqueBy,
  uniqueLinks,
} from './modules.ts'
import { newest } from './newest.ts'
import { atomPerson, personOf, uniquePeople } from './people.ts'
import { skipDaysOf, skipHoursOf, ttlOf } from './polling.ts'
import type { XmlElement } from './read-xml.ts'
import { resolveUrl } from './urls.ts'
import { attributeOf, childOf, childrenOf, childText, textOf } from './xml-query.ts'

/** RSS 0.90 to 2.0: the items stand in the channel (0.91 on), or beside it (0.90, 1.0). */
export function adaptRss(root: XmlElement, context: AdaptContext): CanonicalFeed {
  const channel = childOf(root, 'channel') ?? root
  if (channel === root && root.name !== 'channel') context.repairs.add('missing-channel')
  if (root.name === 'rss' && attributeOf(root, 'version') === undefined) context.repairs.add('missing-version')
  const holders = channel === root ? [channel] : [channel, root]
  const items = holders.flatMap((holder) => childrenOf(holder, 'item', Number.POSITIVE_INFINITY))
  const kept = newest(items, context.maxEntries, context.repairs, (item) => publishedOf(item, context))
  const image = childOf(channel, 'image') ?? childOf(root, 'image')
  const owner = childOf(channel, 'itunes:owner')
  const site = resolveUrl(childText(channel, 'link') ?? '', channel.base) ?? channel.base
  return {
    format: root.name === 'rdf:rdf' ? 'rdf' : 'rss',
    channel: {
      ...field('title', looseText(fieldOf(channel, 'title', 'dc:title', 'atom:title', 'itunes:title'))),
      ...field(
        'description',
        looseText(
          fieldOf(channel, 'description', 'itunes:subtitle', 'dc:description', 'itunes:summary', 'atom:subtitle'),
        ),
      ),
      ...field(
        'language',
        languageTag(childText(channel, 'language', 'dc:language') ?? channel.language ?? context.contentLanguage),
      ),
      ...field('copyright', looseText(fieldOf(channel, 'copyright', 'dc:rights', 'media:copyright', 'atom:rights'))),
      ...field(
        'lastBuildDate',
        dateOf(
          channel,
          context,
          'lastbuilddate',
          'atom:updated',
          'dcterms:modified',
          'pubdate',
          'dc:date',
          'dcterms:issued',
        )?.toISOString(),
      ),
      ...field('ttl', ttlOf(channel)),
      'mr:skipHours': skipHoursOf(channel),
      'mr:skipDays': skipDaysOf(channel),
      ...field('mr:id', childText(channel, 'atom:id')),
      'mr:links': channelLinks(channel, context),
      'mr:authors': uniquePeople([
        ...peopleOf(channel, ['managingeditor', 'author', 'dc:creator', 'dc:author']),
        ...(owner === undefined
          ? []
          : [personOf([childText(owner, 'itunes:name'), childText(owner, 'itunes:email')].join(' '))]),
        ...peopleOf(channel, ['itunes:author', 'webmaster', 'dc:publisher']),
      ]).slice(0, 8),
      'mr:categories': categoriesOf(channel),
      ...field('mr:logo', logoOf(channel, image, context)),
      item: kept.map((item) => adaptItem(item, site, context)),
    },
  }
}

function adaptItem(item: XmlElement, site: string, context: AdaptContext): CanonicalItem {
  const media = mediaOf(item, context)
  const links = itemLinks(item, media.enclosures, site, context)
  const guid =
    textOf(childOf(item, 'guid')) ?? childText(item, 'atom:id', 'dc:identifier') ?? attributeOf(item, 'rdf:about')
  const rights = fieldOf(item, 'copyright', 'dc:rights', 'media:copyright', 'atom:rights')
  return {
    ...field('title', looseText(fieldOf(item, 'title', 'dc:title', 'atom:title', 'media:title', 'itunes:title'))),
    ...field('guid', guid),
    ...field('pubDate', publishedOf(item, context)?.toISOString()),
    ...field('mr:updated', dateOf(item, context, 'atom:updated', 'dcterms:modified', 'lastbuilddate')?.toISOString()),
    category: categoriesOf(item),
    'mr:links': links,
    'mr:authors': itemAuthors(item),
    ...bodiesOf(item),
    'mr:base': [baseOf(item, site, links, context)],
    'mr:images': uniqueBy([...media.images, ...imageField(item)], (found) => found.url),
    ...field('mr:language', languageTag(childText(item, 'language', 'dc:language') ?? item.language)),
    ...field('mr:rights', looseText(rights)),
    ...field('mr:source', sourceOf(item, context)),
  }
}

function publishedOf(item: XmlElement, context: AdaptContext): Date | undefined {
  return dateOf(item, context, 'pubdate', 'dc:date', 'dcterms:issued', 'atom:published', 'dcterms:created')
}

/** The first of the named children that holds anything. */
function fieldOf(element: XmlElement, ...names: readonly string[]): XmlElement | undefined {
  for (const name of names) {
    const found = childrenOf(element, name).find((child) => child.children.length > 0)
    if (found !== undefined) return found
  }
  return undefined
}

/** `description` is a summary whatever its length: only the page or a full-text field beside it can tell. */
function bodiesOf(item: XmlElement): Pick<CanonicalItem, 'mr:summary' | 'mr:content'> {
  const content = fieldOf(
    item,
    'content:encoded',
    'xhtml:body',
    'xhtml:div',
    'atom:content',
    'fullitem',
    'body',
    'content',
  )
  const summary =
    fieldOf(item, 'description', 'atom:summary', 'dc:description', 'itunes:summary', 'itunes:subtitle') ??
    [item, ...childrenOf(item, 'media:group')].map((holder) => fieldOf(holder, 'media:description')).find(Boolean)
  return { ...field('mr:summary', bodyHtml(summary)), ...field('mr:content', bodyHtml(content)) }
}

function bodyHtml(element: XmlElement | undefined): string | undefined {
  if (element === undefined) return undefined
  return element.name.startsWith('atom:') ? constructHtml(element) : looseHtml(element)
}

function baseOf(item: XmlElement, site: string, links: readonly Link[], context: AdaptContext): string {
  const body = fieldOf(item, 'content:encoded', 'xhtml:body', 'atom:content', 'description') ?? item
  if (body.base !== context.url) return body.base
  return alternateOf(links) ?? site
}

function itemLinks(item: XmlElement, media: readonly Link[], site: string, context: AdaptContext): Link[] {
  // RSS has no word on relative addresses; where they are used the site is meant, whoever serves the feed.
  const base = item.base === context.url ? site : item.base
  const links = [
    // FeedBurner puts its own counter into `link` and the page's address here.
    ...childrenOf(item, 'feedburner:origlink').flatMap((link) => linkTo(textOf(link), base, 'alternate', {}, context)),
    ...childrenOf(item, 'link').flatMap((link) =>
      linkTo(textOf(link) ?? attributeOf(link, 'href'), base, attributeOf(link, 'rel') ?? 'alternate', {}, context),
    ),
    ...atomLinks(item, context),
    ...childrenOf(item, 'enclosure').flatMap((enclosure) =>
      linkTo(
        attributeOf(enclosure, 'url') ?? attributeOf(enclosure, 'rdf:resource') ?? attributeOf(enclosure, 'href'),
        base,
        'enclosure',
        {
          ...optional('type', attributeOf(enclosure, 'type')),
          ...optional('length', attributeOf(enclosure, 'length')),
        },
        context,
      ),
    ),
    ...media,
    ...childrenOf(item, 'comments').flatMap((link) => linkTo(textOf(link), base, 'replies', {}, context)),
  ]
  const page = links.some((link) => link.rel === 'alternate') ? undefined : permalinkOf(item)
  return uniqueLinks([...(page === undefined ? [] : [{ href: page, rel: 'alternate' }]), ...links])
}

/** A guid is the page's address unless it says that it is none (RSS 2.0), and so is what an RSS 1.0 item is about. */
function permalinkOf(item: XmlElement): string | undefined {
  const guid = childOf(item, 'guid')
  const isPermalink = guid !== undefined && attributeOf(guid, 'ispermalink')?.toLowerCase() !== 'false'
  const address = isPermalink ? textOf(guid) : attributeOf(item, 'rdf:about')
  return address !== undefined && /^https?:\/\//i.test(address) ? resolveUrl(address, item.base) : undefined
}

function itemAuthors(item: XmlElement): CanonicalItem['mr:authors'] {
  const named = uniquePeople(peopleOf(item, ['author', 'dc:creator', 'dc:author']))
  return named.length > 0 ? named : uniquePeople(peopleOf(item, ['itunes:author', 'dc:contributor', 'dc:publisher']))
}

function peopleOf(element: XmlElement, names: readonly string[]): CanonicalItem['mr:authors'] {
  const atom = childrenOf(element, 'atom:author').map(atomPerson)
  return uniquePeople([
    ...names.flatMap((name) => childrenOf(element, name).map((child) => personOf(textOf(child)))),
    ...atom,
  ])
}

function channelLinks(channel: XmlElement, context: AdaptContext): Link[] {
  const own = childrenOf(channel, 'link').flatMap((link) =>
    linkTo(textOf(link) ?? attributeOf(link, 'href'), link.base, attributeOf(link, 'rel') ?? 'alternate', {}, context),
  )
  return uniqueLinks([...own, ...atomLinks(channel, context)])
}

function logoOf(channel: XmlElement, image: XmlElement | undefined, context: AdaptContext): string | undefined {
  const href = image === undefined ? undefined : (childText(image, 'url') ?? attributeOf(image, 'rdf:resource'))
  return href === undefined ? mediaOf(channel, context).images[0]?.url : resolveUrl(href, channel.base)
}

function imageField(item: XmlElement): CanonicalItem['mr:images'] {
  const image = childOf(item, 'image')
  const url = image === undefined ? undefined : resolveUrl(childText(image, 'url') ?? textOf(image) ?? '', image.base)
  return url === undefined ? [] : [{ url }]
}

function sourceOf(item: XmlElement, context: AdaptContext): Entry['source'] {
  const source = childOf(item, 'source', 'dc:source')
  if (source === undefined) return undefined
  const title = looseText(source)
  const links = linkTo(attributeOf(source, 'url'), source.base, 'self', {}, context)
  return title === undefined && links.length === 0
    ? undefined
    : { ...optional('title', title), ...(links.length > 0 ? { links } : {}) }
}
