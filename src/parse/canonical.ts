import type { Category, Deletion, Entry, FeedFormat, Image, Link, Markup, Person } from '../types.ts'

/**
 * The one shape that all XML formats are brought to: RSS 2.0 as xml2js would give it (each field an array), so that
 * rss-parser can build from it. Addresses are absolute. What RSS 2.0 has no room for stands under `mr:`. So do dates, which
 * rss-parser would read and write once more, and the bodies: under `description` or `content:encoded` it would run a
 * pattern over them that takes 30 s for 240 kB.
 */
export interface CanonicalItem {
  readonly title: One<string> | undefined
  readonly guid: One<string> | undefined
  readonly 'mr:published': One<Date> | undefined
  readonly category: readonly Category[]
  readonly 'mr:updated': One<Date> | undefined
  readonly 'mr:links': readonly Link[]
  readonly 'mr:authors': readonly Person[]
  readonly 'mr:summary': One<string> | undefined
  readonly 'mr:content': One<string> | undefined
  readonly 'mr:base': One<string>
  readonly 'mr:images': readonly Image[]
  readonly 'mr:comments': One<number> | undefined
  readonly 'mr:language': One<string> | undefined
  readonly 'mr:rights': One<string> | undefined
  readonly 'mr:markup': One<Markup> | undefined
  readonly 'mr:source': One<NonNullable<Entry['source']>> | undefined
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
