import { FatalError, FeedError, type FeedErrorCode } from '../errors.ts'
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

/** What one feed may take of a run, so that a slow host or a flood of links holds nobody else up: the rest waits for the next. */
const mostPages = 100
const longestMs = 60_000

/** A page that can't be had for a passing reason is tried again at the next runs; then the feed's own text has to do. */
const mostTries = 3
const passing: ReadonlySet<FeedErrorCode> = new Set(['FETCH_UNREACHED', 'FETCH_NETWORK', 'FETCH_TIMEOUT', 'FETCH_HELD'])

export interface PagesRead {
  readonly pagesRead: number
  /** Accepted entries whose pages are left to the next run. */
  readonly pagesLeft: number
  readonly warnings: readonly string[]
}

/**
 * Reads the pages of a subscription's accepted entries, the newest first, also those that earlier runs left, and stores
 * their articles. A page that can't be read is a warning: its entry keeps the feed's own text.
 */
export async function readPages(
  parts: Parts,
  subscription: Subscription,
  source: Source | undefined,
  signal: AbortSignal,
): Promise<PagesRead> {
  const unread = await parts.store.unreadEntries(subscription.id)
  const deadline = parts.now().getTime() + longestMs
  const read = await mapBounded(unread.slice(0, mostPages), pagesAtOnce, (each) =>
    signal.aborted || parts.now().getTime() > deadline
      ? Promise.resolve<Read>({ outcome: 'left' })
      : readOne(parts, subscription, source, each, signal),
  )
  const settled = read.filter(({ outcome }) => outcome !== 'left')
  return {
    pagesRead: read.filter(({ outcome }) => outcome === 'read').length,
    pagesLeft: unread.length - settled.length,
    warnings: read.flatMap(({ warning }) => warning ?? []),
  }
}

interface Read {
  /** `left`: still unread. */
  readonly outcome: 'read' | 'without-page' | 'left'
  readonly warning?: string
}

async function readOne(
  parts: Parts,
  subscription: Subscription,
  source: Source | undefined,
  unread: UnreadEntry,
  signal: AbortSignal,
): Promise<Read> {
  const url = pageUrl(unread.entry)
  const page = url === undefined ? undefined : await fetchPage(parts, subscription, url, signal)
  if (signal.aborted) return { outcome: 'left' }
  if (page instanceof FeedError && unread.tries + 1 < mostTries && isPassing(page)) {
    await parts.store.deferEntry(unread.key)
    return { outcome: 'left', warning: `${page.url}: ${page.message}; it is tried again` }
  }
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
  await save(parts, unread, url, article)
  const why = page instanceof FeedError ? page.message : trouble
  return why === undefined ? { outcome: 'read' } : { outcome: 'without-page', warning: `${url ?? unread.key}: ${why}` }
}

/** What the server or the network may think better of. */
function isPassing({ code, httpStatus = 0 }: FeedError): boolean {
  return passing.has(code) || (code === 'FETCH_STATUS' && (httpStatus === 429 || httpStatus >= 500))
}

async function save(parts: Parts, unread: UnreadEntry, url: string | undefined, read: Article): Promise<void> {
  const article = unread.article === undefined ? read : keptBy(unread.article, read)
  const updated = changedAt(unread, article, parts.now())
  const urls = [url, article.canonicalUrl].flatMap((each) => (each === undefined ? [] : (cleanUrl(each) ?? [])))
  await parts.store.saveArticle(unread.key, {
    article,
    urls: [...new Set(urls)],
    ...(updated === undefined ? {} : { updated }),
  })
}

/**
 * What an earlier reading knows better: `published` is fixed once given (many feeds give only `updated`, which moves),
 * and a whole text is not given up for a teaser because its page is gone.
 */
function keptBy(before: Article, read: Article): Article {
  const { html, text, fingerprint, cuts, origin } = before
  const body = before.origin === 'page' && read.origin === 'feed' ? { html, text, fingerprint, cuts, origin } : {}
  return { ...read, ...body, ...(before.published === undefined ? {} : { published: before.published }) }
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
      const error = FeedError.from(thrown, input.entry.baseUrl)
      if (error.code === 'FETCH_ABORTED') throw error
      failed ??= error
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
    const answer = local ?? (await parts.fetcher.fetch({ url, kind: 'page', home: subscription.url, maxBytes, signal }))
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
