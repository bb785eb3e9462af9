import { unwatchFile, watchFile } from 'node:fs'
import { changeLines, type SettingsChange } from '../config/change.ts'
import type { Settings } from '../config/settings.ts'
import { FatalError } from '../errors.ts'
import { writeDocuments } from '../publish/write.ts'
import type { Parts } from '../run/parts.ts'
import { run } from '../run.ts'
import { startTicking } from '../schedule/ticking.ts'
import { startServer } from '../serve/server.ts'
import type { Document } from '../types.ts'
import type { Context } from './context.ts'
import { type Monitor, startMonitor } from './monitor.ts'
import { createReporter, type Reporter, type ReportOptions } from './report/reporter.ts'
import { openSession, type Session, type SessionOptions } from './session.ts'

/** No feed succeeded for so many intervals: something is wrong on our side. */
const sickAfterIntervals = 3

const settingsLookMs = 1000

/** `millrace start`: serves what is published, runs at once and then on schedule, until it is told to end. */
export async function start(context: Context, options: SessionOptions & ReportOptions): Promise<number> {
  const reporter = await createReporter(context, options)
  const session = await openSession(context, options, reporter.onEvent)
  const onError = (error: unknown): void => reporter.trouble(stackOf(error))
  const ends: (() => unknown)[] = [() => session.close()]
  try {
    const monitor = await startMonitor(() => session.parts, onError)
    if (monitor !== undefined) ends.push(() => monitor.close())
    const counted = (): Parts => monitor?.watch(session.parts) ?? session.parts
    let parts = counted()
    let documents = await parts.store.documents()
    // Files that an earlier process had no time to replace.
    if (documents.length > 0) await writeDocuments(parts.outputFolder, documents)
    let lastSuccessAt = await lastSuccess(parts)
    const startedAt = context.now()
    const pass = async (): Promise<void> => {
      const change = await takeUp(session, reporter)
      if (change !== undefined) parts = counted()
      if (change?.cron !== undefined) await ticking.reschedule(change.cron)
      documents = await runAndReport(context, parts, { reporter, monitor }, documents)
      lastSuccessAt = await lastSuccess(parts)
    }
    const ticking = startTicking({ cron: parts.settings.schedule.cron, task: pass, onError })
    ends.push(() => ticking.stop())
    const server = await startServer({
      ...parts.settings.server,
      documents: () => documents,
      health: () => health(parts.settings, lastSuccessAt ?? startedAt, lastSuccessAt, context.now()),
      nextRunAt: () => ticking.nextAt(),
      now: context.now,
      onError,
    })
    ends.push(() => server.close())
    reporter.note(`serving ${server.url}; subscribe to ${server.url}atom.xml`)
    if (monitor !== undefined) reporter.note(`metrics at ${monitor.url}`)
    // Asking for its date works where being told of changes does not: network file systems, mounts of a container.
    const lookAgain = (): void => void ticking.tickNow()
    watchFile(session.config, { interval: settingsLookMs }, lookAgain)
    ends.push(() => unwatchFile(session.config, lookAgain))
    await ticking.tickNow()
    await aborted(context.signal)
    return 0
  } finally {
    for (const end of ends.reverse()) await end()
  }
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
  last: readonly Document[],
): Promise<readonly Document[]> {
  try {
    const result = await run(parts, { all: false, signal: context.signal })
    monitor?.runEnded(result)
    const hasNews = result.feeds.length > 0 || (result.published?.written ?? []).length > 0
    if (hasNews) reporter.runEnded(result, parts.outputFolder)
    return await parts.store.documents()
  } catch (error) {
    if (!(error instanceof FatalError)) throw error
    monitor?.runEnded(undefined)
    reporter.trouble(`millrace: ${error.message}`)
    return last
  } finally {
    reporter.close()
  }
}

/** When a feed from the network last answered; where all are files, when one was last read. */
async function lastSuccess({ store, settings }: Parts): Promise<Date | undefined> {
  const remote = settings.feeds.filter(({ url, disabled }) => !disabled && !url.startsWith('file:'))
  const counted = new Set((remote.length > 0 ? remote : settings.feeds).map(({ id }) => id))
  const times = (await store.feedStates())
    .filter(({ id }) => counted.has(id))
    .flatMap(({ lastSuccessAt }) => lastSuccessAt?.getTime() ?? [])
  return times.length === 0 ? undefined : new Date(Math.max(...times))
}

function health(
  settings: Settings,
  since: Date,
  lastSuccessAt: Date | undefined,
  now: Date,
): { ok: boolean; lastSuccessAt?: string } {
  const patienceMs = settings.schedule.refreshMinutes * 60_000 * sickAfterIntervals
  const ok = now.getTime() - since.getTime() <= patienceMs
  return { ok, ...(lastSuccessAt === undefined ? {} : { lastSuccessAt: lastSuccessAt.toISOString() }) }
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
