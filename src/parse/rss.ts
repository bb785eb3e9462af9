import type { Entry, Image, Link, Person } from '../types.ts'
import { alternateOf } from '../util/links.ts'
import { type CanonicalFeed, type CanonicalItem, type OwnFields, one, setFields } from './canonical.ts'
import { constructHtml, looseHtml, looseMarkup, looseText } from './markup.ts'
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
  noMore,
  optional,
  saysAnything,
  uniqueLinks,
} from './modules.ts'
import { newest } from './newest.ts'
import { peopleIn, personOf, uniquePeople } from './people.ts'
import { skipDaysOf, skipHoursOf, ttlOf } from './polling.ts'
import { rssNames as names } from './rss-names.ts'
import { uniqueBy } from './unique-by.ts'
import { resolveUrl } from './urls.ts'
import type { XmlElement } from './xml-element.ts'
import { attributeOf, childOf, childrenOf, childText, fieldOf, textOf } from './xml-query.ts'

/** RSS 0.90 to 2.0: the items stand in the channel (0.91 on), or beside it (0.90, 1.0). */
export function adaptRss(root: XmlElement, context: AdaptContext): CanonicalFeed {
  const channel = childOf(root, names.channel) ?? root
  if (channel === root && root.name !== 'channel') context.repairs.add('missing-channel')
  if (root.name === 'rss' && attributeOf(root, 'version') === undefined) context.repairs.add('missing-version')
  // RSS 1.1 has them in an `items` of their own; RSS 1.0's holds their addresses only.
  const holders = [channel, ...childrenOf(channel, names.items), ...(channel === root ? [] : [root])]
  const items = holders.flatMap((holder) =>
    childrenOf(holder, names.item, Number.POSITIVE_INFINITY).filter(saysAnything),
  )
  const kept = newest(items, context.maxEntries, context.repairs, (item) => publishedOf(item, context))
  const image = childOf(channel, names.image) ?? childOf(root, names.image)
  const title = fieldOf(channel, names.feedTitle)
  const subtitle = fieldOf(channel, names.subtitle)
  const rights = fieldOf(channel, names.rights)
  const site = resolveUrl(childText(channel, names.link) ?? '', channel.base) ?? channel.base
  return {
    format: root.name === 'rdf:rdf' ? 'rdf' : 'rss',
    channel: {
      title: one(looseText(title, context.repairs)),
      description: one(looseText(subtitle, context.repairs)),
      language: one(languageTag(childText(channel, names.language) ?? channel.language ?? context.contentLanguage)),
      copyright: one(looseText(rights, context.repairs)),
      'mr:updated': one(dateOf(channel, names.feedUpdated, context)),
      ttl: one(ttlOf(channel)),
      'mr:skipHours': skipHoursOf(channel),
      'mr:skipDays': skipDaysOf(channel),
      'mr:id': one(childText(channel, names.feedId)),
      'mr:links': channelLinks(channel, context),
      'mr:authors': channelAuthors(channel),
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
  const guid = textOf(childOf(item, names.guid)) ?? childText(item, names.otherId) ?? attributeOf(item, 'rdf:about')
  const title = fieldOf(item, names.title) ?? mediaField(item, mediaTitle) ?? fieldOf(item, names.lastTitle)
  const rights = fieldOf(item, names.rights)
  const own: OwnFields = {
    links: withDuration(links, item),
    authors: itemAuthors(item),
    baseUrl: baseOf(item, site, links, context),
    images: imagesOf(item, media.images),
  }
  setFields(own, {
    published: publishedOf(item, context),
    updated: dateOf(item, names.updated, context),
    summary: bodyHtml(summaryOf(item)),
    content: bodyHtml(fieldOf(item, names.content)),
    commentCount: commentCountOf(item),
    language: languageTag(childText(item, names.language) ?? item.language),
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
  return dateOf(item, names.published, context)
}

/** `description` is a summary whatever its length: only the page or a full-text field beside it can tell. */
function summaryOf(item: XmlElement): XmlElement | undefined {
  return fieldOf(item, names.summary) ?? mediaField(item, mediaDescription)
}

function bodyHtml(element: XmlElement | undefined): string | undefined {
  if (element === undefined) return undefined
  // Media RSS says `plain` where it says nothing, and so do feeds that write HTML.
  const isPlain = element.name === 'media:description' && textOf(element)?.includes('<') === false
  return isPlain || element.name.startsWith('atom:') ? constructHtml(element) : looseHtml(element)
}

function baseOf(item: XmlElement, site: string, links: readonly Link[], context: AdaptContext): string {
  const body = fieldOf(item, names.based) ?? item
  if (body.base !== context.url) return body.base
  return alternateOf(links) ?? site
}

function itemLinks(item: XmlElement, media: readonly Link[], site: string, context: AdaptContext): readonly Link[] {
  // RSS has no word on relative addresses; where they are used the site is meant, whoever serves the feed.
  const base = item.base === context.url ? site : item.base
  const links: Link[] = []
  for (const link of childrenOf(item, names.originalLink)) {
    addTo(links, linkTo(textOf(link), base, 'alternate', noMore, context))
  }
  for (const link of childrenOf(item, names.link)) {
    const rel = attributeOf(link, 'rel') ?? 'alternate'
    addTo(links, linkTo(textOf(link) ?? attributeOf(link, 'href'), base, rel, noMore, context))
  }
  links.push(...atomLinks(item, context))
  for (const enclosure of childrenOf(item, names.enclosure)) {
    const href =
      attributeOf(enclosure, 'url') ?? attributeOf(enclosure, 'rdf:resource') ?? attributeOf(enclosure, 'href')
    const more = { type: attributeOf(enclosure, 'type'), length: attributeOf(enclosure, 'length') }
    addTo(links, linkTo(href, base, 'enclosure', more, context))
  }
  links.push(...media)
  for (const link of childrenOf(item, names.comments))
    addTo(links, linkTo(textOf(link), base, 'replies', noMore, context))
  for (const link of childrenOf(item, names.commentsFeed)) {
    addTo(links, linkTo(textOf(link), base, 'replies', { type: 'application/rss+xml' }, context))
  }
  const page = links.some((link) => link.rel === 'alternate') ? undefined : permalinkOf(item, base)
  return uniqueLinks(page === undefined ? links : [{ href: page, rel: 'alternate' }, ...links])
}

/** A guid is the page's address unless it says that it is none (RSS 2.0), and so is what an RSS 1.0 item is about. */
function permalinkOf(item: XmlElement, base: string): string | undefined {
  const guid = childOf(item, names.guid)
  const isPermalink = guid !== undefined && attributeOf(guid, 'ispermalink')?.toLowerCase() !== 'false'
  const address = isPermalink ? textOf(guid) : attributeOf(item, 'rdf:about')
  return address !== undefined && /^(https?:\/)?\//i.test(address) ? resolveUrl(address, base) : undefined
}

function itemAuthors(item: XmlElement): readonly Person[] {
  const named = peopleIn(item, names.authors)
  return named.length > 0 ? named : peopleIn(item, names.otherAuthors)
}

const mostChannelAuthors = 8

function channelAuthors(channel: XmlElement): readonly Person[] {
  const people = [...peopleIn(channel, names.editors)]
  const owner = childOf(channel, names.owner)
  if (owner !== undefined)
    addTo(people, personOf([childText(owner, names.ownerName), childText(owner, names.ownerEmail)].join(' ')))
  people.push(...peopleIn(channel, names.publishers))
  return uniquePeople(people).slice(0, mostChannelAuthors)
}

function channelLinks(channel: XmlElement, context: AdaptContext): readonly Link[] {
  const own: Link[] = []
  for (const link of childrenOf(channel, names.link)) {
    const href = textOf(link) ?? attributeOf(link, 'href')
    addTo(own, linkTo(href, link.base, attributeOf(link, 'rel') ?? 'alternate', noMore, context))
  }
  return uniqueLinks([...own, ...atomLinks(channel, context)])
}

function logoOf(channel: XmlElement, image: XmlElement | undefined, context: AdaptContext): string | undefined {
  const href = image === undefined ? undefined : (childText(image, names.url) ?? attributeOf(image, 'rdf:resource'))
  return href === undefined ? mediaOf(channel, context).images[0]?.url : resolveUrl(href, channel.base)
}

function imagesOf(item: XmlElement, media: readonly Image[]): readonly Image[] {
  const image = childOf(item, names.image)
  const url =
    image === undefined ? undefined : resolveUrl(childText(image, names.url) ?? textOf(image) ?? '', image.base)
  return url === undefined ? media : uniqueBy([...media, { url }], (found) => found.url)
}

function sourceOf(item: XmlElement, context: AdaptContext): Entry['source'] {
  const source = childOf(item, names.source)
  if (source === undefined) return undefined
  const title = looseText(source, context.repairs)
  const link = linkTo(attributeOf(source, 'url'), source.base, 'self', noMore, context)
  return title === undefined && link === undefined
    ? undefined
    : { ...optional('title', title), ...optional('links', link && [link]) }
}
