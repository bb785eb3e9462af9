import type { RunEvent } from '../../run/parts.ts'
import type { RunResult } from '../../run.ts'
import type { Context } from '../context.ts'
import { plainReporter, quietReporter } from './plain.ts'
import { terminalReporter } from './terminal.ts'

/** How `run` and `start` tell what they do. */
export interface Reporter {
  /** While a run goes on. */
  onEvent(event: RunEvent): void
  /** A run has ended, by itself or interrupted. */
  runEnded(result: RunResult, output: string): void
  /** Worth knowing, no trouble. */
  note(text: string): void
  /** Trouble that ends nothing. */
  trouble(text: string): void
  /** The run is over, however it ended: stops drawing. */
  close(): void
}

export interface ReportOptions {
  /** Only what went wrong. */
  readonly quiet?: boolean
  /** A line of JSON for each feed, each run and each trouble. */
  readonly logJson?: boolean
}

/** The reporter the user asked for; else progress on a terminal, plain lines elsewhere. */
export async function createReporter(context: Context, { quiet, logJson }: ReportOptions): Promise<Reporter> {
  // pino takes a tenth of the program's start: only who asks for it waits for it.
  if (logJson === true) return (await import('./json.ts')).jsonReporter(context)
  if (quiet === true) return quietReporter(context)
  return context.terminal === undefined ? plainReporter(context) : terminalReporter(context, context.terminal)
}
