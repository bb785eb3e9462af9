import { type Charset, charsetOf } from './charsets.ts'
import { detectCharset, isInOtherScript } from './detect-charset.ts'
import { decodeMixedUtf8 } from './mixed-utf8.ts'
import { isAscii } from './text.ts'
import { decodeUtf32 } from './utf-32.ts'

/** Bytes of XML or HTML to text. Evidence in the bytes goes before what anybody says of them. */

interface DecodeHints {
  /** The HTTP Content-Type header. */
  readonly contentType?: string
  readonly markup: 'xml' | 'html'
}

/** A document's text, and how it was found. */
export interface DecodedText {
  readonly text: string
  /** The encoding's name in the WHATWG's list (`utf-8`, `windows-1252` …), or `utf-32le`, `utf-32be`. */
  readonly charset: string
  /** What was wrong with what the document says of its charset; absent when nothing was. */
  readonly oddity?: CharsetOddity
}

/** Nothing is said, something else is true, or two charsets stand in one document. */
export type CharsetOddity = 'undeclared-charset' | 'wrong-charset' | 'mixed-charset'

/** A declaration further down is not looked for: HTML asks for it in the first 1024 bytes, XML at the very start. */
const declarationBytes = 4096

/** Of nearly all documents; to make a decoder for each of them took longer than to decode a short one. */
const utf8 = charsetOf('utf-8')

/** Decodes a document; never throws, and what can't be decoded becomes U+FFFD. */
export function decodeText(bytes: Uint8Array, hints: DecodeHints): DecodedText {
  const wide = wideEncoding(bytes)
  if (wide?.startsWith('utf-32')) return { text: decodeUtf32(bytes, wide === 'utf-32le'), charset: wide }
  if (wide !== undefined) return { text: new TextDecoder(wide).decode(bytes), charset: wide }

  // Not TextDecoder, which reads this charset letter by letter: it took half as long as JSON.parse of a short feed.
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1', 0, declarationBytes)
  const declared = declaredCharsets(head, hints)
  const text = utf8?.decodeStrictly(bytes)
  if (text !== undefined) return hiddenInUtf8(bytes, text, declared) ?? asUtf8(text, declared)

  const labelled = declared.filter(({ name }) => name !== 'utf-8')
  for (const charset of labelled) {
    if (charset.name === unmeant && isInOtherScript(bytes)) continue
    const text = charset.decodeStrictly(bytes)
    if (text === undefined) continue
    return { text, charset: charset.name, ...(charset !== declared[0] && { oddity: 'wrong-charset' }) }
  }
  const mixed = decodeMixedUtf8(bytes)
  if (mixed !== undefined) return { text: mixed, charset: 'utf-8', oddity: 'mixed-charset' }
  const charset = detectCharset(bytes, languageOf(head)) ?? labelled[0] ?? charsetOf('windows-1252')
  const oddity = declared.length === 0 ? 'undeclared-charset' : 'wrong-charset'
  return { text: charset?.decode(bytes) ?? '', charset: charset?.name ?? '', oddity }
}

/** The first declaration is the one that counts; of plain ASCII any of them is true. */
function asUtf8(text: string, [declared]: readonly Charset[]): DecodedText {
  const isMeant = declared === undefined || declared.name === 'utf-8' || isAscii(text)
  return { text, charset: 'utf-8', ...(!isMeant && { oddity: 'wrong-charset' }) }
}

/** Is it UTF-16 or UTF-32, in which no letter is a single byte? */
export function isWide(bytes: Uint8Array): boolean {
  return wideEncoding(bytes) !== undefined
}

/** Where the zero bytes stand is clear from so few. */
const sampleBytes = 256

/** UTF-16 or UTF-32, known by its byte order mark or by where the zero bytes of its markup stand. */
function wideEncoding(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'utf-32le' : 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'utf-32be'
  // Nearly all documents hold no zero byte, and one native look tells.
  if (!bytes.subarray(0, sampleBytes).includes(0)) return undefined
  const groups = Math.min(bytes.length, sampleBytes) >> 2
  if (groups === 0) return undefined
  const zeros = [0, 0, 0, 0]
  for (let i = 0; i < groups * 4; i++) if (bytes[i] === 0) zeros[i % 4] = (zeros[i % 4] ?? 0) + 1
  const [most, few] = [groups * 0.6, groups * 0.1]
  const pattern = zeros.map((count) => (count > most ? '0' : count < few ? 'x' : '?')).join('')
  const encodings: Record<string, string> = {
    x000: 'utf-32le',
    '000x': 'utf-32be',
    x0x0: 'utf-16le',
    '0x0x': 'utf-16be',
  }
  return encodings[pattern]
}

/**
 * What is valid UTF-8 by accident: ISO-2022-JP is plain ASCII bytes, and a few characters of another East Asian charset
 * may look like accented letters (GBK's 模 is UTF-8's ģ). In UTF-8 itself these scripts begin past U+0800.
 */
function hiddenInUtf8(bytes: Uint8Array, utf8: string, declared: readonly Charset[]): DecodedText | undefined {
  // The escapes that begin a run of kanji; in UTF-8 they are control characters, which no markup may hold.
  const isEscaped = utf8.includes('\x1b$B') || utf8.includes('\x1b$@')
  const charset = isEscaped ? charsetOf('iso-2022-jp') : declared.find(({ name }) => eastAsian.has(name))
  if (charset === undefined) return undefined
  const isHidden = isEscaped || (/[\u{80}-\u{7ff}]/u.test(utf8) && !/[\u{800}-\u{10ffff}]/u.test(utf8))
  const text = isHidden ? charset.decodeStrictly(bytes) : undefined
  return text === undefined ? undefined : { text, charset: charset.name }
}

const eastAsian = new Set(['shift_jis', 'euc-jp', 'euc-kr', 'gbk', 'gb18030', 'big5'])
/** HTTP/1.1 took it for text that declared nothing (RFC 2616 3.7.1), and servers add it without looking. */
const serversDefault = /^(iso-?8859-?1|latin-?1|(us-)?ascii)$/i
/** What Latin-1's labels mean in the Encoding Standard: a text in another script can't have meant it. */
const unmeant = 'windows-1252'

/** What HTTP and the document itself declare, the more trusted first; names nobody knows are left out. */
function declaredCharsets(head: string, hints: DecodeHints): Charset[] {
  const http = /charset\s*=\s*["']?([^\s"';,]+)/i.exec(hints.contentType ?? '')?.[1]
  const own = [
    /<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"'<>]+)/i.exec(head)?.[1],
    hints.markup === 'html' ? /<meta[^>]{1,300}?charset\s*=\s*["']?([\w.:-]+)/i.exec(head)?.[1] : undefined,
  ]
  // RFC 7303 3.2: HTTP goes before the document.
  const labels = http !== undefined && serversDefault.test(http) ? [...own, http] : [http, ...own]
  return labels.flatMap((label) => (label === undefined ? [] : (charsetOf(label) ?? [])))
}

/** The language that a document says it is in. */
function languageOf(head: string): string | undefined {
  return /(?:\blang\s*=\s*["']?|<(?:dc:)?language>\s*)([a-z]{2,3})\b/i.exec(head)?.[1]
}
