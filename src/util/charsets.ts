import { isUtf8 } from 'node:buffer'
import { createRequire } from 'node:module'
import type iconv from 'iconv-lite'

/** A character set that can be read here. */
export interface Charset {
  /** As the WHATWG's Encoding Standard names it (`utf-8`, `windows-1252` …), else the label in lower case. */
  readonly name: string
  /** Undefined when `bytes` are not in this charset. */
  readonly decodeStrictly: (bytes: Uint8Array) => string | undefined
  /** U+FFFD stands for what can't be decoded. */
  readonly decode: (bytes: Uint8Array) => string
}

/** What a label names; undefined when nobody knows it. Labels of UTF-16 and UTF-7 are nobody's: see below. */
export function charsetOf(label: string): Charset | undefined {
  const name = label.trim().toLowerCase()
  return ofPlatform(name) ?? ofCodePages(name)
}

function ofPlatform(label: string): Charset | undefined {
  let name: string
  try {
    name = new TextDecoder(label).encoding
  } catch {
    return undefined // RangeError: no such label
  }
  // A label is read as single bytes, so it can't say UTF-16 truly (the HTML standard says the same of meta).
  if (name.startsWith('utf-16')) return undefined
  if (name === 'utf-8') return utf8
  let strict: InstanceType<typeof TextDecoder> | undefined
  return {
    name,
    decode: (bytes) => new TextDecoder(name).decode(bytes),
    decodeStrictly: (bytes) => {
      strict ??= new TextDecoder(name, { fatal: true })
      try {
        return strict.decode(bytes)
      } catch {
        return undefined // TypeError: the bytes are not in this charset
      }
    },
  }
}

/** To check and then to decode takes 5 to 20 % less than a TextDecoder that does both at once. */
const utf8: Charset = {
  name: 'utf-8',
  decode: (bytes) => new TextDecoder().decode(bytes),
  decodeStrictly: (bytes) => {
    if (!isUtf8(bytes)) return undefined
    const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8', hasMark ? 3 : 0)
  },
}

/** iconv-lite's code pages of DOS, Macintosh and others; its own encodings (hex, base64, UTF-7 …) are no charsets of documents. */
const notCodePages = /^(utf|ucs|unicode|cesu|base64|hex|binary|internal)/

/** Central Europe's of the Macintosh, under the names that Apple's and Python's programs write. */
const centralEurope = /^mac-?(ce|latin-?2)$/

function ofCodePages(label: string): Charset | undefined {
  if (notCodePages.test(label)) return undefined
  const name = label.replace(/^x-/, '').replace(centralEurope, 'maccenteuro')
  const codec = iconvLite()
  if (!codec.encodingExists(name)) return undefined
  const decode = (bytes: Uint8Array) =>
    codec.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), name)
  return {
    name,
    decode,
    decodeStrictly: (bytes) => {
      const text = decode(bytes)
      return text.includes('\u{fffd}') ? undefined : text
    },
  }
}

/** Loaded when a document asks for it: few do, and each process would take longer to start. */
function iconvLite(): typeof iconv {
  return createRequire(import.meta.url)('iconv-lite') as typeof iconv
}
