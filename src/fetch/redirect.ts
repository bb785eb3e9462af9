import { FeedError } from '../errors.ts'
import { header, type ResponseHeaders } from './headers.ts'

const redirects = new Set([301, 302, 303, 307, 308])
const permanent = new Set([301, 308])

/** Whether the status sends the client elsewhere. */
export function isRedirect(status: number): boolean {
  return redirects.has(status)
}

/** Whether the move is for good. One from https to http is followed but never kept: a feed would lose its protection for life. */
export function isPermanent(status: number, from: URL, to: URL): boolean {
  return permanent.has(status) && !(from.protocol === 'https:' && to.protocol === 'http:')
}

/** Where a redirect leads. */
export function redirectTarget(headers: ResponseHeaders, from: URL): URL {
  const location = header(headers, 'location')
  if (location === undefined) throw new FeedError('FETCH_REDIRECT', from.href, 'a redirect without a target')
  const target = URL.parse(asUtf8(location), from.href)
  if (target === null) throw new FeedError('FETCH_REDIRECT', from.href, 'a redirect whose target is no address')
  return toWebUrl(target)
}

/** The URL without fragment and credentials, which are not sent; only http and https leave this machine. */
export function toWebUrl(url: URL): URL {
  if ((url.protocol !== 'http:' && url.protocol !== 'https:') || url.hostname === '') {
    throw new FeedError(
      'FETCH_REFUSED',
      url.href,
      `only http and https addresses are asked, this is ${url.protocol.slice(0, 20)}`,
    )
  }
  const clean = new URL(url.href)
  clean.hash = ''
  clean.username = ''
  clean.password = ''
  return clean
}

/** Headers come as bytes; servers write letters beyond ASCII in UTF-8, as browsers read them. */
function asUtf8(value: string): string {
  const text = Buffer.from(value, 'latin1').toString('utf8')
  return text.includes('\u{FFFD}') ? value : text
}
