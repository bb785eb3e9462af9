import { isFileUrl } from '../config/resolve.ts'
import type { Settings } from '../config/settings.ts'
import type { Fetcher } from '../fetch/fetcher.ts'
import { readLocalFile } from '../fetch/local.ts'
import type { FetchResult } from '../fetch/request.ts'
import type { ReadFeedInput } from '../pool/tasks.ts'
import type { Subscription, Validators } from '../types.ts'

export interface Asker {
  readonly settings: Settings
  readonly fetcher: Fetcher
  /** The folder of feeds.json: `file:` addresses stay inside it. */
  readonly root: string
}

/** Asks for a subscription's feed, conditionally where validators are remembered. Throws FeedError. */
export function askFeed(
  { settings, fetcher, root }: Asker,
  subscription: Subscription,
  validators: Validators,
  signal: AbortSignal,
): Promise<FetchResult> {
  const maxBytes = settings.limits.feedBytes
  const { url, headers, auth, userAgent } = subscription
  if (isFileUrl(url)) return readLocalFile(url, root, maxBytes, validators)
  return fetcher.fetch({
    url,
    kind: 'feed',
    home: url,
    maxBytes,
    validators,
    headers,
    signal,
    ...(auth === undefined ? {} : { auth }),
    ...(userAgent === undefined ? {} : { userAgent }),
  })
}

/** A fetched feed document as the task `readFeed` takes it. */
export function toReadFeed(
  settings: Settings,
  subscription: Subscription,
  { bytes, url, contentType }: FetchResult & { status: 'fetched' },
  now: Date,
): ReadFeedInput {
  return {
    subscription: subscription.id,
    document: { bytes, url, ...(contentType === undefined ? {} : { contentType }) },
    timeZone: subscription.timeZone,
    maxEntries: settings.limits.entriesPerFeed,
    now,
  }
}
