import { isIP } from 'node:net'
import { URL } from 'node:url'

/** Whether a value is an absolute http or https address. */
export function isWebUrl(value: string): boolean {
  return /^https?:\/\//i.test(value) && URL.canParse(value)
}

/** Whether an address names a user or a password. */
export function hasCredentials(value: string): boolean {
  const url = URL.parse(value)
  return url !== null && (url.username !== '' || url.password !== '')
}

/** Whether a value is a well-formed BCP 47 language tag. */
export function isLanguage(value: string): boolean {
  try {
    return Intl.getCanonicalLocales(value).length === 1
  } catch {
    return false // a RangeError is its way to say no
  }
}

/** Whether a value names a time zone that this Node knows. */
export function isTimeZone(value: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }) !== undefined
  } catch {
    return false // a RangeError is its way to say no
  }
}

/** Whether a value is an IP address, a CIDR block, `IP:port`, `[IPv6]:port` or `host:port`. */
export function isAllowedAddress(value: string): boolean {
  if (isIP(value) !== 0) return true
  const block = /^([^/]+)\/(\d{1,3})$/.exec(value)
  if (block !== null) {
    const version = isIP(block[1] ?? '')
    return version !== 0 && Number(block[2]) <= (version === 4 ? 32 : 128)
  }
  const place = /^(?:\[([^\]]+)\]|[a-z0-9._-]+):(\d{1,5})$/i.exec(value)
  if (place === null || (place[1] !== undefined && isIP(place[1]) !== 6)) return false
  const port = Number(place[2])
  return port >= 1 && port <= 65_535
}

/** An address to listen on, `host:port` or `[IPv6]:port`, in its two halves; undefined when it is none. */
export function listenAddress(value: string): { readonly host: string; readonly port: number } | undefined {
  const parts = /^(?:\[([^\]]+)\]|([a-z0-9._-]+)):(\d{1,5})$/i.exec(value)
  const [, literal, name, digits] = parts ?? []
  const host = literal ?? name
  const port = Number(digits)
  const isRight = host !== undefined && port <= 65_535 && (literal === undefined || isIP(literal) === 6)
  return isRight ? { host, port } : undefined
}

/** Fields that fetching sets itself: a second one breaks conditional requests, decoding or the connection. */
const ownHeaders = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'expect',
  'host',
  'if-modified-since',
  'if-none-match',
  'keep-alive',
  'te',
  'transfer-encoding',
  'upgrade',
])

/** What is wrong with a request header, if anything is (RFC 9110 5.1 and 5.5). */
export function headerMistake(name: string, value: string): string | undefined {
  if (!/^[!#$%&'*+.^_`|~0-9a-z-]+$/i.test(name)) return 'this is not the name of a request header'
  if (ownHeaders.has(name.toLowerCase())) return 'Millrace sets this header itself; leave it out'
  if (name.toLowerCase() === 'user-agent') return 'use the setting userAgent instead'
  if (/[^\t\x20-\x7e\x80-\xff]/.test(value)) return 'a header is one line without control characters'
  return undefined
}
