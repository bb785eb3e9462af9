/**
 * The time that a request and its redirects may take together. It stands still while they wait for their turn, and its
 * signal also carries the other reasons to give up.
 */
export class Deadline {
  readonly #controller = new AbortController()
  readonly #expired: () => Error
  #leftMs: number
  #runningSince: number | undefined
  #timer: NodeJS.Timeout | undefined

  constructor(totalMs: number, expired: () => Error) {
    this.#leftMs = totalMs
    this.#expired = expired
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  run(): void {
    // A monotonic stopwatch, no time of day: `now` may jump, and a test's `now` may stand still.
    this.#runningSince = performance.now()
    this.#timer = setTimeout(() => this.abort(this.#expired()), this.#leftMs)
  }

  pause(): void {
    clearTimeout(this.#timer)
    if (this.#runningSince !== undefined) {
      this.#leftMs = Math.max(0, this.#leftMs - (performance.now() - this.#runningSince))
    }
    this.#runningSince = undefined
  }

  abort(reason: Error): void {
    this.#controller.abort(reason)
  }
}
