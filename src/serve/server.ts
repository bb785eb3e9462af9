import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { getRequestListener, RequestError } from '@hono/node-server'
import { FatalError } from '../errors.ts'
import { createApp, type Served } from './app.ts'

/** A connection that is still busy by then is cut, so that stopping never takes longer than a person's patience. */
const longestGoodbyeMs = 1500

/** A running server. */
export interface RunningServer {
  /** Its address, ending in a slash. */
  readonly url: string
  /** Stops accepting, lets requests end, and closes within two seconds. */
  close(): Promise<void>
}

/** Serves the documents over HTTP; port 0 takes a free one. Throws FatalError `PORT` when the address can't be had. */
export async function startServer(
  options: Served & { readonly host: string; readonly port: number },
): Promise<RunningServer> {
  const server = createServer(
    getRequestListener(createApp(options).fetch, {
      overrideGlobalObjects: false,
      errorHandler: (error) => {
        if (error instanceof RequestError) return new Response('This is no valid request.\n', { status: 400 })
        options.onError(error)
        return new Response('Something went wrong on this server.\n', { status: 500 })
      },
    }),
  )
  try {
    server.listen(options.port, options.host)
    await once(server, 'listening')
  } catch (error) {
    throw new FatalError('PORT', whyNotListening(error, options), error)
  }
  return { url: urlOf(server, options.host), close: () => close(server) }
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

function whyNotListening(error: unknown, { host, port }: { readonly host: string; readonly port: number }): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const place = `${host.includes(':') ? `[${host}]` : host}:${port}`
  if (code === 'EADDRINUSE') {
    return `${place} is in use by another program: stop that one, or choose another server.port in feeds.json`
  }
  if (code === 'EACCES') {
    return `${place} may not be opened by this user: choose a server.port of 1024 or more in feeds.json`
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return `${place} is not an address of this machine: set server.host in feeds.json to one that is, such as 127.0.0.1`
  }
  return `${place} can't be listened on (${error instanceof Error ? error.message : String(error)}): check server.host and server.port in feeds.json`
}
