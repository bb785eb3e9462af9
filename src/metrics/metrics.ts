import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** What is asked for anew at each scrape. */
export interface Snapshot {
  /** Subscriptions by health. */
  readonly feeds: Readonly<Record<string, number>>
  /** Entries by state. */
  readonly entries: Readonly<Record<string, number>>
  readonly stories: number
}

/** Counts and times of a running Millrace in Prometheus' text format, with those of its process. */
export interface Metrics {
  readonly contentType: string
  text(): Promise<string>
  /** A request was answered, or not: `outcome` is `fetched`, `notModified` or an error's code. */
  countRequest(kind: string, outcome: string, ms: number): void
  /** Work that has begun or is waiting for its turn; the answer says that it is over. */
  begin(work: 'requests' | 'tasks'): () => void
  countFeed(feed: { readonly accepted: number; readonly pagesRead: number; readonly cuts: number }): void
  /** A run is over; with `copies` when it was not broken off by an error. */
  countRun(
    outcome: 'published' | 'interrupted' | 'failed',
    run?: { readonly copies: number; readonly ms: number },
  ): void
}

const secondsOfRequest = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
const secondsOfRun = [1, 5, 15, 60, 300, 900, 3600]

/** A registry of its own, so that nothing else in the process adds to it. */
export function createMetrics(snapshot: () => Promise<Snapshot>): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const counter = (name: string, help: string, ...labelNames: string[]): Counter =>
    new Counter({ name: `millrace_${name}`, help, labelNames, registers })
  const gauge = (name: string, help: string, ...labelNames: string[]): Gauge =>
    new Gauge({ name: `millrace_${name}`, help, labelNames, registers })
  const requests = counter('requests_total', 'Documents asked for, by kind and outcome.', 'kind', 'outcome')
  const requestSeconds = new Histogram({
    ...{ name: 'millrace_request_duration_seconds', help: 'From asking, waiting for a turn included, to the answer.' },
    ...{ labelNames: ['kind'], buckets: secondsOfRequest, registers },
  })
  const underWay = gauge('under_way', 'Requests, and tasks of worker threads, that run or wait for their turn.', 'work')
  const accepted = counter('entries_accepted_total', 'Entries taken in, new or changed.')
  const pagesRead = counter('pages_read_total', 'Entries whose article was read.')
  const cuts = counter('cuts_total', 'Pieces that cleaning took out.')
  const copies = counter('copies_total', 'Entries that told a story already there.')
  const runs = counter('runs_total', 'Runs, by outcome.', 'outcome')
  const runSeconds = new Histogram({
    ...{ name: 'millrace_run_duration_seconds', help: 'Length of a run.', buckets: secondsOfRun, registers },
  })
  const feeds = gauge('feeds', 'Subscriptions, by health.', 'state')
  const entries = gauge('entries', 'Entries remembered, by state.', 'state')
  const stories = gauge('stories', 'Stories remembered.')
  for (const work of ['requests', 'tasks']) underWay.set({ work }, 0)
  return {
    contentType: registry.contentType,
    text: async () => {
      const now = await snapshot()
      feeds.reset()
      for (const [state, count] of Object.entries(now.feeds)) feeds.set({ state }, count)
      for (const [state, count] of Object.entries(now.entries)) entries.set({ state }, count)
      stories.set(now.stories)
      return await registry.metrics()
    },
    countRequest: (kind, outcome, ms) => {
      requests.inc({ kind, outcome })
      requestSeconds.observe({ kind }, ms / 1000)
    },
    begin: (work) => {
      underWay.inc({ work })
      return () => underWay.dec({ work })
    },
    countFeed: (feed) => {
      accepted.inc(feed.accepted)
      pagesRead.inc(feed.pagesRead)
      cuts.inc(feed.cuts)
    },
    countRun: (outcome, run) => {
      runs.inc({ outcome })
      if (run === undefined) return
      copies.inc(run.copies)
      runSeconds.observe(run.ms / 1000)
    },
  }
}
