import { createServer, type RequestListener } from 'node:http'
import net, { type AddressInfo, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { passingBooks } from '../../src/commands/books.ts'
import type { Wires } from '../../src/fetch/connect.ts'
import { createFetcher, type Fetcher } from '../../src/fetch/fetcher.ts'
import type { FetcherOptions, FetchRequest } from '../../src/fetch/request.ts'
import type { KnownRobots, Validators } from '../../src/types.ts'

/** A web server on loopback for one test; answers its base URL. */
export async function serve(listener: RequestListener, host = '127.0.0.1'): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://${host}:${(server.address() as AddressInfo).port}`
}

/** A server that speaks whatever the test writes on the socket, once a request has come. */
export async function serveRaw(answer: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>()
  const server = net.createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('data', () => answer(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** What a store remembers, in memory. */
export function memoryBooks(): Pick<FetcherOptions, 'hosts' | 'robots'> & {
  readonly held: Map<string, Date>
  readonly known: Map<string, KnownRobots>
} {
  const held = new Map<string, Date>()
  const known = new Map<string, KnownRobots>()
  return { held, known, ...passingBooks(held, known) }
}

export const noon = new Date('2026-11-23T12:00:00Z')

/** A fetcher that may reach loopback, closed after the test. */
export function testFetcher(
  changes: Partial<Omit<FetcherOptions, 'limits'>> & { limits?: Partial<FetcherOptions['limits']> } = {},
  wires?: Wires,
): Fetcher {
  const { limits, ...others } = changes
  const fetcher = createFetcher(
    {
      limits: { requestSeconds: 10, redirects: 5, connections: 64, connectionsPerHost: 2, hostGapMs: 0, ...limits },
      userAgent: 'Millrace/0.0 (+https://example.org/)',
      allowAddresses: ['127.0.0.0/8'],
      ...memoryBooks(),
      now: () => noon,
      ...others,
    },
    wires,
  )
  onTestFinished(() => fetcher.close())
  return fetcher
}

/** A plain request for a feed; `validators` are of its own address. */
export function feed(
  url: string,
  { validators, ...changes }: Partial<FetchRequest> & { readonly validators?: Validators } = {},
): FetchRequest {
  const known = validators === undefined ? {} : { known: { url: URL.parse(url)?.href ?? url, validators } }
  return { url, home: url, kind: 'feed', maxBytes: 100_000, ...known, ...changes }
}

/** The text of a fetched document. */
export function textOf(result: { readonly status: string; readonly bytes?: Uint8Array }): string {
  return new TextDecoder().decode(result.bytes)
}
