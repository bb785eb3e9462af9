import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { storedBooks } from '../../src/commands/books.ts'
import { loadSettings } from '../../src/config/load.ts'
import type { Wires } from '../../src/fetch/connect.ts'
import { createFetcher } from '../../src/fetch/fetcher.ts'
import { cleanAgain } from '../../src/pool/clean-again.ts'
import { readFeed } from '../../src/pool/read-feed.ts'
import { readPage } from '../../src/pool/read-page.ts'
import { render } from '../../src/pool/render.ts'
import type { FeedReport, Parts } from '../../src/run/parts.ts'
import { isCron } from '../../src/schedule/ticking.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'

export interface TestParts extends Parts {
  /** What was reported since it was last emptied. */
  readonly reports: FeedReport[]
  /** Moves the clock. */
  advance(minutes: number): void
  close(): Promise<void>
}

export const startOfTests = new Date('2026-11-20T12:00:00Z')

/** A working Millrace in a folder, over loopback: real store and fetcher, the tasks on this thread, a clock of its own. */
export async function openParts(root: string, settings: object, wires?: Wires): Promise<TestParts> {
  const file = path.join(root, 'feeds.json')
  await mkdir(path.join(root, 'data'), { recursive: true })
  await writeFile(file, JSON.stringify({ allowAddresses: ['127.0.0.0/8'], limits: { hostGapMs: 0 }, ...settings }))
  const checked = await loadSettings(file, isCron)
  let time = startOfTests.getTime()
  const now = (): Date => new Date(time)
  const store = await openSqliteStore(path.join(root, 'data', 'millrace.db'))
  const options = {
    limits: checked.limits,
    userAgent: 'Millrace/test',
    allowAddresses: checked.allowAddresses,
    ...storedBooks(store, now),
    now,
  }
  const fetcher = createFetcher(options, wires)
  const reports: FeedReport[] = []
  return {
    settings: checked,
    installationId: await store.installationId(() => '0b8e2f6c-6a52-4d0e-9a44-3f6f2f6f1c11'),
    store,
    fetcher,
    tasks: {
      wake: () => undefined,
      readFeed: async (input) => readFeed(input),
      readPage: async (input) => readPage(input),
      cleanAgain: async (inputs) => inputs.map(cleanAgain),
      render: async (input) => render(input),
    },
    root,
    outputFolder: path.join(root, 'output'),
    version: '0.0.0',
    now,
    onEvent: (event) => {
      if (event.kind === 'feed') reports.push(event.report)
    },
    reports,
    advance: (minutes) => {
      time += minutes * 60_000
    },
    close: async () => {
      await fetcher.close()
      await store.close()
    },
  }
}
