import { expect, test } from 'vitest'
import { createMetrics } from '../../src/metrics/metrics.ts'

test('counts, times and what is asked for at each scrape', async () => {
  let healthy = 1
  const metrics = createMetrics(async () => ({
    feeds: { healthy, failing: 2 },
    entries: { read: 5, unread: 1, known: 7 },
    stories: 4,
  }))
  metrics.countRequest('feed', 'fetched', 120)
  metrics.countRequest('feed', 'notModified', 20)
  metrics.countRequest('page', 'FETCH_TIMEOUT', 30_000)
  metrics.begin('tasks')()
  metrics.begin('requests')
  metrics.countFeed({ accepted: 3, pagesRead: 2, cuts: 9 })
  metrics.countRun('published', { copies: 1, ms: 2500 })
  metrics.countRun('failed')
  healthy = 8
  const lines = (await metrics.text()).split('\n')
  for (const line of [
    'millrace_feeds{state="healthy"} 8',
    'millrace_feeds{state="failing"} 2',
    'millrace_entries{state="unread"} 1',
    'millrace_stories 4',
    'millrace_requests_total{kind="feed",outcome="fetched"} 1',
    'millrace_requests_total{kind="feed",outcome="notModified"} 1',
    'millrace_requests_total{kind="page",outcome="FETCH_TIMEOUT"} 1',
    'millrace_request_duration_seconds_bucket{le="0.05",kind="feed"} 1',
    'millrace_request_duration_seconds_bucket{le="0.25",kind="feed"} 2',
    'millrace_under_way{work="tasks"} 0',
    'millrace_under_way{work="requests"} 1',
    'millrace_entries_accepted_total 3',
    'millrace_pages_read_total 2',
    'millrace_cuts_total 9',
    'millrace_copies_total 1',
    'millrace_runs_total{outcome="published"} 1',
    'millrace_runs_total{outcome="failed"} 1',
    'millrace_run_duration_seconds_sum 2.5',
  ]) {
    expect(lines).toContain(line)
  }
  expect(lines.some((line) => line.startsWith('process_resident_memory_bytes '))).toBe(true)
})

test('two of them share nothing', async () => {
  const nothing = async () => ({ feeds: {}, entries: {}, stories: 0 })
  const [one, other] = [createMetrics(nothing), createMetrics(nothing)]
  one.countRequest('feed', 'fetched', 1)
  expect(await other.text()).not.toContain('millrace_requests_total{')
})
