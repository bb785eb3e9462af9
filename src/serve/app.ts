import { type Context, Hono } from 'hono'
import type { Document, DocumentInfo } from '../types.ts'
import { type Coder, createCoder, isCompressible } from './compress.ts'
import { chooseEncoding, type Encoding, isNotModified } from './negotiate.ts'

/** What the server shows, asked anew for each request. */
export interface Served {
  readonly documents: () => readonly DocumentInfo[]
  /** One of them, whole, as it is by now. */
  readonly document: (path: string) => Promise<Document | undefined>
  /** For /healthz; has to be cheap. */
  readonly health: () => Promise<{ readonly ok: boolean; readonly [detail: string]: unknown }>
  /** When the documents may change next. */
  readonly nextRunAt: () => Date | undefined
  readonly now: () => Date
  /** Told of what was not foreseen; the client gets a plain 500. */
  readonly onError: (error: unknown) => void
}

/** A reader that subscribes in the first seconds must not take the feed for missing. */
const notYet = 'Nothing is published yet: the feeds are being read for the first time.\n'

const longestMaxAgeSeconds = 3600
const etagSuffix: Readonly<Record<Encoding, string>> = { br: '-br', gzip: '-gz', identity: '' }

/** A page of ours holds text of strangers: should anything slip through cleaning, it can still not run or call home. */
const htmlHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy':
    "default-src 'none'; img-src http: https: data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  // The stories are others': search engines belong to the originals.
  'X-Robots-Tag': 'noindex',
}

/** The routes: each document under its path, index.html also as `/`, and /healthz. */
export function createApp(served: Served): Hono {
  const code = createCoder(served.document)
  const app = new Hono()
  app.onError((error, c) => {
    served.onError(error)
    return c.text('Something went wrong on this server.\n', 500, { 'Cache-Control': 'no-store' })
  })
  app.use(async (c, next) => {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') {
      return c.text('Only GET and HEAD are answered here.\n', 405, { Allow: 'GET, HEAD' })
    }
    await next()
    c.header('X-Content-Type-Options', 'nosniff')
  })
  app.get('/healthz', async (c) => {
    const health = await served.health()
    return c.json(health, health.ok ? 200 : 503, { 'Cache-Control': 'no-store' })
  })
  app.get('*', async (c) => {
    const path = documentPath(c.req.url)
    const documents = served.documents()
    if (documents.length === 0) return c.text(notYet, 503, { 'Retry-After': '10', 'Cache-Control': 'no-store' })
    const document = documents.find((candidate) => candidate.path === path)
    return document === undefined ? nothingHere(c) : answer(c, document, served, code)
  })
  return app
}

function nothingHere(c: Context): Response {
  return c.text('There is nothing at this address.\n', 404)
}

async function answer(c: Context, document: DocumentInfo, served: Served, code: Coder): Promise<Response> {
  const encoding = isCompressible(document) ? chooseEncoding(c.req.header('accept-encoding')) : 'identity'
  const conditions = {
    ifNoneMatch: c.req.header('if-none-match'),
    ifModifiedSince: c.req.header('if-modified-since'),
  }
  const etag = etagIn(document, encoding)
  if (isNotModified(conditions, { etag, modified: document.modified })) {
    return c.body(null, 304, headersOf(document, encoding, served))
  }
  const coded = await code(document, encoding)
  if (coded === undefined) return nothingHere(c)
  return c.body(new Uint8Array(coded.bytes), 200, {
    ...headersOf(coded.document, encoding, served),
    'Content-Type': document.mediaType,
    'Content-Length': String(coded.bytes.byteLength),
    ...(encoding !== 'identity' && { 'Content-Encoding': encoding }),
  })
}

function etagIn({ etag }: DocumentInfo, encoding: Encoding): string {
  return etag.replace(/"$/, `${etagSuffix[encoding]}"`)
}

function headersOf(document: DocumentInfo, encoding: Encoding, served: Served): Record<string, string> {
  return {
    ETag: etagIn(document, encoding),
    'Last-Modified': document.modified.toUTCString(),
    'Cache-Control': `public, max-age=${maxAgeSeconds(served)}, stale-if-error=86400`,
    Vary: 'Accept-Encoding',
    ...(document.mediaType.startsWith('text/html') && htmlHeaders),
  }
}

/** Until the next run nothing changes, so nobody need ask. */
function maxAgeSeconds({ nextRunAt, now }: Served): number {
  const next = nextRunAt()
  if (next === undefined) return 0
  const seconds = Math.ceil((next.getTime() - now().getTime()) / 1000)
  return Math.min(Math.max(seconds, 0), longestMaxAgeSeconds)
}

function documentPath(url: string): string | undefined {
  const { pathname } = new URL(url)
  if (pathname === '/') return 'index.html'
  try {
    return decodeURIComponent(pathname.slice(1))
  } catch {
    return undefined // a broken percent sign names no document
  }
}
