import { listen, type RunningServer } from './listen.ts'

/** What is served at /metrics. */
export interface ServedMetrics {
  readonly host: string
  readonly port: number
  readonly contentType: string
  /** Made anew for each request. */
  readonly text: () => Promise<string>
  readonly onError: (error: unknown) => void
}

/** Serves /metrics on an address of its own, so that the public server never tells it to anyone. */
export function startMetricsServer({ host, port, ...served }: ServedMetrics): Promise<RunningServer> {
  return listen(
    async (request, response) => {
      const plain = { 'Content-Type': 'text/plain; charset=utf-8' }
      if (request.url !== '/metrics') {
        response.writeHead(404, plain).end('Metrics are at /metrics.\n')
        return
      }
      try {
        const text = await served.text()
        response.writeHead(200, { 'Content-Type': served.contentType, 'Cache-Control': 'no-store' }).end(text)
      } catch (error) {
        served.onError(error)
        response.writeHead(500, plain).end('The metrics could not be read.\n')
      }
    },
    { host, port, settings: { host: 'metrics', port: 'metrics' } },
  )
}
