import { isFileUrl } from '../config/resolve.ts'
import type { Settings } from '../config/settings.ts'
import type { Fetcher } from '../fetch/fetcher.ts'
import { readLocalFile } from '../fetch/local.ts'
import type { FetchRequest, FetchResult } from '../fetch/request.ts'
import type { ReadFeedInput } from '../pool/tasks.ts'
import type { Subscription } from '../types.ts'

export interface Asker {
  readonly settings: Settings
  readonly fetcher: Fetcher
  /** The folder of feeds.json: `file:` addresses stay inside it. */
  readonly root: string
}

/** What earlier answers say about the next request for a feed. */
export interface Question {
  /** Where the feed has moved to for good, if it has. */
  readonly url?: string
  /** See `FetchRequest.known`. */
  readonly known?: NonNullable<FetchRequest['known']>
}

/**
 * Asks for a subscription's feed: as `question` says, or at its configured address and unconditionally. `until` as in
 * `FetchRequest`. Throws FeedError.
 */
export function askFeed(
  { settings, fetcher, root }: Asker,
  subscription: Subscription,
  question: Question,
  signal: AbortSignal,
  until?: Promise<unknown>,
): Promise<FetchResult> {
  const maxBytes = settings.limits.feedBytes
  const { url: home, headers, auth, userAgent } = subscription
  const { url = home, known } = question
  if (isFileUrl(url)) return readLocalFile(url, root, maxBytes, known?.validators)
  return fetcher.fetch({
    url,
    kind: 'feed',
    home,
    maxBytes,
    headers,
    signal,
    ...(until === undefined ? {} : { until }),
    ...(known === undefined ? {} : { known }),
    ...(auth === undefined ? {} : { auth }),
    ...(userAgent === undefined ? {} : { userAgent }),
  })
}

function readLimits({ limits }: Settings): ReadFeedInput['limits'] {
  return { entries: limits.entriesPerFeed, depth: limits.feedDepth, fieldChars: limits.fieldChars }
}

/** A fetched feed document as the task `readFeed` takes it. */
export function toReadFeed(
  settings: Settings,
  subscription: Subscription,
  { bytes, url, contentType, contentLanguage }: FetchResult & { status: 'fetched' },
  now: Date,
): ReadFeedInput {
  return {
    subscription: subscription.id,
    document: {
      bytes,
      url,
      ...(contentType === undefined ? {} : { contentType }),
      ...(contentLanguage === undefined ? {} : { contentLanguage }),
    },
    timeZone: subscription.timeZone,
    limits: readLimits(settings),
    now,
  }
}
