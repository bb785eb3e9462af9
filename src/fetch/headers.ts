import type { Validators } from '../types.ts'

/** Response headers, names in lower case, values byte for byte (one character each). */
export type ResponseHeaders = Readonly<Record<string, string | readonly string[] | undefined>>

/** What is longer need not be told apart, and might be no date: how long an order is obeyed is the schedule's to say. */
const longestRetryAfterMs = 30 * 24 * 3600 * 1000
const longestMaxAgeSeconds = 365 * 24 * 3600

/** The first value of a header. */
export function header(headers: ResponseHeaders, name: string): string | undefined {
  return all(headers, name)[0]
}

/** Every value of a header, in order. */
export function all(headers: ResponseHeaders, name: string): readonly string[] {
  const value = headers[name]
  return value === undefined ? [] : typeof value === 'string' ? [value] : value
}

/** What the server gave to ask again with, byte for byte. */
export function validatorsOf(headers: ResponseHeaders): Validators {
  const etag = header(headers, 'etag')
  const lastModified = header(headers, 'last-modified')
  return { ...(etag && { etag }), ...(lastModified && { lastModified }) }
}

/** The language of the answer (RFC 9110 8.5), where a single one is named. */
export function onlyLanguage(headers: ResponseHeaders): string | undefined {
  const value = all(headers, 'content-language').join(',').trim()
  return /^[a-z]{2,3}(?:[-_][a-z0-9]{1,8}){0,3}$/i.test(value) ? value : undefined
}

/** When the server allows the next request (RFC 9110 10.2.3), if it says so and that is still to come. */
export function retryAt(headers: ResponseHeaders, now: Date): Date | undefined {
  const value = header(headers, 'retry-after')?.trim()
  if (value === undefined) return undefined
  const waitMs = /^\d+$/.test(value) ? Number(value) * 1000 : (parseHttpDate(value)?.getTime() ?? 0) - now.getTime()
  return waitMs > 0 ? new Date(now.getTime() + Math.min(waitMs, longestRetryAfterMs)) : undefined
}

/** For how many seconds from now the answer is fresh (RFC 9111 4.2.1, for a private cache, so without s-maxage). */
export function maxAgeSeconds(headers: ResponseHeaders, now: Date): number | undefined {
  const directives = all(headers, 'cache-control').join(',').toLowerCase()
  const stated = /(?:^|[,\s])max-age\s*=\s*"?(\d+)/.exec(directives)?.[1]
  if (/(?:^|[,\s])no-(?:cache|store)\b(?!\s*=)/.test(directives)) return undefined
  const age = Number(/^\s*(\d+)/.exec(header(headers, 'age') ?? '')?.[1] ?? 0)
  if (stated !== undefined) return clampAge(Number(stated) - age)
  const expires = header(headers, 'expires')
  if (expires === undefined) return undefined
  // A date that is none ("0", "-1") means: already stale (RFC 9111 5.3).
  const until = parseHttpDate(expires)
  const since = parseHttpDate(header(headers, 'date') ?? '') ?? now
  return until === undefined ? 0 : clampAge((until.getTime() - since.getTime()) / 1000 - age)
}

function clampAge(seconds: number): number {
  return Math.min(Math.max(0, Math.floor(seconds)), longestMaxAgeSeconds)
}

/** The three forms of RFC 9110 5.6.7; all are in GMT, also asctime's, which names no zone. */
export function parseHttpDate(value: string): Date | undefined {
  const text = value.trim()
  if (!/^[a-z]{3}/i.test(text)) return undefined
  const date = new Date(/(?:GMT|UTC|[+-]\d{4})$/i.test(text) ? text : `${text} GMT`)
  return Number.isNaN(date.getTime()) ? undefined : date
}
