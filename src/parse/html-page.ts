import { Tokenizer } from 'htmlparser2'
import { decodeReferences } from '../util/entities.ts'
import { tokenHandlers } from '../util/tokens.ts'
import { resolveUrl } from './urls.ts'

/** What a person can try; a page that announces hundreds is a directory. */
const namedAtMost = 5

/** Does the document begin as an HTML page does? */
export function isHtmlPage(text: string): boolean {
  const head = text.slice(0, 2048)
  return /<!doctype\s+html|<html[\s>]/i.test(head) && !/<(rss|rdf:rdf|([\w-]{1,40}:)?feed)[\s>]/i.test(head)
}

/** The feeds that a page announces: `link rel=alternate` with a feed's media type. */
export function announcedFeeds(html: string, url: string): string[] {
  const feeds = new Set<string>()
  let base = url
  let tag = ''
  let name = ''
  let attributes = new Map<string, string>()
  const endTag = () => {
    // The first counts, and only for what follows it (HTML, 4.2.3).
    if (tag === 'base' && base === url) base = resolveUrl(attributes.get('href') ?? '', url) ?? url
    const href = resolveUrl(attributes.get('href') ?? '', base)
    const isFeed = /^application\/((rss|atom|rdf)\+xml|(feed\+)?json)/i.test(attributes.get('type') ?? '')
    const isAlternate = /(^|\s)alternate(\s|$)/i.test(attributes.get('rel') ?? '')
    if (tag === 'link' && isFeed && isAlternate && href !== undefined && feeds.size < namedAtMost) feeds.add(href)
  }
  const tokenizer = new Tokenizer(
    { decodeEntities: false },
    {
      ...tokenHandlers,
      onopentagname: (start, end) => {
        tag = html.slice(start, end).toLowerCase()
        attributes = new Map()
      },
      onattribname: (start, end) => {
        name = html.slice(start, end).toLowerCase()
      },
      onattribdata: (start, end) => {
        if (tag === 'link' || tag === 'base') attributes.set(name, decodeReferences(html.slice(start, end)))
      },
      onopentagend: endTag,
      onselfclosingtag: endTag,
    },
  )
  tokenizer.write(html)
  tokenizer.end()
  return [...feeds]
}
