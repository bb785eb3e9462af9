import { run } from '../run.ts'
import type { Context } from './context.ts'
import { createReporter, type ReportOptions } from './report/reporter.ts'
import { openSession, type SessionOptions } from './session.ts'

export interface RunCommandOptions extends SessionOptions, ReportOptions {
  readonly all?: boolean
  readonly strict?: boolean
}

const exitFeedsFailed = 2
const exitInterrupted = 1

/** `millrace run`: one pass over the feeds that are due. Ends with 0 when the output stands, also if feeds failed. */
export async function runOnce(context: Context, options: RunCommandOptions): Promise<number> {
  const reporter = await createReporter(context, options)
  const session = await openSession(context, options, reporter.onEvent)
  try {
    const result = await run(session.parts, { all: options.all === true, signal: context.signal })
    reporter.runEnded(result, session.parts.outputFolder)
    if (result.published === undefined) return exitInterrupted
    return options.strict === true && result.feeds.some(({ status }) => status === 'failed') ? exitFeedsFailed : 0
  } finally {
    reporter.close()
    await session.close()
  }
}
