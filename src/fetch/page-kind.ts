import { FeedError } from '../errors.ts'
import { header, type ResponseHeaders } from './headers.ts'

/** Documents that hold text to read, by their media type; one without a type is looked at. */
const readable = /^(?:text\/|application\/(?:xhtml\+xml|xml|vnd\.wap\.xhtml\+xml)\b|application\/[a-z.+-]*\+?html)/
/** A type that says nothing: many servers give it to files that they don't know, pages among them. */
const unknownTypes = new Set(['', 'application/octet-stream', 'application/unknown', 'application/x-unknown'])

/** How documents begin that are no pages, whatever the server calls them (WHATWG MIME Sniffing 6 and 7, and PDF's own standard). */
const signatures: readonly (readonly [string, RegExp])[] = [
  ['a PDF', /^%PDF-/],
  ['a picture', /^(?:\x89PNG|GIF8|\xff\xd8\xff|BM.{8}|II\*\0|MM\0\*|RIFF.{4}WEBP|.{4}ftyp(?:avif|heic|mif1))/s],
  ['a recording', /^(?:ID3|OggS|fLaC|\xff[\xfb\xf3\xf2]|RIFF.{4}(?:WAVE|AVI )|.{4}ftyp|\x1a\x45\xdf\xa3)/s],
  ['an archive', /^(?:PK\x03\x04|\x1f\x8b|7z\xbc\xaf|Rar!|BZh)/],
]

/** Why a document is no page to read, by what its answer says before any of it is taken; undefined when it may be one. */
export function notAPageByType(headers: ResponseHeaders, url: string): FeedError | undefined {
  if (/^\s*attachment\b/i.test(header(headers, 'content-disposition') ?? '')) {
    return new FeedError('PAGE_NOT_HTML', url, 'it is a file to download, not a page')
  }
  const type = (header(headers, 'content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (unknownTypes.has(type) || readable.test(type) || !type.includes('/')) return undefined
  return new FeedError('PAGE_NOT_HTML', url, `it is not a page but ${type.slice(0, 60)}`)
}

/** The same by the document's first bytes. */
export function notAPageByBytes(bytes: Uint8Array, url: string): FeedError | undefined {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 16)).toString('latin1')
  const kind = signatures.find(([, signature]) => signature.test(start))?.[0]
  return kind === undefined ? undefined : new FeedError('PAGE_NOT_HTML', url, `it is not a page but ${kind}`)
}

/** Whole segments only: `/login-problems-solved` is an article. */
const loginPath = /\/(?:log-?in|log_in|sign-?in|sign_in|log-?on|wp-login\.php|login\.(?:aspx?|php|jsp|html?))\/?$/i

/** Why an address that redirects led to is no article: it asks who is there. */
export function isLoginInstead(asked: URL, answered: URL): FeedError | undefined {
  if (asked.href === answered.href || loginPath.test(asked.pathname) || !loginPath.test(answered.pathname))
    return undefined
  return new FeedError('PAGE_LOGIN', answered.href, 'the site asks for a login before it shows the page')
}
