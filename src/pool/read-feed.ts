import { entryKeys } from '../dedupe/identity.ts'
import { parseFeed } from '../parse/parse-feed.ts'
import type { ReadFeedInput, ReadFeedResult } from './tasks.ts'

/** Task: a feed document's bytes -> its entries, each with what it is recognised by. Throws FeedError. */
export async function readFeed({
  subscription,
  document,
  timeZone,
  limits,
  now,
}: ReadFeedInput): Promise<ReadFeedResult> {
  const feed = await parseFeed(document.bytes, {
    url: document.url,
    timeZone,
    limits,
    now,
    ...(document.contentType === undefined ? {} : { contentType: document.contentType }),
    ...(document.contentLanguage === undefined ? {} : { contentLanguage: document.contentLanguage }),
  })
  return { feed, identities: entryKeys(subscription, feed.entries) }
}
