import type { Terms } from './terms.ts'
import { isSeries, profileTitle } from './title.ts'

/** A story by which it is told whether another one tells of the same event. */
export interface Told {
  readonly id: string
  /** Of the entry that stands for it. */
  readonly subscription: string
  readonly enteredAt: Date
  /** BCP 47; stories are compared within a language. */
  readonly language?: string
  readonly title: string
  readonly terms: Terms
}

/** Another story that tells of the same event in other words, and what speaks for it. */
export interface Relation {
  readonly id: string
  /** How alike the words of titles and first paragraphs are, 0 to 1: the cosine of their weights. */
  readonly words: number
  /** The same of the names and numbers alone. */
  readonly names: number
  /** Share of the names in both titles that the other text names too, 0 to 1, by weight. */
  readonly titles: number
  /** The names and numbers in common, rarest first, as `termsOf` cuts them. */
  readonly shared: readonly string[]
}

/** An event is news for some days; what names the same people weeks later tells what became of it. */
const apartMs = 3 * 86_400_000
/** So many links a reader may follow; the best come first. */
const mostRelations = 3
/** A name that more stories bear leads to none of them: it would cost the more the longer the window is. */
const mostBearers = 40
/** Of fewer stories in a language nobody can say which of its words are rare. */
const fewStories = 20

/**
 * What a pair must show; weights are in nats. Figures from made and written windows of news and from real articles
 * (tests/dedupe/related.test.ts has those that were made and written). A company's other news and an event of the same kind share nearly as
 * much as two tellings of one event: the headlines tell them apart, since a text on the event names whom the other's
 * headline names. A digest holds the event among others, under a headline that says nothing of it.
 */
const needed = {
  words: 0.15,
  names: 0.35,
  titles: 0.85,
  /** Of the words in either headline, the share that the other text has, by weight. */
  headline: 0.2,
  /** Of all names in common: a coincidence of one in 160,000, were they drawn one by one. */
  weight: 12,
  /** Names in common: a company, its head's first and last name, and one of what happened. */
  shared: 4,
}

/** Where the texts have so much in common, one headline may name more than the other text does: who answered, what else happened. */
const plain = { weight: 2 * needed.weight, titles: 0.7 }

/**
 * Which stories of different sources tell of one event, for each the best few, from both sides. A term weighs the more the
 * fewer stories of its language bear it (inverse document frequency), so the stories given should be a window of news.
 * The work grows with the stories, not with their pairs.
 */
export function relateStories(stories: readonly Told[]): ReadonlyMap<string, readonly Relation[]> {
  const found = new Map<string, Relation[]>()
  const note = (id: string, relation: Relation): void => {
    found.set(id, [...(found.get(id) ?? []), relation])
  }
  for (const group of Map.groupBy(stories, ({ language = '' }) => language.split('-', 1)[0]).values()) {
    if (group.length < fewStories) continue
    const compare = comparer(group)
    for (const [one, other] of nearPairs(group)) {
      const relation = compare(one, other)
      if (relation === undefined) continue
      note(one.id, { ...relation, id: other.id })
      note(other.id, { ...relation, id: one.id })
    }
  }
  for (const [id, relations] of found) found.set(id, relations.toSorted(byStrength).slice(0, mostRelations))
  return found
}

function byStrength(a: Relation, b: Relation): number {
  return b.words + b.names - (a.words + a.names) || (a.id < b.id ? -1 : 1)
}

/** Each two that share two names at least, are of different sources and entered within days of each other. */
function* nearPairs(group: readonly Told[]): Generator<readonly [Told, Told]> {
  const bearers = new Map<string, number[]>()
  for (const [at, { terms }] of group.entries()) {
    for (const name of terms.names) {
      const known = bearers.get(name)
      if (known === undefined) bearers.set(name, [at])
      else known.push(at)
    }
  }
  for (const [at, one] of group.entries()) {
    const shared = new Map<number, number>()
    for (const name of one.terms.names) {
      const others = bearers.get(name) ?? []
      if (others.length > mostBearers) continue
      for (const other of others) if (other < at) shared.set(other, (shared.get(other) ?? 0) + 1)
    }
    for (const [at, count] of shared) {
      const other = group[at]
      if (count < 2 || other === undefined || other.subscription === one.subscription) continue
      if (Math.abs(other.enteredAt.getTime() - one.enteredAt.getTime()) <= apartMs) yield [other, one]
    }
  }
}

/** Compares two stories of the group, whose words it has counted; undefined where the evidence is not good. */
function comparer(group: readonly Told[]): (a: Told, b: Told) => Omit<Relation, 'id'> | undefined {
  const counts = new Map<string, number>()
  for (const { terms } of group) for (const term of terms.words) counts.set(term, (counts.get(term) ?? 0) + 1)
  const weigh = (term: string): number => Math.log(group.length / (counts.get(term) ?? 1))
  const sum = (terms: Iterable<string>): number => total(terms, weigh)
  const squares = (terms: Iterable<string>): number => total(terms, (term) => weigh(term) ** 2)
  const cosine = (shared: Iterable<string>, a: Iterable<string>, b: Iterable<string>): number =>
    rounded(squares(shared) / Math.sqrt(squares(a) * squares(b) || 1))
  const share = (some: Iterable<string>, all: Iterable<string>): number => rounded(sum(some) / (sum(all) || 1))
  return (a, b) => {
    const [one, other] = [a.terms, b.terms]
    const common = one.words.intersection(other.words)
    const shared = common.intersection(one.names.union(other.names))
    if (shared.size < needed.shared || sum(shared) < needed.weight) return undefined
    const headlines = [
      share(one.title.intersection(common), one.title),
      share(other.title.intersection(common), other.title),
    ]
    const named = one.titleNames.union(other.titleNames)
    const titles = share(named.intersection(common), named)
    const isPlain = sum(shared) >= plain.weight
    if (titles < (isPlain ? plain.titles : needed.titles) || Math.min(...headlines) < needed.headline) return undefined
    const words = cosine(common, one.words, other.words)
    const names = cosine(shared, one.names.union(shared), other.names.union(shared))
    if (words < needed.words || names < needed.names) return undefined
    if (isSeries(profileTitle(a.title), profileTitle(b.title))) return undefined
    return { words, names, titles, shared: [...shared].toSorted((x, y) => weigh(y) - weigh(x) || (x < y ? -1 : 1)) }
  }
}

/** A sum of fractions depends on their order in the last digits, and nothing may depend on those. */
function rounded(share: number): number {
  return Math.round(share * 1e6) / 1e6
}

function total(terms: Iterable<string>, weight: (term: string) => number): number {
  let sum = 0
  for (const term of terms) sum += weight(term)
  return sum
}
