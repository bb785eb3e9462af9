import type { Category, Entry, FeedFormat, Image, Link, Person } from '../types.ts'

/**
 * The one shape that all XML formats are brought to: RSS 2.0 as xml2js would give it (each field an array), so that
 * rss-parser can build from it. Dates are ISO strings, addresses absolute. What RSS 2.0 has no room for stands under
 * `mr:`, and so do the bodies: under `description` or `content:encoded` rss-parser would run a pattern over them that
 * takes 30 s for 240 kB.
 */
export interface CanonicalItem {
  readonly title?: One<string>
  readonly guid?: One<string>
  readonly pubDate?: One<string>
  readonly category: readonly Category[]
  readonly 'mr:updated'?: One<string>
  readonly 'mr:links': readonly Link[]
  readonly 'mr:authors': readonly Person[]
  readonly 'mr:summary'?: One<string>
  readonly 'mr:content'?: One<string>
  readonly 'mr:base': One<string>
  readonly 'mr:images': readonly Image[]
  readonly 'mr:language'?: One<string>
  readonly 'mr:rights'?: One<string>
  readonly 'mr:source'?: One<NonNullable<Entry['source']>>
}

export interface CanonicalChannel {
  readonly title?: One<string>
  readonly description?: One<string>
  readonly language?: One<string>
  readonly copyright?: One<string>
  readonly lastBuildDate?: One<string>
  readonly ttl?: One<string>
  readonly 'mr:skipHours': readonly number[]
  readonly 'mr:skipDays': readonly number[]
  readonly 'mr:id'?: One<string>
  readonly 'mr:links': readonly Link[]
  readonly 'mr:authors': readonly Person[]
  readonly 'mr:categories': readonly Category[]
  readonly 'mr:icon'?: One<string>
  readonly 'mr:logo'?: One<string>
  readonly item: readonly CanonicalItem[]
}

/** What an adapter makes of a document. */
export interface CanonicalFeed {
  readonly format: FeedFormat
  readonly channel: CanonicalChannel
}

/** xml2js puts every element into an array. */
type One<T> = readonly [T]

/** A field that is there once, or not at all: spread it into the record. */
export function field<Name extends string, T>(name: Name, value: T | undefined): { readonly [K in Name]?: One<T> } {
  return (value === undefined ? {} : { [name]: [value] }) as unknown as { readonly [K in Name]?: One<T> }
}
