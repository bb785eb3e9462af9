import type { FeedState } from '../store/store.ts'
import type { Subscription } from '../types.ts'
import type { FeedReport, Parts } from './parts.ts'
import { type Reading, readPages } from './read-pages.ts'

/** Reads pages that earlier runs left, of a feed that is not asked this time. */
export async function readWaiting(
  parts: Parts,
  subscription: Subscription,
  state: FeedState | undefined,
  reading: Reading,
): Promise<FeedReport> {
  const began = parts.now().getTime()
  const pages = await readPages(parts, subscription, state?.source, reading)
  return {
    id: subscription.id,
    url: subscription.url,
    title: subscription.title ?? state?.source?.title ?? subscription.url,
    status: 'unchanged',
    accepted: 0,
    ...pages,
    ms: parts.now().getTime() - began,
  }
}
