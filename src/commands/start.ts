import { unwatchFile, watchFile } from 'node:fs'
import { changeLines, type SettingsChange } from '../config/change.ts'
import { isFileUrl } from '../config/resolve.ts'
import { FatalError } from '../errors.ts'
import { writeDocuments } from '../publish/write.ts'
import { healthOf } from '../run/health.ts'
import { makeUp } from '../run/make-up.ts'
import type { Parts } from '../run/parts.ts'
import { run } from '../run.ts'
import { startTicking } from '../schedule/ticking.ts'
import { startServer } from '../serve/server.ts'
import type { FeedState } from '../store/store.ts'
import type { DocumentInfo } from '../types.ts'
import type { Context } from './context.ts'
import { type Monitor, startMonitor } from './monitor.ts'
import { createReporter, type Reporter, type ReportOptions } from './report/reporter.ts'
import { openSession, type Session, type SessionOptions } from './session.ts'

const settingsLookMs = 1000
/** A tick that is later than this was missed: the machine slept. */
const sleepMs = 10 * 60_000

/** `millrace start`: serves what is published, runs at once and then on schedule, until it is told to end. */
export async function start(context: Context, options: SessionOptions & ReportOptions): Promise<number> {
  const reporter = await createReporter(context, options)
  const session = await openSession(context, options, (event) => {
    reporter.onEvent(event)
    if (event.kind === 'published') void serveStored()
  })
  await using opened = new AsyncDisposableStack()
  opened.defer(() => session.close())
  const onError = (error: unknown): void => reporter.trouble(stackOf(error))
  const monitor = await startMonitor(() => session.parts, onError)
  if (monitor !== undefined) opened.defer(() => monitor.close())
  const counted = (): Parts => monitor?.watch(session.parts) ?? session.parts
  const startedAt = context.now()
  let parts = counted()
  let documents = await parts.store.documents()
  const serveStored = async (): Promise<void> => {
    documents = await parts.store.documents().catch((error: unknown) => {
      onError(error)
      return documents
    })
  }
  // Files that an earlier process had no time to replace.
  await writeDocuments(parts.outputFolder, documents, (path) => parts.store.document(path))
  // As of the last run, once somebody asks: most never do.
  let states: Promise<readonly FeedState[]> | undefined
  let expectedAt: Date | undefined = new Date(0) // whatever was to happen before the start was missed
  const pass = async (): Promise<void> => {
    const lateMs = context.now().getTime() - (expectedAt ?? context.now()).getTime()
    if (lateMs > sleepMs) await makeUp(parts)
    const change = await takeUp(session, reporter)
    if (change !== undefined) parts = counted()
    if (change?.cron !== undefined) await ticking.reschedule(change.cron)
    // Whoever has just started it looks at once: what is a file is published before the slowest feed has answered.
    const hasFiles = parts.settings.feeds.some(({ url }) => isFileUrl(url))
    if (documents.length === 0 && hasFiles)
      documents = await runAndReport(context, parts, { reporter, monitor }, documents, true)
    documents = await runAndReport(context, parts, { reporter, monitor }, documents)
    states = undefined
    expectedAt = ticking.nextAt()
  }
  const ticking = startTicking({ cron: parts.settings.schedule.cron, task: pass, onError })
  opened.defer(() => ticking.stop())
  const server = await startServer({
    ...parts.settings.server,
    documents: () => documents,
    document: (path) => parts.store.document(path),
    health: async () => {
      states ??= parts.store.feedStates()
      return { ...healthOf(parts.settings, await states, startedAt, context.now()) }
    },
    nextRunAt: () => ticking.nextAt(),
    now: context.now,
    onError,
  })
  opened.defer(() => server.close())
  reporter.note(`serving ${server.url}; subscribe to ${server.url}atom.xml`)
  if (monitor !== undefined) reporter.note(`metrics at ${monitor.url}`)
  // Asking for its date works where being told of changes does not: network file systems, mounts of a container.
  const lookAgain = (): void => void ticking.tickNow()
  watchFile(session.config, { interval: settingsLookMs }, lookAgain)
  opened.defer(() => unwatchFile(session.config, lookAgain))
  await ticking.tickNow()
  await aborted(context.signal)
  return 0
}

/** Takes a changed feeds.json up. One that is broken is reported once and the settings of before stay in use. */
async function takeUp(session: Session, reporter: Reporter): Promise<SettingsChange | undefined> {
  try {
    const change = await session.takeUp()
    if (change !== undefined) for (const line of changeLines(change)) reporter.note(line)
    return change
  } catch (error) {
    if (!(error instanceof FatalError)) throw error
    reporter.trouble(`millrace: ${error.message}\n  the settings of before stay in use`)
    return undefined
  }
}

/** One run; what goes wrong with it as a whole is reported, the last output stays and the next tick tries again. */
async function runAndReport(
  context: Context,
  parts: Parts,
  { reporter, monitor }: { readonly reporter: Reporter; readonly monitor: Monitor | undefined },
  last: readonly DocumentInfo[],
  localOnly = false,
): Promise<readonly DocumentInfo[]> {
  try {
    const result = await run(parts, { all: false, localOnly, signal: context.signal })
    monitor?.runEnded(result)
    const hasNews = result.feeds.length > 0 || (result.published?.written ?? []).length > 0
    if (hasNews) reporter.runEnded(result, parts.outputFolder)
    return await parts.store.documents()
  } catch (error) {
    monitor?.runEnded(undefined)
    reporter.trouble(error instanceof FatalError ? `millrace: ${error.message}` : stackOf(error))
    // A set that was stored may be served though its files could not be written; what is served is always one set.
    return await parts.store.documents().catch(() => last)
  } finally {
    reporter.close()
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
