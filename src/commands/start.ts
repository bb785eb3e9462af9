import { FatalError } from '../errors.ts'
import { writeDocuments } from '../publish/write.ts'
import { healthOf } from '../run/health.ts'
import type { Parts } from '../run/parts.ts'
import { run } from '../run.ts'
import { startTicking } from '../schedule/ticking.ts'
import { startServer } from '../serve/server.ts'
import type { Document } from '../types.ts'
import type { Context } from './context.ts'
import { detailLines, feedLine, summaryLine } from './lines.ts'
import { openSession, type SessionOptions } from './session.ts'

/** `millrace start`: serves what is published, runs at once and then on schedule, until it is told to end. */
export async function start(context: Context, options: SessionOptions): Promise<number> {
  const session = await openSession(context, options, (report) => {
    for (const line of [feedLine(report), ...detailLines(report)]) context.print(line)
  })
  const { parts } = session
  await using opened = new AsyncDisposableStack()
  opened.defer(() => session.close())
  const startedAt = context.now()
  let documents = await parts.store.documents()
  let states = await parts.store.feedStates()
  let nextRunAt = (): Date | undefined => undefined
  // Files that an earlier process had no time to replace.
  await writeDocuments(parts.outputFolder, documents)
  const onError = (error: unknown): void => context.warn(stackOf(error))
  const server = await startServer({
    ...parts.settings.server,
    documents: () => documents,
    health: () => ({ ...healthOf(parts.settings.feeds, states, startedAt, context.now()) }),
    nextRunAt: () => nextRunAt(),
    now: context.now,
    onError,
  })
  opened.defer(() => server.close())
  context.print(`serving ${server.url}; subscribe to ${server.url}atom.xml`)
  const pass = async (): Promise<void> => {
    documents = await runAndReport(context, parts, documents)
    states = await parts.store.feedStates()
  }
  await pass()
  if (context.signal.aborted) return 0
  const ticking = startTicking({ cron: parts.settings.schedule.cron, task: pass, onError })
  opened.defer(() => ticking.stop())
  nextRunAt = () => ticking.nextAt()
  await aborted(context.signal)
  return 0
}

/** One run; what goes wrong with it as a whole is reported, the last output stays and the next tick tries again. */
async function runAndReport(context: Context, parts: Parts, last: readonly Document[]): Promise<readonly Document[]> {
  try {
    const result = await run(parts, { all: false, signal: context.signal })
    if (result.feeds.length > 0) context.print(summaryLine(result, parts.outputFolder))
    for (const problem of result.published?.problems ?? []) context.warn(`not published: ${problem}`)
    return await parts.store.documents()
  } catch (error) {
    context.warn(error instanceof FatalError ? `millrace: ${error.message}` : stackOf(error))
    return last
  }
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
