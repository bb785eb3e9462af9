import { toAbsolute } from '../util/url.ts'

const iriCharacters = String.raw`(?:[!$&-;=?-[\]_~\p{L}\p{M}\p{N}]|%[\da-f]{2})`
const iri = new RegExp(`^[a-z][a-z0-9+.-]*:${iriCharacters}+(?:#${iriCharacters}*)?$`, 'iu')

/** An absolute IRI (RFC 3987), which is what Atom means by a URI. */
export function isUri(text: string | undefined): text is string {
  return text !== undefined && iri.test(text) && URL.canParse(text)
}

/** An http(s) address in the characters of RFC 3986; the URL Standard lets a few more through, and a bare `%`. */
export function webUrl(url: string | undefined): string | undefined {
  return url === undefined
    ? undefined
    : toAbsolute(url, url)?.replace(/%(?![\da-f]{2})|[^\w\-.~:/?#[\]@!$&'()*+,;=%]/gi, encodeURIComponent)
}

/** A language tag in the shape of RFC 5646 2.1; feeds also say "English" or "en_US". */
export function toLanguage(language: string | undefined): string | undefined {
  return language !== undefined && /^[a-z]{2,8}(?:-[a-z0-9]{1,8})*$/i.test(language) ? language : undefined
}

/** A media type without parameters (RFC 6838 4.2). */
export function toMediaType(type: string | undefined): string | undefined {
  return type !== undefined && /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : undefined
}

/** A date that every format can write: RFC 3339 and RFC 822 have four digits for the year. */
export function writableDate(date: Date | undefined): Date | undefined {
  return date !== undefined && !Number.isNaN(date.getTime()) && date.toISOString().length === 24 ? date : undefined
}

/** A count of bytes or pixels. */
export function toCount(value: number | undefined): number | undefined {
  return value !== undefined && Number.isSafeInteger(value) && value >= 0 ? value : undefined
}
