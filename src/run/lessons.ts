import { learnedLines, observe, unknownHost } from '../clean/learned-lines.ts'
import type { Store } from '../store/store.ts'
import type { Article, HostLines, LearnedLine, LineSighting, SeenArticle } from '../types.ts'
import { hash32 } from '../util/hash.ts'
import { cleanUrl } from '../util/url.ts'

/** What recurs on the hosts that one run reads from. */
export interface Lessons {
  /** What is to be cut from articles at this address, as it was known when the run first came to its host. */
  learned(url: string): Promise<readonly LearnedLine[]>
  /** Takes up what was seen in the articles that this run, and those that were cut off before, read for the first time. */
  take(): Promise<void>
  /** Hosts of which more has been learned than their stored articles have been cleaned of. */
  news(): ReadonlyMap<string, readonly LearnedLine[]>
}

/** The name under which an address's host is remembered: without `www.` and the like; undefined where it is none of the web. */
export function hostOf(url: string): string | undefined {
  return URL.parse(cleanUrl(url) ?? '')?.host
}

/** What a run may know and learn. What it cuts by stays as it was, so that the order of its feeds decides nothing. */
export function createLessons(store: Pick<Store, 'hostLines' | 'learnHosts'>, now: () => Date): Lessons {
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
    take: async () => {
      const taught = await store.learnHosts(now(), (known = unknownHost, seen) => seen.reduce(observe, known))
      for (const [host, record] of taught) noteNews(news, host, record)
    },
    news: () => news,
  }
}

/** So much of a text tells it from others of its title. */
const beginningChars = 200

/**
 * What an article's host is to learn from it; undefined where its address names no host of the web. It is known by its
 * text: one article can have several addresses, and would prove its own paragraphs to recur.
 */
export function seenIn(
  url: string,
  { title, text }: Pick<Article, 'title' | 'text'>,
  lines: readonly LineSighting[],
): (SeenArticle & { readonly host: string }) | undefined {
  const host = hostOf(url)
  return host === undefined ? undefined : { host, hash: hash32(`${title}\n${text.slice(0, beginningChars)}`), lines }
}

/** Gives what is to be cut, and keeps the host in mind while stored articles may still hold some of it. */
function noteNews(news: Map<string, readonly LearnedLine[]>, host: string, record: HostLines): readonly LearnedLine[] {
  const lines = learnedLines(host, record)
  const applied = new Set(record.applied)
  if (lines.every(({ hash }) => applied.has(hash))) news.delete(host)
  else news.set(host, lines)
  return lines
}
