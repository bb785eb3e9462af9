import { containment } from './bottom.ts'
import { type Profile, sizeRatio, textContainment } from './profile.ts'
import { isSeries, titleSimilarity } from './title.ts'

/** Why two entries are held to tell one text. */
export type EvidenceKind = 'same-text' | 'excerpt' | 'same-url' | 'same-title'

/** What a pair has to fulfil, by the strictest rule that fits it. */
export type Rule =
  | 'texts' // two texts of about one form
  | 'parts' // they are of different length or begin differently, under titles that differ
  | 'short-texts' // they share formulas sooner
  | 'excerpt' // one is less than half of the other
  | 'quotation' // like an excerpt, but neither at the head nor under a similar title
  | 'series' // titles that differ in numbers or dates
  | 'numbers' // the numbers in the texts contradict each other
  | 'one-feed' // a feed seldom brings one text twice
  | 'stub' // too short to tell by parts

/** What a pair shows. */
export interface Comparison {
  /** Absent when the two stay apart. */
  readonly kind?: EvidenceKind
  readonly rule: Rule
  /** The similarity that the rule asks for; infinite where none is enough. */
  readonly needed: number
  /** Containment of the shingles, 0 to 1; 1 for stubs that are equal. */
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
  const byGuard = neededByGuards(a, b, titles, isExcerpt)
  const { rule, needed } = byGuard.needed > byText.needed ? byGuard : byText
  const shown = { rule, needed, similarity, sharesUrl, titleSimilarity: titles }
  if (similarity >= needed) return { kind: isExcerpt ? 'excerpt' : 'same-text', ...shown }
  // The address names the text; it still must not contradict: a live page shows another text at each visit.
  const neededWithUrl = isSeries(a.title, b.title) ? nearlyAll : resembling
  if (sharesUrl && similarity >= neededWithUrl) return { kind: 'same-url', ...shown }
  return shown
}

/**
 * A paraphrase of every tenth word leaves .9⁴ = .66 of the shingles. Short texts share formulas sooner than long ones. What is
 * shared by texts of different length, or only behind the first words, is as likely a quotation, or what a company says of
 * itself below each of its releases, as it is a copy; a similar title speaks for the copy, and so do the numbers of a short text.
 */
function neededOfText(a: Profile, b: Profile, ratio: number, titles: number): Needed {
  const tokens = Math.min(a.entry.fingerprint.tokens, b.entry.fingerprint.tokens)
  const isSimilarTitle = titles >= 0.5
  if (tokens < 100) {
    const isConfirmed = isSimilarTitle || numbersAgree(a, b)
    if (tokens < 60) return { rule: 'short-texts', needed: isConfirmed ? 0.85 : 0.9 }
    return { rule: 'short-texts', needed: isConfirmed ? 0.7 : 0.9 }
  }
  const isWhole = isSimilarTitle || (ratio >= 0.8 && shareHead(a, b))
  return isWhole ? { rule: 'texts', needed: 0.6 } : { rule: 'parts', needed: 0.75 }
}

type Needed = Pick<Comparison, 'rule' | 'needed'>

/**
 * All of an excerpt stands in the full text, but for "read more" and what was cut through; less is enough with the title.
 * Without it the excerpt has to be where excerpts are cut, at the head: what stands in the midst of a longer text is there
 * as a quotation or as one item of a digest.
 */
function neededOfExcerpt(a: Profile, b: Profile, titles: number): Needed {
  if (titles >= 0.5) return { rule: 'excerpt', needed: 0.7 }
  if (shareHead(a, b)) return { rule: 'excerpt', needed: 0.85 }
  return { rule: 'quotation', needed: Number.POSITIVE_INFINITY }
}

/** A dateline or a credit before the first words shifts the head a little. */
function shareHead(a: Profile, b: Profile): boolean {
  return sharedOfHead(a, b) >= 2
}

/**
 * Their first words are the same, numbers and all. An excerpt has few numbers, and those of its page's own lines ("3 comments",
 * the site's name, a line of code) weigh as much as the text's; but a form's numbers change from its first words on, and
 * seldom is one filled to half its length.
 */
function beginAlike(a: Profile, b: Profile): boolean {
  return sharedOfHead(a, b) === Math.max(a.entry.fingerprint.head.length, b.entry.fingerprint.head.length)
}

function sharedOfHead(a: Profile, b: Profile): number {
  const [one, other] = [a.entry.fingerprint.head, b.entry.fingerprint.head]
  return one.filter((hash) => other.includes(hash)).length
}

function neededByGuards(a: Profile, b: Profile, titles: number, isExcerpt: boolean): Needed {
  const isOneFeed = a.entry.subscription === b.entry.subscription
  // Number 7 and number 8 of a feed's series are two entries whatever their texts share.
  if (isSeries(a.title, b.title)) return { rule: 'series', needed: isOneFeed ? Number.POSITIVE_INFINITY : nearlyAll }
  if (numbersDisagree(a, b) && !(isExcerpt && beginAlike(a, b))) return { rule: 'numbers', needed: nearlyAll }
  // A feed seldom brings one text twice, and often fills one form with different news.
  return { rule: 'one-feed', needed: isOneFeed ? (titles >= 0.5 ? 0.8 : nearlyAll) : 0 }
}

/** So many numbers on both sides say something; fewer meet or differ by chance. */
const fewNumbers = 3

/**
 * Prices, results, versions, weather: words stay, numbers change. A copy keeps the numbers; an update may correct one of
 * three, where a form's next issue has hardly one that stays.
 */
function numbersDisagree(a: Profile, b: Profile): boolean {
  return haveNumbers(a, b) && sharedOfNumbers(a, b) < 0.65
}

/** Every number of one text stands in the other. A form may fix some of its numbers (a checksum, a version), but not all. */
function numbersAgree(a: Profile, b: Profile): boolean {
  return haveNumbers(a, b) && sharedOfNumbers(a, b) === 1
}

function haveNumbers(a: Profile, b: Profile): boolean {
  return Math.min(a.entry.fingerprint.numbers.length, b.entry.fingerprint.numbers.length) >= fewNumbers
}

function sharedOfNumbers(a: Profile, b: Profile): number {
  const [one, other] = [a.entry.fingerprint.numbers, b.entry.fingerprint.numbers]
  return containment({ hashes: one, size: one.length }, { hashes: other, size: other.length })
}

/**
 * A stub has too little text for parts to tell. Equal text from another feed, the same page, or, within three days, the
 * same title of another feed; a title of fewer than five words ("Open thread") names a column, not a text.
 */
function compareStub(a: Profile, b: Profile, titles: number, sharesUrl: boolean): Comparison {
  const isOtherFeed = a.entry.subscription !== b.entry.subscription
  const isEqual = a.isStub && b.isStub && wholeOf(a) === wholeOf(b) && wholeOf(a) !== 0
  const similarity = isEqual ? 1 : textContainment(a, b)
  const shown = { needed: 1, similarity, sharesUrl, titleSimilarity: titles }
  if (isSeries(a.title, b.title)) return { rule: 'series', ...shown }
  const result = { rule: 'stub', ...shown } as const
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
