import { FatalError, FeedError } from '../errors.ts'
import { readLocalPage } from '../fetch/local.ts'
import type { FetchResult } from '../fetch/request.ts'
import type { RawDocument, ReadPageInput, Tasks } from '../pool/tasks.ts'
import type { UnreadEntry } from '../store/store.ts'
import type { Article, Entry, Source, Subscription } from '../types.ts'
import { mapBounded } from '../util/bounded.ts'
import { plausibleDate } from '../util/dates.ts'
import { cleanUrl } from '../util/url.ts'
import type { Parts } from './parts.ts'

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
  const url = pageUrl(unread.entry)
  const page = url === undefined ? undefined : await fetchPage(parts, subscription, url, signal)
  if (signal.aborted) return 'interrupted'
  const siteUrl = source?.links.find(({ rel }) => rel === 'alternate')?.href
  const { article, trouble } = await readArticle(parts.tasks, {
    entry: unread.entry,
    ...(page instanceof FeedError || page === undefined ? {} : { page }),
    feed: {
      title: source?.title ?? subscription.title ?? subscription.url,
      ...(siteUrl === undefined ? {} : { siteUrl }),
      ...(source?.language === undefined ? {} : { language: source.language }),
    },
    now: parts.now(),
  })
  const updated = changedAt(unread, article, parts.now())
  const urls = [url, article.canonicalUrl].flatMap((each) => (each === undefined ? [] : (cleanUrl(each) ?? [])))
  await parts.store.saveArticle(unread.key, {
    article,
    urls: [...new Set(urls)],
    ...(updated === undefined ? {} : { updated }),
  })
  const why = page instanceof FeedError ? page.message : trouble
  return { cuts: article.cuts.length, ...(why === undefined ? {} : { warning: `${url ?? unread.key}: ${why}` }) }
}

/**
 * The entry's article by the best reading that works: with its page, from the feed's own text, from its title. What
 * breaks a reading must not hold its feed up for ever.
 */
async function readArticle(
  tasks: Tasks,
  input: ReadPageInput,
): Promise<{ readonly article: Article; readonly trouble?: string }> {
  const { page: _page, ...withoutPage } = input
  const { summary: _summary, content: _content, ...bare } = input.entry
  let failed: FeedError | undefined
  for (const attempt of [input, withoutPage, { ...withoutPage, entry: bare }]) {
    try {
      const { article, pageLeft } = await tasks.readPage(attempt)
      const trouble = failed?.message ?? pageLeft
      return { article, ...(trouble === undefined ? {} : { trouble }) }
    } catch (thrown) {
      failed ??= FeedError.from(thrown, input.entry.baseUrl)
    }
  }
  throw failed
}

/** The page's bytes; why it can't be read as a value, since that stops nothing. */
async function fetchPage(
  parts: Parts,
  subscription: Subscription,
  url: string,
  signal: AbortSignal,
): Promise<RawDocument | FeedError> {
  const maxBytes = parts.settings.limits.pageBytes
  try {
    const local = await readLocalPage(url, subscription.pages, parts.root, maxBytes)
    const answer = local ?? (await parts.fetcher.fetch({ url, kind: 'page', maxBytes, signal }))
    return toRaw(answer, url)
  } catch (thrown) {
    if (thrown instanceof FatalError) throw thrown
    return FeedError.from(thrown, url)
  }
}

function toRaw(answer: FetchResult, url: string): RawDocument | FeedError {
  if (answer.status === 'notModified') return new FeedError('FETCH_STATUS', url, '304 to an unconditional request')
  const { bytes, contentType } = answer
  return { bytes, url: answer.url, ...(contentType === undefined ? {} : { contentType }) }
}

function pageUrl(entry: Entry): string | undefined {
  return entry.links.find(({ rel }) => rel === 'alternate')?.href
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
