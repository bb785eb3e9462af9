import { run } from '../run.ts'
import type { Context } from './context.ts'
import { createReporter, type ReportOptions } from './report/reporter.ts'
import { openSession, type SessionOptions } from './session.ts'

export interface RunCommandOptions extends SessionOptions, ReportOptions {
  readonly all?: boolean
  readonly strict?: boolean
}

const exitFeedsFailed = 2
/** What a shell reports for a program that was ended by SIGINT. */
const exitInterrupted = 130
const exitNotPublished = 1

/** `millrace run`: one pass over the feeds that are due. Ends with 0 when the output stands, also if feeds failed. */
export async function runOnce(context: Context, options: RunCommandOptions): Promise<number> {
  const reporter = await createReporter(context, options)
  const session = await openSession(context, options, reporter.onEvent)
  try {
    const result = await run(session.parts, { all: options.all === true, signal: context.signal })
    reporter.runEnded(result, session.parts.outputFolder)
    if (result.published === undefined) return exitInterrupted
    if (!result.published.stands) return exitNotPublished
    return options.strict === true && result.feeds.some(({ status }) => status === 'failed') ? exitFeedsFailed : 0
  } finally {
    reporter.close()
    await session.close()
  }
}
