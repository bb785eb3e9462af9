import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the site answers to a path: a body with an ETag, or a bare status. */
export type Answer =
  | { readonly body: string; readonly type: string; readonly etag?: string; readonly language?: string }
  | { readonly status: number; readonly location?: string }

export interface Site {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string
  /** Changed by the test as it goes. */
  readonly answers: Map<string, Answer>
  /** Every request since it was last emptied. */
  readonly requests: { path: string; headers: IncomingHttpHeaders; status: number }[]
  close(): Promise<void>
}

/** A real web site on loopback that answers what it is told to and remembers what it was asked. */
export async function openSite(): Promise<Site> {
  const answers = new Map<string, Answer>()
  const requests: Site['requests'] = []
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    const answer = answers.get(path) ?? { status: 404 }
    const etag = 'etag' in answer ? answer.etag : undefined
    const status =
      'status' in answer ? answer.status : etag !== undefined && request.headers['if-none-match'] === etag ? 304 : 200
    // Asked before the first page by rights; a test that cares gives it an answer.
    if (path !== '/robots.txt' || answers.has(path)) requests.push({ path, headers: request.headers, status })
    if ('type' in answer) response.setHeader('content-type', answer.type)
    if ('language' in answer && answer.language !== undefined) response.setHeader('content-language', answer.language)
    if (etag !== undefined) response.setHeader('etag', etag)
    if ('location' in answer && answer.location !== undefined) response.setHeader('location', answer.location)
    response.writeHead(status).end(status === 200 && 'body' in answer ? answer.body : undefined)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    answers,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

export interface MadeEntry {
  readonly path: string
  readonly title: string
  readonly paragraphs: readonly string[]
  readonly date: Date
}

/** An RSS feed of excerpts and the pages its items link to. */
export function publish(site: Site, name: string, entries: readonly MadeEntry[]): void {
  const items = entries.map(
    ({ path, title, paragraphs, date }) =>
      `<item><title>${title}</title><link>${site.origin}${path}</link><guid isPermaLink="false">${name}:${path}</guid>` +
      `<pubDate>${date.toUTCString()}</pubDate><description>${paragraphs[0]?.slice(0, 80)} […]</description></item>`,
  )
  const body = `<?xml version="1.0"?><rss version="2.0"><channel><title>${name}</title><link>${site.origin}/${name}/</link><description>News</description><language>en</language>${items.join('')}</channel></rss>`
  site.answers.set(`/${name}/feed`, {
    body,
    type: 'application/rss+xml',
    etag: `"${body.length}-${entries.length}-${entries[0]?.title}"`,
  })
  for (const { path, title, paragraphs } of entries) {
    const article = paragraphs.map((each) => `<p>${each}</p>`).join('')
    const page = `<!DOCTYPE html><html lang="en"><head><title>${title} - ${name}</title></head><body><nav><a href="/">Home</a> <a href="/about">About</a></nav><article><h1>${title}</h1>${article}</article><footer>All rights reserved.</footer></body></html>`
    site.answers.set(path, { body: page, type: 'text/html; charset=utf-8' })
  }
}

const words =
  'engineers measured latency across the new cluster while customers waited for a careful report about battery power and memory cost before regulators reviewed every sensor twice in Berlin and Taipei during an unexpected trial of modest drones that operators described as quiet secure modular and cheap'.split(
    ' ',
  )

/** Paragraphs of ordinary sentences that differ from those of every other seed. */
export function paragraphs(seed: number, count = 5): readonly string[] {
  let state = seed * 2_654_435_761 + 12_345
  const next = (): string => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return words[(state >>> 8) % words.length] ?? ''
  }
  const sentence = (): string => {
    const text = Array.from({ length: 14 }, next).join(' ')
    return `${text[0]?.toUpperCase()}${text.slice(1)}.`
  }
  return Array.from({ length: count }, () => [sentence(), sentence(), sentence()].join(' '))
}
