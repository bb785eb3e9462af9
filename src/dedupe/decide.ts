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

/** Which candidates tell the same text, strongest first; none: the entry founds a story. */
export interface Decision {
  readonly matches: readonly Match[]
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
  if (candidates.length === 0) return { matches: [] }
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
  const matched = pairs
    .filter(isMatched)
    .filter(({ comparison: { kind, similarity } }) => similarity >= needed || !textual.has(kind))
  const agreeing = Map.groupBy(matched, (pair) => pair.storyId)
  for (const [storyId, ofStory] of agreeing) if (isContradicted(entry, ofStory, pairs)) agreeing.delete(storyId)
  const matches = withoutUnrelated(entry, [...agreeing.values()], isSharedUrl).map(toMatch)
  return { matches: matches.toSorted((a, b) => b.similarity - a.similarity || (a.key < b.key ? -1 : 1)) }
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
    profile.isStub || (comparison.kind === 'excerpt' && profile.entry.fingerprint.size < entry.entry.fingerprint.size)
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
 * Matched stories must match each other. If they don't, an entry that holds their texts is a digest and stays alone,
 * unless its title names one of them; any other goes with the story that most evidence speaks for.
 */
function withoutUnrelated(
  entry: Profile,
  stories: readonly (readonly MatchedPair[])[],
  isSharedUrl: (url: string) => boolean,
): readonly MatchedPair[] {
  const [best, ...others] = stories.toSorted(byEvidence)
  if (best === undefined) return []
  const isRelated = (other: readonly MatchedPair[]) =>
    best.some((a) => other.some((b) => compare(a.profile, b.profile, isSharedUrl).kind !== undefined))
  const [related, unrelated] = [others.filter(isRelated), others.filter((other) => !isRelated(other))]
  const isHeld = (story: readonly MatchedPair[]) =>
    story.every(
      ({ profile, comparison }) =>
        comparison.kind === 'excerpt' && profile.entry.fingerprint.size < entry.entry.fingerprint.size,
    )
  const isNamed = best.some(({ comparison }) => comparison.titleSimilarity >= 0.5)
  if (!isNamed && isHeld(best) && unrelated.some(isHeld)) return []
  return [best, ...related].flat()
}

/** The sum of what is alike, then the older; by key at last, so that the order of the candidates never matters. */
function byEvidence(a: readonly MatchedPair[], b: readonly MatchedPair[]): number {
  const sum = (story: readonly MatchedPair[]) =>
    story.reduce((total, { comparison }) => total + comparison.similarity + comparison.titleSimilarity, 0)
  const oldest = (story: readonly MatchedPair[]) =>
    Math.min(...story.map(({ profile }) => profile.entry.firstSeenAt.getTime()))
  const [idA = '', idB = ''] = [a[0]?.storyId, b[0]?.storyId]
  return sum(b) - sum(a) || oldest(a) - oldest(b) || (idA < idB ? -1 : 1)
}
