import type { Context } from '../context.ts'
import { detailLines, feedLine, printable, summaryLine } from './lines.ts'
import type { Reporter } from './reporter.ts'

/** A line for each feed and each run: for files, pipes and the journal. */
export function plainReporter({ print, warn }: Context): Reporter {
  return {
    onEvent: (event) => {
      if (event.kind !== 'feed') return
      for (const line of [feedLine(event.report), ...detailLines(event.report)]) print(line)
    },
    runEnded: (result, output) => {
      print(summaryLine(result, output))
      for (const problem of result.published?.problems ?? []) warn(printable(`not published: ${problem}`))
    },
    note: print,
    trouble: warn,
    close: () => undefined,
  }
}

/** Nothing while all is well, so that cron has no mail to send: only what failed, on standard error. */
export function quietReporter({ warn }: Context): Reporter {
  return {
    onEvent: (event) => {
      if (event.kind !== 'feed' || event.report.status !== 'failed') return
      for (const line of [feedLine(event.report), ...detailLines(event.report)]) warn(line)
    },
    runEnded: ({ published }) => {
      for (const problem of published?.problems ?? []) warn(printable(`not published: ${problem}`))
    },
    note: () => undefined,
    trouble: warn,
    close: () => undefined,
  }
}
