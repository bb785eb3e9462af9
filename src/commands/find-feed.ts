import { isWebUrl } from '../config/checks.ts'
import { FatalError, FeedError } from '../errors.ts'
import type { FetchResult } from '../fetch/request.ts'
import { announcedFeeds } from '../parse/html-page.ts'
import type { Tasks } from '../pool/tasks.ts'
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

/** What asking takes; documents are read on other threads, so that a hostile one can neither hold up nor end the command. */
export interface Finder extends Asker {
  readonly tasks: Pick<Tasks, 'readFeed'>
}

/** Asks an address once. Throws FeedError when it gives nothing, or a feed that can't be read. */
export async function askAddress(context: Context, asker: Finder, subscription: Subscription): Promise<Found> {
  const { url } = subscription
  const document = await askFeed(asker, subscription, {}, context.signal)
  if (document.status !== 'fetched') throw new FeedError('FETCH_STATUS', url, '304 to an unconditional request')
  try {
    const input = toReadFeed(
      asker.settings,
      subscription,
      { ...document, bytes: document.bytes.slice() },
      context.now(),
    )
    const { feed } = await asker.tasks.readFeed(input)
    // A feed that has moved for good is known by its new address from the start.
    return { feed, subscription: { ...subscription, url: document.permanentUrl ?? url } }
  } catch (thrown) {
    const error = FeedError.from(thrown, url)
    if (error.code !== 'PARSE_NOT_A_FEED') throw error
    // What follows is the scan that has just been done over there, within its limits.
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

/** Where WordPress, Ghost, Jekyll, Hugo and most others keep their feeds; asked one after the other, the likeliest first. */
const usualPaths = ['/feed', '/rss.xml', '/atom.xml', '/feed.xml', '/index.xml', '/rss']

/**
 * The feed at an address, or the first readable one that the page there announces, or, where it announces none, one at a
 * usual place of its site; `others` are announced too. Throws FeedError when there is none, and says what was tried.
 */
export async function findFeed(
  context: Context,
  asker: Finder,
  address: string,
  subscribe: (url: string) => Subscription,
): Promise<{ readonly feed: Feed; readonly subscription: Subscription; readonly others: readonly string[] }> {
  const found = await askAddress(context, asker, subscribe(address))
  if ('feed' in found) return { ...found, others: [] }
  const { announced } = found
  const isWeb = isWebUrl(found.document.url)
  const guessed = announced.length > 0 || !isWeb ? [] : usualPaths.map((each) => new URL(each, found.document.url).href)
  let error = found.error
  for (const url of [...announced, ...guessed]) {
    try {
      const there = await askAddress(context, asker, subscribe(url))
      if ('feed' in there) return { ...there, others: announced.filter((each) => each !== url) }
      if (announced.length > 0) error = there.error
    } catch (thrown) {
      if (thrown instanceof FatalError) throw thrown
      const failed = FeedError.from(thrown, url)
      // A site that announces nothing is asked no further once it wants to be left alone, or does not answer.
      if (guessed.length > 0 && !isAnswer(failed)) throw failed
      if (announced.length > 0) error = failed // the next one may be better
    }
  }
  if (guessed.length === 0) throw error
  const tried = `it announces none, and there is none at ${usualPaths.join(', ')}`
  throw new FeedError(error.code, error.url, `${error.message}; ${tried}`, { cause: error })
}

/** Whether there was an answer, if one of no use. */
function isAnswer({ code, httpStatus }: FeedError): boolean {
  return code.startsWith('PARSE_') || code === 'FETCH_GONE' || (code === 'FETCH_STATUS' && httpStatus !== 429)
}

/** `lwn.net` -> `https://lwn.net`, as people write addresses. */
export function toAddress(typed: string): string {
  return /^(?:https?:\/\/|file:)/i.test(typed) ? typed : `https://${typed}`
}
