import { pino } from 'pino'
import type { FeedReport } from '../../run/parts.ts'
import { withoutSecrets } from '../../util/secrets.ts'
import type { Context } from '../context.ts'
import { totals } from './lines.ts'
import type { Reporter } from './reporter.ts'

/** A line of JSON for each feed, each run and each trouble, on standard output. */
export function jsonReporter({ print, now }: Context): Reporter {
  const log = pino(
    {
      base: null,
      timestamp: () => `,"time":"${now().toISOString()}"`,
      formatters: { level: (level) => ({ level }) },
    },
    { write: (line: string) => print(withoutSecrets(line.trimEnd())) },
  )
  return {
    onEvent: (event) => {
      if (event.kind === 'feed') log[levelOf(event.report)](feedFields(event.report), 'feed')
    },
    runEnded: (result, output) => {
      const { published, ms, feeds, held } = result
      const { problems = [], ...done } = published ?? {}
      log.info(
        { feeds: feeds.length, held, ...totals(result), ms, interrupted: published === undefined, ...done, output },
        'run',
      )
      for (const problem of problems) log.warn({ problem }, 'not published')
    },
    note: (text) => log.info(text),
    trouble: (text) => log.error(text),
    close: () => undefined,
  }
}

function levelOf({ status, error }: FeedReport): 'info' | 'warn' | 'error' {
  if (error?.code === 'BUG') return 'error'
  return status === 'failed' ? 'warn' : 'info'
}

/** A report as one flat record; `error` becomes fields that a log search finds. */
function feedFields({ error, ...report }: FeedReport): object {
  return { ...report, ...(error === undefined ? {} : { code: error.code, error: error.message, stack: error.stack }) }
}
