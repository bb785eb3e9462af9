import type { Fingerprint } from '../types.ts'
import { hash32, hash32Next, hash32Start } from '../util/hash.ts'
import { isAsciiWord } from '../util/squash.ts'
import { isAscii } from '../util/text.ts'
import { bottomOf } from './bottom.ts'
import { withoutFooter } from './footer.ts'
import { foldLetters, shingleLength, tokensIn, tokensOf } from './normalize.ts'

/** Texts of fewer tokens carry too little to be told apart by parts: they are compared whole. */
export const stubTokens = 20
/** Texts of up to about a thousand words are compared exactly; a longer one by a sample that errs by 2 % or so. */
const sketchSize = 1024
const mostNumbers = 256
const smallestRows = 8
/** An excerpt is nearly always cut from the head, where min-wise sampling of the whole text finds too little of it. */
const headRows = 4
const headShingles = 40
const headSize = 8

/**
 * The evidence kept of a text. Rows: the 8 smallest shingle hashes, and the 4 smallest of the head; for a stub, and for
 * every title, one row of the whole, so that stubs find each other and the article they announce. Its arrays lie in one
 * buffer, which crosses from thread to thread as one piece.
 */
export function fingerprint(title: string, text: string): Fingerprint {
  const folded = foldLetters(withoutFooter(text))
  const titleTokens = tokensOf(title)
  const words = wordsIn(folded)
  const shingles = shingleHashes(words)
  const { hashes, size } = bottomOf(shingles, sketchSize)
  const head = bottomOf(shingles.subarray(0, headShingles), headSize).hashes
  const isStub = words.hashes.length < stubTokens
  const tokens = isStub ? tokensIn(folded) : []
  const numbers = bottomOf(Uint32Array.from(numbersIn(folded), hashWhole), mostNumbers).hashes
  const rows = new Set([
    ...(isStub ? [] : hashes.subarray(0, smallestRows)),
    ...(isStub ? [] : head.subarray(0, headRows)),
    // A text that only repeats its title adds nothing.
    ...[titleTokens, tokens].filter((part) => part.length > 0).map((part) => hashWhole(part.join(' '))),
  ])
  return inOneBuffer({
    tokens: words.hashes.length,
    size,
    sketch: hashes,
    head,
    numbers,
    whole: isStub ? hashWhole(titleAndText(titleTokens, tokens)) : 0,
    rows: Uint32Array.from(rows),
  })
}

function inOneBuffer(made: Fingerprint): Fingerprint {
  const lengths = [made.sketch, made.head, made.numbers, made.rows].map(({ length }) => length)
  const all = new Uint32Array(lengths.reduce((sum, length) => sum + length, 0))
  let end = 0
  const moved = (list: Uint32Array): Uint32Array => {
    all.set(list, end)
    end += list.length
    return all.subarray(end - list.length, end)
  }
  const [sketch, head, numbers, rows] = [moved(made.sketch), moved(made.head), moved(made.numbers), moved(made.rows)]
  return { ...made, sketch, head, numbers, rows }
}

/** With what separates thousands, decimals, dates and scores. */
function numbersIn(folded: string): readonly string[] {
  return folded.match(/\p{Nd}+(?:[.,:/-]\p{Nd}+)*/gu) ?? []
}

/** Posts in networks have no title, or one made of the first words. Nothing at all is like nothing else. */
function titleAndText(titleTokens: readonly string[], tokens: readonly string[]): string {
  const [title, text] = [titleTokens.join(' '), tokens.join(' ')]
  return text.startsWith(title) ? text : `${title} ${text}`.trim()
}

/** The hashes of a text's tokens in order, and how many tokens make a shingle of it. */
interface Words {
  readonly hashes: Int32Array
  readonly perShingle: number
}

function wordsIn(folded: string): Words {
  if (isAscii(folded)) return { hashes: asciiWords(folded), perShingle: shingleLength([]) }
  const tokens = tokensIn(folded)
  // Plain loops: `from` with a function costs a text's hashing several times over.
  const hashes = new Int32Array(tokens.length)
  for (let at = 0; at < hashes.length; at++) hashes[at] = hash32(tokens[at] ?? '')
  return { hashes, perShingle: shingleLength(tokens) }
}

/** `hash32` of each token in one pass over the text, without a string for each. */
function asciiWords(folded: string): Int32Array {
  const hashes = new Int32Array((folded.length >> 1) + 1)
  let count = 0
  for (let at = 0; at < folded.length; at++) {
    if (!isAsciiWord(folded.charCodeAt(at))) continue
    let hash = hash32Start
    for (; isAsciiWord(folded.charCodeAt(at)); at++) hash = hash32Next(hash, folded.charCodeAt(at))
    hashes[count++] = hash
  }
  return hashes.subarray(0, count)
}

/** Every shingle's hash, in the order of the text; a text shorter than a shingle is one. */
function shingleHashes({ hashes: words, perShingle }: Words): Uint32Array {
  if (words.length === 0) return new Uint32Array(0)
  const length = Math.min(perShingle, words.length)
  const hashes = new Uint32Array(words.length - length + 1)
  for (let start = 0; start < hashes.length; start++) {
    let hash = 0
    for (let at = start; at < start + length; at++) hash = mix(hash, words[at] ?? 0)
    hashes[start] = hash
  }
  return hashes
}

/** A whole text in one: the joint of the words counts, `ab c` is not `a bc`. 0 for none. */
function hashWhole(whole: string): number {
  return whole === '' ? 0 : mix(1, hash32(whole)) >>> 0 || 1
}

/** MurmurHash3's step and finaliser: order counts, and every bit of the result depends on every word. */
function mix(state: number, word: number): number {
  let hash = Math.imul(state ^ word, 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) + 0x9e3779b9
}
