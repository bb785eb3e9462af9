import { learnedLines, observe, type SeenArticle, unknownHost } from '../clean/learned-lines.ts'
import type { Store } from '../store/store.ts'
import type { HostLines, LearnedLine, LineSighting } from '../types.ts'
import { hash32 } from '../util/hash.ts'
import { cleanUrl } from '../util/url.ts'

/** What recurs on the hosts that one run reads from. */
export interface Lessons {
  /** What is to be cut from articles at this address, as it was known when the run first came to its host. */
  learned(url: string): Promise<readonly LearnedLine[]>
  /** Takes up articles that were read for the first time, in this order. */
  take(articles: readonly ReadArticle[]): Promise<void>
  /** Hosts of which more has been learned than their stored articles have been cleaned of. */
  news(): ReadonlyMap<string, readonly LearnedLine[]>
}

/** An article as it was read from an address. */
export interface ReadArticle {
  readonly url: string
  readonly title: string
  readonly text: string
  readonly sightings: readonly LineSighting[]
}

/** The name under which an address's host is remembered: without `www.` and the like; undefined where it is none of the web. */
export function hostOf(url: string): string | undefined {
  return URL.parse(cleanUrl(url) ?? '')?.host
}

/** What a run may know and learn. What it cuts by stays as it was, so that the order of its feeds decides nothing. */
export function createLessons(store: Pick<Store, 'hostLines' | 'changeHostLines'>, now: () => Date): Lessons {
  const known = new Map<string, Promise<readonly LearnedLine[]>>()
  const news = new Map<string, readonly LearnedLine[]>()

  const recall = async (host: string): Promise<readonly LearnedLine[]> =>
    noteNews(news, host, (await store.hostLines(host)) ?? unknownHost)

  const learned = async (url: string): Promise<readonly LearnedLine[]> => {
    const host = hostOf(url)
    if (host === undefined) return []
    const lines = known.get(host) ?? recall(host)
    known.set(host, lines)
    return await lines
  }

  return {
    learned,
    take: async (articles) => {
      for (const [host, seen] of Map.groupBy(articles, ({ url }) => hostOf(url))) {
        if (host === undefined) continue
        const all = seen.map(toSeen)
        const record = await store.changeHostLines(host, now(), (before) => all.reduce(observe, before ?? unknownHost))
        noteNews(news, host, record)
      }
    },
    news: () => news,
  }
}

/** So much of a text tells it from others of its title. */
const beginningChars = 200

// By its text: one article can have several addresses, and would prove its own paragraphs to recur.
function toSeen({ title, text, sightings }: ReadArticle): SeenArticle {
  return { hash: hash32(`${title}\n${text.slice(0, beginningChars)}`), lines: sightings }
}

/** Gives what is to be cut, and keeps the host in mind while stored articles may still hold some of it. */
function noteNews(news: Map<string, readonly LearnedLine[]>, host: string, record: HostLines): readonly LearnedLine[] {
  const lines = learnedLines(host, record)
  const applied = new Set(record.applied)
  if (lines.every(({ hash }) => applied.has(hash))) news.delete(host)
  else news.set(host, lines)
  return lines
}
