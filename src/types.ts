/**
 * The domain, in the words of RFC 4287 and a few of our own (subscription, page, article, story, credit, publication).
 * Records are plain and read-only; times are `Date`, sizes are bytes, what is absent is `undefined`. Imports nothing.
 */

/** A reference (RFC 4287 4.2.7). `href` is absolute. */
export interface Link {
  readonly href: string
  /** `alternate`, `self`, `related`, `via`, `enclosure`, `replies`, `hub` … */
  readonly rel: string
  readonly type?: string
  readonly hreflang?: string
  readonly title?: string
  /** Bytes, as announced. */
  readonly length?: number
}

/** A person or an outlet (RFC 4287 3.2). */
export interface Person {
  readonly name: string
  readonly uri?: string
  readonly email?: string
}

/** RFC 4287 4.2.2. */
export interface Category {
  readonly term: string
  readonly scheme?: string
  readonly label?: string
}

/** A picture; sizes in CSS pixels. */
export interface Image {
  readonly url: string
  readonly width?: number
  readonly height?: number
  readonly alt?: string
}

/** What a feed says of itself: all that an `atom:source` can carry (RFC 4287 4.2.11). */
export interface Source {
  /** The feed's own id, else the address it was read from. */
  readonly id: string
  /** Plain text. */
  readonly title: string
  readonly subtitle?: string
  readonly updated?: Date
  readonly links: readonly Link[]
  readonly authors: readonly Person[]
  readonly rights?: string
  readonly icon?: string
  readonly logo?: string
  /** BCP 47, as declared. */
  readonly language?: string
}

export type FeedFormat = 'atom' | 'rss' | 'rdf' | 'json'

/** Something that was wrong with a feed document and was put right; `code` is stable, kept with the feed for `status`. */
export interface Repair {
  readonly code: string
  readonly count: number
}

/** A parsed feed document. */
export interface Feed {
  readonly format: FeedFormat
  readonly source: Source
  readonly categories: readonly Category[]
  /** In document order. */
  readonly entries: readonly Entry[]
  /** RSS `ttl` or `sy:update*`: how long the publisher wants to be left alone. */
  readonly ttlMinutes?: number
  readonly repairs: readonly Repair[]
}

/** One entry as its feed gives it. */
export interface Entry {
  /** The feed's own id (atom:id, guid, JSON id), untouched; absent when the feed gave none. */
  readonly id?: string
  /** Plain text, entities and markup resolved. */
  readonly title?: string
  /** Absolute. The page is the first with rel `alternate`. */
  readonly links: readonly Link[]
  readonly published?: Date
  readonly updated?: Date
  readonly authors: readonly Person[]
  readonly categories: readonly Category[]
  /** HTML as the feed gives it, not yet clean. */
  readonly summary?: string
  /** HTML as the feed gives it, not yet clean. */
  readonly content?: string
  /** What relative addresses inside `summary` and `content` are relative to (xml:base, else the entry's page). */
  readonly baseUrl: string
  readonly images: readonly Image[]
  readonly language?: string
  readonly rights?: string
  /** Where the feed itself says it has the entry from (atom:source, RSS source). */
  readonly source?: Partial<Source>
}

/** How much of an entry is published. */
export type ContentPolicy = 'full' | 'summary' | 'link'

/** Where the article is in a site's pages, for a site that is read wrongly without being told: CSS selectors. */
export interface PageRules {
  /** The elements that hold the article, in order. */
  readonly body?: string
  /** Elements that are no part of it. */
  readonly remove: readonly string[]
}

/** A configured feed, checked and with every default filled in. */
export interface Subscription {
  /** Its name for life: `feeds[].id`, else the URL as first configured. */
  readonly id: string
  readonly url: string
  readonly title?: string
  readonly tags: readonly string[]
  readonly content: ContentPolicy
  /** `feed`: its entries hold their whole texts, no page is asked for. */
  readonly readFrom: Article['origin']
  readonly article?: PageRules
  /** Which copy of a story is preferred, all else equal: the higher. */
  readonly priority: number
  /** So many of its newest entries stay in the window whatever their age. */
  readonly keep: number
  /** So many of its newest entries are published when it is read for the first time. */
  readonly backfill: number
  readonly headers: Readonly<Record<string, string>>
  readonly auth?: { readonly username: string; readonly password: string }
  readonly userAgent?: string
  /** IANA name, for dates that name no zone. */
  readonly timeZone: string
  readonly refreshMinutes: number
  readonly disabled: boolean
  /** Only with a `file:` address: URL prefix -> absolute folder its entries' pages are read from. */
  readonly pages: readonly { readonly prefix: string; readonly folder: string }[]
}

/** HTTP validators, byte for byte as the server sent them (RFC 9110 8.8). */
export interface Validators {
  readonly etag?: string
  readonly lastModified?: string
}

/** The outlet that a text names as its origin ("Source: …"). `url` only when it was linked or is a subscription's site. */
export interface Credit {
  readonly name: string
  readonly url?: string
}

/** Something that was taken out of a page or a feed's text, and why. */
export interface Cut {
  readonly reason: string
  readonly text: string
}

/** The evidence kept of a text, to find the same text again (see dedupe/fingerprint.ts). Hashes have at most 52 bits. */
export interface Fingerprint {
  /** The smallest shingle hashes, ascending: a bottom-k sketch. */
  readonly sketch: readonly number[]
  /** The hashes under which the text is found in the index. */
  readonly rows: readonly number[]
  /** Words, or characters where the script has no spaces. */
  readonly tokens: number
}

/** What was read for an entry: from its page, or from the feed's own text where the page gave nothing better. */
export interface Article {
  readonly title: string
  /** Safe: made of the allow-list's elements and attributes alone, every address absolute. */
  readonly html: string
  /** The same as plain text, blocks separated by an empty line. */
  readonly text: string
  /** Plain text. */
  readonly summary?: string
  readonly authors: readonly Person[]
  readonly published?: Date
  readonly updated?: Date
  readonly language?: string
  readonly image?: Image
  /** rel=canonical of the page. */
  readonly canonicalUrl?: string
  readonly siteName?: string
  readonly credit?: Credit
  readonly cuts: readonly Cut[]
  readonly origin: 'page' | 'feed'
  readonly fingerprint: Fingerprint
}

/** An entry as dedupe compares it. */
export interface Comparable {
  readonly key: string
  readonly subscription: string
  /** The story it belongs to; absent while it is being placed. */
  readonly storyId?: string
  readonly title: string
  readonly text: string
  readonly fingerprint: Fingerprint
  /** Cleaned addresses that name it: link, canonical. */
  readonly urls: readonly string[]
  readonly canonicalUrl?: string
  readonly credit?: Credit
  readonly published?: Date
  readonly firstSeenAt: Date
  readonly priority: number
}

/** Another place that carries a story. */
export interface Copy {
  readonly title: string
  readonly url?: string
  /** Title of the feed it came from. */
  readonly sourceTitle: string
}

/** Entries that tell one text, as published: the canonical one's article, and where else it stands. */
export interface Story {
  /** `urn:uuid:…`, for life. */
  readonly id: string
  readonly subscription: string
  readonly title: string
  readonly url?: string
  readonly published: Date
  /** Moves only when the publisher changes title or body. */
  readonly updated: Date
  readonly authors: readonly Person[]
  readonly categories: readonly Category[]
  readonly enclosures: readonly Link[]
  readonly language?: string
  readonly summary?: string
  /** Absent when the policy or the byte budget leaves only the summary. */
  readonly html?: string
  readonly image?: Image
  readonly rights?: string
  readonly credit?: Credit
  readonly source: Source
  readonly copies: readonly Copy[]
}

/** One output feed as its documents describe it. */
export interface Publication {
  /** `urn:uuid:…`, for life. */
  readonly id: string
  readonly title: string
  readonly subtitle?: string
  /** Where output/ is served, ending in a slash. */
  readonly url: string
  readonly language?: string
  readonly updated: Date
}

/** A finished public file. */
export interface Document {
  /** Relative to output/, with slashes. */
  readonly path: string
  readonly mediaType: string
  readonly bytes: Uint8Array
  /** Strong, quoted; made from the bytes. */
  readonly etag: string
  /** When these bytes first came to be. */
  readonly modified: Date
}
