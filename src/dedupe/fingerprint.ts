import type { Fingerprint } from '../types.ts'
import { withoutFooter } from './footer.ts'
import { shingleLength, tokensOf } from './normalize.ts'

/** Texts of fewer tokens carry too little to be told apart by parts: they are compared whole. */
export const stubTokens = 20
const sketchSize = 128
const smallestRows = 16
/** An excerpt is nearly always cut from the head, where min-wise sampling of the whole text finds too little of it. */
const headRows = 8
const headShingles = 40

/**
 * The evidence kept of a text. Rows: the 16 smallest shingle hashes, and the 8 smallest of the head; for a stub, and for
 * every title, one row of the whole, so that stubs find each other and the article they announce.
 */
export function fingerprint(title: string, text: string): Fingerprint {
  const tokens = tokensOf(withoutFooter(text))
  const shingles = shingleHashes(tokens)
  const sorted = shingles.toSorted()
  const head = shingles.subarray(0, headShingles).toSorted()
  const isStub = tokens.length < stubTokens
  const rows = new Set([
    ...(isStub ? [] : sorted.subarray(0, smallestRows)),
    ...(isStub ? [] : head.subarray(0, headRows)),
    ...wholeRows(tokensOf(title), isStub ? tokens : []),
  ])
  return { sketch: smallestDistinct(sorted), rows: [...rows], tokens: tokens.length }
}

/** Every shingle's hash, in the order of the text; a text shorter than a shingle is one. */
export function shingleHashes(tokens: readonly string[]): Float64Array {
  if (tokens.length === 0) return new Float64Array(0)
  const length = Math.min(shingleLength(tokens), tokens.length)
  const low = Int32Array.from(tokens, (token) => hashWord(token, 0x811c9dc5))
  const high = Int32Array.from(tokens, (token) => hashWord(token, 0x9747b28c))
  const hashes = new Float64Array(tokens.length - length + 1)
  for (let start = 0; start < hashes.length; start++) {
    let a = 0
    let b = 0
    for (let at = start; at < start + length; at++) {
      a = mix(a, low[at] ?? 0)
      b = mix(b, high[at] ?? 0)
    }
    hashes[start] = hash52(a, b)
  }
  return hashes
}

/** Title and short text each as one row; a text that only repeats its title adds nothing. */
function wholeRows(...parts: readonly (readonly string[])[]): readonly number[] {
  const rows = parts.filter((tokens) => tokens.length > 0)
  return rows.map((tokens) => {
    // The joint of the words counts: `ab c` is not `a bc`.
    const whole = tokens.join(' ')
    return hash52(mix(1, hashWord(whole, 0x811c9dc5)), mix(1, hashWord(whole, 0x9747b28c)))
  })
}

function smallestDistinct(sorted: Float64Array): readonly number[] {
  const sketch: number[] = []
  for (const hash of sorted) {
    if (sketch.length === sketchSize) break
    if (hash !== sketch.at(-1)) sketch.push(hash)
  }
  return sketch
}

/** FNV-1a over UTF-16 units. Not cryptographic: a forged collision costs its author only a failed containment check. */
function hashWord(word: string, seed: number): number {
  let hash = seed
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193)
  return hash
}

/** MurmurHash3's step and finaliser: order counts, and every bit of the result depends on every word. */
function mix(state: number, word: number): number {
  let hash = Math.imul(state ^ word, 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) + 0x9e3779b9
}

/** 52 bits, so that JSON, SQLite and PostgreSQL's bigint all carry it exactly as a number. */
function hash52(a: number, b: number): number {
  return (b & 0xfffff) * 0x1_0000_0000 + (a >>> 0)
}
