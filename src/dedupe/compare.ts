import { containment } from './bottom.ts'
import { type Profile, sizeRatio, textContainment } from './profile.ts'
import { isSeries, titleSimilarity } from './title.ts'

/** Why two entries are held to tell one text. */
export type EvidenceKind = 'same-text' | 'excerpt' | 'same-url' | 'same-title'

/** What a pair shows. */
export interface Comparison {
  /** Absent when the two stay apart. */
  readonly kind?: EvidenceKind
  /** Containment of the shingles; 1 for stubs that are equal. */
  readonly similarity: number
  readonly sharesUrl: boolean
  readonly titleSimilarity: number
}

const dayMs = 86_400_000
/** The containment that two texts of one form hardly reach. */
export const nearlyAll = 0.95
/** The containment from which two texts have more in common than a quotation. */
export const resembling = 0.4

/** Compares two entries; symmetric. `urls` are the addresses that may count: those of both, without the ambiguous ones. */
export function compare(a: Profile, b: Profile, isSharedUrl: (url: string) => boolean): Comparison {
  const titles = titleSimilarity(a.title, b.title)
  const sharesUrl = a.entry.urls.some((url) => isSharedUrl(url) && b.entry.urls.includes(url))
  if (a.isStub || b.isStub) return compareStub(a, b, titles, sharesUrl)

  const similarity = textContainment(a, b)
  const ratio = sizeRatio(a, b)
  const isExcerpt = ratio < 0.5
  const byText = isExcerpt ? neededOfExcerpt(a, b, titles) : neededOfText(a, b, ratio, titles)
  const needed = Math.max(byText, neededByGuards(a, b, titles))
  const shown = { similarity, sharesUrl, titleSimilarity: titles }
  if (similarity >= needed) return { kind: isExcerpt ? 'excerpt' : 'same-text', ...shown }
  // The address names the text; it still must not contradict: a live page shows another text at each visit.
  const neededWithUrl = isSeries(a.title, b.title) ? nearlyAll : resembling
  if (sharesUrl && similarity >= neededWithUrl) return { kind: 'same-url', ...shown }
  return shown
}

/**
 * A paraphrase of every tenth word leaves .9⁴ = .66 of the shingles. Short texts share formulas sooner than long ones, and
 * what is shared by texts of different length is a quotation as likely as a copy; a similar title speaks for the copy.
 */
function neededOfText(a: Profile, b: Profile, ratio: number, titles: number): number {
  const tokens = Math.min(a.entry.fingerprint.tokens, b.entry.fingerprint.tokens)
  const isSimilarTitle = titles >= 0.5
  if (tokens < 60) return isSimilarTitle ? 0.85 : 0.9
  if (tokens < 100) return isSimilarTitle ? 0.7 : 0.9
  return ratio < 0.8 && !isSimilarTitle ? 0.75 : 0.6
}

/**
 * All of an excerpt stands in the full text, but for "read more" and what was cut through; less is enough with the title.
 * Without it the excerpt has to be where excerpts are cut, at the head: what stands in the midst of a longer text is there
 * as a quotation or as one item of a digest.
 */
function neededOfExcerpt(a: Profile, b: Profile, titles: number): number {
  if (titles >= 0.5) return 0.7
  return shareHead(a, b) ? 0.85 : Number.POSITIVE_INFINITY
}

/** A dateline or a credit before the first words shifts the head a little. */
function shareHead(a: Profile, b: Profile): boolean {
  const [one, other] = [a.entry.fingerprint.head, b.entry.fingerprint.head]
  return one.filter((hash) => other.includes(hash)).length >= 2
}

function neededByGuards(a: Profile, b: Profile, titles: number): number {
  const isOneFeed = a.entry.subscription === b.entry.subscription
  // Number 7 and number 8 of a feed's series are two entries whatever their texts share.
  if (isSeries(a.title, b.title)) return isOneFeed ? Number.POSITIVE_INFINITY : nearlyAll
  if (numbersDisagree(a, b)) return nearlyAll
  if (!isOneFeed) return 0
  // A feed seldom brings one text twice, and often fills one form with different news.
  return titles >= 0.5 ? 0.8 : nearlyAll
}

/** Prices, results, versions, weather: words stay, numbers change. A copy keeps the numbers. */
function numbersDisagree(a: Profile, b: Profile): boolean {
  const [one, other] = [a.entry.fingerprint.numbers, b.entry.fingerprint.numbers]
  if (Math.min(one.length, other.length) < 3) return false
  return containment({ hashes: one, size: one.length }, { hashes: other, size: other.length }) < 0.7
}

/**
 * A stub has too little text for parts to tell. Equal text from another feed, the same page, or, within three days, the
 * same title of another feed; a title of fewer than five words ("Open thread") names a column, not a text.
 */
function compareStub(a: Profile, b: Profile, titles: number, sharesUrl: boolean): Comparison {
  const isOtherFeed = a.entry.subscription !== b.entry.subscription
  const isEqual = a.isStub && b.isStub && wholeOf(a) === wholeOf(b) && wholeOf(a) !== 0
  const result = { similarity: isEqual ? 1 : textContainment(a, b), sharesUrl, titleSimilarity: titles }
  if (isSeries(a.title, b.title)) return result
  if (isEqual && (isOtherFeed || sharesUrl)) return { kind: 'same-text', ...result }
  if (sharesUrl && (isOtherFeed || titles >= 0.5)) return { kind: 'same-url', ...result }
  const apartMs = Math.abs(timeOf(a) - timeOf(b))
  const isSameTitle = a.title.skeleton === b.title.skeleton && a.title.length >= 5
  return isOtherFeed && isSameTitle && apartMs <= 3 * dayMs ? { kind: 'same-title', ...result } : result
}

function wholeOf({ entry }: Profile): number {
  return entry.fingerprint.whole
}

function timeOf({ entry }: Profile): number {
  return (entry.published ?? entry.firstSeenAt).getTime()
}
