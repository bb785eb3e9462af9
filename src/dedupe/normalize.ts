import { decodeReferences } from '../util/entities.ts'
import { repairMojibake } from '../util/mojibake.ts'
import { foldSpace } from '../util/text.ts'

/**
 * Text in the form in which copies are equal: references that were escaped twice, UTF-8 that was read as windows-1252,
 * compatibility forms, case, apostrophes, invisible characters and white space folded. For comparing only.
 */
export function fold(text: string): string {
  return foldSpace(foldLetters(text))
}

/** `fold` but for the white space, which is nothing to who reads words. */
export function foldLetters(text: string): string {
  const decoded = decodeReferences(text)
  if (isAscii(decoded)) return decoded.toLowerCase().replace(/['`]/g, '')
  return (
    repairMojibake(decoded)
      .normalize('NFKC')
      .toLowerCase()
      // Soft hyphens and zero-width characters: some sites strew them to defeat copying.
      .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '')
      .replace(/['’‘ʼ`´]/g, '')
  )
}

/** Whether a text is of ASCII alone. Most of what is written in English is: most of the steps can be left out then. */
export function isAscii(text: string): boolean {
  return !/[^\0-\x7f]/.test(text)
}

/** Scripts that put no space between words: each character counts as a token. Hangul has spaces. */
const unspaced =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}'
const token = new RegExp(`[${unspaced}]|[[\\p{L}\\p{N}\\p{M}]--[${unspaced}]]+`, 'gv')
const asciiToken = /[a-z0-9]+/g
const unspacedToken = new RegExp(`^[${unspaced}]$`, 'v')

/** A text's tokens in order: folded words, or characters where the script has no spaces. */
export function tokensOf(text: string): readonly string[] {
  return tokensIn(fold(text))
}

/** `tokensOf` for a text that is folded already. */
export function tokensIn(folded: string): readonly string[] {
  return folded.match(isAscii(folded) ? asciiToken : token) ?? []
}

/** Is the token a character of a script without spaces? */
export function isUnspaced(each: string): boolean {
  return each.length <= 2 && each.charCodeAt(0) > 0x7f && unspacedToken.test(each)
}

/** Tokens in a shingle: 8 characters carry about what 4 words do. */
export function shingleLength(tokens: readonly string[]): number {
  const characters = tokens.filter(isUnspaced).length
  return characters * 2 > tokens.length ? 8 : 4
}
