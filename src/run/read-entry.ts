import { FatalError, FeedError } from '../errors.ts'
import { readLocalPage } from '../fetch/local.ts'
import type { FetchResult } from '../fetch/request.ts'
import type { RawDocument, ReadPageInput, Tasks } from '../pool/tasks.ts'
import type { Article, Entry, LearnedLine, LineSighting, Source, Subscription } from '../types.ts'
import { alternateOf } from '../util/links.ts'
import { withoutAmpViewer } from '../util/url.ts'
import type { Asker } from './ask-feed.ts'

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
  return signal.aborted ? 'interrupted' : readFetched(reader, subscription, source, entry, fetched)
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

/** The second half: what the page and the feed's own text give. */
export async function readFetched(
  reader: EntryReader,
  subscription: Subscription,
  source: Source | undefined,
  entry: Entry,
  { url, page }: EntryPage,
): Promise<EntryRead> {
  const siteUrl = source && alternateOf(source.links)
  const document = page instanceof FeedError ? undefined : page
  const address = document?.url ?? url
  const learned = address === undefined ? [] : await reader.learned(address)
  const read = await readArticle(reader.tasks, {
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
  })
  const trouble = page instanceof FeedError ? page.message : read.trouble
  return {
    article: trouble === undefined ? read.article : { ...read.article, pageTrouble: trouble },
    ...(read.origins === undefined ? {} : { origins: read.origins }),
    sightings: read.sightings,
    ...(url === undefined ? {} : { url }),
    ...(trouble === undefined ? {} : { trouble }),
  }
}

/**
 * The entry's article by the best reading that works: with its page, from the feed's own text, from its title. What
 * breaks a reading must not hold its feed up for ever.
 */
export async function readArticle(tasks: EntryReader['tasks'], input: ReadPageInput): Promise<Omit<EntryRead, 'url'>> {
  const { page: _page, ...withoutPage } = input
  const { summary: _summary, content: _content, ...bare } = input.entry
  let failed: FeedError | undefined
  for (const attempt of [input, withoutPage, { ...withoutPage, entry: bare }]) {
    try {
      const { article, sightings, pageLeft, origins } = await tasks.readPage(attempt)
      const trouble = failed?.message ?? pageLeft
      return {
        article,
        sightings,
        ...(trouble === undefined ? {} : { trouble }),
        ...(origins === undefined ? {} : { origins }),
      }
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
  { settings, root, fetcher }: Asker,
  subscription: Subscription,
  url: string,
  signal: AbortSignal,
): Promise<RawDocument | FeedError> {
  const maxBytes = settings.limits.pageBytes
  try {
    const local = await readLocalPage(url, subscription.pages, root, maxBytes)
    const answer =
      local ?? (await fetcher.fetch({ url, kind: 'page', ...ownRequest(subscription, url), maxBytes, signal }))
    return toRaw(answer, url)
  } catch (thrown) {
    if (thrown instanceof FatalError) throw thrown
    return FeedError.from(thrown, url)
  }
}

/** The subscription's own name goes everywhere; what opens doors goes only to the feed's own origin. */
function ownRequest({ url: home, userAgent, auth, headers }: Subscription, page: string) {
  const isHome = URL.parse(page)?.origin === URL.parse(home)?.origin
  return {
    home,
    ...(userAgent === undefined ? {} : { userAgent }),
    ...(isHome ? { headers, ...(auth === undefined ? {} : { auth }) } : {}),
  }
}

function toRaw(answer: FetchResult, url: string): RawDocument | FeedError {
  if (answer.status === 'notModified') return new FeedError('FETCH_STATUS', url, '304 to an unconditional request')
  const { bytes, contentType } = answer
  return { bytes, url: answer.url, ...(contentType === undefined ? {} : { contentType }) }
}
