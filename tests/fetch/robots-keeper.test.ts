import type { RequestListener } from 'node:http'
import { describe, expect, test } from 'vitest'
import { feed, memoryBooks, noon, serve, testFetcher } from './local-server.ts'

const hour = (n: number) => new Date(noon.getTime() + n * 3_600_000)

/** A site whose robots.txt is answered by `listener`; everything else is a page. */
async function site(listener: RequestListener): Promise<{ base: string; asked: string[] }> {
  const asked: string[] = []
  const base = await serve((request, response) => {
    asked.push(request.url ?? '')
    if (request.url === '/robots.txt') listener(request, response)
    else response.writeHead(200, { 'content-type': 'text/html' }).end('<p>page</p>')
  })
  return { base, asked }
}

const page = (url: string) => feed(url, { kind: 'page' })

test('a feed is asked without it, the first page with it, the next ones by what is known', async () => {
  const { base, asked } = await site((_request, response) => response.end('User-agent: *\nDisallow: /no'))
  const fetcher = testFetcher()
  await fetcher.fetch(feed(`${base}/feed`))
  await Promise.all([fetcher.fetch(page(`${base}/1`)), fetcher.fetch(page(`${base}/2`))])
  await expect(fetcher.fetch(page(`${base}/no/3`))).rejects.toMatchObject({ code: 'PAGE_DISALLOWED' })
  expect(asked).toEqual(['/feed', '/robots.txt', '/1', '/2'])
})

test('what a redirect leads to is asked about too', async () => {
  const other = await site((_request, response) => response.end('User-agent: *\nDisallow: /'))
  const base = await serve((request, response) =>
    request.url === '/robots.txt'
      ? response.writeHead(404).end()
      : response.writeHead(302, { location: `${other.base}/secret` }).end(),
  )
  await expect(testFetcher().fetch(page(`${base}/1`))).rejects.toMatchObject({ code: 'PAGE_DISALLOWED' })
  expect(other.asked).toEqual(['/robots.txt'])
})

describe('what its answer means', () => {
  test.each<[string, RequestListener, string]>([
    ['200 that closes', (_request, response) => response.end('User-agent: *\nDisallow: /'), 'PAGE_DISALLOWED'],
    ['200 that is a page', (_request, response) => response.end('<html>'), 'fetched'],
    ['404', (_request, response) => response.writeHead(404).end(), 'fetched'],
    ['410', (_request, response) => response.writeHead(410).end(), 'fetched'],
    ['401', (_request, response) => response.writeHead(401).end(), 'fetched'],
    ['403', (_request, response) => response.writeHead(403).end(), 'fetched'],
    ['204', (_request, response) => response.writeHead(204).end(), 'fetched'],
    ['429', (_request, response) => response.writeHead(429).end(), 'FETCH_HELD'],
    ['500', (_request, response) => response.writeHead(500).end(), 'FETCH_HELD'],
    ['503', (_request, response) => response.writeHead(503).end(), 'FETCH_HELD'],
    ['a broken connection', (request) => request.socket.destroy(), 'FETCH_HELD'],
    [
      'a circle of redirects',
      (_request, response) => response.writeHead(302, { location: '/robots.txt' }).end(),
      'fetched',
    ],
    [
      'a redirect to rules elsewhere',
      (request, response) =>
        request.headers.host?.startsWith('127.0.0.1')
          ? response.writeHead(301, { location: '/rules' }).end()
          : response.end(),
      'fetched',
    ],
  ])('%s: the page is %s', async (_name, listener, expected) => {
    const { base } = await site(listener)
    const result = await testFetcher()
      .fetch(page(`${base}/1`))
      .catch((error: unknown) => error)
    expect(result).toMatchObject(expected === 'fetched' ? { status: 'fetched' } : { code: expected })
  })
})

describe('how long it is known', () => {
  test('a day, then it is asked again with its validators; a 304 keeps the rules', async () => {
    const seen: (string | undefined)[] = []
    const { base } = await site((request, response) => {
      seen.push(request.headers['if-none-match'])
      response.writeHead(seen.length === 1 ? 200 : 304, { etag: '"r"' }).end('User-agent: *\nDisallow: /no')
    })
    let now = noon
    const fetcher = testFetcher({ now: () => now })
    await fetcher.fetch(page(`${base}/1`))
    now = hour(23.9)
    await fetcher.fetch(page(`${base}/2`))
    now = hour(24.1)
    await expect(fetcher.fetch(page(`${base}/no`))).rejects.toMatchObject({ code: 'PAGE_DISALLOWED' })
    expect(seen).toEqual([undefined, '"r"'])
  })

  test('it is remembered across restarts', async () => {
    const { base, asked } = await site((_request, response) => response.end(''))
    const books = memoryBooks()
    await testFetcher(books).fetch(page(`${base}/1`))
    await testFetcher(books).fetch(page(`${base}/2`))
    expect(asked).toEqual(['/robots.txt', '/1', '/2'])
  })

  test('unreachable: an hour; what was known before holds meanwhile, and without that nothing is read', async () => {
    let status = 200
    const { base, asked } = await site((_request, response) =>
      response.writeHead(status, { 'cache-control': 'max-age=1' }).end('User-agent: *\nDisallow: /no'),
    )
    let now = noon
    const fetcher = testFetcher({ now: () => now })
    await fetcher.fetch(page(`${base}/1`))
    status = 500
    now = hour(1.1) // no shorter, whatever max-age says
    await fetcher.fetch(page(`${base}/2`))
    await expect(fetcher.fetch(page(`${base}/no`))).rejects.toMatchObject({ code: 'PAGE_DISALLOWED' })
    expect(asked.filter((path) => path === '/robots.txt')).toHaveLength(2)

    const stranger = testFetcher({ now: () => now })
    await expect(stranger.fetch(page(`${base}/3`))).rejects.toMatchObject({ code: 'FETCH_HELD', retryAt: hour(2.1) })
    status = 404
    now = hour(2.2)
    await stranger.fetch(page(`${base}/3`))
  })

  test('a clock that was put back makes nothing known for longer', async () => {
    const { base, asked } = await site((_request, response) => response.end(''))
    let now = hour(1000)
    const fetcher = testFetcher({ now: () => now })
    await fetcher.fetch(page(`${base}/1`))
    now = noon
    await fetcher.fetch(page(`${base}/2`))
    expect(asked.filter((path) => path === '/robots.txt')).toHaveLength(2)
  })
})

test('its delay is the gap between two pages', async () => {
  const { base } = await site((_request, response) => response.end('User-agent: *\nCrawl-delay: 0.2'))
  const fetcher = testFetcher()
  const began = performance.now()
  await Promise.all([1, 2, 3].map((n) => fetcher.fetch(page(`${base}/${n}`))))
  // Three beginnings have two gaps between them, however slow the rest is.
  expect(performance.now() - began).toBeGreaterThan(395)
})

test('a feed that may not go somewhere keeps nobody from it who may', async () => {
  const { base } = await site((_request, response) => response.writeHead(404).end())
  const fetcher = testFetcher()
  const stranger = fetcher.fetch(feed(`${base}/1`, { kind: 'page', home: 'https://feeds.example/feed' }))
  const own = fetcher.fetch(page(`${base}/2`))
  await expect(stranger).rejects.toMatchObject({ code: 'FETCH_REFUSED' })
  expect(await own).toMatchObject({ status: 'fetched' })
})
