import type { Socket } from 'node:net'
import { Agent, Pool } from 'undici'
import { FeedError } from '../errors.ts'
import { Slots } from '../util/slots.ts'
import { guardedConnector, systemWires, type Wires } from './connect.ts'
import { Deadline } from './deadline.ts'
import { follow } from './follow.ts'
import { type AllowList, isAllowed, parseAllowList, portOf, publicOnly } from './guard.ts'
import type { FetcherOptions, FetchRequest, FetchResult } from './request.ts'

/** The one way out of this machine. */
export interface Fetcher {
  /** Gets one document; rejects with a FeedError. */
  fetch(request: FetchRequest): Promise<FetchResult>
  /** Ends what is under way (FETCH_ABORTED) and closes all connections. */
  close(): Promise<void>
}

const maxHeaderBytes = 32_768
/** Long enough for a feed's pages to follow it on the same connection, short enough for many hosts. */
const idleMs = 5_000

/** Starts a fetcher; `wires` are replaced in tests only. */
export function createFetcher(options: FetcherOptions, wires: Wires = systemWires): Fetcher {
  const { limits } = options
  const requestMs = limits.requestSeconds * 1000
  const sockets = new Set<Socket>()
  const allow = parseAllowList(options.allowAddresses)
  const ownOrigins = new Set<string>()
  const agentFor = (allowed: AllowList): Agent => {
    const connectorFor = guardedConnector(allowed, requestMs, sockets, wires, (origin, address) => {
      if (isAllowed(address, portOf(origin), publicOnly)) ownOrigins.delete(origin.origin)
      else ownOrigins.add(origin.origin)
    })
    return new Agent({
      factory: (origin, poolOptions) =>
        new Pool(origin, { ...(poolOptions as Pool.Options), connect: connectorFor(new URL(origin)) }),
      connections: limits.connectionsPerHost,
      pipelining: 1,
      maxHeaderSize: maxHeaderBytes,
      keepAliveTimeout: idleMs,
      keepAliveMaxTimeout: 2 * idleMs,
      // The deadline of the whole request is the only clock: undici's are for a single silence and are outlived by a drip.
      headersTimeout: 0,
      bodyTimeout: 0,
    })
  }
  // Two, so that no connection that one request was allowed is ever lent to another that is not.
  const agents = { own: agentFor(allow), public: agentFor(publicOnly) }
  const slots = new Slots(limits.connections, limits.connectionsPerHost)
  const underWay = new Set<Deadline>()
  let closed = false

  return {
    async fetch(request) {
      const expired = (): FeedError =>
        new FeedError('FETCH_TIMEOUT', request.url, `no complete answer within ${limits.requestSeconds} s`)
      const aborted = (): FeedError => new FeedError('FETCH_ABORTED', request.url, 'stopped')
      if (closed || request.signal?.aborted) throw aborted()
      const deadline = new Deadline(requestMs, expired)
      const abort = (): void => deadline.abort(aborted())
      request.signal?.addEventListener('abort', abort, { once: true })
      underWay.add(deadline)
      try {
        return await follow(request, { agents, allow, ownOrigins, slots, options, deadline })
      } finally {
        deadline.pause()
        underWay.delete(deadline)
        request.signal?.removeEventListener('abort', abort)
      }
    },
    async close() {
      closed = true
      for (const deadline of underWay) deadline.abort(new FeedError('FETCH_ABORTED', '', 'stopped'))
      // Sockets still connecting are none of the agent's yet, and would keep the process alive.
      for (const socket of sockets) socket.destroy()
      await Promise.all([agents.own.destroy(), agents.public.destroy()])
    },
  }
}
