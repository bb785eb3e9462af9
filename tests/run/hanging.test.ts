import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { RunEvent } from '../../src/run/parts.ts'
import { run } from '../../src/run.ts'
import { oneEntry } from '../support/installation.ts'
import { openParts } from '../support/parts.ts'
import { openSite, paragraphs, publish } from '../support/site.ts'

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
    expect(published).toMatchObject({ stories: 1, written: [] })
  } finally {
    await parts.close()
    hanging.closeAllConnections()
    await new Promise((resolve) => hanging.close(resolve))
    await site.close()
    await rm(folder, { recursive: true })
  }
})
