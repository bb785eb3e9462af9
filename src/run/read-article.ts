import { FeedError } from '../errors.ts'
import type { RawDocument, ReadPageInput, ReadPageResult, Tasks } from '../pool/tasks.ts'

/** What a reading gives, and why it is less than it might be. */
export interface ArticleRead extends Omit<ReadPageResult, 'pageLeft'> {
  readonly trouble?: string
}

/**
 * The entry's article by the best reading that works: with its page, from the feed's own text, from its title. What
 * breaks a reading must not hold its feed up for ever.
 */
async function readArticle(tasks: Pick<Tasks, 'readPage'>, input: ReadPageInput): Promise<ArticleRead> {
  const { page: _page, ...withoutPage } = input
  const { summary: _summary, content: _content, ...bare } = input.entry
  let failed: FeedError | undefined
  for (const attempt of [input, withoutPage, { ...withoutPage, entry: bare }]) {
    try {
      const { pageLeft, ...read } = await tasks.readPage(attempt)
      const trouble = failed?.message ?? pageLeft
      return { ...read, ...(trouble === undefined ? {} : { trouble }) }
    } catch (thrown) {
      const error = FeedError.from(thrown, input.entry.baseUrl)
      if (error.code === 'FETCH_ABORTED') throw error
      failed ??= error
    }
  }
  throw failed
}

/** So many pages are joined, the first with them: the longest reviews have about a dozen. */
const mostPages = 12

/** An article with all its pages, or with those before the one that could not be had. */
export interface JoinedRead extends Omit<ArticleRead, 'next'> {
  /** Why the article ends before its end. */
  readonly missing?: FeedError
}

/**
 * `readArticle` for an article that may go on on further pages: each is fetched as the one before it names it, until one
 * names none or turns out to be no part of it. All of them together are no larger than `maxBytes`, as a page may be.
 */
export async function readJoined(
  tasks: Pick<Tasks, 'readPage'>,
  input: ReadPageInput,
  { fetch, maxBytes }: { readonly fetch: (url: string) => Promise<RawDocument | FeedError>; readonly maxBytes: number },
): Promise<JoinedRead> {
  let { next, ...read } = await readArticle(tasks, input)
  const further: RawDocument[] = []
  let left = maxBytes - (next?.page.bytes.length ?? 0)
  while (next !== undefined && further.length < mostPages - 1) {
    const { url, page } = next
    const fetched = await fetch(url)
    if (fetched instanceof FeedError) return { ...read, ...endingBefore(url, fetched) }
    left -= fetched.bytes.length
    if (left < 0) return { ...read, ...endingBefore(url, new FeedError('FETCH_TOO_LARGE', url, 'too large together')) }
    further.push(fetched)
    try {
      ;({ next, ...read } = await tasks.readPage({ ...input, page, further }))
    } catch (thrown) {
      const error = FeedError.from(thrown, url)
      if (error.code === 'FETCH_ABORTED') throw error
      return { ...read, ...endingBefore(url, error) }
    }
  }
  return read
}

function endingBefore(url: string, missing: FeedError): { readonly missing: FeedError; readonly trouble: string } {
  return { missing, trouble: `the article ends before its page ${url}: ${missing.message}` }
}
