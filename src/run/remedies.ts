import type { FeedErrorCode } from '../errors.ts'

const mayPass = 'usually passes; if not, try the address in a browser'
const misconfigured = 'its server is misconfigured: tell its operator'

/** What a person can do about each kind of trouble with a feed. README's table says the same at more length. */
const remedies: Readonly<Record<FeedErrorCode, string>> = {
  FETCH_UNREACHED: 'check the network and the address; it is asked again by itself',
  FETCH_NETWORK: mayPass,
  FETCH_TIMEOUT: mayPass,
  FETCH_STATUS: mayPass,
  FETCH_GONE: 'its publisher took it down: `millrace remove`, or `millrace resume` to ask once more',
  FETCH_HELD: 'nothing: it is asked again when its host allows it',
  FETCH_REFUSED: 'its address is not public: if it is your own, name it in allowAddresses in feeds.json',
  FETCH_REDIRECT: misconfigured,
  FETCH_ENCODING: misconfigured,
  FETCH_TOO_LARGE: 'raise limits.feedBytes if you trust it',
  FETCH_FILE: 'the file: address must be a plain file inside the folder of feeds.json',
  FETCH_ABORTED: 'nothing: it is asked again at the next run',
  PARSE_EMPTY: 'usually passes; if not, `millrace add SITE` finds the address of its feed',
  PARSE_NOT_A_FEED: '`millrace add SITE` finds the address of its feed',
  PARSE_LIMIT: 'its document is nested too deep, holds too much or takes too long to read: tell its operator',
  PAGE_NOT_HTML: 'nothing: the entry keeps what the feed says',
  PAGE_DISALLOWED: 'nothing: the entry keeps what the feed says; only the publisher can allow more',
  PAGE_LOGIN: 'nothing: the entry keeps what the feed says',
  BUG: 'a fault of Millrace: please report it',
}

/** The same for what a server answers, where its status says more than that there was no document (RFC 9110 15). */
const statusRemedies: Readonly<Record<number, string>> = {
  401: 'it asks for a name and a password: give feeds[].auth',
  403: 'some publishers refuse programs: ask them, or set feeds[].userAgent',
  404: 'it has moved: `millrace add SITE` finds the new address',
  429: 'nothing: it wants to be asked more rarely, and is',
}

/** What to do about an error that is stored with a feed; undefined for a code that this version does not know. */
export function remedyFor(code: string, httpStatus?: number): string | undefined {
  const ofStatus = code === 'FETCH_STATUS' && httpStatus !== undefined ? statusRemedies[httpStatus] : undefined
  return ofStatus ?? Object.entries(remedies).find(([known]) => known === code)?.[1]
}
