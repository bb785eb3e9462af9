import { isWebUrl } from '../config/checks.ts'
import { FatalError, FeedError } from '../errors.ts'
import type { FetchResult } from '../fetch/request.ts'
import { announcedFeeds } from '../parse/html-page.ts'
import { readFeed } from '../pool/read-feed.ts'
import { type Asker, askFeed, toReadFeed } from '../run/ask-feed.ts'
import type { Feed, Subscription } from '../types.ts'
import { decodeText } from '../util/decode.ts'
import type { Context } from './context.ts'

/** What an address gave: a feed, or a document that is none. */
export type Found =
  | { readonly feed: Feed; readonly subscription: Subscription }
  | {
      readonly document: FetchResult & { readonly status: 'fetched' }
      /** The feeds that it announces. */
      readonly announced: readonly string[]
      /** Why it is no feed. */
      readonly error: FeedError
    }

/** Asks an address once. Throws FeedError when it gives nothing, or a feed that can't be read. */
export async function askAddress(context: Context, asker: Asker, subscription: Subscription): Promise<Found> {
  const { url } = subscription
  const document = await askFeed(asker, subscription, {}, context.signal)
  if (document.status !== 'fetched') throw new FeedError('FETCH_STATUS', url, '304 to an unconditional request')
  try {
    const { feed } = await readFeed(toReadFeed(asker.settings, subscription, document, context.now()))
    // A feed that has moved for good is known by its new address from the start.
    return { feed, subscription: { ...subscription, url: document.permanentUrl ?? url } }
  } catch (thrown) {
    const error = FeedError.from(thrown, url)
    if (error.code !== 'PARSE_NOT_A_FEED') throw error
    const { contentType } = document
    const { text } = decodeText(document.bytes, {
      markup: 'html',
      ...(contentType === undefined ? {} : { contentType }),
    })
    // A page from the web must not name a file of this machine.
    const announced = announcedFeeds(text, document.url).filter(isWebUrl)
    return { document, announced, error }
  }
}

/**
 * The feed at an address, or the first readable one that the page there announces; `others` are announced too. Throws
 * FeedError when there is none.
 */
export async function findFeed(
  context: Context,
  asker: Asker,
  address: string,
  subscribe: (url: string) => Subscription,
): Promise<{ readonly feed: Feed; readonly subscription: Subscription; readonly others: readonly string[] }> {
  const found = await askAddress(context, asker, subscribe(address))
  if ('feed' in found) return { ...found, others: [] }
  let error = found.error
  for (const url of found.announced) {
    try {
      const announced = await askAddress(context, asker, subscribe(url))
      if ('feed' in announced) return { ...announced, others: found.announced.filter((each) => each !== url) }
      error = announced.error
    } catch (thrown) {
      if (thrown instanceof FatalError) throw thrown
      error = FeedError.from(thrown, url) // the next one may be better
    }
  }
  throw error
}

/** `lwn.net` -> `https://lwn.net`, as people write addresses. */
export function toAddress(typed: string): string {
  return /^(?:https?:\/\/|file:)/i.test(typed) ? typed : `https://${typed}`
}
