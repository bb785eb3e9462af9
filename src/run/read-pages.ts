import { isLearned } from '../clean/learned-lines.ts'
import { isAnotherText } from '../dedupe/another-text.ts'
import { FeedError } from '../errors.ts'
import type { UnreadEntry } from '../store/store.ts'
import type { Article, Source, Subscription } from '../types.ts'
import { mapBounded } from '../util/bounded.ts'
import { plausibleDate } from '../util/dates.ts'
import { foldSpace } from '../util/text.ts'
import { cleanUrl } from '../util/url.ts'
import { type Lessons, seenIn } from './lessons.ts'
import { nextTryAt } from './next-try.ts'
import type { Parts } from './parts.ts'
import { type EntryRead, fetchEntryPage, readFetched } from './read-entry.ts'

/** Pages of one feed under way at once. Entries of a link blog lie on many hosts; the gate per host is the fetcher's. */
const pagesAtOnce = 8

/** What one feed may take of a run, so that a slow host or a flood of links holds nobody else up: the rest waits for the next. */
const mostPages = 100
const longestMs = 60_000

export interface PagesRead {
  readonly pagesRead: number
  /** Pieces that cleaning took out. */
  readonly cuts: number
  /** Accepted entries whose pages are left to the next run. */
  readonly pagesLeft: number
  readonly warnings: readonly string[]
}

/** What comes of nothing to read. */
export const noPages: PagesRead = { pagesRead: 0, cuts: 0, pagesLeft: 0, warnings: [] }

/**
 * Reads the pages of a subscription's accepted entries, the newest first, also those that earlier runs left, and stores
 * their articles. A page that can't be read is a warning: its entry keeps the feed's own text. What could recur in them is kept for their hosts to learn.
 */
export async function readPages(
  parts: Parts,
  subscription: Subscription,
  source: Source | undefined,
  { lessons, signal }: Reading,
): Promise<PagesRead> {
  const now = parts.now()
  const unread = await parts.store.unreadEntries(subscription.id, now, mostPages)
  const isAll = unread.length < mostPages
  const waiting = isAll ? unread.length : ((await parts.store.unreadCounts(now)).get(subscription.id) ?? 0)
  parts.onEvent({ kind: 'pages', count: waiting })
  const deadline = parts.now().getTime() + longestMs
  const read = await mapBounded(unread, pagesAtOnce, async (each): Promise<Read> => {
    if (signal.aborted || parts.now().getTime() > deadline) return { outcome: 'left' }
    const result = await readOne(parts, subscription, source, each, { lessons, signal })
    parts.onEvent({ kind: 'page' })
    return result
  })
  const settled = read.filter(({ outcome }) => outcome !== 'left')
  return {
    pagesRead: read.filter(({ outcome }) => outcome === 'read').length,
    pagesLeft: waiting - settled.length,
    cuts: read.reduce((sum, { cuts = 0 }) => sum + cuts, 0),
    warnings: read.flatMap(({ warning }) => warning ?? []),
  }
}

/** What reading takes beside the parts. */
export interface Reading {
  readonly lessons: Lessons
  readonly signal: AbortSignal
}

interface Read {
  /** `left`: still unread. */
  readonly outcome: 'read' | 'without-page' | 'left'
  readonly cuts?: number
  readonly warning?: string
}

async function readOne(
  parts: Parts,
  subscription: Subscription,
  source: Source | undefined,
  unread: UnreadEntry,
  { lessons, signal }: Reading,
): Promise<Read> {
  const reader = { ...parts, learned: lessons.learned }
  const fetched = await fetchEntryPage(reader, subscription, unread.entry, signal)
  if (signal.aborted) return { outcome: 'left' }
  const { page } = fetched
  // Its turn did not come in this run; that is no try.
  if (page instanceof FeedError && page.code === 'FETCH_HELD' && page.retryAt === undefined) return { outcome: 'left' }
  const waiting = page instanceof FeedError ? await tryLater(parts, unread, page) : undefined
  if (waiting !== undefined) return waiting
  const read = await readFetched(reader, subscription, source, unread.entry, fetched, signal)
  if (signal.aborted) return { outcome: 'left' }
  // Readers get an article once and whole, where some patience brings its missing page.
  const incomplete = read.missing === undefined ? undefined : await tryLater(parts, unread, read.missing)
  if (incomplete !== undefined) return incomplete
  const { article, url, trouble, sightings } = read
  const address = page?.url ?? url
  const isFirst = unread.article === undefined && address !== undefined
  await save(parts, unread, read, isFirst ? seenIn(address, article, sightings) : undefined)
  const outcome = page === undefined || trouble !== undefined ? 'without-page' : 'read'
  const warning = trouble === undefined ? {} : { warning: `${url ?? unread.key}: ${trouble}` }
  return { outcome, cuts: article.cuts.length, ...warning }
}

/** Puts an entry off whose page, or one of them, may be had later; undefined where waiting is of no use, or was. */
async function tryLater(parts: Parts, unread: UnreadEntry, error: FeedError): Promise<Read | undefined> {
  const again = nextTryAt(error, unread.tries, parts.now())
  if (again === undefined) return undefined
  await parts.store.deferEntry(unread.key, again)
  return { outcome: 'left', warning: `${error.url}: ${error.message}; it is tried again` }
}

async function save(
  parts: Parts,
  unread: UnreadEntry,
  read: EntryRead,
  seen: ReturnType<typeof seenIn>,
): Promise<void> {
  const { url } = read
  const article = unread.article === undefined ? read.article : keptBy(unread.article, read)
  const updated = changedAt(unread, article, parts.now())
  const urls = [url, article.canonicalUrl].flatMap((each) => (each === undefined ? [] : (cleanUrl(each) ?? [])))
  await parts.store.saveArticle(unread.key, {
    article,
    urls: [...new Set(urls)],
    ...(updated === undefined ? {} : { updated }),
    ...(seen === undefined ? {} : { seen }),
    isAnother: unread.article !== undefined && isAnotherText(unread.article.fingerprint, article.fingerprint),
  })
}

/**
 * What an earlier reading knows better: `published` is fixed once given (many feeds give only `updated`, which moves),
 * and a whole text is not given up for a teaser because its page is gone, lacks its further pages or is for subscribers now.
 */
function keptBy(before: Article, { article: read, missing, isPaid = false }: EntryRead): Article {
  const { html, text, fingerprint, cuts, origin } = before
  const isCutShort = (missing !== undefined || isPaid) && read.text.length < before.text.length
  const isLess = before.origin === 'page' && (read.origin === 'feed' || isCutShort)
  const body = isLess ? { html, text, fingerprint, cuts, origin } : {}
  return { ...read, ...body, ...(before.published === undefined ? {} : { published: before.published }) }
}

/** Whether two texts differ in nothing but what was learned to be no part of them. */
function isSameText(one: Article, other: Article): boolean {
  if (one.text === other.text) return true
  const learned = [...one.cuts, ...other.cuts].filter(isLearned).map(({ text }) => text)
  const plain = (text: string): string =>
    learned.reduce((left, each) => left.replaceAll(each, ' '), foldSpace(text)).replace(/\s+/g, '')
  return learned.length > 0 && plain(one.text) === plain(other.text)
}

/**
 * When the publisher changed what had been read before: only a changed title or text counts, so that counters, ads and
 * better extraction move nothing. The date is the publisher's where it moved as well.
 */
function changedAt({ article: before, entry }: UnreadEntry, after: Article, now: Date): Date | undefined {
  if (before === undefined || (before.title === after.title && isSameText(before, after))) return undefined
  const said = plausibleDate(entry.updated, now)
  return said !== undefined && said > (before.updated ?? new Date(0)) ? said : now
}
