import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { RunEvent } from '../../src/run/parts.ts'
import { run } from '../../src/run.ts'
import { oneEntry } from '../support/installation.ts'
import { openParts, startOfTests } from '../support/parts.ts'
import { openSite, paragraphs, publish } from '../support/site.ts'

describe.concurrent('feeds that keep a run waiting', () => {
  test('a server that never answers holds nobody up: the others are published before it is given up', {
    timeout: 60_000,
  }, async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'millrace-hanging-'))
    const site = await openSite()
    publish(site, 'good', [oneEntry('/1', paragraphs(1))])
    const hanging = createServer(() => undefined)
    await new Promise<void>((resolve) => hanging.listen(0, '127.0.0.2', resolve))
    const { port } = hanging.address() as AddressInfo
    const parts = await openParts(folder, {
      limits: { requestSeconds: 15, hostGapMs: 0 },
      feeds: [
        { id: 'hung', url: `http://127.0.0.2:${port}/feed` },
        { id: 'good', url: `${site.origin}/good/feed` },
      ],
    })
    try {
      const events: string[] = []
      let atom = ''
      const onEvent = (event: RunEvent): void => {
        if (event.kind === 'feed') events.push(event.report.id)
        if (event.kind !== 'published') return
        events.push('published')
        void readFile(path.join(folder, 'output', 'atom.xml'), 'utf8').then((text) => {
          atom = text
        })
      }
      const { published } = await run({ ...parts, onEvent }, { all: false, signal: new AbortController().signal })
      expect(events).toEqual(['good', 'published', 'hung'])
      expect(atom).toContain('Report /1')
      // What it changed before its end is told at its end.
      expect(published).toMatchObject({ stories: 1, appended: 1, written: expect.arrayContaining(['atom.xml']) })
    } finally {
      await parts.close()
      hanging.closeAllConnections()
      await new Promise((resolve) => hanging.close(resolve))
      await site.close()
      await rm(folder, { recursive: true })
    }
  })

  test('a host whose pages come one by one is waited for: nothing is placed before all that comes is there', {
    timeout: 60_000,
  }, async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'millrace-hanging-'))
    const site = await openSite()
    publish(
      site,
      'slow',
      [1, 2, 3, 4].map((number) => oneEntry(`/${number}`, paragraphs(number))),
    )
    const parts = await openParts(folder, {
      limits: { hostGapMs: 3000 },
      feeds: [{ id: 'slow', url: `${site.origin}/slow/feed` }],
    })
    try {
      const events: string[] = []
      const onEvent = ({ kind }: RunEvent): void => void events.push(kind)
      const began = performance.now()
      const { published } = await run({ ...parts, onEvent }, { all: false, signal: new AbortController().signal })
      expect(published).toMatchObject({ stories: 4 })
      // Sooner, and it was not quiet for long enough to show anything.
      expect(performance.now() - began).toBeGreaterThan(10_000)
      expect(events.slice(1)).toEqual(['pages', 'page', 'page', 'page', 'page', 'feed'])
    } finally {
      await parts.close()
      await site.close()
      await rm(folder, { recursive: true })
    }
  })

  test('after a long rest the last to answer may be the one that speaks for the clock', {
    timeout: 60_000,
  }, async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'millrace-hanging-'))
    const site = await openSite()
    const daysOn = (days: number): Date => new Date(startOfTests.getTime() + days * 86_400_000)
    const entry = (number: number, date: Date) => ({ ...oneEntry(`/${number}`, paragraphs(number)), date })
    for (const id of ['quick', 'late']) publish(site, id, [entry(1, daysOn(-1))])
    const late = createServer((_request, response) => {
      setTimeout(() => {
        publish(site, 'late', [entry(3, daysOn(59)), entry(1, daysOn(-1))])
        const answer = site.answers.get('/late/feed')
        response.end(answer !== undefined && 'body' in answer ? answer.body : '')
      }, 11_000)
    })
    await new Promise<void>((resolve) => late.listen(0, '127.0.0.2', resolve))
    const { port } = late.address() as AddressInfo
    const open = (lateUrl: string) =>
      openParts(folder, {
        limits: { requestSeconds: 15, hostGapMs: 0 },
        feeds: [
          { id: 'quick', url: `${site.origin}/quick/feed` },
          { id: 'late', url: lateUrl },
        ],
      })
    const signal = new AbortController().signal
    const before = await open(`${site.origin}/late/feed`)
    await run(before, { all: false, signal })
    await before.close()
    const parts = await open(`http://127.0.0.2:${port}/feed`)
    parts.advance(60 * 24 * 60)
    publish(site, 'quick', [entry(2, daysOn(15)), entry(1, daysOn(-1))])
    try {
      const { published } = await run(parts, { all: false, signal })
      expect(published).toMatchObject({ stories: 2 })
    } finally {
      await parts.close()
      late.closeAllConnections()
      await new Promise((resolve) => late.close(resolve))
      await site.close()
      await rm(folder, { recursive: true })
    }
  })
})
