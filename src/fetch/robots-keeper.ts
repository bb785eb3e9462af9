import { FeedError, type FeedErrorCode } from '../errors.ts'
import type { KnownRobots, Robots } from '../types.ts'
import type { FetchRequest, FetchResult, RobotsBook } from './request.ts'
import { mayRead, parseRobots } from './robots.ts'

const hourMs = 3_600_000
/** RFC 9309 2.4: no longer without asking again. */
const longestFreshMs = 24 * hourMs
/** Also the wait after a robots.txt that could not be read. */
const shortestFreshMs = hourMs
/** Origins whose rules are kept at hand; the others are in the store. */
const mostAtHand = 1000

const everything: Robots = { rules: [] }

/** Asks for a robots.txt: its answer, or the FeedError that it ended with, thrown. */
export type AskRobots = (url: string, known: FetchRequest['known'], page: FetchRequest) => Promise<FetchResult>

/**
 * Knows what robots.txt of each origin asks (RFC 9309): asked for only when a page is about to be read, kept for a day at
 * most, and asked again with its own validators.
 */
export class RobotsKeeper {
  readonly #book: RobotsBook
  readonly #ask: AskRobots
  readonly #now: () => Date
  readonly #atHand = new Map<string, KnownRobots>()
  readonly #underWay = new Map<string, Promise<KnownRobots>>()

  constructor(book: RobotsBook, ask: AskRobots, now: () => Date) {
    this.#book = book
    this.#ask = ask
    this.#now = now
  }

  /**
   * The gap in milliseconds that the site wants between two requests, when the page may be read. Rejects with
   * PAGE_DISALLOWED when it may not, and with FETCH_HELD while that is not known.
   */
  async enter(url: URL, page: FetchRequest): Promise<number> {
    const { robots, freshUntil } = await this.#know(url.origin, page)
    if (robots === undefined) {
      const message = `the robots.txt of ${url.host} can't be read, so none of its pages is`
      throw new FeedError('FETCH_HELD', url.href, message, { retryAt: freshUntil })
    }
    if (!mayRead(robots, url)) {
      throw new FeedError('PAGE_DISALLOWED', url.href, `robots.txt of ${url.host} asks programs not to read it`)
    }
    return (robots.crawlDelaySeconds ?? 0) * 1000
  }

  async #know(origin: string, page: FetchRequest): Promise<KnownRobots> {
    const known = this.#atHand.get(origin)
    if (known !== undefined && this.#isFresh(known)) return known
    const underWay = this.#underWay.get(origin)
    if (underWay !== undefined) {
      try {
        return await underWay
      } catch (thrown) {
        // The other page's feed may not go there; whether this one's may, only its own request can tell.
        if (!(thrown instanceof FeedError && thrown.code === 'FETCH_REFUSED')) throw thrown
      }
    }
    const looking = this.#look(origin, page).finally(() => this.#underWay.delete(origin))
    this.#underWay.set(origin, looking)
    return await looking
  }

  async #look(origin: string, page: FetchRequest): Promise<KnownRobots> {
    const stored = await this.#book.find(origin)
    if (stored !== undefined && this.#isFresh(stored)) return this.#keep(origin, stored)
    const found = await this.#question(origin, stored, page)
    await this.#book.save(origin, found)
    return this.#keep(origin, found)
  }

  /** Fresh for longer than can be means that the clock has been put back. */
  #isFresh({ freshUntil }: KnownRobots): boolean {
    const leftMs = freshUntil.getTime() - this.#now().getTime()
    return leftMs > 0 && leftMs <= longestFreshMs
  }

  #keep(origin: string, known: KnownRobots): KnownRobots {
    const [oldest] = this.#atHand.keys()
    if (this.#atHand.size >= mostAtHand && oldest !== undefined) this.#atHand.delete(oldest)
    this.#atHand.set(origin, known)
    return known
  }

  async #question(origin: string, stored: KnownRobots | undefined, page: FetchRequest): Promise<KnownRobots> {
    const { robots, answeredUrl, validators = {} } = stored ?? {}
    const canAsk = robots !== undefined && answeredUrl !== undefined
    try {
      const answer = await this.#ask(
        `${origin}/robots.txt`,
        canAsk ? { url: answeredUrl, validators } : undefined,
        page,
      )
      const freshMs = Math.min(Math.max((answer.maxAgeSeconds ?? Infinity) * 1000, shortestFreshMs), longestFreshMs)
      return {
        robots: answer.status === 'fetched' ? parseRobots(answer.bytes) : (robots ?? everything),
        freshUntil: this.#in(freshMs),
        answeredUrl: answer.url,
        validators: answer.validators,
      }
    } catch (thrown) {
      if (!(thrown instanceof FeedError) || unasked.has(thrown.code)) throw thrown
      // 2.3.1.3 and 2.3.1.2: there is none, so nothing is forbidden.
      if (isAbsent(thrown)) return { robots: everything, freshUntil: this.#in(longestFreshMs), validators: {} }
      // 2.3.1.4 and 2.4: while it can't be read, what was known holds, and without that nothing is allowed.
      return { ...stored, validators, freshUntil: this.#in(shortestFreshMs) }
    }
  }

  #in(ms: number): Date {
    return new Date(this.#now().getTime() + ms)
  }
}

/** Nothing was asked, so nothing was learned about the site; what is said of robots.txt is true of the page as well. */
const unasked: ReadonlySet<FeedErrorCode> = new Set([
  'FETCH_ABORTED',
  'FETCH_HELD',
  'FETCH_REFUSED',
  'FETCH_UNREACHED',
  'BUG',
])

/** 204 has no rules; 429 counts as unreachable, as Google has it: the site is busy, not without rules. */
function isAbsent({ code, httpStatus = 0 }: FeedError): boolean {
  const isClientError = httpStatus >= 400 && httpStatus < 500 && httpStatus !== 429
  return code === 'FETCH_REDIRECT' || isClientError || httpStatus === 204
}
