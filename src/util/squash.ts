import { isAscii } from './text.ts'

/** A word with its place in the text it stands in. */
export interface PlacedWord {
  /** Folded: compatibility forms resolved, Latin accents gone, lower case. */
  readonly folded: string
  readonly start: number
  readonly end: number
}

/** Invisible characters (soft hyphen, joiners, BOM) that copies scatter through a word. */
const word = /[\p{L}\p{N}][\p{L}\p{N}\p{M}\u00AD\u200B-\u200D\u2060\uFEFF]*/uy

/** Latin letters that Unicode does not take apart, as people without that key write them. */
const spelled: Readonly<Record<string, string>> = { ł: 'l', đ: 'd', ø: 'o', ı: 'i', ß: 'ss', æ: 'ae', œ: 'oe' }

// Only the Latin, Greek and Cyrillic accents go: in Devanagari or Thai a mark is the vowel and tells words apart.
function fold(text: string): string {
  if (isAscii(text)) return text.toLowerCase()
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036F\u00AD\u200B-\u200D\u2060\uFEFF]/g, '')
    .toLowerCase()
    .replace(/[łđøıßæœ]/g, (letter) => spelled[letter] ?? letter)
    .normalize('NFC')
}

/** The words of a text, folded, with their places. */
export function placedWords(text: string): readonly PlacedWord[] {
  const words: PlacedWord[] = []
  for (let start = 0; start < text.length; ) {
    // Words of ASCII alone, which are most, are read without the pattern, at a third of its cost.
    let end = start
    while (isAsciiWord(text.charCodeAt(end))) end++
    const isAscii = end > start && !(text.charCodeAt(end) > 0x7f)
    if (!isAscii && text.charCodeAt(end) > 0x7f) end = wordEnd(text, start)
    if (end === start) {
      start += (text.codePointAt(start) ?? 0) > 0xffff ? 2 : 1
      continue
    }
    const found = text.slice(start, end)
    words.push({ folded: isAscii ? found.toLowerCase() : fold(found), start, end })
    start = end
  }
  return words
}

/** Whether a UTF-16 unit is a digit or a letter of ASCII; false for what comes after a text's end. */
export function isAsciiWord(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a)
}

/** Where the word that begins there ends; the same place where none begins. */
function wordEnd(text: string, start: number): number {
  word.lastIndex = start
  return word.test(text) ? word.lastIndex : start
}

const plain = /^[a-z0-9]*$/

/** A text with nothing left but its folded letters and digits, so that "Best-Profit" and "BESTPROFIT" are one. */
export function squash(text: string): string {
  // At once, not word by word: whole articles are compared so.
  const folded = fold(text)
  if (plain.test(folded)) return folded
  return isAscii(folded) ? folded.replace(/[^a-z0-9]+/g, '') : folded.replace(/[^a-z0-9\p{L}\p{N}\p{M}]+/gu, '')
}
