import type { Comparable } from '../types.ts'
import { type Comparison, compare, type EvidenceKind, nearlyAll, resembling } from './compare.ts'
import { type Profile, profileOf, sizeRatio } from './profile.ts'

/** A candidate that tells the same text, with its story. */
export interface Match {
  readonly key: string
  readonly storyId: string
  readonly kind: EvidenceKind
  readonly similarity: number
}

/** What kept a pair apart that is alike enough by itself. */
export type Guard =
  | 'template' // the entry half resembles several stories of one feed: what it shares is the feed's form
  | 'contradicted' // a fuller text of the same story does not agree
  | 'digest' // the entry holds other stories' texts as well
  | 'other-story' // more speaks for another story, which has nothing to do with this one

/** What came of comparing the entry with one candidate. */
export interface Compared extends Comparison {
  readonly key: string
  readonly storyId: string
  /** Present where `kind` says that the two tell one text, and they still stay apart. */
  readonly guard?: Guard
}

/** Which candidates tell the same text, strongest first; none: the entry founds a story. */
export interface Decision {
  readonly matches: readonly Match[]
  /** Every candidate that it was compared with, in the order of their keys. */
  readonly compared: readonly Compared[]
}

interface Pair {
  readonly profile: Profile
  readonly storyId: string
  readonly comparison: Comparison
}

type MatchedPair = Pair & { readonly comparison: { readonly kind: EvidenceKind } }

/**
 * Which of the candidates tell the entry's text. Pure; `profile` may remember what it made (see `createProfiler`).
 * Candidates without a story are passed over. Besides those that share rows or addresses, the other members of their
 * stories may be given: they can confirm or contradict.
 */
export function decide(
  comparable: Comparable,
  candidates: readonly Comparable[],
  profile: (entry: Comparable) => Profile = profileOf,
): Decision {
  if (candidates.length === 0) return { matches: [], compared: [] }
  const entry = profile(comparable)
  const others = candidates
    .filter(({ key, storyId }) => key !== comparable.key && storyId !== undefined)
    // One order for all: sums of fractions depend on it.
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .map(profile)
  const isSharedUrl = unambiguousUrls(others)
  const pairs = others.flatMap((profile): readonly Pair[] => {
    const storyId = profile.entry.storyId
    return storyId === undefined ? [] : [{ profile, storyId, comparison: compare(entry, profile, isSharedUrl) }]
  })
  const needed = isTemplate(entry, pairs) ? nearlyAll : 0
  const guards = new Map<Pair, Guard>()
  const alike = pairs.filter(isMatched)
  const matched = alike.filter(({ comparison: { kind, similarity } }) => similarity >= needed || !textual.has(kind))
  for (const pair of alike) if (!matched.includes(pair)) guards.set(pair, 'template')
  const agreeing = Map.groupBy(matched, (pair) => pair.storyId)
  for (const [storyId, ofStory] of agreeing) {
    if (!isContradicted(entry, ofStory, pairs)) continue
    agreeing.delete(storyId)
    for (const pair of ofStory) guards.set(pair, 'contradicted')
  }
  const related = withoutUnrelated(entry, [...agreeing.values()], pairs, isSharedUrl)
  for (const pair of [...agreeing.values()].flat()) {
    if (!related.includes(pair)) guards.set(pair, related.length === 0 ? 'digest' : 'other-story')
  }
  return {
    matches: related.map(toMatch).toSorted((a, b) => b.similarity - a.similarity || (a.key < b.key ? -1 : 1)),
    compared: pairs.map((pair) => toCompared(pair, guards.get(pair))),
  }
}

function toCompared({ profile, storyId, comparison }: Pair, guard: Guard | undefined): Compared {
  return { key: profile.entry.key, storyId, ...comparison, ...(guard === undefined ? {} : { guard }) }
}

const textual: ReadonlySet<EvidenceKind> = new Set(['same-text', 'excerpt'])

function isMatched(pair: Pair): pair is MatchedPair {
  return pair.comparison.kind !== undefined
}

function toMatch({ profile, storyId, comparison }: MatchedPair): Match {
  return { key: profile.entry.key, storyId, kind: comparison.kind, similarity: comparison.similarity }
}

/**
 * An address that more than one story bears says nothing (a live page); nor does a site's root, which every post about
 * the site links.
 */
function unambiguousUrls(candidates: readonly Profile[]): (url: string) => boolean {
  const bearers = candidates.flatMap(({ entry }) => entry.urls.map((url) => ({ url, storyId: entry.storyId })))
  const ambiguous = new Set(
    Map.groupBy(bearers, ({ url }) => url)
      .entries()
      .filter(([, of]) => new Set(of.map(({ storyId }) => storyId)).size > 1)
      .map(([url]) => url),
  )
  return (url) => !ambiguous.has(url) && !/^https:\/\/[^/]+\/$/.test(url)
}

/**
 * A text that half resembles two different stories of one feed is made of that feed's form (weather, release notes,
 * horoscopes): what it shares with any text is then mostly the form.
 */
function isTemplate(entry: Profile, pairs: readonly Pair[]): boolean {
  const alike = pairs.filter(
    ({ profile, comparison }) =>
      !profile.isStub && !entry.isStub && comparison.similarity >= resembling && sizeRatio(entry, profile) >= 0.5,
  )
  const byFeed = Map.groupBy(alike, ({ profile }) => profile.entry.subscription)
  return byFeed.values().some((ofFeed) => new Set(ofFeed.map((pair) => pair.storyId)).size > 1)
}

/**
 * An excerpt that the entry holds, or a stub, is weak evidence: a digest or a comment holds it as well. A fuller text of
 * the same story then has to agree.
 */
function isContradicted(entry: Profile, matched: readonly MatchedPair[], pairs: readonly Pair[]): boolean {
  const isWeak = ({ profile, comparison }: MatchedPair) =>
    profile.isStub || (comparison.kind === 'excerpt' && isSmaller(profile, entry))
  if (entry.isStub || !matched.every(isWeak)) return false
  const longest = Math.max(...matched.map(({ profile }) => profile.entry.fingerprint.size))
  return pairs.some(
    ({ profile, storyId, comparison }) =>
      storyId === matched[0]?.storyId &&
      !profile.isStub &&
      profile.entry.fingerprint.size > longest &&
      comparison.similarity < resembling,
  )
}

/**
 * Matched stories must match each other, unless the entry is sure of both. If they don't, an entry that holds their texts is a digest and stays alone,
 * unless its title names one of them; any other goes with the story that most evidence speaks for.
 */
function withoutUnrelated(
  entry: Profile,
  stories: readonly (readonly MatchedPair[])[],
  pairs: readonly Pair[],
  isSharedUrl: (url: string) => boolean,
): readonly MatchedPair[] {
  const [best, ...others] = stories.toSorted(byEvidence)
  if (best === undefined) return []
  const longest = (story: readonly MatchedPair[]) => longestOf(pairs, story[0]?.storyId)
  const isRelated = (other: readonly MatchedPair[]) => {
    if (isSure(entry, best) && isSure(entry, other)) return true
    // An excerpt stands in the digest as well as in its own story's text: only their texts tell the two apart.
    const [one, another] = [longest(best), longest(other)]
    return one !== undefined && another !== undefined && compare(one, another, isSharedUrl).kind !== undefined
  }
  const isNamed = best.some(({ comparison }) => comparison.titleSimilarity >= 0.5)
  const isHeld = best.every(({ profile, comparison }) => comparison.kind === 'excerpt' && isSmaller(profile, entry))
  if (isHeld && !isNamed && holdsAnother(entry, best, pairs, isSharedUrl)) return []
  const related = others.filter(isRelated)
  return [best, ...related].flat()
}

/** Does a text hold, anywhere, what another story tells? A digest's first item is at its head, the others are not. */
function holdsAnother(
  entry: Profile,
  story: readonly MatchedPair[],
  pairs: readonly Pair[],
  isSharedUrl: (url: string) => boolean,
): boolean {
  return pairs.some(
    ({ profile, storyId, comparison }) =>
      storyId !== story[0]?.storyId &&
      !profile.isStub &&
      comparison.similarity >= held &&
      isSmaller(profile, entry) &&
      !story.some((own) => compare(own.profile, profile, isSharedUrl).kind !== undefined),
  )
}

/** The containment from which a text stands in another. */
const held = 0.85

function isSmaller(one: Profile, other: Profile): boolean {
  return one.entry.fingerprint.size < other.entry.fingerprint.size
}

/** The entry tells the same text from end to end, or holds it at its head; a stub has not seen the text. */
function isSure(entry: Profile, story: readonly MatchedPair[]): boolean {
  return story.some(
    ({ profile, comparison: { kind } }) =>
      !profile.isStub && (kind === 'same-text' || (kind === 'excerpt' && isSmaller(profile, entry))),
  )
}

function longestOf(pairs: readonly Pair[], storyId: string | undefined): Profile | undefined {
  const profiles = pairs.flatMap((pair) => (pair.storyId === storyId ? pair.profile : []))
  return profiles.toSorted((a, b) => b.entry.fingerprint.size - a.entry.fingerprint.size)[0]
}

/** The sum of what is alike, then the older; by key at last, so that the order of the candidates never matters. */
function byEvidence(a: readonly MatchedPair[], b: readonly MatchedPair[]): number {
  const sum = (story: readonly MatchedPair[]) =>
    story.reduce((total, { comparison }) => total + evidenceOf(comparison), 0)
  const oldest = (story: readonly MatchedPair[]) =>
    Math.min(...story.map(({ profile }) => profile.entry.firstSeenAt.getTime()))
  const [idA = '', idB = ''] = [a[0]?.storyId, b[0]?.storyId]
  return sum(b) - sum(a) || oldest(a) - oldest(b) || (idA < idB ? -1 : 1)
}

function evidenceOf({ similarity, titleSimilarity, sharesUrl }: Comparison): number {
  return similarity + titleSimilarity + (sharesUrl ? 1 : 0)
}
