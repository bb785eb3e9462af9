/**
 * UTF-8 that holds bytes of windows-1252 (a quote pasted from a word processor, an entry imported without conversion):
 * those are read as what they were; so are the halves of characters beyond U+FFFF that databases and Java write as three bytes
 * each (CESU-8, Unicode Technical Report 26); of a character that was cut, U+FFFD is left. Undefined when it is not mostly
 * UTF-8: text in another charset never is.
 */
export function decodeMixedUtf8(bytes: Uint8Array): string | undefined {
  const bad = badPlaces(bytes)
  if (bad === undefined) return undefined
  const utf8 = new TextDecoder('utf-8')
  const latin = new TextDecoder('windows-1252')
  const pieces: string[] = []
  let start = 0
  for (const at of bad) {
    const pair = surrogatePair(bytes, at)
    const cut = pair === undefined ? cutLength(bytes, at) : pairBytes
    pieces.push(utf8.decode(bytes.subarray(start, at)))
    pieces.push(pair ?? (cut > 1 ? '\u{fffd}' : latin.decode(bytes.subarray(at, at + 1))))
    start = at + cut
  }
  return pieces.join('') + utf8.decode(bytes.subarray(start))
}

/** More than slips; each is decoded by itself, and a document of nothing else would take minutes. */
const mostBad = 10_000

/** Where the bytes stand that are not UTF-8; undefined when there are more of them than of its characters. */
function badPlaces(bytes: Uint8Array): readonly number[] | undefined {
  const bad: number[] = []
  let good = 0
  let pairs = 0
  for (let at = 0; at < bytes.length; ) {
    const length = characterLength(bytes, at)
    const isPair = length === 0 && surrogatePair(bytes, at) !== undefined
    if (length > 1 || isPair) good++
    if (isPair) pairs++
    if (length === 0) bad.push(at)
    if (bad.length > mostBad) return undefined
    at += isPair ? pairBytes : length === 0 ? cutLength(bytes, at) : length
  }
  return good > bad.length - pairs ? bad : undefined
}

const pairBytes = 6

/** The character of which both halves stand here as if they were characters; undefined where they don't. */
function surrogatePair(bytes: Uint8Array, at: number): string | undefined {
  const [high, low] = [surrogate(bytes, at), surrogate(bytes, at + 3)]
  const isPair = high !== undefined && low !== undefined && high < 0xdc00 && low >= 0xdc00
  return isPair ? String.fromCharCode(high, low) : undefined
}

function surrogate(bytes: Uint8Array, at: number): number | undefined {
  const [second, third] = [bytes[at + 1], bytes[at + 2]]
  if (bytes[at] !== 0xed || second === undefined || third === undefined) return undefined
  if (second < 0xa0 || second > 0xbf || !isContinuation(third)) return undefined
  return 0xd000 | ((second & 0x3f) << 6) | (third & 0x3f)
}

/** Bytes of the well-formed character at a place (Unicode, table 3-7); 0 where there is none. */
function characterLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0
  if (first < 0x80) return 1
  const length = announcedLength(first)
  if (length === 0) return 0
  const second = bytes[at + 1] ?? 0
  const from = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80
  const to = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf
  if (second < from || second > to) return 0
  for (let more = 2; more < length; more++) if (!isContinuation(bytes[at + more])) return 0
  return length
}

/** Bytes that belong together though no character comes of them: a first byte with some of its others, or 1. */
function cutLength(bytes: Uint8Array, at: number): number {
  const most = announcedLength(bytes[at] ?? 0)
  let length = 1
  while (length < most && isContinuation(bytes[at + length])) length++
  return length
}

function announcedLength(first: number): number {
  if (first >= 0xc2 && first <= 0xdf) return 2
  if (first >= 0xe0 && first <= 0xef) return 3
  return first >= 0xf0 && first <= 0xf4 ? 4 : 0
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x80 && byte <= 0xbf
}
