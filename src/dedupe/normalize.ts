import { decodeReferences } from '../util/entities.ts'
import { repairMojibake } from '../util/mojibake.ts'
import { foldSpace, isAscii } from '../util/text.ts'

/**
 * Text in the form in which copies are equal: references that were escaped twice, UTF-8 that was read as windows-1252,
 * compatibility forms, case, accents, spellings, digits, apostrophes, invisible characters and white space folded. For
 * comparing only.
 */
export function fold(text: string): string {
  return foldSpace(foldLetters(text))
}

/** `fold` but for the white space, which is nothing to who reads words. */
export function foldLetters(text: string): string {
  const decoded = decodeReferences(text)
  if (isAscii(decoded)) return decoded.toLowerCase().replace(/['`]/g, '')
  return repairMojibake(decoded)
    .normalize('NFKD')
    .toLowerCase()
    .replace(strewn, '')
    .normalize('NFC')
    .replace(spelledOtherwise, (letter) => spellings[letter] ?? digitOf(letter))
}

/**
 * What comes and goes without making another word. Soft hyphens and zero-width characters: some sites strew them to defeat
 * copying. Apostrophes. Variants of one character's look. Accents, as capitals, another keyboard or another habit have them
 * (French `Etat`, Romanian `ş` and `ș`, Vietnamese `hoà` and `hòa`, Russian `ё`, Turkish `İ`); the points of Hebrew and the
 * vowels, hamzas and lengthening strokes of Arabic; the dots below Hindi's letters.
 */
const strewn =
  /[\u0300-\u036f\ufe00-\ufe0f\u0591-\u05c7\u064b-\u065f\u0670\u093c\u0640\u00ad\u200b-\u200f\u2060\ufeff'’‘ʼ`´]/g

/**
 * Letters that one language writes in two ways, and digits of other scripts, which one text has and its copy has not. Origin:
 * Unicode's CaseFolding.txt (German, Greek), Turkish capitals, and what search engines hold to be one in Arabic, Persian
 * (Larkey et al., Improving Stemming for Arabic Information Retrieval, 2002) and Hindi (Larkey et al., Hindi CLIR in Thirty
 * Days, 2003).
 */
const spellings: Readonly<Record<string, string>> = {
  ß: 'ss',
  ς: 'σ',
  ı: 'i',
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
  ة: 'ه',
  '\u0901': '\u0902',
}
const spelledOtherwise = new RegExp(`[${Object.keys(spellings).join('')}]|[\\p{Nd}--[0-9]]`, 'gv')

/** A digit's value. Unicode keeps each script's ten digits in one run (The Unicode Standard, section 4.6). */
function digitOf(digit: string): string {
  const code = digit.codePointAt(0) ?? 0
  let zero = code
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--
  return String((code - zero) % 10)
}

/** Scripts that put no space between words. Hangul has spaces. */
const ofCharacters = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}'
/** Those of them that spell: a word has some three letters, which bear vowels and tones. */
const ofLetters = '\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}'
const unspaced = `${ofCharacters}${ofLetters}`
const token = new RegExp(`[[${unspaced}]--\\p{M}]\\p{M}*|[[\\p{L}\\p{N}\\p{M}]--[${unspaced}]]+`, 'gv')
const asciiToken = /[a-z0-9]+/g
const beginsUnspaced = new RegExp(`^[${unspaced}]`, 'v')
const beginsSpelled = new RegExp(`^[${ofLetters}]`, 'v')

/** A text's tokens in order: folded words, or characters with their marks where the script has no spaces. */
export function tokensOf(text: string): readonly string[] {
  return tokensIn(fold(text))
}

/** `tokensOf` for a text that is folded already. */
export function tokensIn(folded: string): readonly string[] {
  return folded.match(isAscii(folded) ? asciiToken : token) ?? []
}

/** Is the token a character of a script without spaces? */
export function isUnspaced(token: string): boolean {
  return token.charCodeAt(0) > 0x7f && beginsUnspaced.test(token)
}

/** Tokens in a shingle: 8 characters carry about what 4 words do, and so do 12 letters. */
export function shingleLength(tokens: readonly string[]): number {
  const characters = tokens.filter(isUnspaced)
  if (characters.length * 2 <= tokens.length) return 4
  return characters.filter((each) => beginsSpelled.test(each)).length * 2 > characters.length ? 12 : 8
}
