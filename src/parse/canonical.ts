import type { Category, Deletion, Entry, FeedFormat, Link, Markup, Person } from '../types.ts'
import type { Draft } from './revise.ts'

/** What RSS 2.0 has no room for, or what rss-parser would read once more, ready as an entry has it. */
export type OwnFields = Draft<Omit<Entry, 'id' | 'title' | 'categories'>>

/**
 * The one shape that all XML formats are brought to: RSS 2.0 as xml2js would give it (each field an array), so that
 * rss-parser can build from it. Addresses are absolute. What RSS 2.0 has no room for stands under `mr:`. So do dates, which
 * rss-parser would read and write once more, and the bodies: under `description` or `content:encoded` it would run a
 * pattern over them that takes 30 s for 240 kB. Of an entry all that is one field: rss-parser goes through a list of names for
 * each, and thirteen more made a fifth of the time that a short feed takes.
 */
export interface CanonicalItem {
  readonly title: One<string> | undefined
  readonly guid: One<string> | undefined
  readonly category: readonly Category[]
  readonly 'mr:entry': One<OwnFields>
}

export interface CanonicalChannel {
  readonly title: One<string> | undefined
  readonly description: One<string> | undefined
  readonly language: One<string> | undefined
  readonly copyright: One<string> | undefined
  readonly 'mr:updated': One<Date> | undefined
  readonly ttl: One<string> | undefined
  readonly 'mr:skipHours': readonly number[]
  readonly 'mr:skipDays': readonly number[]
  readonly 'mr:id': One<string> | undefined
  readonly 'mr:links': readonly Link[]
  readonly 'mr:authors': readonly Person[]
  readonly 'mr:categories': readonly Category[]
  readonly 'mr:deleted': readonly Deletion[]
  readonly 'mr:icon': One<string> | undefined
  readonly 'mr:logo': One<string> | undefined
  readonly 'mr:markup': One<Markup> | undefined
  readonly item: readonly CanonicalItem[]
}

/** What an adapter makes of a document. */
export interface CanonicalFeed {
  readonly format: FeedFormat
  readonly channel: CanonicalChannel
}

/** xml2js puts every element into an array. */
type One<T> = readonly [T]

/** A field that is there once, or not at all. */
export function one<T>(value: T | undefined): One<T> | undefined {
  return value === undefined ? undefined : [value]
}

type OptionalNames = Exclude<keyof OwnFields, 'links' | 'authors' | 'baseUrl' | 'images'>
type OptionalFields = { readonly [K in OptionalNames]: OwnFields[K] | undefined }

/** Sets those of the fields that are there; each by its name, as a loop over the names takes five times as long. */
export function setFields(own: OwnFields, fields: OptionalFields): void {
  const { published, updated, summary, content, commentCount, language, rights, markup, source } = fields
  if (published !== undefined) own.published = published
  if (updated !== undefined) own.updated = updated
  if (summary !== undefined) own.summary = summary
  if (content !== undefined) own.content = content
  if (commentCount !== undefined) own.commentCount = commentCount
  if (language !== undefined) own.language = language
  if (rights !== undefined) own.rights = rights
  if (markup !== undefined) own.markup = markup
  if (source !== undefined) own.source = source
}
