import { createRequire } from 'node:module'
import type jschardet from 'jschardet'
import { type Charset, charsetOf } from './charsets.ts'

/** Charsets that documents without a label are in; the others (Macintosh, DOS) only win where it is a guess. */
const candidates = (
  'windows-1250 windows-1251 windows-1252 windows-1253 windows-1254 windows-1255 windows-1256 windows-1257 windows-1258 ' +
  'ISO-8859-2 ISO-8859-4 ISO-8859-5 ISO-8859-7 ISO-8859-13 ISO-8859-16 KOI8-R KOI8-U IBM866 TIS-620 ' +
  'CP932 EUC-JP CP949 EUC-KR GB2312 GBK GB18030 Big5'
).split(' ')

/**
 * Below, the detector was as often wrong as right on headlines with an accent or two, and above in none of the 96
 * feeds of tests/util/detect-charset.test.ts.
 */
const sureFrom = 0.2
/**
 * Of the letters, those beyond ASCII. In Latin script they are a quarter at most (Vietnamese), in other scripts more than
 * half: then windows-1252 is out of the question, and the best guess is better.
 */
const otherScriptFrom = 0.42

/** HTML Standard 13.2.3.2: what browsers take for pages in a language that declare nothing; windows-1252 for all others. */
const byLanguage: Record<string, string> = {
  ...inAll('windows-1250', 'cs hr sk ro'),
  ...inAll('iso-8859-2', 'hu pl sl'),
  ...inAll('windows-1251', 'ba be bg kk ky mk ru sah sr tg tt uk'),
  ...inAll('iso-8859-7', 'el'),
  ...inAll('windows-1254', 'az ku tr'),
  ...inAll('windows-1255', 'he'),
  ...inAll('windows-1256', 'ar fa'),
  ...inAll('windows-1257', 'et lt lv'),
  ...inAll('windows-1258', 'vi'),
  ...inAll('windows-874', 'th'),
  ...inAll('shift_jis', 'ja'),
  ...inAll('euc-kr', 'ko'),
}

function inAll(charset: string, languages: string): Record<string, string> {
  return Object.fromEntries(languages.split(' ').map((language) => [language, charset]))
}

/**
 * The charset of markup that is not UTF-8 and says nothing, by how its letters follow each other, else by its declared
 * language (BCP 47); undefined when it may as well be windows-1252.
 */
export function detectCharset(bytes: Uint8Array, language: string | undefined): Charset | undefined {
  const text = letters(bytes)
  const primary = language?.toLowerCase().split(/[-_]/)[0] ?? ''
  const found = detector().detect(text, { detectEncodings: candidates })
  const isTrusted =
    found.confidence >= sureFrom || otherScript(text) || (found.language !== null && found.language === primary)
  return charsetOf((isTrusted ? found.encoding : undefined) ?? byLanguage[primary] ?? '')
}

/**
 * Is most of what windows-1252 makes of it accented letters? Then it is in a script other than Latin. Quotation marks and
 * signs of money, which stand between 0x80 and 0xBF there, say nothing: a feed may hold no other byte beyond ASCII.
 */
export function isInOtherScript(bytes: Uint8Array): boolean {
  return otherScript(letters(bytes), 0xc0)
}

function otherScript(text: Uint8Array, from = 0x80): boolean {
  let [high, ascii] = [0, 0]
  for (const byte of text) {
    if (byte >= from) high++
    else if ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a) ascii++
  }
  return high > (high + ascii) * otherScriptFrom
}

/** A few screens of text: the detector's own limit is 200 kB, and it is as sure of less. */
const sampleBytes = 65_536
/** Around each byte beyond ASCII. */
const [before, after] = [100, 1_000]
const [lessThan, greaterThan] = [0x3c, 0x3e]

/**
 * The text that holds bytes beyond ASCII, without tags and references: a feed is mostly English markup and addresses,
 * which hides the language from the detector. No charset of the list has `<`, `>` or `&` within a character.
 */
function letters(bytes: Uint8Array): Uint8Array {
  const pieces: string[] = []
  let size = 0
  let end = 0
  for (let at = 0; at < bytes.length && size < sampleBytes; at++) {
    if ((bytes[at] ?? 0) < 0x80) continue
    let start = at
    while (start > end && at - start < before && !isTagEdge(bytes[start - 1])) start--
    end = at
    while (end < bytes.length && end - at < after && !isTagEdge(bytes[end])) end++
    pieces.push(Buffer.from(bytes.subarray(start, end)).toString('latin1'))
    size += end - start
    at = end
  }
  return Uint8Array.from(Buffer.from(pieces.join(' ').replace(/&[#\w]{1,32};/g, ' '), 'latin1'))
}

function isTagEdge(byte: number | undefined): boolean {
  return byte === lessThan || byte === greaterThan
}

/** Loaded when a document needs it: its models take 30 ms and 60 MB. */
function detector(): Pick<typeof jschardet, 'detect'> {
  return createRequire(import.meta.url)('jschardet') as Pick<typeof jschardet, 'detect'>
}
