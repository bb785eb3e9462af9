import type { Identity } from '../dedupe/identity.ts'
import type { FeedLimits } from '../parse/limits.ts'
import type { OpmlSource } from '../publish/opml.ts'
import type { Article, Entry, Feed, LearnedLine, LineSighting, PageRules, Publication, Story } from '../types.ts'

/** Bytes as they came from the network or a file. Their buffer moves to the worker thread: don't touch it afterwards. */
export interface RawDocument {
  readonly bytes: Uint8Array
  readonly contentType?: string
  readonly contentLanguage?: string
  /** The address they were finally read from. */
  readonly url: string
}

export interface ReadFeedInput {
  /** The subscription's id, the first half of its entries' keys. */
  readonly subscription: string
  readonly document: RawDocument
  /** IANA name, for dates that name no zone. */
  readonly timeZone: string
  readonly limits: FeedLimits
  readonly now: Date
}

export interface ReadFeedResult {
  readonly feed: Feed
  /** What each entry is recognised by, in the order of `feed.entries`. */
  readonly identities: readonly Identity[]
}

export interface ReadPageInput {
  readonly entry: Entry
  /** Absent when the entry has no page or it could not be fetched: the feed's own text is all there is. */
  readonly page?: RawDocument
  /** Pages that the article may go on with, in order, each named by the result for those before it. */
  readonly further?: readonly RawDocument[]
  readonly feed: { readonly title: string; readonly siteUrl?: string; readonly language?: string }
  /** Of the subscription: where its pages hold the article. */
  readonly rules?: PageRules
  /** What was learned of its host. */
  readonly learned?: readonly LearnedLine[]
  readonly now: Date
}

export interface ReadPageResult {
  readonly article: Article
  /** What of its text could recur on its host, also what was cut. */
  readonly sightings: readonly LineSighting[]
  /** Why the page's text was not used although there was a page. */
  readonly pageLeft?: string
  /** Where the article goes on that is read of the page, beside the page itself, whose bytes had moved here. */
  readonly next?: { readonly url: string; readonly page: RawDocument }
  /** Whether the page says that it shows its whole text to subscribers only. */
  readonly isPaid?: boolean
  /** Where the page says each thing (title, authors, published …), for whoever looks at a reading. */
  readonly origins?: Readonly<Record<string, string>>
}

export interface CleanAgainInput {
  readonly article: Article
  readonly learned: readonly LearnedLine[]
}

export interface RenderInput {
  readonly publication: Publication
  readonly stories: readonly Story[]
  /** The active subscriptions. */
  readonly sources: readonly OpmlSource[]
  readonly version: string
}

export interface RenderedFile {
  readonly path: string
  readonly mediaType: string
  readonly bytes: Uint8Array
}

export interface RenderResult {
  readonly files: readonly RenderedFile[]
  /** Stories that could not be written, each with the reason. */
  readonly problems: readonly string[]
}

/** The work that is done on worker threads: each takes one document's bytes or records and gives records. */
export interface Tasks {
  /** There will be work soon: whoever has to start something for it may do so while the first answers are waited for. */
  wake(): void
  /** Throws FeedError. */
  readFeed(input: ReadFeedInput): Promise<ReadFeedResult>
  /** Never fails for what is in the page: the entry's own text is the fallback. */
  readPage(input: ReadPageInput): Promise<ReadPageResult>
  /** Stored articles without what was learned of their host since; undefined for each that has nothing of it. */
  cleanAgain(inputs: readonly CleanAgainInput[]): Promise<readonly (Article | undefined)[]>
  /** Throws FatalError `OUTPUT` when the result would not be a valid feed. */
  render(input: RenderInput): Promise<RenderResult>
}
