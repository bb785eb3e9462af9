import { FeedError } from '../errors.ts'
import type { HostBook } from './request.ts'

/** Far longer than a request may take, and soon over when whoever claimed a host has died. */
const claimMs = 5 * 60_000
/** What is left of a claim at the least when a request is begun under it. */
const leastLeftMs = 2 * 60_000

interface Claim {
  readonly until: Date
  heldUntil: Date | undefined
}

/**
 * The hosts that this process may ask. Each is claimed in its row of the store once for some minutes, so that its turns
 * are counted in one place, on one machine and on several; what is claimed within one turn of the event loop goes in one
 * statement. A row also says until when its host asked to be left alone.
 */
export class Hosts {
  readonly #book: HostBook
  readonly #now: () => Date
  readonly #claims = new Map<string, Claim>()
  #lookedAt = new Date(0)
  #wanted: { readonly hosts: Set<string>; readonly claimed: Promise<void> } | undefined

  constructor(book: HostBook, now: () => Date) {
    this.#book = book
    this.#now = now
  }

  /** Settles when the host may be asked now; rejects with FETCH_HELD when it may not. */
  async enter(host: string, url: string): Promise<void> {
    if (!this.#isOurs(host)) await this.#claim(host)
    const claim = this.#claims.get(host)
    if (claim === undefined || !this.#isOurs(host)) {
      throw new FeedError('FETCH_HELD', url, `${host} is being asked by another worker`)
    }
    const { heldUntil } = claim
    if (heldUntil === undefined || heldUntil <= this.#now()) return
    const message = `${host} asked to be left alone until ${heldUntil.toISOString()}`
    throw new FeedError('FETCH_HELD', url, message, { retryAt: heldUntil })
  }

  /** The host asked to be left alone (Retry-After). */
  async hold(host: string, until: Date): Promise<void> {
    const claim = this.#claims.get(host)
    if (claim !== undefined && (claim.heldUntil ?? until) <= until) claim.heldUntil = until
    await this.#book.hold(host, until)
  }

  /** Gives all hosts back. */
  async release(): Promise<void> {
    if (this.#claims.size === 0) return
    this.#claims.clear()
    await this.#book.release(this.#now())
  }

  #isOurs(host: string): boolean {
    const leftMs = (this.#claims.get(host)?.until.getTime() ?? 0) - this.#now().getTime()
    // More than was claimed: the clock has been put back.
    return leftMs >= leastLeftMs && leftMs <= claimMs
  }

  #claim(host: string): Promise<void> {
    this.#wanted ??= this.#gather()
    this.#wanted.hosts.add(host)
    return this.#wanted.claimed
  }

  #gather(): { readonly hosts: Set<string>; readonly claimed: Promise<void> } {
    const hosts = new Set<string>()
    const claimed = new Promise<void>((resolve, reject) => {
      setImmediate(() => {
        this.#wanted = undefined
        this.#claimAll([...hosts]).then(resolve, reject)
      })
    })
    return { hosts, claimed }
  }

  async #claimAll(hosts: readonly string[]): Promise<void> {
    const now = this.#now()
    this.#forgetLapsed(now)
    const until = new Date(now.getTime() + claimMs)
    for (const [host, heldUntil] of await this.#book.claim(hosts, now, until)) {
      this.#claims.set(host, { until, heldUntil })
    }
  }

  /** Once in the time of a claim is enough, and cheap for ten thousand hosts. */
  #forgetLapsed(now: Date): void {
    if (now.getTime() - this.#lookedAt.getTime() < claimMs) return
    this.#lookedAt = now
    for (const [host, { until }] of this.#claims) if (until <= now) this.#claims.delete(host)
  }
}
