import { FatalError, FeedError } from '../errors.ts'
import type { Validators } from '../types.ts'
import type { Slots } from '../util/slots.ts'
import type { Share } from './budget.ts'
import type { Connections } from './connections.ts'
import { decodeContent } from './content-coding.ts'
import { ChainCookies } from './cookies.ts'
import type { Deadline } from './deadline.ts'
import { type Answer, exchange, type Terms } from './exchange.ts'
import { statusMessage, toFeedError } from './failure.ts'
import { type AllowList, bareHost, isOwnPlace } from './guard.ts'
import { all, header, maxAgeSeconds, onlyLanguage, type ResponseHeaders, retryAt, validatorsOf } from './headers.ts'
import type { Hosts } from './hosts.ts'
import { isLoginInstead, notAPageByBytes, notAPageByType } from './page-kind.ts'
import { requireWebPort } from './ports.ts'
import { isPermanent, isRedirect, redirectTarget, toWebUrl } from './redirect.ts'
import type { FetcherOptions, FetchRequest, FetchResult } from './request.ts'
import { requestHeaders } from './request-headers.ts'
import type { RobotsKeeper } from './robots-keeper.ts'

/** What the requests of one chain go through. */
interface Means {
  readonly connections: { readonly own: Connections; readonly public: Connections }
  readonly allow: AllowList
  /** Origins that were reached in one's own network when they were last connected to. */
  readonly ownOrigins: ReadonlySet<string>
  readonly slots: Slots
  readonly hosts: Hosts
  readonly robots: RobotsKeeper
  readonly options: FetcherOptions
  readonly deadline: Deadline
  /** The request's share of the memory for documents under way. */
  readonly memory: Share
}

/** Who waits longer for a turn than this comes back at another run, so that a slow or crowded host holds no run up. */
const longestWaitMs = 60_000

/** Asks for a document, and wherever redirects lead, until there is an answer. */
export async function follow(request: FetchRequest, means: Means): Promise<FetchResult> {
  let current: string | undefined
  try {
    const first = toWebUrl(parse(request.url))
    const cookies = new ChainCookies()
    const seen = new Set<string>()
    let url = first
    const home = URL.parse(request.home)?.origin
    let isMoved = false
    let atHome = first.origin === home
    for (let redirects = 0; ; redirects++) {
      const cookie = cookies.header(url)
      // With a new cookie the same address is a new question: some sites redirect to themselves until it comes back.
      const question = `${url.href} ${cookie}`
      if (seen.has(question)) throw new FeedError('FETCH_REDIRECT', url.href, 'the redirects go round in a circle')
      seen.add(question)

      const validators = request.known?.url === url.href ? request.known.validators : {}
      const headers = requestHeaders(request, means.options, { atHome, cookie, validators })
      const answer = await ask(url, headers, request, means)
      if (!isRedirect(answer.status))
        return await toResult(
          answer,
          { first, url, validators, ...(isMoved && { permanentUrl: url.href }) },
          request,
          means,
        )

      if (redirects >= means.options.limits.redirects) {
        throw new FeedError('FETCH_REDIRECT', url.href, `more than ${means.options.limits.redirects} redirects`)
      }
      for (const value of all(answer.headers, 'set-cookie')) cookies.set(url, value)
      const target = redirectTarget(answer.headers, url)
      isMoved = (isMoved || redirects === 0) && isPermanent(answer.status, url, target)
      // For good: who came back from elsewhere was sent by elsewhere.
      atHome &&= target.origin === home
      url = target
      current = url.href
    }
  } catch (thrown) {
    if (thrown instanceof FatalError) throw thrown // the store of the holds is gone
    throw namedByRequest(toFeedError(thrown, request.url), request.url, current)
  }
}

function parse(text: string): URL {
  const url = URL.parse(text)
  if (url === null) throw new FeedError('FETCH_REFUSED', text, 'this is no address')
  return url
}

/** The caller knows the address it asked for; where redirects led is for the message. */
function namedByRequest(error: FeedError, asked: string, current: string | undefined): FeedError {
  const { code, cause, httpStatus, retryAt } = error
  const message = current === undefined ? error.message : `redirected to ${current}: ${error.message}`
  return new FeedError(code, asked, message, {
    cause,
    ...(httpStatus !== undefined && { httpStatus }),
    ...(retryAt !== undefined && { retryAt }),
  })
}

/** One request in its turn. A Retry-After is kept before the turn is given on, so that the next in line knows of it. */
async function ask(url: URL, headers: Record<string, string>, request: FetchRequest, means: Means): Promise<Answer> {
  const { options, deadline, hosts } = means
  const host = bareHost(url.hostname)
  requireWebPort(url, request.home, means.allow)
  const siteGapMs = request.kind === 'page' ? await means.robots.enter(url, request) : 0
  // Before the turn, where many wait: what is claimed together costs a fraction. After it, since a Retry-After may have come.
  await hosts.enter(host, url.href)
  const release = await means.slots.acquire(host, deadline.signal, {
    gapMs: Math.max(options.limits.hostGapMs, siteGapMs),
    patienceMs: longestWaitMs,
    tooLong: () => new FeedError('FETCH_HELD', url.href, `too much else was to be asked of ${host}`),
  })
  try {
    await hosts.enter(host, url.href)
    deadline.run()
    const terms = termsOf(url, request, means)
    const answer = await connectionsOf(url, request, means).lend(url.origin, (client) =>
      exchange(client, url, headers, terms),
    )
    if (answer.status === 429 || answer.status === 503) {
      const until = retryAt(answer.headers, options.now())
      if (until !== undefined) await hosts.hold(host, until)
    }
    return answer
  } finally {
    deadline.pause()
    release()
  }
}

function termsOf(url: URL, { kind, maxBytes }: FetchRequest, { deadline, memory }: Means): Terms {
  const { signal } = deadline
  return {
    maxBytes,
    signal,
    grow: (bytes) => {
      const waiting = memory.grow(bytes, signal)
      if (waiting === undefined) return undefined
      // Others' documents are no fault of this one.
      deadline.pause()
      return waiting.finally(() => deadline.run())
    },
    refuse: (headers) => (kind === 'page' ? notAPageByType(headers, url.href) : undefined),
  }
}

/** See `FetchRequest.home`. */
function connectionsOf(url: URL, request: FetchRequest, { connections, allow, ownOrigins }: Means): Connections {
  const home = URL.parse(request.home)
  if (home === null) return connections.public
  const isBesideHome = url.origin === home.origin && ownOrigins.has(home.origin)
  return url.href === home.href || isBesideHome || isOwnPlace(home, allow) ? connections.own : connections.public
}

/** A part, or nothing at all: successful, but no document. */
const withoutDocument = new Set([204, 205, 206, 226])

async function toResult(
  answer: Answer,
  asked: { readonly first: URL; readonly url: URL; readonly permanentUrl?: string; readonly validators: Validators },
  request: FetchRequest,
  means: Means,
): Promise<FetchResult> {
  const { status, headers } = answer
  const { url, permanentUrl, validators: sent } = asked
  const now = means.options.now()
  const freshSeconds = maxAgeSeconds(headers, now)
  const answered = {
    url: url.href,
    ...(permanentUrl !== undefined && { permanentUrl }),
    ...(freshSeconds !== undefined && { maxAgeSeconds: freshSeconds }),
  }
  if (status === 304 && (sent.etag !== undefined || sent.lastModified !== undefined)) {
    // RFC 9111 3.2: what the 304 repeats replaces what was stored, the rest stays.
    return { status: 'notModified', ...answered, validators: { ...sent, ...validatorsOf(headers) } }
  }
  const isDelta = status === 226 && request.kind === 'feed' && sent.etag !== undefined && isFeedDelta(headers)
  const isDocument = status >= 200 && status <= 299 && !withoutDocument.has(status)
  if (!isDocument && !isDelta) throw statusError(answer, url, now)
  const bytes = await decoded(answer, url, request, means)
  const unreadable = request.kind === 'page' ? notAnArticle(asked.first, url, bytes) : undefined
  if (unreadable !== undefined) throw unreadable
  const contentType = header(headers, 'content-type')
  const contentLanguage = onlyLanguage(headers)
  return {
    status: 'fetched',
    ...answered,
    httpStatus: status,
    bytes,
    validators: validatorsOf(headers),
    ...(contentType !== undefined && { contentType }),
    ...(contentLanguage !== undefined && { contentLanguage }),
    ...(isDelta && { isDelta }),
  }
}

/** The body without its content codings; what it may unfold to is reserved first. */
async function decoded({ body, headers }: Answer, url: URL, request: FetchRequest, means: Means): Promise<Uint8Array> {
  const codings = all(headers, 'content-encoding').join(',')
  if (codings !== '') await means.memory.grow(request.maxBytes, means.deadline.signal)
  return await decodeContent(body, codings, request.maxBytes, url.href)
}

function notAnArticle(asked: URL, answered: URL, bytes: Uint8Array): FeedError | undefined {
  return isLoginInstead(asked, answered) ?? notAPageByBytes(bytes, answered.href)
}

/** Whether a 226 is made the one way that was asked for (RFC 3229 10.5.2); servers that know only this one leave it out. */
function isFeedDelta(headers: ResponseHeaders): boolean {
  const ways = all(headers, 'im').join(',').trim().toLowerCase()
  return ways === '' || ways === 'feed'
}

function statusError({ status, headers }: Answer, url: URL, now: Date): FeedError {
  const retry = status === 429 || status === 503 ? retryAt(headers, now) : undefined
  const message =
    status === 304 ? `${statusMessage(status)} to a request that asked for the document` : statusMessage(status)
  return new FeedError(status === 410 ? 'FETCH_GONE' : 'FETCH_STATUS', url.href, message, {
    httpStatus: status,
    ...(retry !== undefined && { retryAt: retry }),
  })
}
