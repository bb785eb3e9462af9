/** How a turn is waited for. */
export interface Pace {
  /** The least time between the host's last turn and this one. */
  readonly gapMs: number
  /** The longest wait. */
  readonly patienceMs: number
  /** What the wait rejects with after that. */
  readonly tooLong: () => Error
}

type Release = () => void

interface Waiter {
  readonly gapMs: number
  readonly admit: () => void
}

interface Host {
  inFlight: number
  /** When the last turn began, by the stopwatch. */
  beganAt: number
  readonly waiting: Waiter[]
  /** Set while only the gap holds the next one up, or keeps the host in mind. */
  timer: NodeJS.Timeout | undefined
}

/**
 * Turns: at most so many requests at once, and so many to one host, with a gap between their beginnings. First come,
 * first served within a host; hosts take turns among each other, and one that waits for its own limit or gap takes no
 * place from the others.
 */
export class Slots {
  readonly #total: number
  readonly #perHost: number
  readonly #hosts = new Map<string, Host>()
  /** Hosts that have someone waiting and room for one more, in the order in which they are served. */
  readonly #ready = new Set<string>()
  #inFlight = 0

  constructor(total: number, perHost: number) {
    this.#total = total
    this.#perHost = perHost
  }

  /** Waits for a turn; the answer gives it back, and must be called once. Rejects with the signal's reason. */
  acquire(name: string, signal: AbortSignal, pace?: Pace): Promise<Release> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason)
        return
      }
      const host = this.#host(name)
      const leave = (reason: unknown): void => {
        clearTimeout(impatience)
        signal.removeEventListener('abort', abort)
        host.waiting.splice(host.waiting.indexOf(waiter), 1)
        this.#ready.delete(name)
        this.#queue(name, host)
        this.#forgetIdle(name, host)
        reject(reason)
        // The next one may have waited only for the longer gap of who has left.
        this.#admit()
      }
      const abort = (): void => leave(signal.reason)
      const waiter: Waiter = {
        gapMs: pace?.gapMs ?? 0,
        admit: () => {
          clearTimeout(impatience)
          signal.removeEventListener('abort', abort)
          resolve(() => this.#release(name, host))
        },
      }
      const impatience = pace && setTimeout(() => leave(pace.tooLong()), pace.patienceMs)
      signal.addEventListener('abort', abort, { once: true })
      host.waiting.push(waiter)
      this.#queue(name, host)
      this.#admit()
    })
  }

  #host(name: string): Host {
    const known = this.#hosts.get(name)
    if (known !== undefined) return known
    const host: Host = { inFlight: 0, beganAt: Number.NEGATIVE_INFINITY, waiting: [], timer: undefined }
    this.#hosts.set(name, host)
    return host
  }

  #queue(name: string, host: Host): void {
    clearTimeout(host.timer)
    const [next] = host.waiting
    if (next === undefined || host.inFlight >= this.#perHost) return
    const waitMs = host.beganAt + next.gapMs - performance.now()
    if (waitMs <= 0) this.#ready.add(name)
    else {
      host.timer = setTimeout(() => {
        this.#ready.add(name)
        this.#admit()
      }, waitMs)
    }
  }

  #admit(): void {
    for (const name of this.#ready) {
      if (this.#inFlight >= this.#total) return
      // Taken out and put back, a host goes to the end of the line; a Set is walked in order of insertion.
      this.#ready.delete(name)
      const host = this.#hosts.get(name)
      const waiter = host?.waiting.shift()
      if (host === undefined || waiter === undefined) continue
      host.inFlight++
      host.beganAt = performance.now()
      this.#inFlight++
      this.#queue(name, host)
      waiter.admit()
    }
  }

  #release(name: string, host: Host): void {
    host.inFlight--
    this.#inFlight--
    this.#queue(name, host)
    this.#forgetIdle(name, host)
    this.#admit()
  }

  /** A host is kept in mind as long as its last turn can matter to the next. */
  #forgetIdle(name: string, host: Host): void {
    if (host.inFlight > 0 || host.waiting.length > 0) return
    const oldMs = host.beganAt + longestGapMs - performance.now()
    if (oldMs <= 0) this.#hosts.delete(name)
    else host.timer = setTimeout(() => this.#forgetIdle(name, host), oldMs).unref()
  }
}

/** Longer gaps are not kept between runs of requests. */
const longestGapMs = 60_000
