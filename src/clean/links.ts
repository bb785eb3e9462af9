import { webUrl } from '../util/url.ts'

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
