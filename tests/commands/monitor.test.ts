import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeProgram, type Program } from '../support/program.ts'
import { openSite, paragraphs, publish, type Site } from '../support/site.ts'

let site: Site
let program: Program

beforeEach(async () => {
  site = await openSite()
  publish(site, 'wire', [
    { path: '/a', title: 'First', paragraphs: paragraphs(1), date: new Date() },
    { path: '/b', title: 'Second', paragraphs: paragraphs(2), date: new Date() },
  ])
})

afterEach(async () => {
  await program.remove()
  await site.close()
})

test('metrics are served on an address of their own, and never by the public server', async () => {
  program = await makeProgram({
    metrics: '127.0.0.1:0',
    feeds: [{ url: `${site.origin}/wire/feed` }, { url: `${site.origin}/none` }],
  })
  const started = program.start('start')
  const [, server = ''] = await started.printed(/^serving (\S+);/m)
  const [, metrics = ''] = await started.printed(/^metrics at (\S+)$/m)
  await started.printed(/^published:/m)
  const answer = await fetch(metrics)
  const text = await answer.text()
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
  for (const line of [
    'millrace_feeds{state="healthy"} 1',
    'millrace_feeds{state="failing"} 1',
    'millrace_requests_total{kind="feed",outcome="fetched"} 1',
    'millrace_requests_total{kind="feed",outcome="FETCH_STATUS"} 1',
    'millrace_requests_total{kind="page",outcome="fetched"} 2',
    'millrace_entries{state="read"} 2',
    'millrace_entries_accepted_total 2',
    'millrace_under_way{work="requests"} 0',
    'millrace_under_way{work="tasks"} 0',
    'millrace_runs_total{outcome="published"} 1',
  ]) {
    expect(text.split('\n')).toContain(line)
  }
  expect((await fetch(new URL('/', metrics))).status).toBe(404)
  expect((await fetch(`${server}metrics`)).status).toBe(404)
  started.kill('SIGTERM')
  expect((await started.ended).code).toBe(0)
})

test('an address that is taken is one line with the way out', async () => {
  program = await makeProgram({ metrics: new URL(site.origin).host, feeds: [{ url: `${site.origin}/wire/feed` }] })
  const { code, err } = await program.run('start')
  expect([code, err.trim().split('\n').length]).toEqual([1, 1])
  expect(err).toContain('choose another metrics in feeds.json')
})
