import type { Context } from '../../../src/commands/context.ts'
import type { FeedReport } from '../../../src/run/parts.ts'
import type { RunResult } from '../../../src/run.ts'

/** A feed's report as of one that brought nothing. */
export function makeReport(changes: Partial<FeedReport> = {}): FeedReport {
  return {
    id: 'wire',
    url: 'https://wire.example/feed',
    title: 'The Wire',
    status: 'unchanged',
    ms: 420,
    accepted: 0,
    pagesRead: 0,
    pagesLeft: 0,
    cuts: 0,
    warnings: [],
    ...changes,
  }
}

export const failed = makeReport({
  status: 'failed',
  error: { code: 'FETCH_STATUS', message: 'the server answered 404 Not Found' },
})

export function makeResult(changes: Partial<RunResult> = {}): RunResult {
  return {
    feeds: [makeReport({ accepted: 3, pagesRead: 2, cuts: 7, status: 'updated' }), makeReport(), failed],
    held: 0,
    copies: 1,
    ms: 2500,
    published: { stories: 12, appended: 3, written: ['atom.xml'], problems: ['urn:uuid:1: no title'], stands: true },
    ...changes,
  }
}

export interface Heard {
  readonly context: Context
  /** Standard output and standard error, as they were written. */
  readonly out: string[]
  readonly err: string[]
}

/** A context that remembers what it was told; with `columns`, on a terminal. */
export function listen(terminal?: { readonly columns: number; readonly hasColour: boolean }): Heard {
  const out: string[] = []
  const err: string[] = []
  const context: Context = {
    version: '0.0.0',
    now: () => new Date('2026-11-20T12:00:00Z'),
    signal: new AbortController().signal,
    print: (line) => out.push(`${line}\n`),
    warn: (line) => err.push(`${line}\n`),
    ...(terminal === undefined
      ? {}
      : {
          terminal: {
            write: (text) => out.push(text),
            columns: () => terminal.columns,
            hasColour: terminal.hasColour,
          },
        }),
  }
  return { context, out, err }
}
