import type { HostLines, LearnedLine, LineSign, RecurringLine, SeenArticle } from '../types.ts'
import { isNameLike, withoutBrackets } from './junk-marks.ts'

/** What is cut stands in so many of a host's articles, and in such a share of those seen. */
const leastArticles = 3
const leastShare = 0.12

/** Above so many articles all counts are halved, so that what a host gave up fades and what is new can rise. */
const mostArticles = 120
/** A line that recurs in 12 % comes again within some ten articles, each with at most 40 of them. */
const mostOnce = 600
const mostLines = 200
/** The same article comes by several feeds of one host, and under several addresses. */
const mostRecent = 120

/** A host of which nothing is known. */
export const unknownHost: HostLines = { articles: 0, lines: [], once: [], recent: [], applied: [] }

/** What is known of a host after one article more. */
export function observe(known: HostLines, { hash, lines: sightings }: SeenArticle): HostLines {
  if (known.recent.includes(hash)) return known
  const seen = known.articles >= mostArticles ? halved(known) : known
  const once = new Set(seen.once)
  const lines = new Map(seen.lines.map((line) => [line.hash, line]))
  for (const { signs, ...sighting } of sightings) {
    const line = lines.get(sighting.hash)
    if (line !== undefined) lines.set(line.hash, { ...line, count: line.count + 1, signs: added(line.signs, signs) })
    else if (once.delete(sighting.hash)) lines.set(sighting.hash, { ...sighting, count: 2, signs: added({}, signs) })
    else once.add(sighting.hash)
  }
  return {
    articles: seen.articles + 1,
    lines: [...lines.values()].toSorted((one, other) => usefulness(other) - usefulness(one)).slice(0, mostLines),
    once: [...once].slice(-mostOnce),
    recent: [...seen.recent, hash].slice(-mostRecent),
    applied: seen.applied,
  }
}

// At the same count, a line with a sign is worth more than one without.
function usefulness({ count, signs }: RecurringLine): number {
  return count + (Object.keys(signs).length > 0 ? 0.5 : 0)
}

function added(counts: RecurringLine['signs'], signs: readonly LineSign[]): RecurringLine['signs'] {
  const sum = { ...counts }
  for (const sign of signs) sum[sign] = (sum[sign] ?? 0) + 1
  return sum
}

function halved({ articles, lines, ...rest }: HostLines): HostLines {
  return {
    ...rest,
    articles: Math.floor(articles / 2),
    lines: lines.flatMap((line) =>
      line.count < 2 ? [] : [{ ...line, count: Math.floor(line.count / 2), signs: halvedSigns(line) }],
    ),
  }
}

function halvedSigns({ signs }: RecurringLine): RecurringLine['signs'] {
  const all = Object.entries(signs) as [LineSign, number][]
  return Object.fromEntries(all.flatMap(([sign, count]) => (count < 2 ? [] : [[sign, Math.floor(count / 2)]])))
}

/** Why a line would be cut from its host's articles; undefined where it stays. */
export function proofOf(line: RecurringLine, articles: number): LineSign | undefined {
  if (line.count < leastArticles || line.count < articles * leastShare) return undefined
  const signs = Object.entries(line.signs) as [LineSign, number][]
  return signs.find(([sign, count]) => count >= leastShareOf(sign) * (line.count - 1) && count >= 2)?.[0]
}

// The first sighting's signs are not known. An ending that is also something else is a line like any other.
function leastShareOf(sign: LineSign): number {
  return sign === 'ending' ? 0.9 : 0.5
}

/** Each sign in words that follow the line. */
export const signWords: Readonly<Record<LineSign, string>> = {
  promotion: 'invites to something outside the text',
  credit: 'names a source',
  'own-name': 'names the site',
  company: 'is the name of a company',
  repeated: 'is repeated inside articles',
  ending: 'always ends them, and is no sentence',
}

/** What a host's articles bear that is no part of them. */
export function learnedLines(host: string, { articles, lines }: HostLines): readonly LearnedLine[] {
  return lines.flatMap((line) => {
    const sign = proofOf(line, articles)
    const reason = `${recurs} ${line.count} of ${articles} articles of ${host}`
    if (sign === undefined) return []
    const name = nameIn(line, sign)
    const learned = { hash: line.hash, reason: `${reason}, ${signWords[sign]}` }
    return [name === undefined ? learned : { ...learned, name }]
  })
}

/**
 * A company that copies others' texts under a feed called "Blog" tells its name by strewing it: several times in an article at
 * the edges of its paragraphs, or with its legal form. On a line of its own an author may be named twice.
 */
function nameIn({ text, place }: RecurringLine, sign: LineSign): string | undefined {
  const name = withoutBrackets(text)
  const isTold = sign === 'company' || (sign === 'repeated' && place !== 'line')
  return isTold && isNameLike(name) ? name : undefined
}

const recurs = 'recurs in'

/** Whether something was cut because it recurs on its host. */
export function isLearned({ reason }: { readonly reason: string }): boolean {
  return reason.startsWith(recurs)
}
