import type { KnownRobots, Validators } from '../types.ts'

/** What a fetcher is told by the settings, the store and the clock. */
export interface FetcherOptions {
  readonly limits: {
    /** For a request with all its redirects, from the first connection to the last byte; waiting for a turn is not counted. */
    readonly requestSeconds: number
    readonly redirects: number
    readonly connections: number
    readonly connectionsPerHost: number
    /** The least time between the beginnings of two requests to one host. */
    readonly hostGapMs: number
  }
  readonly userAgent: string
  /** What may be asked although it is not public: addresses, networks, or an address or a name with its port. */
  readonly allowAddresses: readonly string[]
  readonly hosts: HostBook
  readonly robots: RobotsBook
  readonly now: () => Date
}

/** The rows of the hosts. A host is a name or an address without port: one machine, one publisher. */
export interface HostBook {
  /** Claims hosts until a time; gives those that are ours now, each with the end of the peace it asked for, if it did. */
  claim(hosts: readonly string[], now: Date, until: Date): Promise<ReadonlyMap<string, Date | undefined>>
  /** The host asked to be left alone. */
  hold(host: string, until: Date): Promise<void>
  /** Gives back all that was claimed. */
  release(now: Date): Promise<void>
}

/** What is remembered of robots.txt, by origin. */
export interface RobotsBook {
  find(origin: string): Promise<KnownRobots | undefined>
  save(origin: string, known: KnownRobots): Promise<void>
}

/** One document to get. */
export interface FetchRequest {
  readonly url: string
  /**
   * The configured address that the request is made for. What the settings allow beyond the public internet is open to a
   * feed that lies there itself: by literal address, or name and port, with its pages and redirects everywhere; by a name
   * that led there when the feed was last read, with the pages of its own origin. No other feed can send us into one's own
   * network: whose name leads to the public internet when the feed is read, and elsewhere for a page, is refused there.
   */
  readonly home: string
  /** Decides what is asked for in Accept; for a page, its site's robots.txt is asked first and obeyed. */
  readonly kind: 'feed' | 'page' | 'robots'
  /** Of the decoded document, and of what comes over the wire. */
  readonly maxBytes: number
  /** What was stored of the last answer: makes the request to the address that gave it conditional, and no other. */
  readonly known?: { readonly url: string; readonly validators: Validators }
  /** Sent to the origin of `home` only, never after a redirect has left it. */
  readonly headers?: Readonly<Record<string, string>>
  /** Sent to the origin of `home` only, never after a redirect has left it. */
  readonly auth?: { readonly username: string; readonly password: string }
  readonly userAgent?: string
  readonly signal?: AbortSignal
  /**
   * Never rejects. Until it settles, the document counts among those under way: others wait where theirs would be too much
   * beside it, so that no heap of documents grows before a reader that is slower than the network.
   */
  readonly until?: Promise<unknown>
}

interface Answered {
  /** The address that answered, after all redirects; without fragment and credentials. */
  readonly url: string
  /** Where the document has moved for good: set when redirects 301 or 308, and no others, led to `url`. */
  readonly permanentUrl?: string
  /** To be stored, whole, in place of the former ones. */
  readonly validators: Validators
  /** How long the answer stays fresh (RFC 9111 4.2.1), its age taken off. */
  readonly maxAgeSeconds?: number
}

interface Fetched extends Answered {
  readonly status: 'fetched'
  /** Content codings undone, charset as it came. */
  readonly bytes: Uint8Array
  readonly contentType?: string
  /** Content-Language, where it names a single one: a list says whom a document is for, not how it is written. */
  readonly contentLanguage?: string
  readonly httpStatus: number
  /** Only the entries that are new or changed since the answer of the validators (226, RFC 3229 and its `feed`): what is missing is not gone. */
  readonly isDelta?: true
}

interface NotModified extends Answered {
  readonly status: 'notModified'
}

/** What came of a request; every other outcome is a FeedError. */
export type FetchResult = Fetched | NotModified
