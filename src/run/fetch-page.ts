import { FatalError, FeedError } from '../errors.ts'
import { readLocalPage } from '../fetch/local.ts'
import type { FetchResult } from '../fetch/request.ts'
import type { RawDocument } from '../pool/tasks.ts'
import type { Subscription } from '../types.ts'
import type { Asker } from './ask-feed.ts'

/** The page's bytes; why it can't be read as a value, since that stops nothing. */
export async function fetchPage(
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
