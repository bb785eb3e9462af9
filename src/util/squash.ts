/** A word with its place in the text it stands in. */
export interface PlacedWord {
  /** Folded: compatibility forms resolved, Latin accents gone, lower case. */
  readonly folded: string
  readonly start: number
  readonly end: number
}

/** Invisible characters (soft hyphen, joiners, BOM) that copies scatter through a word. */
const word = /[\p{L}\p{N}][\p{L}\p{N}\p{M}\u00AD\u200B-\u200D\u2060\uFEFF]*/gu

/** Latin letters that Unicode does not take apart, as people without that key write them. */
const spelled: Readonly<Record<string, string>> = { ł: 'l', đ: 'd', ø: 'o', ı: 'i', ß: 'ss', æ: 'ae', œ: 'oe' }

/** ASCII is most of what is read, at a tenth of the cost. */
const ascii = /^[\x00-\x7f]*$/

// Only the Latin, Greek and Cyrillic accents go: in Devanagari or Thai a mark is the vowel and tells words apart.
function fold(text: string): string {
  if (ascii.test(text)) return text.toLowerCase()
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036F\u00AD\u200B-\u200D\u2060\uFEFF]/g, '')
    .toLowerCase()
    .replace(/[łđøıßæœ]/g, (letter) => spelled[letter] ?? letter)
    .normalize('NFC')
}

/** The words of a text, folded, with their places. */
export function placedWords(text: string): readonly PlacedWord[] {
  const isPlain = ascii.test(text)
  const source = isPlain ? text.toLowerCase() : text
  const words: PlacedWord[] = []
  for (const { 0: found, index } of source.matchAll(isPlain ? /[a-z0-9]+/g : word))
    words.push({ folded: isPlain ? found : fold(found), start: index, end: index + found.length })
  return words
}

/** A text with nothing left but its folded letters and digits, so that "Best-Profit" and "BESTPROFIT" are one. */
export function squash(text: string): string {
  // At once, not word by word: whole articles are compared so.
  const folded = fold(text)
  return ascii.test(folded) ? folded.replace(/[^a-z0-9]+/g, '') : folded.replace(/[^a-z0-9\p{L}\p{N}\p{M}]+/gu, '')
}
