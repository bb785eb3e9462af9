import type { Socket } from 'node:net'
import { Client } from 'undici'
import { FeedError } from '../errors.ts'
import { Slots } from '../util/slots.ts'
import { Budget } from './budget.ts'
import { guardedConnector, systemWires, type Wires } from './connect.ts'
import { Connections } from './connections.ts'
import { Deadline } from './deadline.ts'
import { follow } from './follow.ts'
import { type AllowList, isAllowed, parseAllowList, portOf, publicOnly } from './guard.ts'
import { Hosts } from './hosts.ts'
import type { FetcherOptions, FetchRequest, FetchResult } from './request.ts'
import { RobotsKeeper } from './robots-keeper.ts'

/** The one way out of this machine. */
export interface Fetcher {
  /** Gets one document; rejects with a FeedError. */
  fetch(request: FetchRequest): Promise<FetchResult>
  /** Ends what is under way (FETCH_ABORTED) and closes all connections. */
  close(): Promise<void>
}

const maxHeaderBytes = 32_768
/** A server that has not begun to answer by then is not going to; one that makes a large feed anew takes some seconds. */
const longestToHeadersMs = 20_000
/** Of all documents under way together, so that memory stays flat whatever servers send. */
const mostInFlightBytes = 32 * 2 ** 20
/** No robots.txt is larger by far; only its beginning is read (robots.ts). */
const mostRobotsBytes = 4 * 2 ** 20
/** Long enough for a feed's pages to follow it on the same connection, short enough for many hosts. */
const idleMs = 5_000

/** Starts a fetcher; `wires` are replaced in tests only. */
export function createFetcher(options: FetcherOptions, wires: Wires = systemWires): Fetcher {
  const { limits } = options
  const requestMs = limits.requestSeconds * 1000
  const sockets = new Set<Socket>()
  const allow = parseAllowList(options.allowAddresses)
  const ownOrigins = new Set<string>()
  const connectionsFor = (allowed: AllowList): Connections => {
    const connectorFor = guardedConnector(allowed, requestMs, sockets, wires, (origin, address) => {
      if (isAllowed(address, portOf(origin), publicOnly)) ownOrigins.delete(origin.origin)
      else ownOrigins.add(origin.origin)
    })
    const settings: Client.Options = {
      pipelining: 1,
      // Where TLS offers it. A connection is of one origin: none is lent to another name of the same certificate.
      allowH2: true,
      maxHeaderSize: maxHeaderBytes,
      keepAliveTimeout: idleMs,
      keepAliveMaxTimeout: 2 * idleMs,
      headersTimeout: Math.min(requestMs, longestToHeadersMs),
      // The deadline of the whole request takes care of bodies: undici's is for a single silence and is outlived by a drip.
      bodyTimeout: 0,
    }
    return new Connections((origin) => new Client(origin, { ...settings, connect: connectorFor(new URL(origin)) }))
  }
  // Two, so that no connection that one request was allowed is ever lent to another that is not.
  const connections = { own: connectionsFor(allow), public: connectionsFor(publicOnly) }
  const slots = new Slots(limits.connections, limits.connectionsPerHost)
  const hosts = new Hosts(options.hosts, options.now)
  const budget = new Budget(mostInFlightBytes)
  const underWay = new Set<Deadline>()
  let closed = false

  const robots = new RobotsKeeper(options.robots, askRobots, options.now)

  function askRobots(url: string, known: FetchRequest['known'], page: FetchRequest): Promise<FetchResult> {
    const { home, userAgent, signal } = page
    return fetcher.fetch({
      url,
      home,
      kind: 'robots',
      maxBytes: mostRobotsBytes,
      ...(known === undefined ? {} : { known }),
      ...(userAgent === undefined ? {} : { userAgent }),
      ...(signal === undefined ? {} : { signal }),
    })
  }

  const fetcher: Fetcher = {
    async fetch(request) {
      const expired = (): FeedError =>
        new FeedError('FETCH_TIMEOUT', request.url, `no complete answer within ${limits.requestSeconds} s`)
      const aborted = (): FeedError => new FeedError('FETCH_ABORTED', request.url, 'stopped')
      if (closed || request.signal?.aborted) throw aborted()
      const deadline = new Deadline(requestMs, expired)
      const abort = (): void => deadline.abort(aborted())
      request.signal?.addEventListener('abort', abort, { once: true })
      underWay.add(deadline)
      const memory = budget.open()
      try {
        const means = { connections, allow, ownOrigins, slots, hosts, robots, options, deadline, memory }
        return await follow(request, means)
      } finally {
        memory.release()
        deadline.pause()
        underWay.delete(deadline)
        request.signal?.removeEventListener('abort', abort)
      }
    },
    async close() {
      closed = true
      for (const deadline of underWay) deadline.abort(new FeedError('FETCH_ABORTED', '', 'stopped'))
      // Sockets still connecting are nobody's yet, and would keep the process alive.
      for (const socket of sockets) socket.destroy()
      await Promise.all([connections.own.destroy(), connections.public.destroy()])
      // Where the store is gone already: what is not given back lapses by itself in minutes.
      await hosts.release().catch(() => undefined)
    },
  }
  return fetcher
}
