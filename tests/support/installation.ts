import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Context } from '../../src/commands/context.ts'
import { run } from '../../src/run.ts'
import { openParts, type TestParts } from './parts.ts'
import { openSite, type Site } from './site.ts'

/** An installation that is at work on its folder, and what a person who types commands beside it sees. */
export interface Installation {
  readonly site: Site
  readonly parts: TestParts
  readonly context: Context
  /** What was printed since it was last asked. */
  out(): string
  err(): string
  file(...names: string[]): string
  /** feeds.json as it stands. */
  settings(): Promise<string>
  run(): Promise<void>
  remove(): Promise<void>
}

/** Makes one; `feeds` are given the site's address. */
export async function makeInstallation(feeds: (origin: string) => readonly object[]): Promise<Installation> {
  const folder = await mkdtemp(path.join(tmpdir(), 'millrace-command-'))
  const site = await openSite()
  const parts = await openParts(folder, { feeds: feeds(site.origin) })
  const file = (...names: string[]): string => path.join(folder, ...names)
  const printed = { out: [] as string[], err: [] as string[] }
  const signal = new AbortController().signal
  return {
    site,
    parts,
    context: {
      version: '0.0.0',
      now: parts.now,
      signal,
      print: (line) => printed.out.push(line),
      warn: (line) => printed.err.push(line),
    },
    out: () => printed.out.splice(0).join('\n'),
    err: () => printed.err.splice(0).join('\n'),
    file,
    settings: () => readFile(file('feeds.json'), 'utf8'),
    run: async () => {
      await run(parts, { all: false, signal })
    },
    remove: async () => {
      await parts.close()
      await site.close()
      await rm(folder, { recursive: true })
    },
  }
}

/** One entry, for a feed that has to have some. */
export function oneEntry(path: string, text: readonly string[], title = `Report ${path}`) {
  return { path, title, paragraphs: text, date: new Date('2026-11-20T11:00:00Z') }
}
