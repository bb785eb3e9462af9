import { unknownHost } from '../clean/learned-lines.ts'
import { windowStart } from '../publish/window.ts'
import type { StoredArticle } from '../store/store.ts'
import type { LearnedLine } from '../types.ts'
import type { Lessons } from './lessons.ts'
import type { Parts } from './parts.ts'

/** Of a host's articles in the window, the oldest so many: each takes some milliseconds. */
const mostArticles = 500
/** So many go to a thread together. */
const articlesAtOnce = 32

/**
 * The first articles of a host were read before anything was known of it: where a line has been learned since, what is
 * stored of the window is cleaned of it, without asking anybody. Their stories' `updated` stays (their publisher changed nothing).
 */
export async function cleanStored(parts: Parts, lessons: Lessons, signal: AbortSignal): Promise<void> {
  for (const [host, learned] of lessons.news()) {
    const since = windowStart(parts.settings.window, parts.now())
    const stored = await parts.store.storedArticles(`https://${host}/`, since, mostArticles)
    for (let at = 0; at < stored.length; at += articlesAtOnce) {
      if (signal.aborted) return
      await cleanSome(parts, stored.slice(at, at + articlesAtOnce), learned)
    }
    // Last: a run that is cut off before leaves the rest to the next one that comes to this host.
    await parts.store.changeHostLines(host, parts.now(), (known = unknownHost) => ({
      ...known,
      applied: learned.map(({ hash }) => hash),
    }))
  }
}

async function cleanSome(
  { tasks, store }: Parts,
  stored: readonly StoredArticle[],
  learned: readonly LearnedLine[],
): Promise<void> {
  const cleaned = await tasks.cleanAgain(stored.map(({ article }) => ({ article, learned })))
  await Promise.all(
    stored.map(async ({ key, urls }, index) => {
      const article = cleaned[index]
      if (article !== undefined) await store.saveArticle(key, { article, urls })
    }),
  )
}
