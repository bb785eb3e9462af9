import { readFileSync } from 'node:fs'
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { buildConnector } from 'undici'
import { describe, expect, onTestFinished, test } from 'vitest'
import { systemWires, type Wires } from '../../src/fetch/connect.ts'
import { feed, testFetcher, textOf } from './local-server.ts'

const fixture = (name: string) => readFileSync(new URL(`../fixtures/fetch/localhost.${name}.pem`, import.meta.url))
const [key, cert] = [fixture('key'), fixture('cert')]

/** The system's ways, but for a certificate of our own: only this fetcher trusts it. */
const trusting: Wires = {
  ...systemWires,
  connector: (options) => buildConnector({ ...(options as buildConnector.BuildOptions), ca: cert }),
}

type Listener = (request: Http2ServerRequest, response: Http2ServerResponse) => void

/** A server that speaks HTTP/2 over TLS; answers its base URL, and counts the connections to it. */
async function serveHttp2(listener: Listener): Promise<{ base: string; sessions: () => number }> {
  let sessions = 0
  const server = createSecureServer({ key, cert, allowHTTP1: true }, listener)
  server.on('session', () => sessions++)
  server.on('sessionError', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { base: `https://localhost:${(server.address() as AddressInfo).port}`, sessions: () => sessions }
}

test('HTTP/2 is spoken where it is offered, over one connection, with the same headers', async () => {
  const seen: string[] = []
  const { base, sessions } = await serveHttp2((request, response) => {
    const { 'user-agent': agent, 'if-none-match': etag } = request.headers
    seen.push(`${request.httpVersion} ${request.url} ${agent} ${etag ?? '-'}`)
    if (request.url === '/old') response.writeHead(301, { location: '/new' }).end()
    else response.writeHead(etag === '"1"' ? 304 : 200, { etag: '"1"' }).end(etag === '"1"' ? '' : '<rss/>')
  })
  const fetcher = testFetcher({}, trusting)
  const first = await fetcher.fetch(feed(`${base}/old`))
  expect(textOf(first)).toBe('<rss/>')
  const known = { url: first.url, validators: first.validators }
  expect(await fetcher.fetch(feed(`${base}/new`, { known }))).toMatchObject({ status: 'notModified' })
  const name = 'Millrace/0.0 (+https://example.org/)'
  expect(seen).toEqual([`2.0 /old ${name} -`, `2.0 /new ${name} -`, `2.0 /new ${name} "1"`])
  expect(sessions()).toBe(1)
})

test('a certificate that nobody vouches for is refused', async () => {
  const { base } = await serveHttp2((_request, response) => void response.end('ok'))
  await expect(testFetcher().fetch(feed(base))).rejects.toMatchObject({
    code: 'FETCH_NETWORK',
    message: expect.stringContaining('certificate'),
  })
})

describe('the limits hold as over HTTP/1.1', () => {
  test.each<[string, Listener, string]>([
    [
      'a body shorter than announced',
      (_request, response) => void response.writeHead(200, { 'content-length': 1000 }).end('short'),
      'FETCH_NETWORK',
    ],
    [
      'a stream that is reset',
      (_request, response) => {
        response.write('half')
        setTimeout(() => response.stream.close(2), 20)
      },
      'FETCH_NETWORK',
    ],
    [
      'a connection that breaks',
      (request, response) => {
        response.write('half')
        setTimeout(() => request.stream.session?.destroy(), 20)
      },
      'FETCH_NETWORK',
    ],
    [
      'headers without measure',
      (_request, response) => void response.writeHead(200, { 'x-pad': 'a'.repeat(100_000) }).end(),
      'FETCH_NETWORK',
    ],
    ['no answer', () => undefined, 'FETCH_TIMEOUT'],
    ['half a body', (_request, response) => void response.write('half'), 'FETCH_TIMEOUT'],
    [
      'a body without end',
      (_request, response) => {
        const pump = (): void => {
          while (!response.destroyed && response.write(Buffer.alloc(65_536)));
          response.once('drain', pump)
        }
        pump()
      },
      'FETCH_TOO_LARGE',
    ],
  ])('%s: %s', async (_name, listener, code) => {
    const { base } = await serveHttp2(listener)
    const fetcher = testFetcher({ limits: { requestSeconds: 1 } }, trusting)
    await expect(fetcher.fetch(feed(base))).rejects.toMatchObject({ code })
  })
})

test('a name that leads into one’s own network is refused over TLS as well, before anything is said', async () => {
  let asked = 0
  const { base } = await serveHttp2((_request, response) => {
    asked++
    response.end('ok')
  })
  const fetcher = testFetcher({ allowAddresses: [] }, trusting)
  const { port } = new URL(base)
  await expect(fetcher.fetch(feed(`https://localhost:${port}/`))).rejects.toMatchObject({ code: 'FETCH_REFUSED' })
  expect(asked).toBe(0)
})
