/** What every command gets of the outside world. */
export interface Context {
  readonly version: string
  readonly now: () => Date
  /** Aborted by Ctrl-C and SIGTERM. */
  readonly signal: AbortSignal
  readonly print: (line: string) => void
  /** For trouble: standard error. */
  readonly warn: (line: string) => void
  /** Set when a person watches standard output. */
  readonly terminal?: Terminal
}

/** What can be drawn on. */
export interface Terminal {
  /** As it is, without an end of line. */
  write(text: string): void
  columns(): number
  readonly hasColour: boolean
}
