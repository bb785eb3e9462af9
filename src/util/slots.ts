interface Waiter {
  readonly admit: () => void
}

interface Host {
  inFlight: number
  readonly waiting: Waiter[]
}

/**
 * Turns: at most so many requests at once, and so many to one host. First come, first served within a host; hosts take
 * turns among each other, and one that waits for its own limit takes no place from the others.
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
  acquire(name: string, signal: AbortSignal): Promise<() => void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason)
        return
      }
      const host = this.#hosts.get(name) ?? { inFlight: 0, waiting: [] }
      this.#hosts.set(name, host)
      const abort = (): void => {
        host.waiting.splice(host.waiting.indexOf(waiter), 1)
        if (host.waiting.length === 0) this.#ready.delete(name)
        this.#forgetIdle(name, host)
        reject(signal.reason)
      }
      const waiter: Waiter = {
        admit: () => {
          signal.removeEventListener('abort', abort)
          resolve(() => this.#release(name, host))
        },
      }
      signal.addEventListener('abort', abort, { once: true })
      host.waiting.push(waiter)
      this.#queue(name, host)
      this.#admit()
    })
  }

  #queue(name: string, host: Host): void {
    if (host.waiting.length > 0 && host.inFlight < this.#perHost) this.#ready.add(name)
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

  #forgetIdle(name: string, host: Host): void {
    if (host.inFlight === 0 && host.waiting.length === 0) this.#hosts.delete(name)
  }
}
