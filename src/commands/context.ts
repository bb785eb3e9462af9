/** What every command gets of the outside world. */
export interface Context {
  readonly version: string
  readonly now: () => Date
  /** Aborted by Ctrl-C and SIGTERM. */
  readonly signal: AbortSignal
  readonly print: (line: string) => void
  /** For trouble: standard error. */
  readonly warn: (line: string) => void
}
