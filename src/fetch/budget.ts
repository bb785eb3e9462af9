/** What one request holds of the common memory. */
export interface Share {
  /** Takes more; a promise while there is none, which rejects with the signal's reason. */
  grow(bytes: number, signal: AbortSignal): Promise<void> | undefined
  /** Gives all back but so many bytes. */
  keep(bytes: number): void
  /** Gives all back. */
  release(): void
}

interface Waiter {
  readonly share: object
  readonly bytes: number
  readonly admit: () => void
}

/**
 * The memory that documents under way may take together. Whoever wants more than is left waits; only the oldest request
 * never does, so that those who hold a part each can't wait for one another for ever. It may go over the limit by what
 * one document may be.
 */
export class Budget {
  readonly #limit: number
  #used = 0
  /** In the order of their first bytes: whoever has none yet may still wait for a turn that the others hold. */
  readonly #shares = new Set<object>()
  readonly #waiting = new Set<Waiter>()

  constructor(limit: number) {
    this.#limit = limit
  }

  /** A share for one request; to be released in any case. */
  open(): Share {
    const share = {}
    let held = 0
    const take = (bytes: number): void => {
      held += bytes
      this.#used += bytes
    }
    return {
      grow: (bytes, signal) => {
        this.#shares.add(share)
        if (this.#hasRoom(share, bytes)) {
          take(bytes)
          return undefined
        }
        return new Promise((resolve, reject) => {
          const abort = (): void => {
            this.#waiting.delete(waiter)
            reject(signal.reason)
          }
          const waiter: Waiter = {
            share,
            bytes,
            admit: () => {
              signal.removeEventListener('abort', abort)
              take(bytes)
              resolve()
            },
          }
          signal.addEventListener('abort', abort, { once: true })
          this.#waiting.add(waiter)
        })
      },
      keep: (bytes) => {
        if (bytes >= held) return
        this.#used -= held - bytes
        held = bytes
        this.#admit()
      },
      release: () => {
        this.#shares.delete(share)
        this.#used -= held
        held = 0
        this.#admit()
      },
    }
  }

  #hasRoom(share: object, bytes: number): boolean {
    const [oldest] = this.#shares
    return share === oldest || this.#used + bytes <= this.#limit
  }

  #admit(): void {
    for (const waiter of this.#waiting) {
      if (!this.#hasRoom(waiter.share, waiter.bytes)) continue
      this.#waiting.delete(waiter)
      waiter.admit()
    }
  }
}
