import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { FatalError } from '../errors.ts'

/** A connection that is still busy by then is cut, so that stopping never takes longer than a person's patience. */
const longestGoodbyeMs = 1500

/** A running server. */
export interface RunningServer {
  /** Its address, ending in a slash. */
  readonly url: string
  /** Stops accepting, lets requests end, and closes within two seconds. */
  close(): Promise<void>
}

/** Where to listen, and the settings that say so, for messages. */
export interface Place {
  readonly host: string
  readonly port: number
  readonly settings: { readonly host: string; readonly port: string }
}

/** Answers HTTP at an address; port 0 takes a free one. Throws FatalError `PORT` when the address can't be had. */
export async function listen(listener: RequestListener, place: Place): Promise<RunningServer> {
  const server = createServer(listener)
  try {
    server.listen(place.port, place.host)
    await once(server, 'listening')
  } catch (error) {
    throw new FatalError('PORT', whyNotListening(error, place), error)
  }
  return { url: urlOf(server, place.host), close: () => close(server) }
}

async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve)) // also closes idle keep-alive connections
  const timer = setTimeout(() => server.closeAllConnections(), longestGoodbyeMs)
  await closed
  clearTimeout(timer)
}

function urlOf(server: Server, host: string): string {
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : ''
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}/`
}

function whyNotListening(error: unknown, { host, port, settings }: Place): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const place = `${host.includes(':') ? `[${host}]` : host}:${port}`
  if (code === 'EADDRINUSE') {
    return `${place} is in use by another program: stop that one, or choose another ${settings.port} in feeds.json`
  }
  if (code === 'EACCES') {
    return `${place} may not be opened by this user: choose a ${settings.port} of 1024 or more in feeds.json`
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return `${place} is not an address of this machine: set ${settings.host} in feeds.json to one that is, such as 127.0.0.1`
  }
  return `${place} can't be listened on (${error instanceof Error ? error.message : String(error)}): check ${settings.host === settings.port ? settings.port : `${settings.host} and ${settings.port}`} in feeds.json`
}
