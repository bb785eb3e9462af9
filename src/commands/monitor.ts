import { FeedError } from '../errors.ts'
import type { Metrics, Snapshot } from '../metrics/metrics.ts'
import { feedHealth } from '../run/feed-health.ts'
import type { Parts } from '../run/parts.ts'
import type { RunResult } from '../run.ts'
import { startMetricsServer } from '../serve/metrics-server.ts'

/** The metrics of a running Millrace, served on an address of their own. */
export interface Monitor {
  /** `…/metrics` */
  readonly url: string
  /** The same parts, each request, task and feed of which is counted. */
  watch(parts: Parts): Parts
  /** A run is over; without a result it failed as a whole. */
  runEnded(result: RunResult | undefined): void
  close(): Promise<void>
}

/** Starts serving metrics where the settings ask for it. `current` gives the parts of the moment: settings may change. */
export async function startMonitor(
  current: () => Parts,
  onError: (error: unknown) => void,
): Promise<Monitor | undefined> {
  const address = current().settings.metrics
  if (address === undefined) return undefined
  // prom-client is loaded only where it is used: it costs every start of the program else.
  const { createMetrics } = await import('../metrics/metrics.ts')
  const metrics = createMetrics(() => look(current()))
  const { contentType, text } = metrics
  const server = await startMetricsServer({ ...address, contentType, text, onError })
  return {
    url: `${server.url}metrics`,
    watch: (parts) => watched(parts, metrics),
    runEnded: (result) => {
      if (result === undefined) metrics.countRun('failed')
      else metrics.countRun(result.published === undefined ? 'interrupted' : 'published', result)
    },
    close: server.close,
  }
}

async function look({ settings, store, now }: Parts): Promise<Snapshot> {
  const states = new Map((await store.feedStates()).map((state) => [state.id, state]))
  const feeds: Record<string, number> = { healthy: 0, new: 0, failing: 0, gone: 0, disabled: 0 }
  for (const subscription of settings.feeds) {
    const { health } = feedHealth(subscription, states.get(subscription.id), new Map(), now())
    feeds[health] = (feeds[health] ?? 0) + 1
  }
  const { read, unread, entries, stories } = await store.counts()
  return { feeds, entries: { read, unread, known: entries - read - unread }, stories }
}

function watched(parts: Parts, metrics: Metrics): Parts {
  const { fetcher, tasks, now } = parts
  const task = async <Value>(work: () => Promise<Value>): Promise<Value> => {
    const end = metrics.begin('tasks')
    return await work().finally(end)
  }
  return {
    ...parts,
    fetcher: {
      fetch: async (request) => {
        const began = now().getTime()
        const end = metrics.begin('requests')
        const count = (outcome: string): void =>
          metrics.countRequest(request.kind, outcome, Math.max(0, now().getTime() - began))
        try {
          const answer = await fetcher.fetch(request)
          count(answer.status)
          return answer
        } catch (error) {
          count(FeedError.from(error, request.url).code)
          throw error
        } finally {
          end()
        }
      },
      close: () => fetcher.close(),
    },
    tasks: {
      wake: () => tasks.wake(),
      readFeed: (input) => task(() => tasks.readFeed(input)),
      readPage: (input) => task(() => tasks.readPage(input)),
      cleanAgain: (inputs) => task(() => tasks.cleanAgain(inputs)),
      render: (input) => task(() => tasks.render(input)),
    },
    onEvent: (event) => {
      if (event.kind === 'feed') metrics.countFeed(event.report)
      parts.onEvent(event)
    },
  }
}
