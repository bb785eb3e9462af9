import { describe, expect, test } from 'vitest'
import { isPermanent, toWebUrl } from '../../src/fetch/redirect.ts'
import { feed, serve, testFetcher, textOf } from './local-server.ts'

/** A server that redirects as the table says and answers every other path with itself. */
async function site(moves: Record<string, readonly [number, string | undefined]>, host?: string): Promise<string> {
  return await serve((request, response) => {
    const move = moves[request.url ?? '']
    if (move === undefined) response.end(request.url)
    else response.writeHead(move[0], move[1] === undefined ? {} : { location: move[1] }).end('moved')
  }, host)
}

describe('redirects are followed', () => {
  test.each([
    [301, true],
    [302, false],
    [303, false],
    [307, false],
    [308, true],
  ])('%d; for good: %s', async (status, isForGood) => {
    const base = await site({ '/old': [status, '/new?x=1#top'] })
    const result = await testFetcher().fetch(feed(`${base}/old`))
    expect(textOf(result)).toBe('/new?x=1')
    expect(result.url).toBe(`${base}/new?x=1`)
    expect(result.permanentUrl).toBe(isForGood ? `${base}/new?x=1` : undefined)
  })

  test.each<[number[], string | undefined, string]>([
    [[301, 308, 301], '/3', 'all for good'],
    [[301, 302, 301], undefined, 'a temporary one on the way: who knows where the next leads'],
    [[302, 301, 301], undefined, 'a temporary one leads, what follows is about its target'],
    [[301, 301, 302], undefined, 'a temporary one at the end'],
  ])('a chain of %j has moved to %s (%s)', async (statuses, permanent) => {
    const base = await site(Object.fromEntries(statuses.map((status, hop) => [`/${hop}`, [status, `/${hop + 1}`]])))
    const result = await testFetcher().fetch(feed(`${base}/0`))
    expect(result.url).toBe(`${base}/3`)
    expect(result.permanentUrl).toBe(permanent && base + permanent)
  })

  test('a 304 at the end of a permanent redirect tells of the move too', async () => {
    const base = await serve((request, response) =>
      request.url === '/old' ? response.writeHead(301, { location: '/new' }).end() : response.writeHead(304).end(),
    )
    const result = await testFetcher().fetch(
      feed(`${base}/old`, { known: { url: `${base}/new`, validators: { etag: '"1"' } } }),
    )
    expect(result).toMatchObject({ status: 'notModified', permanentUrl: `${base}/new` })
  })

  test('letters beyond ASCII in Location are read as UTF-8', async () => {
    const base = await site({ '/old': [302, Buffer.from('/süß').toString('latin1')] })
    expect(textOf(await testFetcher().fetch(feed(`${base}/old`)))).toBe('/s%C3%BC%C3%9F')
  })

  test('five are followed, a sixth is not', async () => {
    const base = await site(Object.fromEntries(Array.from({ length: 6 }, (_, n) => [`/${n}`, [302, `/${n + 1}`]])))
    const fetcher = testFetcher()
    expect(textOf(await fetcher.fetch(feed(`${base}/1`)))).toBe('/6')
    const error = { code: 'FETCH_REDIRECT', message: expect.stringContaining('more than 5 redirects') }
    await expect(fetcher.fetch(feed(`${base}/0`))).rejects.toMatchObject(error)
  })
})

describe('redirects that lead nowhere', () => {
  test.each<[string, Record<string, [number, string | undefined]>, string, string]>([
    ['/self', { '/self': [302, '/self'] }, 'FETCH_REDIRECT', 'itself'],
    ['/a', { '/a': [302, '/b'], '/b': [302, '/a'] }, 'FETCH_REDIRECT', 'a circle'],
    ['/a', { '/a': [302, undefined] }, 'FETCH_REDIRECT', 'no Location'],
    ['/a', { '/a': [302, 'http://['] }, 'FETCH_REDIRECT', 'no address'],
    ['/a', { '/a': [302, 'file:///etc/passwd'] }, 'FETCH_REFUSED', 'a file'],
    ['/a', { '/a': [302, 'data:text/xml,<rss/>'] }, 'FETCH_REFUSED', 'data'],
    ['/a', { '/a': [302, 'javascript:alert(1)'] }, 'FETCH_REFUSED', 'a script'],
  ])('%s %j is %s (%s)', async (path, moves, code) => {
    const base = await site(moves)
    await expect(testFetcher().fetch(feed(base + path))).rejects.toMatchObject({ code, url: base + path })
  })

  test('the message names the place they led to, without credentials', async () => {
    const base = await site({ '/a': [302, 'http://me:secret@127.0.0.1:1/b'] })
    const result = testFetcher().fetch(feed(`${base}/a`))
    await expect(result).rejects.toThrow(/^redirected to http:\/\/127\.0\.0\.1:1\/b: /)
  })
})

describe('what goes along', () => {
  const secrets = { headers: { 'x-key': 'k' }, auth: { username: 'u', password: 'p' } }

  async function keyServer(host: string, location: (path: string) => string | undefined): Promise<[string, string[]]> {
    const seen: string[] = []
    const base = await serve((request, response) => {
      const { authorization, 'x-key': key, referer } = request.headers
      seen.push(`${request.url} ${authorization === undefined ? '-' : 'auth'} ${key ?? '-'} ${referer ?? '-'}`)
      const target = location(request.url ?? '')
      if (target === undefined) response.end('end')
      else response.writeHead(302, { location: target }).end()
    }, host)
    return [base, seen]
  }

  test('a password and own headers stay with their origin; there is never a Referer', async () => {
    const [base, seen] = await keyServer('127.0.0.1', (path) => (path === '/a' ? '/b' : undefined))
    await testFetcher().fetch(feed(`${base}/a`, secrets))
    expect(seen).toEqual(['/a auth k -', '/b auth k -'])
  })

  test('they are dropped when a redirect leaves it, and stay dropped when it comes back', async () => {
    let home = ''
    const [away, seenAway] = await keyServer('127.0.0.2', () => `${home}/back`)
    const [base, seen] = await keyServer('127.0.0.1', (path) => (path === '/a' ? `${away}/x` : undefined))
    home = base
    await testFetcher().fetch(feed(`${base}/a`, secrets))
    expect(seenAway).toEqual(['/x - - -'])
    expect(seen).toEqual(['/a auth k -', '/back - - -'])
  })

  test('another port is another origin', async () => {
    const [other, seen] = await keyServer('127.0.0.1', () => undefined)
    const [base] = await keyServer('127.0.0.1', () => `${other}/x`)
    await testFetcher().fetch(feed(`${base}/a`, secrets))
    expect(seen).toEqual(['/x - - -'])
  })

  test('a cookie set on the way comes back to its host, within the chain only', async () => {
    const seen: (string | undefined)[] = []
    const base = await serve((request, response) => {
      seen.push(request.headers.cookie)
      if (request.headers.cookie === undefined) {
        response
          .writeHead(302, { location: '/', 'set-cookie': ['a=1; Path=/; HttpOnly', 'b=x=y', 'c=; Max-Age=0'] })
          .end()
      } else response.end('let in')
    })
    const fetcher = testFetcher()
    expect(textOf(await fetcher.fetch(feed(base)))).toBe('let in')
    await fetcher.fetch(feed(base))
    expect(seen).toEqual([undefined, 'a=1; b=x=y', undefined, 'a=1; b=x=y'])
  })

  test("a cookie does not go to another host, and a site's own cookie setting is kept beside it", async () => {
    const seen: (string | undefined)[] = []
    const other = await serve((request, response) => {
      seen.push(request.headers.cookie)
      response.end('end')
    }, '127.0.0.2')
    const base = await serve((request, response) => {
      seen.push(request.headers.cookie)
      const location = request.url === '/' ? '/2' : other
      response.writeHead(302, { location, 'set-cookie': 'a=1; Domain=127.0.0.2' }).end()
    })
    await testFetcher().fetch(feed(base, { headers: { Cookie: 'own=1' } }))
    expect(seen).toEqual(['own=1', 'own=1; a=1', undefined])
  })
})

test('a move from https to http is never for good, the other way it is', () => {
  const secure = new URL('https://example.org/feed')
  const plain = new URL('http://example.org/feed')
  expect(isPermanent(301, secure, plain)).toBe(false)
  expect(isPermanent(301, plain, secure)).toBe(true)
  expect(isPermanent(302, plain, secure)).toBe(false)
})

test('an address is asked without fragment and credentials', () => {
  expect(toWebUrl(new URL('https://u:p@example.org/a?b#c')).href).toBe('https://example.org/a?b')
})
