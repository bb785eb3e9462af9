import { getRequestListener, RequestError } from '@hono/node-server'
import { createApp, type Served } from './app.ts'
import { listen, type RunningServer } from './listen.ts'

/** Serves the documents over HTTP; port 0 takes a free one. Throws FatalError `PORT` when the address can't be had. */
export function startServer(
  options: Served & { readonly host: string; readonly port: number },
): Promise<RunningServer> {
  const listener = getRequestListener(createApp(options).fetch, {
    overrideGlobalObjects: false,
    errorHandler: (error) => {
      if (error instanceof RequestError) return new Response('This is no valid request.\n', { status: 400 })
      options.onError(error)
      return new Response('Something went wrong on this server.\n', { status: 500 })
    },
  })
  const { host, port } = options
  return listen(listener, { host, port, settings: { host: 'server.host', port: 'server.port' } })
}
