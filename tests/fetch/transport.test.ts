import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { feed, serve, serveRaw, testFetcher, textOf } from './local-server.ts'

const head = 'HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n'

describe('a broken transport is an error, never half a document', () => {
  test.each([
    ['the announced length is not reached', `${head}Content-Length: 100\r\n\r\n<rss>`, 'FETCH_NETWORK'],
    ['a chunk is cut', `${head}Transfer-Encoding: chunked\r\n\r\n64\r\n<rss>`, 'FETCH_NETWORK'],
    ['the last chunk is missing', `${head}Transfer-Encoding: chunked\r\n\r\n5\r\n<rss>\r\n`, 'FETCH_NETWORK'],
    ['a chunk has no size', `${head}Transfer-Encoding: chunked\r\n\r\nxyz\r\n<rss>\r\n0\r\n\r\n`, 'FETCH_NETWORK'],
    ['the headers are cut', 'HTTP/1.1 200 OK\r\nContent-Ty', 'FETCH_NETWORK'],
    ['nothing comes', '', 'FETCH_NETWORK'],
    ['this is not HTTP', 'SSH-2.0-OpenSSH_9.2\r\n\r\n', 'FETCH_NETWORK'],
    ['two lengths contradict', `${head}Content-Length: 5\r\nContent-Length: 6\r\n\r\n<rss>`, 'FETCH_NETWORK'],
    ['the headers are huge', `${head}X-Big: ${'x'.repeat(100_000)}\r\n\r\n`, 'FETCH_NETWORK'],
    ['there are huge numbers of headers', `${head}${'X-A: b\r\n'.repeat(10_000)}\r\n`, 'FETCH_NETWORK'],
  ])('%s', async (_name, answer, code) => {
    const base = await serveRaw((socket) => socket.end(answer))
    await expect(testFetcher().fetch(feed(base))).rejects.toMatchObject({ code })
  })

  test('a reset in the middle', async () => {
    const base = await serveRaw((socket) => {
      socket.write(`${head}Content-Length: 100\r\n\r\n<rss>`, () => setTimeout(() => socket.resetAndDestroy(), 20))
    })
    await expect(testFetcher().fetch(feed(base))).rejects.toMatchObject({ code: 'FETCH_NETWORK' })
  })

  test('a body that ends with the connection, as HTTP/1.0 had it, is whole', async () => {
    const base = await serveRaw((socket) => socket.end('HTTP/1.0 200 OK\r\nContent-Type: text/xml\r\n\r\n<rss/>'))
    expect(textOf(await testFetcher().fetch(feed(base)))).toBe('<rss/>')
  })

  test('nothing listens', async () => {
    const base = await serveRaw(() => undefined)
    const other = testFetcher()
    await expect(other.fetch(feed('http://127.0.0.1:1/'))).rejects.toThrow('connection refused')
    expect(base).toMatch(/^http/)
  })

  test('a name that does not exist is told in words', async () => {
    const fetcher = testFetcher(
      {},
      {
        lookup: (hostname, _options, callback) =>
          callback(Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), { code: 'ENOTFOUND' }), []),
        connector: (options) => (target, callback) =>
          options.lookup(target.hostname, { all: true }, (error) => callback(error ?? new Error('found'), null)),
      },
    )
    await expect(fetcher.fetch(feed('http://nowhere.example/'))).rejects.toThrow('there is no such host (ENOTFOUND)')
  })

  test('https to a server that speaks plain HTTP', async () => {
    const base = await serve((_request, response) => response.end('plain'))
    const result = testFetcher().fetch(feed(base.replace('http:', 'https:')))
    await expect(result).rejects.toMatchObject({ code: 'FETCH_NETWORK', message: expect.stringContaining('TLS') })
  })
})

describe('one deadline for everything', () => {
  const hurried = { limits: { requestSeconds: 0.4 } }

  test.each([
    ['no answer', () => undefined],
    ['half a header', (write: (text: string) => void) => write('HTTP/1.1 200')],
    ['half a body', (write: (text: string) => void) => write(`${head}Content-Length: 100\r\n\r\n<rss>`)],
    [
      'a redirect whose body never ends',
      (write: (text: string) => void) => write('HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 9\r\n\r\n'),
    ],
  ])('%s', async (_name, answer) => {
    const base = await serveRaw((socket) => answer((text) => socket.write(text)))
    await expect(testFetcher(hurried).fetch(feed(base))).rejects.toMatchObject({ code: 'FETCH_TIMEOUT', url: base })
  })

  test('a drip that is never silent for long', async () => {
    const base = await serveRaw((socket) => {
      socket.write(`${head}Content-Length: 1000\r\n\r\n`)
      const timer = setInterval(() => socket.write('x'), 50)
      socket.on('close', () => clearInterval(timer))
    })
    await expect(testFetcher(hurried).fetch(feed(base))).rejects.toMatchObject({ code: 'FETCH_TIMEOUT' })
  })

  test('redirects share it', async () => {
    const base = await serve((request, response) => {
      const hop = Number(request.url?.slice(1))
      setTimeout(() => response.writeHead(302, { location: `/${hop + 1}` }).end(), 150)
    })
    await expect(testFetcher(hurried).fetch(feed(`${base}/0`))).rejects.toMatchObject({ code: 'FETCH_TIMEOUT' })
  })

  test('a TLS handshake that never comes, and closing in the midst of one', async () => {
    const base = (await serveRaw(() => undefined)).replace('http:', 'https:')
    await expect(testFetcher(hurried).fetch(feed(base))).rejects.toMatchObject({ code: 'FETCH_TIMEOUT' })

    let closed = 0
    const other = await serveRaw((socket) => socket.on('close', () => closed++))
    const fetcher = testFetcher()
    const result = fetcher.fetch(feed(other.replace('http:', 'https:'))).catch((thrown: unknown) => thrown)
    await new Promise((resolve) => setTimeout(resolve, 100))
    await fetcher.close()
    expect(await result).toMatchObject({ code: 'FETCH_ABORTED' })
    await expect.poll(() => closed).toBe(1)
  })
})

describe('sizes', () => {
  test.each([
    ['announced', (body: Buffer) => ({ 'content-length': String(body.length) })],
    ['not announced', () => ({ 'transfer-encoding': 'chunked' })],
  ])('a document up to the limit is taken, one byte more is not (%s)', async (_name, headers) => {
    const base = await serve((request, response) => {
      const body = Buffer.alloc(Number(request.url?.slice(1)), 'x')
      response.writeHead(200, headers(body)).end(body)
    })
    const fetcher = testFetcher()
    const whole = await fetcher.fetch(feed(`${base}/100000`))
    expect(textOf(whole)).toHaveLength(100_000)
    await expect(fetcher.fetch(feed(`${base}/100001`))).rejects.toMatchObject({ code: 'FETCH_TOO_LARGE' })
  })

  test('an endless body is left soon', async () => {
    let sent = 0
    const base = await serve((_request, response) => {
      const block = Buffer.alloc(65_536, 'x')
      const pump = (): void => {
        while (!response.destroyed && response.write(block)) sent += block.length
        if (!response.destroyed) response.once('drain', pump)
      }
      pump()
    })
    await expect(testFetcher().fetch(feed(base, { maxBytes: 1_000_000 }))).rejects.toMatchObject({
      code: 'FETCH_TOO_LARGE',
    })
    // What the buffers of both ends held on top of the limit.
    expect(sent).toBeLessThan(20_000_000)
  })

  test('the limit holds for what a body unfolds to', async () => {
    const body = gzipSync(Buffer.alloc(1_000_000, 'x'))
    const base = await serve((_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(body))
    const fetcher = testFetcher()
    const whole = await fetcher.fetch(feed(base, { maxBytes: 1_000_000 }))
    expect(textOf(whole)).toHaveLength(1_000_000)
    await expect(fetcher.fetch(feed(base, { maxBytes: 999_999 }))).rejects.toMatchObject({ code: 'FETCH_TOO_LARGE' })
  })
})

test('connections are kept and used again, also after redirects and errors with short bodies', async () => {
  const sockets = new Set<unknown>()
  const base = await serve((request, response) => {
    sockets.add(request.socket)
    if (request.url === '/302') response.writeHead(302, { location: '/ok', 'content-length': 4 }).end('away')
    else response.writeHead(request.url === '/404' ? 404 : 200, { 'content-length': 2 }).end('ok')
  })
  const fetcher = testFetcher()
  await fetcher.fetch(feed(`${base}/302`))
  await fetcher.fetch(feed(`${base}/404`)).catch(() => undefined)
  await fetcher.fetch(feed(`${base}/200`))
  expect(sockets.size).toBe(1)
})
