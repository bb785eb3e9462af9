import type { IncomingMessage } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { FatalError } from '../../src/errors.ts'
import { createFetcher } from '../../src/fetch/fetcher.ts'
import type { Validators } from '../../src/types.ts'
import { feed, memoryBooks, noon, serve, testFetcher, textOf } from './local-server.ts'

/** Answers what the one request to it looked like. */
async function observe(
  changes: NonNullable<Parameters<typeof feed>[1]> = {},
  path = '/feed',
): Promise<IncomingMessage> {
  const seen: IncomingMessage[] = []
  const base = await serve((request, response) => {
    seen.push(request)
    response.end('ok')
  })
  await testFetcher().fetch(feed(base + path, changes))
  const request = seen.find(({ url }) => url !== '/robots.txt')
  if (request === undefined) throw new Error('nothing was asked')
  return request
}

describe('the request', () => {
  test('is a GET with an honest name, Accept for feeds, three codings and nothing that tells of us', async () => {
    const { method, headers, url } = await observe({}, '/feed?a=1#part')
    expect({ method, url, headers }).toEqual({
      method: 'GET',
      url: '/feed?a=1',
      headers: {
        host: expect.any(String),
        connection: 'keep-alive',
        'user-agent': 'Millrace/0.0 (+https://example.org/)',
        accept:
          'application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1',
        'accept-encoding': 'gzip, br, zstd',
      },
    })
  })

  test('for a page asks for HTML', async () => {
    expect((await observe({ kind: 'page' })).headers.accept).toBe('text/html, application/xhtml+xml, */*;q=0.1')
  })

  test("bears a feed's own name, headers and password", async () => {
    const { headers } = await observe({
      userAgent: 'Special/1',
      headers: { 'X-Key': 'k', Accept: 'text/xml' },
      auth: { username: 'ä', password: 'p:w' },
    })
    expect(headers).toMatchObject({ 'user-agent': 'Special/1', 'x-key': 'k', accept: 'text/xml' })
    expect(headers.authorization).toBe(`Basic ${Buffer.from('ä:p:w').toString('base64')}`)
  })

  test('does not send credentials that stand in an address', async () => {
    const base = await serve((request, response) => response.end(request.headers.authorization ?? 'none'))
    const result = await testFetcher().fetch(feed(base.replace('//', '//user:secret@')))
    expect(textOf(result)).toBe('none')
    expect(result.url).toBe(`${base}/`)
  })
})

describe('conditional requests', () => {
  test.each<[Validators, Record<string, string>, string]>([
    [{ etag: '"abc"' }, { 'if-none-match': '"abc"' }, 'an ETag'],
    [{ etag: 'W/"x-gzip"' }, { 'if-none-match': 'W/"x-gzip"' }, 'a weak one, suffix kept'],
    [{ etag: 'unquoted' }, { 'if-none-match': 'unquoted' }, 'one without quotes'],
    [{ etag: '"é\u00ff"' }, { 'if-none-match': '"é\u00ff"' }, 'bytes beyond ASCII'],
    [{ lastModified: 'yesterday-ish' }, { 'if-modified-since': 'yesterday-ish' }, 'no date at all'],
    [
      { etag: '"a"', lastModified: 'Mon, 23 Nov 2026 10:00:00 GMT' },
      { 'if-none-match': '"a"', 'if-modified-since': 'Mon, 23 Nov 2026 10:00:00 GMT' },
      'both',
    ],
    [{}, {}, 'nothing known: nothing invented'],
  ])('%j sends %j (%s)', async (validators, expected) => {
    const { headers } = await observe({ validators })
    const sent = Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('if-')))
    expect(sent).toEqual(expected)
  })

  test('validators come back as the server wrote them, and round again', async () => {
    const base = await serve((request, response) => {
      const sent = request.headers['if-none-match']
      response.writeHead(sent === 'W/"é"' ? 304 : 200, { etag: 'W/"é"', 'last-modified': 'Mon,  1 Nov' }).end()
    })
    const fetcher = testFetcher()
    const first = await fetcher.fetch(feed(base))
    expect(first).toMatchObject({ status: 'fetched', validators: { etag: 'W/"é"', lastModified: 'Mon,  1 Nov' } })
    expect(await fetcher.fetch(feed(base, { validators: first.validators }))).toMatchObject({ status: 'notModified' })
  })

  test('a 304 replaces what it repeats and keeps the rest', async () => {
    const base = await serve((_request, response) =>
      response.writeHead(304, { etag: '"2"', 'cache-control': 'max-age=60' }).end(),
    )
    const result = await testFetcher().fetch(feed(base, { validators: { etag: '"1"', lastModified: 'then' } }))
    expect(result).toEqual({
      status: 'notModified',
      url: `${base}/`,
      validators: { etag: '"2"', lastModified: 'then' },
      maxAgeSeconds: 60,
    })
  })

  test.each([undefined, {}])('a 304 to an unconditional request (%j) is an error', async (validators) => {
    const base = await serve((_request, response) => response.writeHead(304).end())
    const result = testFetcher().fetch(feed(base, validators === undefined ? {} : { validators }))
    await expect(result).rejects.toMatchObject({ code: 'FETCH_STATUS', httpStatus: 304 })
  })

  test('validators go to the address that gave them, wherever a redirect leads', async () => {
    const seen: string[] = []
    let target = '/1'
    const base = await serve((request, response) => {
      seen.push(`${request.url} ${request.headers['if-none-match'] ?? '-'}`)
      if (request.url === '/feed') response.writeHead(302, { location: target }).end()
      else if (request.headers['if-none-match'] === '"1"') response.writeHead(304).end()
      else response.writeHead(200, { etag: '"1"' }).end('<rss/>')
    })
    const fetcher = testFetcher()
    const { url, validators } = await fetcher.fetch(feed(`${base}/feed`))
    const known = { url, validators }
    expect(await fetcher.fetch(feed(`${base}/feed`, { known }))).toMatchObject({ status: 'notModified' })
    target = '/2'
    expect(await fetcher.fetch(feed(`${base}/feed`, { known }))).toMatchObject({ status: 'fetched' })
    expect(seen).toEqual(['/feed -', '/1 -', '/feed -', '/1 "1"', '/feed -', '/2 -'])
  })
})

describe('only what changed (RFC 3229)', () => {
  test.each<[Validators, 'feed' | 'page', string | undefined, string]>([
    [{ etag: '"1"' }, 'feed', 'feed', 'asked for beside an ETag'],
    [{ lastModified: 'then' }, 'feed', undefined, 'not beside a date'],
    [{}, 'feed', undefined, 'not at the first time'],
    [{ etag: '"1"' }, 'page', undefined, 'not for a page'],
  ])('%j of a %s: A-IM %s (%s)', async (validators, kind, sent) => {
    expect((await observe({ validators, kind })).headers['a-im']).toBe(sent)
  })

  test.each([
    ['feed', true],
    [undefined, true],
    ['vcdiff', false],
    ['feed, gzip', false],
  ])('a 226 by %s is taken: %s', async (way, isTaken) => {
    const base = await serve((_request, response) =>
      response.writeHead(226, { etag: '"2"', ...(way === undefined ? {} : { im: way }) }).end('<rss/>'),
    )
    const asked = testFetcher().fetch(feed(base, { validators: { etag: '"1"' } }))
    if (isTaken) expect(await asked).toMatchObject({ status: 'fetched', isDelta: true, validators: { etag: '"2"' } })
    else await expect(asked).rejects.toMatchObject({ code: 'FETCH_STATUS', httpStatus: 226 })
  })

  test('a 226 that nobody asked for is no document', async () => {
    const base = await serve((_request, response) => response.writeHead(226, { im: 'feed' }).end('<rss/>'))
    await expect(testFetcher().fetch(feed(base))).rejects.toMatchObject({ code: 'FETCH_STATUS', httpStatus: 226 })
  })
})

describe('the answer', () => {
  test('is the whole document with what is to be remembered', async () => {
    const base = await serve((_request, response) =>
      response
        .writeHead(200, {
          etag: '"1"',
          'content-type': 'text/xml; charset=latin1',
          'cache-control': 'max-age=300',
          age: '20',
        })
        .end('<rss/>'),
    )
    const result = await testFetcher().fetch(feed(`${base}/f`))
    expect(result).toEqual({
      status: 'fetched',
      url: `${base}/f`,
      httpStatus: 200,
      bytes: expect.any(Uint8Array),
      contentType: 'text/xml; charset=latin1',
      validators: { etag: '"1"' },
      maxAgeSeconds: 280,
    })
    expect(textOf(result)).toBe('<rss/>')
  })

  test.each([
    [204, 'FETCH_STATUS'],
    [206, 'FETCH_STATUS'],
    [300, 'FETCH_STATUS'],
    [401, 'FETCH_STATUS'],
    [403, 'FETCH_STATUS'],
    [404, 'FETCH_STATUS'],
    [410, 'FETCH_GONE'],
    [451, 'FETCH_STATUS'],
    [500, 'FETCH_STATUS'],
    [520, 'FETCH_STATUS'],
  ])('%d is no document', async (status, code) => {
    const base = await serve((_request, response) => response.writeHead(status).end(status === 204 ? undefined : 'no'))
    const error = await testFetcher()
      .fetch(feed(base))
      .catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code, httpStatus: status, url: base })
    expect(String(error)).toMatch(new RegExp(`the server answered ${status}`))
  })
})

describe('Retry-After', () => {
  test.each([
    [429, '120', '2026-11-23T12:02:00Z', 'seconds'],
    [503, 'Mon, 23 Nov 2026 13:00:00 GMT', '2026-11-23T13:00:00Z', 'a date'],
  ])('%d with %s: the host is left alone until then (%s)', async (status, value, until) => {
    const asked: string[] = []
    const base = await serve((request, response) => {
      asked.push(request.url ?? '')
      response.writeHead(status, { 'retry-after': value }).end()
    })
    const books = memoryBooks()
    let now = noon
    const fetcher = testFetcher({ ...books, now: () => now })
    const retryAt = new Date(until)
    await expect(fetcher.fetch(feed(`${base}/a`))).rejects.toMatchObject({
      code: 'FETCH_STATUS',
      httpStatus: status,
      retryAt,
    })
    expect(books.held).toEqual(new Map([['127.0.0.1', retryAt]]))
    await expect(fetcher.fetch(feed(`${base}/b`))).rejects.toMatchObject({ code: 'FETCH_HELD', retryAt })
    expect(asked).toEqual(['/a'])
    now = retryAt
    await expect(fetcher.fetch(feed(`${base}/c`))).rejects.toMatchObject({ code: 'FETCH_STATUS' })
    expect(asked).toEqual(['/a', '/c'])
  })

  test('one that was waiting for its turn meanwhile is not sent', async () => {
    let asked = 0
    const base = await serve((_request, response) => {
      asked++
      response.writeHead(429, { 'retry-after': '60' }).end()
    })
    const fetcher = testFetcher({ limits: { connectionsPerHost: 1 } })
    const results = await Promise.allSettled([1, 2, 3, 4].map((n) => fetcher.fetch(feed(`${base}/${n}`))))
    expect(results.map((result) => (result.status === 'rejected' ? result.reason.code : ''))).toEqual([
      'FETCH_STATUS',
      'FETCH_HELD',
      'FETCH_HELD',
      'FETCH_HELD',
    ])
    expect(asked).toBe(1)
  })

  test('without it, or at another status, no host is held', async () => {
    const base = await serve((request, response) =>
      request.url === '/429' ? response.writeHead(429).end() : response.writeHead(404, { 'retry-after': '60' }).end(),
    )
    const books = memoryBooks()
    const fetcher = testFetcher(books)
    await expect(fetcher.fetch(feed(`${base}/429`))).rejects.toMatchObject({ retryAt: undefined })
    await expect(fetcher.fetch(feed(`${base}/404`))).rejects.toMatchObject({ retryAt: undefined })
    expect(books.held.size).toBe(0)
  })

  test('a redirect to a host on hold ends there', async () => {
    const base = await serve((_request, response) => response.writeHead(302, { location: 'http://127.0.0.9:1/' }).end())
    const books = memoryBooks()
    books.held.set('127.0.0.9', new Date('2026-11-24T00:00:00Z'))
    await expect(testFetcher(books).fetch(feed(base))).rejects.toMatchObject({ code: 'FETCH_HELD', url: base })
  })

  test('a store that is gone stops more than this feed', async () => {
    const base = await serve((_request, response) => response.writeHead(429, { 'retry-after': '60' }).end())
    const { hosts } = memoryBooks()
    const broken = { ...hosts, hold: () => Promise.reject(new FatalError('STORE', 'gone')) }
    await expect(testFetcher({ hosts: broken }).fetch(feed(base))).rejects.toBeInstanceOf(FatalError)
  })
})

describe('turns', () => {
  /** A server whose answers wait until they are let go; notes how many it has at once. */
  async function slowServer(host = '127.0.0.1') {
    const waiting: (() => void)[] = []
    let atOnce = 0
    const seen = { most: 0, paths: [] as string[] }
    const base = await serve((request, response) => {
      atOnce++
      seen.most = Math.max(seen.most, atOnce)
      seen.paths.push(request.url ?? '')
      waiting.push(() => {
        atOnce--
        response.end('ok')
      })
    }, host)
    return { base, seen, waiting, free: () => waiting.shift()?.() }
  }

  test('at most two at once to one host, in order, whatever the port', async () => {
    const one = await slowServer()
    const other = await slowServer()
    const fetcher = testFetcher()
    const results = [
      fetcher.fetch(feed(`${one.base}/1`)),
      fetcher.fetch(feed(`${other.base}/2`)),
      fetcher.fetch(feed(`${one.base}/3`)),
      fetcher.fetch(feed(`${other.base}/4`)),
    ]
    await expect.poll(() => one.seen.paths.length + other.seen.paths.length).toBe(2)
    expect([...one.seen.paths, ...other.seen.paths]).toEqual(['/1', '/2'])
    one.free()
    await results[0]
    await expect.poll(() => one.seen.paths).toEqual(['/1', '/3'])
    expect(other.seen.paths).toEqual(['/2'])
    other.free()
    await expect.poll(() => other.seen.paths).toEqual(['/2', '/4'])
    one.free()
    other.free()
    await Promise.all(results)
  })

  test('waiting for a turn is not counted against the deadline', async () => {
    const server = await serve((_request, response) => void setTimeout(() => response.end('ok'), 400))
    const fetcher = testFetcher({ limits: { connectionsPerHost: 1, requestSeconds: 1 } })
    const results = await Promise.all([1, 2, 3, 4].map((n) => fetcher.fetch(feed(`${server}/${n}`))))
    expect(results.map(textOf)).toEqual(['ok', 'ok', 'ok', 'ok'])
  })

  test('one that waits can be called off, and the next takes its turn', async () => {
    const server = await slowServer()
    const fetcher = testFetcher({ limits: { connectionsPerHost: 1 } })
    const first = fetcher.fetch(feed(`${server.base}/1`))
    const controller = new AbortController()
    const second = fetcher.fetch(feed(`${server.base}/2`, { signal: controller.signal }))
    const third = fetcher.fetch(feed(`${server.base}/3`))
    await expect.poll(() => server.seen.paths).toEqual(['/1'])
    controller.abort()
    await expect(second).rejects.toMatchObject({ code: 'FETCH_ABORTED' })
    server.free()
    await first
    await expect.poll(() => server.seen.paths).toEqual(['/1', '/3'])
    server.free()
    await third
  })
})

describe('documents that are not read yet', () => {
  test('others wait where theirs would be too much beside them', async () => {
    const large = Buffer.alloc(20 * 2 ** 20, 'x')
    const base = await serve((_request, response) => response.end(large))
    const fetcher = testFetcher()
    const reading = Promise.withResolvers<void>()
    const order: string[] = []
    await fetcher.fetch(feed(`${base}/1`, { maxBytes: large.length, until: reading.promise }))
    const second = fetcher.fetch(feed(`${base}/2`, { maxBytes: large.length })).then(() => order.push('second'))
    // Long enough for it on any loopback, if nothing held it up.
    await pause(500)
    order.push('read')
    reading.resolve()
    await second
    expect(order).toEqual(['read', 'second'])
  })
})

describe('closing', () => {
  test('ends what is under way and what waits, and asks nothing more', async () => {
    let dropped = 0
    const base = await serve((request) => {
      request.socket.on('close', () => dropped++)
    })
    const fetcher = testFetcher({ limits: { connectionsPerHost: 1 } })
    const results = [1, 2].map((n) => fetcher.fetch(feed(`${base}/${n}`)).catch((thrown: unknown) => thrown))
    await new Promise((resolve) => setTimeout(resolve, 50))
    await fetcher.close()
    for (const result of results) expect(await result).toMatchObject({ code: 'FETCH_ABORTED' })
    await expect.poll(() => dropped).toBe(1)
    await expect(fetcher.fetch(feed(base))).rejects.toMatchObject({ code: 'FETCH_ABORTED' })
  })

  test('a request called off before it began is not sent', async () => {
    const result = testFetcher().fetch(feed('http://127.0.0.1:1/', { signal: AbortSignal.abort() }))
    await expect(result).rejects.toMatchObject({ code: 'FETCH_ABORTED' })
  })
})

test('a mistake in what is allowed is told at start', () => {
  const options = {
    limits: { requestSeconds: 1, redirects: 5, connections: 1, connectionsPerHost: 1, hostGapMs: 0 },
    userAgent: 'Millrace',
    allowAddresses: ['10.0.0.0/99'],
    ...memoryBooks(),
    now: () => noon,
  }
  expect(() => createFetcher(options)).toThrow('"10.0.0.0/99" can\'t be allowed')
})
