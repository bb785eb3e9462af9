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
  /** How long an enclosure plays, as announced. */
  readonly durationSeconds?: number
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

/**
 * Text constructs that the feed wrote with markup (emphasis, a formula, a link to the licence), as HTML that is not yet
 * clean, with absolute addresses. Each stands beside the plain field of its name, which leaves the markup out.
 */
export interface Markup {
  readonly title?: string
  readonly subtitle?: string
  readonly rights?: string
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
  readonly markup?: Markup
}

export type FeedFormat = 'atom' | 'rss' | 'rdf' | 'json'

/** Something that was wrong with a feed document and was put right; `code` is stable, kept with the feed for `status`. */
export interface Repair {
  readonly code: string
  readonly count: number
}

/** An entry that its publisher took back (RFC 6721, at:deleted-entry). */
export interface Deletion {
  /** The entry's id. */
  readonly ref: string
  readonly when?: Date
}

/** A parsed feed document. */
export interface Feed {
  readonly format: FeedFormat
  readonly source: Source
  readonly categories: readonly Category[]
  /** In document order. */
  readonly entries: readonly Entry[]
  readonly deleted: readonly Deletion[]
  /** RSS `ttl` or `sy:update*`: how long the publisher wants to be left alone. */
  readonly ttlMinutes?: number
  /** RSS `skipHours`: hours of the day, 0 to 23 in UTC, in which the publisher wants to be left alone; ascending. */
  readonly skipHours: readonly number[]
  /** RSS `skipDays`: days of the week in UTC, Sunday 0 to Saturday 6; ascending. */
  readonly skipDays: readonly number[]
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
  /** Comments so far, as the feed counts them. */
  readonly commentCount?: number
  readonly language?: string
  readonly rights?: string
  readonly markup?: Markup
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
  /** The link to the article's next page, where it has several. */
  readonly next?: string
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
  /** Asked so often instead of by its rhythm. */
  readonly refreshMinutes?: number
  readonly disabled: boolean
  /** Only with a `file:` address: URL prefix -> absolute folder its entries' pages are read from. */
  readonly pages: readonly { readonly prefix: string; readonly folder: string }[]
}

/** What a feed's document says of when it wants to be asked; see the fields of `Feed`. */
export type Wishes = Pick<Feed, 'ttlMinutes' | 'skipHours' | 'skipDays'>

/** How often and when a feed posts, learned from its entries' times. Weights are entries that count less as they age. */
export interface Rhythm {
  /** Until when the feed has been watched; milliseconds since 1970. */
  readonly until: number
  /** For how many days it has been watched, aged in the same way as the weights. */
  readonly days: number
  /** Weight by hour of the day, 0 to 23 in UTC. */
  readonly hours: readonly number[]
  /** Weight by day of the week, 0 = Sunday in UTC. */
  readonly weekdays: readonly number[]
  /** Weight by sixth of the hour: what a clock posts comes at the same minute. */
  readonly minutes: readonly number[]
}

/** What decided when a feed is asked next: its rhythm, a bound of ours or its settings', its publisher, or trouble. */
export type CheckReason =
  | 'rhythm'
  | 'own-interval' // feeds[].refreshMinutes
  | 'least-interval' // schedule.refreshMinutes
  | 'no-validators' // the server can't say that nothing changed
  | 'max-age'
  | 'ttl'
  | 'skip' // skipHours, skipDays
  | 'retry-after'
  | 'host-busy' // too much else was to be asked of its host
  | 'failures'

/** What the schedule remembers of a feed. */
export interface Pace {
  /** As its last document said; an answer that nothing changed leaves them as they are. */
  readonly wishes: Wishes
  readonly rhythm?: Rhythm
  /** Why the next check is when it is. */
  readonly why: CheckReason
}

/** HTTP validators, byte for byte as the server sent them (RFC 9110 8.8). */
export interface Validators {
  readonly etag?: string
  readonly lastModified?: string
}

/** One line of a robots.txt: the longest that fits a path decides (RFC 9309 2.2.2). */
export interface RobotsRule {
  readonly isAllowed: boolean
  /** A path's beginning in comparable form; `*` stands for anything, a `$` at the end for the end. */
  readonly pattern: string
}

/** What a site's robots.txt asks of Millrace. */
export interface Robots {
  readonly rules: readonly RobotsRule[]
  /** The least time between two requests. */
  readonly crawlDelaySeconds?: number
}

/** What is remembered of one origin's robots.txt. */
export interface KnownRobots {
  /** Absent while it could not be read and nothing is known from before: then nothing may be read (RFC 9309 2.3.1.4). */
  readonly robots?: Robots
  readonly freshUntil: Date
  /** The address that gave the validators, after redirects. */
  readonly answeredUrl?: string
  readonly validators: Validators
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

/** Why a line that recurs on a host is no part of its articles. */
export type LineSign =
  | 'promotion' // invites to something outside the text
  | 'credit' // names a source
  | 'own-name' // names the site
  | 'company' // is a company's name, with its legal form
  | 'repeated' // stands several times in one article
  | 'ending' // always in last place, and no sentence

/** A line of an article, or the phrase apart from the sentences at a line's start or end. */
export interface LineSighting {
  /** Of place and words, unsigned, 32 bits: the same line is the same hash in every article. */
  readonly hash: number
  readonly place: 'line' | 'start' | 'end'
  readonly text: string
  readonly signs: readonly LineSign[]
}

/** A line that was seen in more than one article of its host. */
export interface RecurringLine extends Omit<LineSighting, 'signs'> {
  /** Articles that it stands in. */
  readonly count: number
  /** In how many of them each sign was seen; of the first nothing is known but the hash. */
  readonly signs: Readonly<Partial<Record<LineSign, number>>>
}

/** An article as its host's record takes it up. */
export interface SeenArticle {
  /** Of what it is known by: the same article counts once. */
  readonly hash: number
  readonly lines: readonly LineSighting[]
}

/** What is remembered of a host's articles to tell what recurs in them. Counts are halved from time to time: they fade. */
export interface HostLines {
  /** Articles that the counts are of. */
  readonly articles: number
  /** Most frequent first. */
  readonly lines: readonly RecurringLine[]
  /** Hashes of lines seen once, the newest last. */
  readonly once: readonly number[]
  /** Hashes of the articles seen last. */
  readonly recent: readonly number[]
  /** Hashes of the lines that the articles stored before have been cleaned of, too. */
  readonly applied: readonly number[]
}

/** A line that is to be cut from a host's articles. */
export interface LearnedLine {
  readonly hash: number
  /** For `Cut.reason`. */
  readonly reason: string
  /** What the line says the site is called, where it is a name: as good as one that the feed tells. */
  readonly name?: string
}

/**
 * The evidence kept of a text: enough to find the same text again and to decide without the text (see
 * dedupe/fingerprint.ts). All hashes are unsigned and of 32 bits.
 */
export interface Fingerprint {
  /** Words, or characters where the script has no spaces. */
  readonly tokens: number
  /** Distinct shingles. */
  readonly size: number
  /** The smallest distinct shingle hashes, ascending; all of them while `size` is no larger. */
  readonly sketch: Uint32Array
  /** The smallest shingle hashes of the text's first words, ascending. */
  readonly head: Uint32Array
  /** The numbers that the text names, hashed, ascending and distinct; the smallest where there are very many. */
  readonly numbers: Uint32Array
  /** Title and text of a stub in one; 0 for any longer text. */
  readonly whole: number
  /** The hashes under which the text is found in the index. */
  readonly rows: Uint32Array
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
  /** Why its page was not read or gave nothing, where that is so. */
  readonly pageTrouble?: string
  readonly fingerprint: Fingerprint
}

/** An entry as dedupe compares it. */
export interface Comparable {
  readonly key: string
  readonly subscription: string
  /** The story it belongs to; absent while it is being placed. */
  readonly storyId?: string
  readonly title: string
  readonly fingerprint: Fingerprint
  /** Cleaned addresses that name it: link, canonical. */
  readonly urls: readonly string[]
  readonly canonicalUrl?: string
  readonly credit?: Credit
  readonly published?: Date
  readonly firstSeenAt: Date
  /** Its own date where it was old stock when its feed was first read, else `firstSeenAt`. */
  readonly enteredAt: Date
}

/** What is known of a subscription when one of its entries may stand for a story that others carry too. */
export interface Standing {
  /** As in the settings: the higher is preferred, all else equal. */
  readonly priority: number
  /** What its feed is called, by itself and by the settings. */
  readonly titles: readonly string[]
  /** Address of its web site. */
  readonly site?: string
  /** Of the stories that it brought, the share in which another source's entry stands for the story, 0 to 1; absent while there are few. */
  readonly copyShare?: number
}

/** What a person decided about entries, whatever the evidence says; kept until the person takes it back. */
export interface UserRule {
  /** `split`: `keys` never share a story with `others`. `merge`: they always do. */
  readonly kind: 'split' | 'merge'
  /** The story that was left, or the one that became part of another. */
  readonly storyId: string
  /** split: the entry that left; merge: the entries that came along. At least one; the first names the rule. */
  readonly keys: readonly string[]
  /** The entries that the story had besides, or the other story's. */
  readonly others: readonly string[]
}

/** How the rules change by a new one, or by taking one back. A rule is known by its kind and its first key. */
export interface RuleChange {
  readonly drop: readonly UserRule[]
  readonly keep: readonly UserRule[]
}

/** Another place that carries a story, or tells of the same event. */
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
  /** Where other sources tell of the same event in other words; the strongest evidence first. */
  readonly related: readonly Copy[]
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
  /** Whether the texts of stories end with the other places that carry them. */
  readonly alsoAt?: boolean
}

/** What is known of a finished public file beside its bytes, which may be megabytes. */
export interface DocumentInfo {
  /** Relative to output/, with slashes. */
  readonly path: string
  readonly mediaType: string
  /** Bytes. */
  readonly size: number
  /** Strong, quoted; made from the bytes. */
  readonly etag: string
  /** When these bytes first came to be. */
  readonly modified: Date
}

/** A finished public file. */
export interface Document extends DocumentInfo {
  readonly bytes: Uint8Array
}
