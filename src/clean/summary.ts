import type { Cut } from '../types.ts'
import { placedWords } from '../util/squash.ts'
import { foldSpace, truncateText } from '../util/text.ts'
import type { JunkReason } from './junk.ts'
import { sentenceEnds } from './junk-lines.ts'
import { isLearned } from './learned-lines.ts'

/** How WordPress and others end an excerpt that they cut from the text. */
const excerptEnd =
  /(?:\[?\s*(?:…|\.\.\.)\s*\]?|\b(?:continue reading|read more|read the full story|baca selengkapnya|weiterlesen|leer más|lire la suite|leggi tutto|читать далее)\b.{0,120})\s*$/iu

/** Labels are ordinary words ("News") that a written summary may use; the other cuts are names and numbers. */
const tellingReasons: ReadonlySet<string> = new Set<JunkReason>([
  'own-name',
  'strewn-name',
  'image-number',
  'credit-line',
])

/**
 * The summary to publish. One that a program cut from the text is cut again from the clean text, so that it carries none of
 * the junk and ends with a sentence; one that somebody wrote stays as it is.
 */
export function tidySummary(
  summary: string | undefined,
  article: { readonly text: string; readonly cuts: readonly Cut[] },
  maxChars: number,
): string | undefined {
  const given = foldSpace(summary ?? '')
  if (given === '') return undefined
  const text = beginningFolded(article.text, Math.max(maxChars, comparedChars) + 1)
  const isExcerpt = excerptEnd.test(given.slice(-longestEnd)) || opens(given, text) || carriesCut(given, article.cuts)
  if (isExcerpt && text !== '') return beginningOf(text, maxChars)
  const clean = withoutCuts(given, article.cuts)
  return clean === '' ? undefined : truncateText(clean, maxChars)
}

/** Longer than any such end. */
const longestEnd = 300

/** The first characters of a text under `foldSpace`: at least so many, where it has so many. */
function beginningFolded(text: string, chars: number): string {
  const beginning = foldSpace(text.slice(0, 4 * chars))
  // Code can be indented by thousands of blanks.
  return beginning.length > chars ? beginning : foldSpace(text)
}

/** As many of a text's characters as hold the words that are compared. */
const comparedChars = 300

/** Whether the two begin alike; a written summary may share a few words with the text's first sentence, not ten. */
function opens(summary: string, text: string): boolean {
  const words = placedWords(summary.slice(0, comparedChars)).slice(0, 10)
  const body = placedWords(text.slice(0, comparedChars)).slice(0, words.length)
  return words.length > 0 && words.every((word, index) => word.folded === body[index]?.folded)
}

function carriesCut(summary: string, cuts: readonly Cut[]): boolean {
  return cuts.some((cut) => tells(cut) && placeOf(summary, cut.text) !== undefined)
}

function tells(cut: Cut): boolean {
  return tellingReasons.has(cut.reason) || isLearned(cut)
}

function withoutCuts(summary: string, cuts: readonly Cut[]): string {
  let clean = summary
  for (const cut of cuts) {
    const place = tells(cut) ? placeOf(clean, cut.text) : undefined
    if (place !== undefined) clean = foldSpace(clean.slice(0, place.start) + clean.slice(place.end))
  }
  return clean.replace(/^[\s–—|:,;-]+|[\s–—|:,;-]+$/gu, '')
}

/** Where a phrase stands as whole words. */
function placeOf(text: string, phrase: string): { start: number; end: number } | undefined {
  const words = placedWords(text)
  const sought = placedWords(phrase)
  if (sought.length === 0) return undefined
  const at = words.findIndex((_, index) =>
    sought.every((word, offset) => words[index + offset]?.folded === word.folded),
  )
  const first = words[at]
  const last = words[at + sought.length - 1]
  return first === undefined || last === undefined ? undefined : { start: first.start, end: last.end }
}

function beginningOf(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text
  const end = sentenceEnds(text.slice(0, maxChars + 1)).findLast((each) => each <= maxChars) ?? 0
  // A first sentence that fills less than a third tells too little to stop there.
  return end >= maxChars / 3 ? text.slice(0, end) : truncateText(text, maxChars)
}
