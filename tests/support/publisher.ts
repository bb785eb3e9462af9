import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a publisher counts of those who poll its feed, after Rachel Kroll's feed reader score. */
export interface Score {
  /** Requests for the feed. */
  polls: number
  /** Without a validator: the first one has to be. */
  unconditional: number
  /** If-None-Match and If-Modified-Since: as last sent; as sent before that; as never sent. */
  good: number
  outOfSequence: number
  bogus: number
  /** One of two validators left out. */
  incomplete: number
  cookies: number
  referers: number
  queries: number
  /** Without a name, or with another one than before. */
  unnamed: number
  uncompressed: number
  /** Requests to the host before Retry-After was over. */
  impatient: number
  /** Requests after a 410. */
  afterGone: number
  /** Requests to the old address after its redirect for good had been followed twice. */
  afterMove: number
  /** Sooner after the last poll than the publisher allows. */
  tooSoon: number
  shortestGapMinutes: number
  pages: number
  /** Pages that robots.txt asks not to read. */
  forbidden: number
  robots: number
  /** robots.txt asked again within a day. */
  robotsTooSoon: number
}

/** How a publisher behaves. Times are simulated. */
export interface Manner {
  /** What its feed is like, in words for the table. */
  readonly about: string
  readonly postsEveryHours: number
  readonly validators: 'both' | 'etag' | 'date' | 'none' | 'etag anew each time'
  readonly leastGapMinutes: number
  readonly headers?: Readonly<Record<string, string>>
  readonly ttlMinutes?: number
  readonly robots?: string
  /** It says that no page may be read. */
  readonly isClosed?: boolean
  /** Answers instead of the feed; undefined lets it through. `poll` counts from 1. */
  readonly instead?: (poll: number, hours: number, path: string) => Instead | undefined
  /** Unconditional requests in the whole time. */
  readonly unconditional?: number
  /** It answers 304 to all that is conditional, whatever has come. */
  readonly isStuck?: boolean
}

/** An answer that is no feed. */
export interface Instead {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
}

/** A publisher at work on an address of its own. */
export interface Publisher {
  readonly manner: Manner
  readonly url: string
  readonly score: Score
  close(): Promise<void>
}

const hourMs = 3_600_000

/** Starts a publisher on a loopback address, by the simulated clock. */
export async function publisher(manner: Manner, host: string, now: () => Date, start: Date): Promise<Publisher> {
  const score: Score = {
    polls: 0,
    unconditional: 0,
    good: 0,
    outOfSequence: 0,
    bogus: 0,
    incomplete: 0,
    cookies: 0,
    referers: 0,
    queries: 0,
    unnamed: 0,
    uncompressed: 0,
    impatient: 0,
    afterGone: 0,
    afterMove: 0,
    tooSoon: 0,
    shortestGapMinutes: Number.POSITIVE_INFINITY,
    pages: 0,
    forbidden: 0,
    robots: 0,
    robotsTooSoon: 0,
  }
  const sent = { etag: [] as string[], date: [] as string[] }
  const seen = { gone: false, moves: 0, name: '', polledAt: -Infinity, robotsAt: -Infinity, heldUntil: -Infinity }
  const hours = (): number => (now().getTime() - start.getTime()) / hourMs

  function countAll(request: IncomingMessage, path: string): void {
    const { cookie, referer, 'user-agent': name = '', 'accept-encoding': codings = '' } = request.headers
    if (cookie !== undefined) score.cookies++
    if (referer !== undefined) score.referers++
    if (path.includes('?')) score.queries++
    if (!/^Millrace\/\S+/.test(name) || (seen.name !== '' && seen.name !== name)) score.unnamed++
    seen.name = name
    if (!/\bgzip\b/.test(codings)) score.uncompressed++
    if (now().getTime() < seen.heldUntil) score.impatient++
  }

  function countPoll(): void {
    score.polls++
    const gapMinutes = (now().getTime() - seen.polledAt) / 60_000
    score.shortestGapMinutes = Math.min(score.shortestGapMinutes, gapMinutes)
    if (gapMinutes < manner.leastGapMinutes) score.tooSoon++
    seen.polledAt = now().getTime()
  }

  function countValidators({ headers }: IncomingMessage): void {
    const { 'if-none-match': etag, 'if-modified-since': date } = headers
    if (etag === undefined && date === undefined) score.unconditional++
    else if ((etag === undefined && sent.etag.length > 0) || (date === undefined && sent.date.length > 0))
      score.incomplete++
    for (const [value, known] of [
      [etag, sent.etag],
      [date, sent.date],
    ] as const) {
      if (value === undefined) continue
      if (value === known.at(-1)) score.good++
      else if (known.includes(value)) score.outOfSequence++
      else score.bogus++
    }
  }

  function answerFeed(request: IncomingMessage, response: ServerResponse, path: string): void {
    if (seen.gone) score.afterGone++
    const instead = manner.instead?.(score.polls, hours(), path)
    if (instead !== undefined) {
      const retry = instead.headers?.['retry-after']
      if (retry !== undefined)
        seen.heldUntil = /^\d+$/.test(retry) ? now().getTime() + Number(retry) * 1000 : Date.parse(retry)
      if (instead.status === 410) seen.gone = true
      if (instead.status === 301 && ++seen.moves > 2) score.afterMove++
      response.writeHead(instead.status, { ...instead.headers }).end()
      return
    }
    countValidators(request)
    const posts = Math.floor(hours() / manner.postsEveryHours)
    const etag = manner.validators === 'etag anew each time' ? `"${posts}-${score.polls}"` : `"${posts}"`
    const date = new Date(start.getTime() + posts * manner.postsEveryHours * hourMs).toUTCString()
    const hasEtag = manner.validators === 'both' || manner.validators.startsWith('etag')
    const hasDate = manner.validators === 'both' || manner.validators === 'date'
    const { 'if-none-match': theirEtag, 'if-modified-since': theirDate } = request.headers
    const asks = theirEtag !== undefined || theirDate !== undefined
    const isSame = manner.isStuck
      ? asks
      : theirEtag !== undefined
        ? theirEtag.replace(/-\d+"$/, '"') === etag.replace(/-\d+"$/, '"')
        : hasDate && theirDate === date
    if (hasEtag) sent.etag.push(etag)
    if (hasDate) sent.date.push(date)
    const headers = {
      ...manner.headers,
      ...(hasEtag && { etag }),
      ...(hasDate && { 'last-modified': date }),
      'set-cookie': 'visitor=1; Path=/',
    }
    if (isSame) response.writeHead(304, headers).end()
    else response.writeHead(200, { ...headers, 'content-type': 'application/rss+xml' }).end(feedOf(posts))
  }

  function feedOf(posts: number): string {
    const items = Array.from({ length: Math.min(posts + 1, 10) }, (_, back) => {
      const number = posts - back
      const date = new Date(start.getTime() + number * manner.postsEveryHours * hourMs).toUTCString()
      return `<item><title>Report number ${number} of ${host}</title><link>${origin}/pages/${number}</link><guid>${host}/${number}</guid><pubDate>${date}</pubDate><description>What happened in the case ${number}.</description></item>`
    })
    const ttl = manner.ttlMinutes === undefined ? '' : `<ttl>${manner.ttlMinutes}</ttl>`
    return `<?xml version="1.0"?><rss version="2.0"><channel><title>${host}</title><link>${origin}/</link><description>News</description>${ttl}${items.join('')}</channel></rss>`
  }

  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    countAll(request, path)
    if (path === '/robots.txt') {
      score.robots++
      if (now().getTime() - seen.robotsAt < 24 * hourMs) score.robotsTooSoon++
      seen.robotsAt = now().getTime()
      if (manner.robots === undefined) response.writeHead(404).end()
      else response.writeHead(200, { 'content-type': 'text/plain' }).end(manner.robots)
    } else if (path.startsWith('/pages/')) {
      score.pages++
      if (manner.isClosed) score.forbidden++
      response.writeHead(200, { 'content-type': 'text/html', 'set-cookie': 'reader=1' }).end(pageOf(path))
    } else {
      // The clock stands still during a run: what comes at the same time is where a redirect led, the same poll.
      if (now().getTime() !== seen.polledAt) countPoll()
      answerFeed(request, response, path)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  const origin = `http://${host}:${(server.address() as AddressInfo).port}`
  return {
    manner,
    url: `${origin}/feed`,
    score,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function pageOf(path: string): string {
  const sentence = `The report ${path} says what was seen there, by whom and at what time of the day, in some detail. `
  return `<!DOCTYPE html><html><head><title>${path}</title></head><body><article><h1>${path}</h1><p>${sentence.repeat(4)}</p><p>${sentence.repeat(3)}</p></article></body></html>`
}
