import { decodeText } from '../util/decode.ts'
import { readXml } from './read-xml.ts'
import { Repairs } from './repairs.ts'
import { withoutControls } from './without-controls.ts'
import type { XmlElement } from './xml-element.ts'
import { asked, attributeOf, childOf } from './xml-query.ts'

/** A subscription as an OPML file lists it. */
export interface OpmlFeed {
  /** As written, but `feed:` addresses as what they stand for. */
  readonly url: string
  readonly title?: string
  /** The folders it lies in, the outermost first, and its categories. */
  readonly tags: readonly string[]
}

/** A list of feeds holds no entries; of elements it may have as many as a feed by default. */
const listLimits = { entries: 20_000, depth: 256 }

const rootNames = asked('opml')
const bodyNames = asked('body')

/** The subscriptions of an OPML document, in order; undefined when it is none. Throws FeedError `PARSE_LIMIT`. */
export function parseOpml(bytes: Uint8Array, name: string): readonly OpmlFeed[] | undefined {
  const repairs = new Repairs()
  const text = withoutControls(bytes, decodeText(bytes, { markup: 'xml' }), repairs)
  const document = readXml(text.trimStart(), { url: name, base: name, repairs, limits: listLimits })
  const opml = childOf(document, rootNames)
  if (opml === undefined) return undefined
  // Some programs leave `body` out.
  return feedsBelow(childOf(opml, bodyNames) ?? opml, [])
}

function feedsBelow(element: XmlElement, folders: readonly string[]): readonly OpmlFeed[] {
  return element.children.flatMap((child) => {
    if (typeof child === 'string' || child.name !== 'outline') return []
    const url = attributeOf(child, 'xmlurl')
    const title = attributeOf(child, 'title') ?? attributeOf(child, 'text')
    if (url === undefined) return feedsBelow(child, title === undefined ? folders : [...folders, title])
    const tags = [...new Set([...folders, ...categories(attributeOf(child, 'category'))])]
    const feed = { url: withoutFeedScheme(url), tags, ...(title === undefined || title === url ? {} : { title }) }
    return [feed, ...feedsBelow(child, folders)]
  })
}

/** "/Tech/Linux,news": commas between categories; one that begins with a slash has levels (OPML 2.0, category). */
function categories(list: string | undefined): readonly string[] {
  const each = (list ?? '').split(',').map((category) => category.trim())
  return each.flatMap((category) => (category.startsWith('/') ? category.split('/') : [category])).filter(Boolean)
}

/** `feed:https://…` and `feed://…`, by which some readers are called. */
function withoutFeedScheme(url: string): string {
  return url.replace(/^feed:(?=https?:)/i, '').replace(/^feed:\/\//i, 'http://')
}
