import { toAbsolute, withoutTrackers } from '../util/url.ts'

/** Longer ones are data, not addresses; RFC 9110 4.1 asks for 8000 at least. */
const longest = 8000

/** An absolute http(s) address without tracking and credentials; undefined for every other scheme. */
export function webUrl(href: string, baseUrl: string): string | undefined {
  if (href.length > longest) return undefined
  const absolute = toAbsolute(href, baseUrl)
  return absolute && withoutTrackers(absolute)
}

/**
 * What an `a` may lead to: http(s) and mail. A place inside the same page leads nowhere in a reader, since ids are not
 * kept; so such a link is none.
 */
export function linkUrl(href: string, baseUrl: string): string | undefined {
  const trimmed = href.trim()
  if (trimmed === '' || trimmed.startsWith('#')) return undefined
  if (/^mailto:[^\s@?]+@[^\s@?]+(?:\?|$)/i.test(trimmed)) return trimmed.slice(0, 500)
  return webUrl(trimmed, baseUrl)
}
