import type { Client } from 'undici'

/**
 * The connections to all origins, each lent to one request at a time; how many an origin may have at once is for those who
 * borrow to see to. One that stays open is lent again. undici's Agent does the same by a Pool for each origin, and every Pool
 * sets aside a queue of 2048 places, 16 kB: of a tick that asks a thousand hosts once, that was half of what it took.
 */
export class Connections {
  readonly #open: (origin: string) => Client
  /** By origin; only such as are connected. */
  readonly #idle = new Map<string, Client[]>()
  readonly #all = new Set<Client>()

  constructor(open: (origin: string) => Client) {
    this.#open = open
  }

  /** Lends a connection until `use` has settled; the address's scheme, host and port say where it leads. */
  async lend<Result>(origin: string, use: (client: Client) => Promise<Result>): Promise<Result> {
    const client = this.#take(origin)
    try {
      return await use(client)
    } finally {
      this.#giveBack(origin, client)
    }
  }

  /** Closes all of them; what is under way on them rejects. */
  async destroy(): Promise<void> {
    await Promise.all([...this.#all].map((client) => client.destroy()))
    this.#all.clear()
    this.#idle.clear()
  }

  #take(origin: string): Client {
    const idle = this.#idle.get(origin)
    const known = idle?.pop()
    if (idle?.length === 0) this.#idle.delete(origin)
    if (known !== undefined) return known
    const client = this.#open(origin)
    this.#all.add(client)
    // The other side, or undici after a while, has closed it. While it is lent, undici may connect it anew.
    client.on('disconnect', () => this.#forgetIdle(origin, client))
    return client
  }

  #giveBack(origin: string, client: Client): void {
    if (!this.#all.has(client)) return
    if (client.stats.connected) {
      this.#idle.set(origin, [...(this.#idle.get(origin) ?? []), client])
    } else {
      this.#all.delete(client)
      // It may still be connecting for a request that was given up.
      void client.destroy()
    }
  }

  #forgetIdle(origin: string, client: Client): void {
    const idle = this.#idle.get(origin)
    if (idle?.includes(client) !== true) return
    this.#all.delete(client)
    const others = idle.filter((each) => each !== client)
    if (others.length > 0) this.#idle.set(origin, others)
    else this.#idle.delete(origin)
  }
}
