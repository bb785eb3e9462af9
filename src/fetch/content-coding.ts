import { promisify } from 'node:util'
import zlib from 'node:zlib'
import { FeedError } from '../errors.ts'

const gunzip = promisify(zlib.gunzip)
const inflate = promisify(zlib.inflate)
const inflateRaw = promisify(zlib.inflateRaw)
const brotli = promisify(zlib.brotliDecompress)
const zstd = promisify(zlib.zstdDecompress)

/** Two are seen in the wild (a proxy that compresses once more); each further one multiplies what a few bytes can unfold to. */
const mostCodings = 3
/** Names that stand there by mistake or say nothing: the body is as it is. */
const notCodings = new Set(['', 'identity', 'none', 'utf-8', 'utf8'])

/** Undoes the content codings of a body, also those it does not name; stops at `maxBytes` of output. */
export async function decodeContent(
  wire: Uint8Array,
  contentEncoding: string | undefined,
  maxBytes: number,
  url: string,
): Promise<Uint8Array> {
  const named = (contentEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => !notCodings.has(name))
    .reverse()
  if (named.length > mostCodings)
    throw new FeedError('FETCH_ENCODING', url, 'the body is compressed too many times over')
  let bytes = wire
  for (const name of named) bytes = await undo(name, bytes, maxBytes, url)
  // No feed and no page begins with these bytes, so it is one that was coded without saying so, or once more than said.
  for (let more = named.length; more < mostCodings && isGzip(bytes); more++)
    bytes = await undo('gzip', bytes, maxBytes, url)
  return bytes
}

async function undo(name: string, bytes: Uint8Array, maxBytes: number, url: string): Promise<Uint8Array> {
  if (bytes.length === 0) return bytes
  const decode = decoderOf(name, bytes)
  if (decode === 'plain') return bytes
  if (decode === undefined)
    throw new FeedError('FETCH_ENCODING', url, `the body has an unknown content coding, ${JSON.stringify(name)}`)
  try {
    return await decode(maxBytes)
  } catch (cause) {
    if (cause instanceof RangeError) throw tooLarge(url, maxBytes, cause)
    throw new FeedError('FETCH_ENCODING', url, `the body is not whole ${name} data`, { cause })
  }
}

type Decoder = (maxOutputLength: number) => Promise<Uint8Array>

/** `plain`: labelled so, but it is not; the marks of gzip and zstd tell, brotli has none. */
function decoderOf(name: string, bytes: Uint8Array): Decoder | 'plain' | undefined {
  switch (name) {
    case 'gzip':
    case 'x-gzip':
      return isGzip(bytes) ? (maxOutputLength) => gunzip(bytes, { maxOutputLength }) : 'plain'
    case 'deflate':
      return (maxOutputLength) => (isZlib(bytes) ? inflate : inflateRaw)(bytes, { maxOutputLength })
    case 'br':
      return (maxOutputLength) => brotli(bytes, { maxOutputLength })
    case 'zstd':
      return isZstd(bytes) ? (maxOutputLength) => zstd(bytes, { maxOutputLength, params: zstdParams }) : 'plain'
    default:
      return undefined
  }
}

/** RFC 9659: over HTTP a zstd window has at most 8 MB; by default the library would set aside 128. */
const zstdParams = { [zlib.constants.ZSTD_d_windowLogMax]: 23 }

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8
}

/** RFC 9110 8.4.1.2 means zlib's format, some servers send bare deflate; the header's checksum tells them apart. */
function isZlib(bytes: Uint8Array): boolean {
  const [first = 0, second = 0] = bytes
  return (first & 15) === 8 && ((first << 8) | second) % 31 === 0
}

function isZstd(bytes: Uint8Array): boolean {
  return bytes[0] === 0x28 && bytes[1] === 0xb5 && bytes[2] === 0x2f && bytes[3] === 0xfd
}

const megabyte = 1_000_000

/** The error for a document over its limit, in words. */
export function tooLarge(url: string, maxBytes: number, cause?: unknown): FeedError {
  const size = maxBytes >= megabyte ? `${Math.round((maxBytes / megabyte) * 10) / 10} MB` : `${maxBytes} bytes`
  return new FeedError('FETCH_TOO_LARGE', url, `the document is larger than ${size}`, { cause })
}
