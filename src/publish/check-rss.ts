import { checkAddress, checkIds, checkTimestamp, refuseUnless } from './check.ts'
import { outputs } from './outputs.ts'
import { rssModules } from './rss.ts'
import { childrenOf, childText, readStrict, requireOne, type StrictElement } from './strict-xml.ts'

const atom = (name: string): string => `{${rssModules.atom}}${name}`
const dc = (name: string): string => `{${rssModules.dc}}${name}`
const media = (name: string): string => `{${rssModules.media}}${name}`
const encoded = `{${rssModules.content}}encoded`

/** RFC 822 5.1 with the year of RFC 1123. */
const rfc822 = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/

/** The last look at an RSS 2.0 document, as `checkAtom`. Throws FatalError `OUTPUT`. */
export function checkRss(xml: string, expected: { readonly ids: readonly string[] }): void {
  refuseUnless(outputs.rss.path, () => {
    // RSS 2.0 has no namespace of its own.
    const ids: string[] = []
    const look = (item: StrictElement): void => {
      checkItem(item)
      ids.push(childText(item, 'guid'))
    }
    const rss = readStrict(xml, '', { name: 'item', look })
    if (rss.name !== 'rss' || rss.attributes['version'] !== '2.0') throw new Error('its root is not that of RSS 2.0')
    requireOne(rss, 'the document', 'channel')
    for (const channel of childrenOf(rss, 'channel')) checkChannel(channel)
    checkIds(ids, expected.ids)
  })
}

function checkChannel(channel: StrictElement): void {
  const place = 'the channel'
  requireOne(channel, place, 'title', 'link', 'description', 'lastBuildDate')
  checkFilled(channel, 'title', place)
  checkFilled(channel, 'description', place)
  checkAddress(childText(channel, 'link'), `${place}: its link`)
  checkDate(channel, 'lastBuildDate', place)
  const own = childrenOf(channel, atom('link'))
  if (!own.some(({ attributes }) => attributes['rel'] === 'self')) throw new Error(`${place} has no own address`)
  checkAtomLinks(channel, place)
}

function checkItem(item: StrictElement): void {
  const place = `item ${childText(item, 'guid')}`
  requireOne(item, place, 'guid', 'title', 'pubDate')
  const isPermaLink = childrenOf(item, 'guid').some(({ attributes }) => attributes['isPermaLink'] !== 'false')
  if (isPermaLink) throw new Error(`${place} has a guid that is read as its address`)
  checkFilled(item, 'title', place)
  checkDate(item, 'pubDate', place)
  for (const { text } of childrenOf(item, atom('updated'))) checkTimestamp(text, 'updated', place)
  checkFilled(item, dc('creator'), place)
  const pages = childrenOf(item, 'link')
  if (pages.length > 1) throw new Error(`${place} has ${pages.length} link elements`)
  if (pages.length === 0 && childrenOf(item, encoded).length === 0) {
    throw new Error(`${place} has neither page nor content`)
  }
  for (const { text } of pages) checkAddress(text, `${place}: its link`)
  checkAtomLinks(item, place)
  for (const name of ['enclosure', 'source', media('content'), media('thumbnail')]) {
    for (const { attributes } of childrenOf(item, name)) checkAddress(attributes['url'], `${place}: its ${name}`)
  }
  for (const { attributes } of childrenOf(item, 'enclosure')) {
    const isWhole = /^\d+$/.test(attributes['length'] ?? '') && /^[^\s/]+\/[^\s/]+$/.test(attributes['type'] ?? '')
    if (!isWhole) throw new Error(`${place} has an enclosure without length or type`)
  }
}

function checkAtomLinks(element: StrictElement, place: string): void {
  for (const { attributes } of childrenOf(element, atom('link'))) {
    checkAddress(attributes['href'], `${place}: a link rel="${attributes['rel']}"`)
  }
}

function checkFilled(element: StrictElement, name: string, place: string): void {
  if (childText(element, name).trim() === '') throw new Error(`${place} has no ${name}`)
}

function checkDate(element: StrictElement, name: string, place: string): void {
  const text = childText(element, name)
  if (!rfc822.test(text) || Number.isNaN(Date.parse(text))) throw new Error(`${place} has the ${name} "${text}"`)
}
