import { getDomain } from 'tldts'
import { channelParameters, channelValue, redirectors, referrers, type TrackerGroup, trackers } from './trackers.ts'

/**
 * The address in the form in which two addresses of one page are equal; undefined when it is not http(s). For comparing
 * only, never for asking or publishing: scheme, `www.`, mobile and AMP hosts, tracking and order of parameters are folded.
 */
export function cleanUrl(url: string): string | undefined {
  const target = unwrapped(url)
  if (target === undefined) return undefined
  const query = target.search === '' ? '' : identityQuery(target)
  // `http://x:443` drops its port as `https://x` does.
  const port = ['', '80', '443'].includes(target.port) ? '' : `:${target.port}`
  const route = /^#(?:!|\/)/.test(target.hash) ? target.hash : ''
  return `https://${foldHost(target.hostname)}${port}${foldPath(target.pathname)}${query}${route}`
}

/** The same address without tracking parameters and tracking fragments; everything else stays byte for byte. */
export function withoutTrackers(url: string): string {
  const [, address = url, query, fragment] = /^([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(url) ?? []
  const kept = query?.split('&').filter((part) => !isTracker(parameterName(part)))
  // AT Internet and Echobox mark the fragment; a page reads it as an anchor, so all of it must be marks.
  const marks = fragment?.split('&').every((part) => part.includes('=') && isTracker(parameterName(part)))
  const search = query === undefined || (kept?.length === 0 && query !== '') ? '' : `?${kept?.join('&')}`
  return address + search + (fragment === undefined || marks ? '' : `#${fragment}`)
}

/** The registrable domain (`blog.example.co.uk` → `example.co.uk`, `me.github.io` as it is); undefined for addresses without one. */
export function siteOf(url: string): string | undefined {
  return getDomain(url, { allowPrivateDomains: true }) ?? undefined
}

/**
 * The http(s) address that `href` names on a page at `base`, serialised by the URL Standard, without user and password;
 * undefined for everything else.
 */
export function toAbsolute(href: string, base: string): string | undefined {
  const url = URL.parse(href, base) ?? URL.parse(href)
  if (url === null || !isWeb(url)) return undefined
  url.username = ''
  url.password = ''
  return url.href
}

/** Longer ones are data, not addresses; RFC 9110 4.1 asks for 8000 at least. */
const longest = 8000

/** `toAbsolute` without tracking; undefined also for what is too long to be an address. */
export function webUrl(href: string, base: string): string | undefined {
  if (href.length > longest) return undefined
  const absolute = toAbsolute(href, base)
  return absolute && withoutTrackers(absolute)
}

/** The publisher's own address of a page that is given by that of an AMP viewer or cache; any other as it is. */
export function withoutAmpViewer(url: string): string {
  const parsed = URL.parse(url)
  return (parsed && ampOriginal(parsed)?.href) ?? url
}

function isWeb(url: URL): boolean {
  return (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname !== ''
}

/** Redirectors, AMP viewers and caches taken off; wrapped deeper than four times it is no link for people. */
function unwrapped(url: string): URL | undefined {
  let current = URL.parse(url)
  for (let depth = 0; depth < 4 && current !== null && isWeb(current); depth++) {
    const target = innerUrl(current)
    if (target === undefined) return current
    current = target
  }
  return current !== null && isWeb(current) ? current : undefined
}

function innerUrl(url: URL): URL | undefined {
  const original = ampOriginal(url)
  if (original !== undefined) return original
  const redirector = redirectors.find((each) => each.host.test(url.hostname) && each.path.test(url.pathname))
  for (const name of redirector?.parameters ?? []) {
    const target = URL.parse(url.searchParams.get(name) ?? '')
    if (target !== null && isWeb(target)) return target
  }
  return undefined
}

/** `www.`, `m.`, `mobile.` and `amp.` serve the same pages, also inside (`en.m.wikipedia.org`); a registrable name (`m.com`, `amp.dev`) stays. */
function foldHost(hostname: string): string {
  const host = hostname.replace(/\.$/, '')
  const domain = getDomain(host, { allowPrivateDomains: true })
  if (domain === null || host === domain) return host
  const labels = host.slice(0, -domain.length - 1).split('.')
  return [...labels.filter((label) => !/^(?:www\d?|m|mobile|amp)$/.test(label)), domain].join('.')
}

function foldPath(pathname: string): string {
  const path = pathname
    // RFC 3986 6.2.2: the case of escapes, and escapes of unreserved characters, make no difference.
    .replace(/%[0-9a-f]{2}/gi, (octet) => {
      const char = String.fromCharCode(Number.parseInt(octet.slice(1), 16))
      return /[\w.~-]/.test(char) ? char : octet.toUpperCase()
    })
    .replace(/\/{2,}/g, '/')
    .replace(/\/(?:index|default)\.(?:html?|php|aspx?|jsp)$/i, '/')
    .replace(/\.amp(\.html?)?$/i, '$1')
    .replace(/(.)(?:\/amp(?:html)?)+\/?$/i, '$1')
    .replace(/^\/amp(?=\/.)/i, '')
    .replace(/\/$/, '')
  return path === '' ? '/' : path
}

function identityQuery(url: URL): string {
  const kept = [...url.searchParams].filter(
    ([name, value]) => !isTracker(name) && !isReferrer(name, value) && !isAmpSwitch(name, value),
  )
  const query = new URLSearchParams(kept)
  query.sort()
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}

/** google.com/amp/s/HOST/… and HOST.cdn.ampproject.org/c/s/HOST/…; the `s` says https. */
function ampOriginal(url: URL): URL | undefined {
  const { hostname, pathname } = url
  const isViewer = pathname.startsWith('/amp/') && /^(?:www\.)?google\.[a-z.]{2,6}$/.test(hostname)
  if (!isViewer && !hostname.endsWith('.cdn.ampproject.org')) return undefined
  const amp = /^\/(?:amp|c|v|a)\/(?:s\/)?([^/]+\.[^/]+.*)$/.exec(pathname)?.[1]
  if (amp === undefined) return undefined
  return URL.parse(`https://${amp}${url.search}`) ?? undefined
}

function isAmpSwitch(name: string, value: string): boolean {
  return (/^_?amp$/i.test(name) && /^(?:|1|true|on)$/i.test(value)) || (/^outputtype$/i.test(name) && value === 'amp')
}

function isReferrer(name: string, value: string): boolean {
  const lower = name.toLowerCase()
  return isReferrerName(lower) || (channelParameters.includes(lower) && channelValue.test(value))
}

const isTracker = matcher(trackers)
const isReferrerName = matcher(referrers)

function matcher(groups: readonly TrackerGroup[]): (name: string) => boolean {
  const names = groups.flatMap((group) => group.names)
  const exact = new Set(names.filter((name) => !name.endsWith('*')))
  const prefixes = names.filter((name) => name.endsWith('*')).map((name) => name.slice(0, -1))
  return (name) => {
    const lower = name.toLowerCase()
    return exact.has(lower) || prefixes.some((prefix) => lower.startsWith(prefix))
  }
}

/** The name of one `name=value` part as it stands in an address; `&amp;` left in by a feed leaves `amp;` before it. */
function parameterName(part: string): string {
  return (part.split('=', 1)[0] ?? '').replace(/^amp;/i, '')
}
