import { request } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { FatalError } from '../../src/errors.ts'
import type { RunningServer } from '../../src/serve/listen.ts'
import { startServer } from '../../src/serve/server.ts'
import type { Document } from '../../src/types.ts'

const now = new Date('2026-11-23T12:00:00Z')
const modified = new Date('2026-11-23T11:00:00.500Z')
const feedText = `<feed>${'<entry>Ein Beispiel für viele</entry>'.repeat(500)}</feed>`

function makeDocument(path: string, mediaType: string, content: string, etag = `"${path}"`): Document {
  const bytes = new TextEncoder().encode(content)
  return { path, mediaType, size: bytes.byteLength, bytes, etag, modified }
}

const feed = makeDocument('atom.xml', 'application/atom+xml; charset=utf-8', feedText)
const documents: readonly Document[] = [
  feed,
  makeDocument('index.html', 'text/html; charset=utf-8', '<!doctype html><title>Small</title>'),
  makeDocument('archive/größe 1.json', 'application/feed+json', '{}'),
  makeDocument('icon.png', 'image/png', 'x'.repeat(5000)),
]

let server: RunningServer | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

type Options = Parameters<typeof startServer>[0]

async function start(changes: Partial<Options> = {}): Promise<RunningServer> {
  server = await startServer({
    host: '127.0.0.1',
    port: 0,
    documents: () => documents,
    document: async (path) => documents.find((each) => each.path === path),
    health: async () => ({ ok: true, feeds: 3 }),
    nextRunAt: () => new Date(now.getTime() + 300_000),
    now: () => now,
    onError: (error) => {
      throw error
    },
    ...changes,
  })
  return server
}

interface Reply {
  readonly status: number | undefined
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: Buffer
}

/** Bytes as they travel: no decoding, no headers but those given. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Reply> {
  const { promise, resolve, reject } = Promise.withResolvers<Reply>()
  const { hostname, port } = new URL(server?.url ?? '')
  request({ hostname, port, path, method, headers }, (response) => {
    const chunks: Buffer[] = []
    response.on('data', (chunk) => chunks.push(chunk))
    response.on('end', () =>
      resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }),
    )
  })
    .on('error', reject)
    .end()
  return promise
}

describe('a document', () => {
  test('comes with its media type, validators, length and the time to the next run', async () => {
    await start()
    const reply = await ask('/atom.xml?from=reader')
    expect(reply.status).toBe(200)
    expect(reply.headers).toMatchObject({
      'content-type': 'application/atom+xml; charset=utf-8',
      'content-length': String(feed.bytes.byteLength),
      etag: '"atom.xml"',
      'last-modified': 'Mon, 23 Nov 2026 11:00:00 GMT',
      'cache-control': 'public, max-age=300, stale-if-error=86400',
      vary: 'Accept-Encoding',
      'x-content-type-options': 'nosniff',
    })
    expect(reply.headers['content-security-policy']).toBeUndefined()
    expect(reply.body.toString()).toBe(feedText)
  })

  test('the front page is index.html, which may run nothing and call nobody', async () => {
    await start()
    const reply = await ask('/')
    expect(reply.body.toString()).toContain('<title>Small</title>')
    expect(reply.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': expect.stringMatching(/^default-src 'none';/),
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex',
    })
    expect(reply.headers['content-security-policy']).not.toContain('script')
  })

  test('its path may hold any letters', async () => {
    await start()
    expect((await ask(`/archive/${encodeURIComponent('größe 1')}.json`)).body.toString()).toBe('{}')
  })

  test.each([
    ['the next run is hours away: at most an hour', 7 * 3_600_000, 3600],
    ['the next run is overdue', -5000, 0],
    ['a part of a second counts as one', 1200, 2],
  ])('%s', async (_what, inMs, seconds) => {
    await start({ nextRunAt: () => new Date(now.getTime() + inMs) })
    expect((await ask('/')).headers['cache-control']).toContain(`max-age=${seconds},`)
  })

  test('no next run is planned', async () => {
    await start({ nextRunAt: () => undefined })
    expect((await ask('/')).headers['cache-control']).toContain('max-age=0,')
  })

  test('HEAD says the same without the body', async () => {
    await start()
    const headers = { 'accept-encoding': 'gzip' }
    const get = await ask('/atom.xml', headers)
    const head = await ask('/atom.xml', headers, 'HEAD')
    const { date: _get, ...expected } = get.headers
    const { date: _head, ...actual } = head.headers
    expect(actual).toEqual(expected)
    expect(head.body).toHaveLength(0)
  })

  test('a new version is served from the moment it is there', async () => {
    let current = documents
    const document = async (path: string) => current.find((each) => each.path === path)
    await start({ documents: () => current, document })
    await ask('/atom.xml', { 'accept-encoding': 'br' })
    current = [makeDocument('atom.xml', feed.mediaType, feedText.replaceAll('viele', 'alle'), '"2"')]
    const reply = await ask('/atom.xml', { 'accept-encoding': 'br' })
    expect(reply.headers['etag']).toBe('"2-br"')
    expect(brotliDecompressSync(reply.body).toString()).toContain('alle')
  })

  test.each([
    ['', '"2"'],
    ['gzip', '"2-gz"'],
  ])('one that is replaced while it is asked for comes whole, with its own entity tag (%s)', async (encoding, etag) => {
    const next = makeDocument('atom.xml', feed.mediaType, feedText.replaceAll('viele', 'alle'), '"2"')
    await start({ document: async () => next })
    const reply = await ask('/atom.xml', { 'accept-encoding': encoding })
    expect(reply.headers['etag']).toBe(etag)
    expect((encoding === '' ? reply.body : gunzipSync(reply.body)).toString()).toContain('alle')
    expect(reply.headers['content-length']).toBe(String(reply.body.byteLength))
  })

  test('one that is gone by then is not there', async () => {
    await start({ document: async () => undefined })
    expect((await ask('/atom.xml')).status).toBe(404)
  })
})

describe('compression', () => {
  test.each([
    ['gzip', '"atom.xml-gz"', gunzipSync],
    ['br', '"atom.xml-br"', brotliDecompressSync],
  ])('%s has an entity tag of its own', async (encoding, etag, decompress) => {
    await start()
    const reply = await ask('/atom.xml', { 'accept-encoding': encoding })
    expect(reply.headers).toMatchObject({
      'content-encoding': encoding,
      etag,
      'content-length': String(reply.body.byteLength),
      vary: 'Accept-Encoding',
    })
    expect(reply.body.byteLength).toBeLessThan(feed.bytes.byteLength / 10)
    expect(decompress(reply.body).toString()).toBe(feedText)
  })

  test.each(['/', '/icon.png'])('%s gains nothing and stays as it is', async (path) => {
    await start()
    const { headers } = await ask(path, { 'accept-encoding': 'gzip, br' })
    expect(headers['content-encoding']).toBeUndefined()
    expect(headers['etag']).not.toMatch(/-(gz|br)"/)
  })

  test('many askers at once get the same good bytes', async () => {
    await start()
    const replies = await Promise.all(Array.from({ length: 20 }, () => ask('/atom.xml', { 'accept-encoding': 'gzip' })))
    for (const reply of replies) expect(gunzipSync(reply.body).toString()).toBe(feedText)
  })
})

describe('conditional requests', () => {
  test.each<[string, Record<string, string>, number]>([
    ['the tag as given', { 'if-none-match': '"atom.xml"' }, 304],
    ['the tag of the coding asked for', { 'if-none-match': '"atom.xml-br"', 'accept-encoding': 'br' }, 304],
    ['the tag of another coding', { 'if-none-match': '"atom.xml-br"', 'accept-encoding': 'gzip' }, 200],
    ['the time as given', { 'if-modified-since': 'Mon, 23 Nov 2026 11:00:00 GMT' }, 304],
    ['an older time', { 'if-modified-since': 'Mon, 23 Nov 2026 10:00:00 GMT' }, 200],
  ])('%s', async (_what, headers, status) => {
    await start()
    expect((await ask('/atom.xml', headers)).status).toBe(status)
  })

  test('304 repeats what a cache needs and has no body', async () => {
    await start()
    const reply = await ask('/atom.xml', { 'if-none-match': '*' })
    expect(reply.headers).toMatchObject({
      etag: '"atom.xml"',
      vary: 'Accept-Encoding',
      'cache-control': 'public, max-age=300, stale-if-error=86400',
    })
    expect(reply.headers['content-length']).toBeUndefined()
    expect(reply.body).toHaveLength(0)
  })
})

describe('what is not a document', () => {
  test.each(['/none.xml', '/..%2Ffeeds.json', '/../package.json', '/%zz', '/archive/', '//atom.xml'])(
    '%s is not found',
    async (path) => {
      await start()
      const reply = await ask(path)
      expect(reply.status).toBe(404)
      expect(reply.headers['content-type']).toMatch(/^text\/plain/)
    },
  )

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('%s is not allowed', async (method) => {
    await start()
    const reply = await ask('/atom.xml', {}, method)
    expect([reply.status, reply.headers['allow']]).toEqual([405, 'GET, HEAD'])
  })

  test('a request without a usable host gets 400', async () => {
    await start()
    expect((await ask('/', { host: 'a b' })).status).toBe(400)
  })

  test('what was not foreseen is told to us, not to the client', async () => {
    const onError = vi.fn()
    const trouble = new Error('secret place')
    await start({
      onError,
      documents: () => {
        throw trouble
      },
    })
    const reply = await ask('/')
    expect(reply.status).toBe(500)
    expect(reply.body.toString()).not.toContain('secret')
    expect(onError).toHaveBeenCalledWith(trouble)
  })
})

describe('/healthz', () => {
  test.each([
    [true, 200],
    [false, 503],
  ])('ok %s: %i', async (ok, status) => {
    await start({ health: async () => ({ ok, feeds: 3 }) })
    const reply = await ask('/healthz')
    expect(reply.status).toBe(status)
    expect(reply.headers).toMatchObject({ 'content-type': 'application/json', 'cache-control': 'no-store' })
    expect(JSON.parse(reply.body.toString())).toEqual({ ok, feeds: 3 })
  })
})

describe('an address that can not be had', () => {
  async function trouble(changes: Partial<Options>): Promise<FatalError> {
    const options = { host: '127.0.0.1', port: 0, documents: () => [] }
    const error: unknown = await startServer({
      ...options,
      document: async () => undefined,
      health: async () => ({ ok: true }),
      nextRunAt: () => undefined,
      now: () => now,
      onError: () => undefined,
      ...changes,
    }).catch((thrown: unknown) => thrown)
    if (!(error instanceof FatalError)) throw new Error('it was had')
    return error
  }

  test('a busy port: one line with the place and two ways out', async () => {
    const { url } = await start()
    const error = await trouble({ port: Number(new URL(url).port) })
    expect(error.code).toBe('PORT')
    expect(error.message).toBe(
      `${new URL(url).host} is in use by another program: stop that one, or choose another server.port in feeds.json`,
    )
  })

  test('a host that is none of this machine', async () => {
    const error = await trouble({ host: '192.0.2.1', port: 8080 })
    expect(error.code).toBe('PORT')
    expect(error.message).toContain('192.0.2.1:8080 is not an address of this machine: set server.host')
  })
})

describe('closing', () => {
  test('ends although connections are open, one idle, one in the middle of a request', async () => {
    const { url, close } = await start()
    const { hostname, port } = new URL(url)
    const idle = connect(Number(port), hostname)
    const halfway = connect(Number(port), hostname)
    halfway.write('GET / HTTP/1.1\r\nHost: a\r\n')
    for (const socket of [idle, halfway]) socket.on('error', () => socket.destroy())
    idle.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
    await new Promise((resolve) => idle.once('data', resolve))
    const ended = text(halfway)
    await close()
    await ended // the server let go of it
    await expect(fetch(url)).rejects.toThrow()
    server = undefined
  })
})
