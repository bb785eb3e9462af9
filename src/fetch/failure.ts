import { STATUS_CODES } from 'node:http'
import { errors } from 'undici'
import { FeedError, type FeedErrorCode } from '../errors.ts'
import { RefusedAddress } from './guard.ts'

type Meaning = readonly [FeedErrorCode, string]

/** What the codes of Node, OpenSSL, llhttp and undici mean to someone who reads one line about a feed. */
const meanings: Readonly<Record<string, Meaning>> = {
  ENOTFOUND: ['FETCH_UNREACHED', 'there is no such host'],
  ENODATA: ['FETCH_UNREACHED', 'there is no such host'],
  EAI_AGAIN: ['FETCH_UNREACHED', "the host's name could not be looked up; is there a network?"],
  ECONNREFUSED: ['FETCH_UNREACHED', 'connection refused: nothing answers at this address'],
  ECONNRESET: ['FETCH_NETWORK', 'the server broke off the connection'],
  EPIPE: ['FETCH_NETWORK', 'the server broke off the connection'],
  EHOSTUNREACH: ['FETCH_UNREACHED', 'the host cannot be reached from here'],
  ENETUNREACH: ['FETCH_UNREACHED', 'the network of the host cannot be reached from here'],
  EADDRNOTAVAIL: ['FETCH_UNREACHED', 'the host cannot be reached from here'],
  ETIMEDOUT: ['FETCH_TIMEOUT', 'the connection was not answered'],
  UND_ERR_HEADERS_TIMEOUT: ['FETCH_TIMEOUT', 'the server did not begin to answer'],
  UND_ERR_CONNECT_TIMEOUT: ['FETCH_TIMEOUT', 'the connection was not answered'],
  UND_ERR_SOCKET: ['FETCH_NETWORK', 'the server broke off the connection'],
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: ['FETCH_NETWORK', 'the document is shorter or longer than the server announced'],
  UND_ERR_HEADERS_OVERFLOW: ['FETCH_NETWORK', "the answer's headers are too large"],
  UND_ERR_DESTROYED: ['FETCH_ABORTED', 'stopped'],
  UND_ERR_CLOSED: ['FETCH_ABORTED', 'stopped'],
  UND_ERR_INVALID_ARG: ['FETCH_REFUSED', 'the request cannot be sent: a header or the address is not valid'],
  CERT_HAS_EXPIRED: ['FETCH_NETWORK', "the host's TLS certificate has expired"],
  CERT_NOT_YET_VALID: ['FETCH_NETWORK', "the host's TLS certificate is not valid yet; is this machine's clock right?"],
  ERR_TLS_CERT_ALTNAME_INVALID: ['FETCH_NETWORK', "the host's TLS certificate is for another name"],
  EPROTO: ['FETCH_NETWORK', 'no secure connection could be made: TLS failed'],
}

/** Families of codes, by their beginning. */
const families: readonly (readonly [RegExp, Meaning])[] = [
  [/^ERR_HTTP2_/, ['FETCH_NETWORK', 'the server broke off the answer']],
  [/^HPE_/, ['FETCH_NETWORK', 'the answer is not valid HTTP']],
  [/CERT|SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET)/, ['FETCH_NETWORK', "the host's TLS certificate is not trusted"]],
  [/^ERR_(?:SSL|TLS)_/, ['FETCH_NETWORK', 'no secure connection could be made: TLS failed']],
]

/** Whatever a request ended with, as a FeedError in plain words; what is not known to happen becomes `BUG`. */
export function toFeedError(thrown: unknown, url: string): FeedError {
  if (thrown instanceof FeedError) return thrown
  if (thrown instanceof RefusedAddress) return new FeedError('FETCH_REFUSED', url, thrown.message, { cause: thrown })
  // Several addresses were tried at once and all failed: the first tells enough.
  if (thrown instanceof AggregateError) return toFeedError(thrown.errors[0], url)
  const code = codeOf(thrown)
  const meaning = code === undefined ? undefined : meaningOf(code)
  if (meaning === undefined) return FeedError.from(thrown, url)
  return new FeedError(meaning[0], url, `${meaning[1]} (${code})`, { cause: thrown })
}

function codeOf(thrown: unknown): string | undefined {
  // undici leaves the code out where llhttp's own text comes with the error.
  if (thrown instanceof errors.HTTPParserError) return thrown.code ?? 'HPE_INVALID'
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined
}

function meaningOf(code: string): Meaning | undefined {
  return meanings[code] ?? families.find(([pattern]) => pattern.test(code))?.[1]
}

/** A status that gives no document, in words. */
export function statusMessage(status: number): string {
  const name = STATUS_CODES[status]
  return `the server answered ${status}${name === undefined ? '' : ` ${name}`}`
}
