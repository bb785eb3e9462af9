import type { UnreadEntry } from '../store/store.ts'
import type { Article, Source, Subscription } from '../types.ts'
import { mapBounded } from '../util/bounded.ts'
import { plausibleDate } from '../util/dates.ts'
import { cleanUrl } from '../util/url.ts'
import type { Parts } from './parts.ts'
import { readEntry } from './read-entry.ts'

/** Pages of one feed under way at once. Entries of a link blog lie on many hosts; the gate per host is the fetcher's. */
const pagesAtOnce = 8

export interface PagesRead {
  readonly pagesRead: number
  /** Pieces that cleaning took out. */
  readonly cuts: number
  readonly warnings: readonly string[]
}

/**
 * Reads the pages of a subscription's accepted entries, also those an earlier run was interrupted before, and stores
 * their articles. A page that can't be read is a warning: its entry keeps the feed's own text.
 */
export async function readPages(
  parts: Parts,
  subscription: Subscription,
  source: Source | undefined,
  signal: AbortSignal,
): Promise<PagesRead> {
  const unread = await parts.store.unreadEntries(subscription.id)
  parts.onEvent({ kind: 'pages', count: unread.length })
  const results = await mapBounded(unread, pagesAtOnce, async (each) => {
    const result = await readOne(parts, subscription, source, each, signal)
    parts.onEvent({ kind: 'page' })
    return result
  })
  const read = results.filter((result) => result !== 'interrupted')
  return {
    pagesRead: read.filter(({ warning }) => warning === undefined).length,
    cuts: read.reduce((sum, { cuts }) => sum + cuts, 0),
    warnings: read.flatMap(({ warning }) => warning ?? []),
  }
}

type Read = 'interrupted' | { readonly cuts: number; readonly warning?: string }

async function readOne(
  parts: Parts,
  subscription: Subscription,
  source: Source | undefined,
  unread: UnreadEntry,
  signal: AbortSignal,
): Promise<Read> {
  const read = await readEntry(parts, subscription, source, unread.entry, signal)
  if (read === 'interrupted') return 'interrupted'
  const { article, url, trouble } = read
  const updated = changedAt(unread, article, parts.now())
  const urls = [url, article.canonicalUrl].flatMap((each) => (each === undefined ? [] : (cleanUrl(each) ?? [])))
  await parts.store.saveArticle(unread.key, {
    article,
    urls: [...new Set(urls)],
    ...(updated === undefined ? {} : { updated }),
  })
  return {
    cuts: article.cuts.length,
    ...(trouble === undefined ? {} : { warning: `${url ?? unread.key}: ${trouble}` }),
  }
}

/**
 * When the publisher changed what had been read before: only a changed title or text counts, so that counters, ads and
 * better extraction move nothing. The date is the publisher's where it moved as well.
 */
function changedAt({ article: before, entry }: UnreadEntry, after: Article, now: Date): Date | undefined {
  if (before === undefined || (before.title === after.title && before.text === after.text)) return undefined
  const said = plausibleDate(entry.updated, now)
  return said !== undefined && said > (before.updated ?? new Date(0)) ? said : now
}
