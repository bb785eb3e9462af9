/** Expected trouble, typed: callers branch on `code`, never on a message. */

/** What can go wrong with one feed or one page. */
export type FeedErrorCode =
  | 'FETCH_UNREACHED' // no network, no such host, refused: the publisher was not troubled
  | 'FETCH_NETWORK' // reset, TLS, broken transport
  | 'FETCH_TIMEOUT'
  | 'FETCH_STATUS' // an HTTP status that gives no document
  | 'FETCH_GONE' // 410
  | 'FETCH_HELD' // nothing was asked: its host wants to be left alone, or has too much else to answer
  | 'FETCH_REDIRECT' // too many, a loop, or nowhere to go
  | 'FETCH_REFUSED' // the address guard said no; nothing was sent
  | 'FETCH_TOO_LARGE'
  | 'FETCH_ENCODING' // content coding broken or unknown
  | 'FETCH_FILE' // a file: address that is missing, outside its folder or behind a link
  | 'FETCH_ABORTED' // we are shutting down
  | 'PARSE_EMPTY'
  | 'PARSE_NOT_A_FEED'
  | 'PARSE_LIMIT' // nested too deep, too many values, or too long in reading
  | 'PAGE_NOT_HTML'
  | 'PAGE_DISALLOWED' // robots.txt asks programs not to read it
  | 'PAGE_LOGIN' // it leads to a login instead
  | 'BUG' // unforeseen: keeps its stack, counted apart

export interface FeedErrorDetails {
  readonly cause?: unknown
  readonly httpStatus?: number
  /** The earliest time the server allows the next request (Retry-After). */
  readonly retryAt?: Date
  /** The web addresses of feeds that the document announces, which is none itself. */
  readonly announced?: readonly string[]
}

/** Trouble with one document. The run goes on, what is known of the feed stays. */
export class FeedError extends Error {
  readonly code: FeedErrorCode
  /** The document's address, without credentials. */
  readonly url: string
  readonly httpStatus?: number
  readonly retryAt?: Date
  readonly announced?: readonly string[]

  constructor(code: FeedErrorCode, url: string, message: string, details: FeedErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.name = 'FeedError'
    this.code = code
    this.url = withoutCredentials(url)
    if (details.httpStatus !== undefined) this.httpStatus = details.httpStatus
    if (details.retryAt !== undefined) this.retryAt = details.retryAt
    if (details.announced !== undefined) this.announced = details.announced
  }

  /** Anything thrown, as a FeedError: what was not foreseen becomes `BUG` and keeps its stack as `cause`. */
  static from(thrown: unknown, url: string): FeedError {
    if (thrown instanceof FeedError) return thrown
    const message = thrown instanceof Error ? thrown.message : String(thrown)
    return new FeedError('BUG', url, message, { cause: thrown })
  }
}

export type FatalErrorCode = 'CONFIG' | 'STORE' | 'LOCKED' | 'PORT' | 'OUTPUT' | 'CLOCK'

/** Trouble that stops the program: the message says the place and a way out; the last output stays. */
export class FatalError extends Error {
  readonly code: FatalErrorCode

  constructor(code: FatalErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'FatalError'
    this.code = code
  }
}

/** A URL fit for messages: user name and password removed. */
export function withoutCredentials(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, '$1')
}
