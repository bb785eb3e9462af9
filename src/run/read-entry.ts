import { FeedError } from '../errors.ts'
import type { RawDocument, Tasks } from '../pool/tasks.ts'
import type { Article, Entry, LearnedLine, LineSighting, Source, Subscription } from '../types.ts'
import { alternateOf } from '../util/links.ts'
import { withoutAmpViewer } from '../util/url.ts'
import type { Asker } from './ask-feed.ts'
import { fetchPage } from './fetch-page.ts'
import { readJoined } from './read-article.ts'

/** What reading an entry takes. */
export interface EntryReader extends Asker {
  readonly tasks: Pick<Tasks, 'readPage'>
  readonly now: () => Date
  /** What was learned of an address's host. */
  readonly learned: (url: string) => Promise<readonly LearnedLine[]>
}

/** An entry's article, the address of its page, and what went wrong with the page. */
export interface EntryRead {
  readonly article: Article
  readonly url?: string
  readonly trouble?: string
  /** Why a further page of the article could not be had. */
  readonly missing?: FeedError
  /** See `ReadPageResult.isPaid`. */
  readonly isPaid?: boolean
  /** Where the page says each thing. */
  readonly origins?: Readonly<Record<string, string>>
  /** What of the text could recur on its host. */
  readonly sightings: readonly LineSighting[]
}

/** An entry's page: where it is, and its bytes or why they can't be had. Both are absent where an entry links to none. */
export interface EntryPage {
  readonly url?: string
  readonly page?: RawDocument | FeedError
}

/** Fetches an entry's page and reads its article. A page that gives nothing is a trouble: the feed's own text is there. */
export async function readEntry(
  reader: EntryReader,
  subscription: Subscription,
  source: Source | undefined,
  entry: Entry,
  signal: AbortSignal,
): Promise<EntryRead | 'interrupted'> {
  const fetched = await fetchEntryPage(reader, subscription, entry, signal)
  return signal.aborted ? 'interrupted' : readFetched(reader, subscription, source, entry, fetched, signal)
}

/** The first half of `readEntry`: network or file. */
export async function fetchEntryPage(
  reader: EntryReader,
  subscription: Subscription,
  entry: Entry,
  signal: AbortSignal,
): Promise<EntryPage> {
  const url = alternateOf(entry.links)
  if (url === undefined) return {}
  if (subscription.readFrom === 'feed') return { url }
  // A page for AMP is read as it is: it holds the whole article, and a second request would only fetch it again. Its
  // viewers and caches are others' copies, which hide the publisher; there the original is asked.
  return { url, page: await fetchPage(reader, subscription, withoutAmpViewer(url), signal) }
}

/** The second half: what the page, those that the article goes on with, and the feed's own text give. */
export async function readFetched(
  reader: EntryReader,
  subscription: Subscription,
  source: Source | undefined,
  entry: Entry,
  { url, page }: EntryPage,
  signal: AbortSignal,
): Promise<EntryRead> {
  const siteUrl = source && alternateOf(source.links)
  const document = page instanceof FeedError ? undefined : page
  const address = document?.url ?? url
  const learned = address === undefined ? [] : await reader.learned(address)
  const input = {
    entry,
    ...(document === undefined ? {} : { page: document }),
    feed: {
      title: source?.title ?? subscription.title ?? subscription.url,
      ...(siteUrl === undefined ? {} : { siteUrl }),
      ...(source?.language === undefined ? {} : { language: source.language }),
    },
    ...(subscription.article === undefined ? {} : { rules: subscription.article }),
    learned,
    now: reader.now(),
  }
  const read = await readJoined(reader.tasks, input, {
    fetch: (next) => fetchPage(reader, subscription, next, signal),
    maxBytes: reader.settings.limits.pageBytes,
  })
  const trouble = page instanceof FeedError ? page.message : read.trouble
  return {
    article: trouble === undefined ? read.article : { ...read.article, pageTrouble: trouble },
    ...(read.origins === undefined ? {} : { origins: read.origins }),
    ...(read.missing === undefined ? {} : { missing: read.missing }),
    ...(read.isPaid === undefined ? {} : { isPaid: read.isPaid }),
    sightings: read.sightings,
    ...(url === undefined ? {} : { url }),
    ...(trouble === undefined ? {} : { trouble }),
  }
}
