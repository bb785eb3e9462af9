import { FatalError } from '../errors.ts'
import type { Article, Credit, Entry, HostLines, Pace, Repair, Robots, SeenArticle, Source } from '../types.ts'
import type { Rendering } from './store.ts'

/** An article's column `article`: what is left when its texts and what dedupe compares have columns of their own. */
type ArticleCore = Omit<Article, 'title' | 'canonicalUrl' | 'credit' | 'html' | 'text' | 'fingerprint'>

/** As JSON; dates become ISO 8601. */
export function toJson(value: unknown): string {
  return JSON.stringify(value)
}

/** An entry from its JSON. */
export function entryFromJson(json: string): Entry {
  const entry = withDates(parseRecord(json) as unknown as Entry)
  if (entry.source !== undefined) withDates(entry.source)
  return entry
}

/** A feed's description from its JSON. */
export function sourceFromJson(json: string): Source {
  return withDates(parseRecord(json) as unknown as Source)
}

/** What a feed needed repaired, from its JSON. */
export function repairsFromJson(json: string): readonly Repair[] {
  return parseList(json) as readonly Repair[]
}

/** How the published set came about, from its JSON. */
export function renderingFromJson(json: string): Rendering {
  return parseRecord(json) as unknown as Rendering
}

/** What the schedule remembers of a feed, from its JSON. */
export function paceFromJson(json: string): Pace {
  return parseRecord(json) as unknown as Pace
}

/** What a robots.txt asks, from its JSON. */
export function robotsFromJson(json: string): Robots {
  return parseRecord(json) as unknown as Robots
}

/** What recurs in a host's articles, from its JSON. */
export function hostLinesFromJson(json: string): HostLines {
  return parseRecord(json) as unknown as HostLines
}

/** What was seen in an article, from its JSON. */
export function seenFromJson(json: string): SeenArticle {
  return parseRecord(json) as unknown as SeenArticle
}

/** Addresses from their JSON. */
export function urlsFromJson(json: string): readonly string[] {
  return parseList(json) as readonly string[]
}

/** What has no column of its own of an article, from its JSON. */
export function articleFromJson(json: string): ArticleCore {
  return withDates(parseRecord(json) as unknown as ArticleCore)
}

/** A credit from its JSON. */
export function creditFromJson(json: string): Credit {
  return parseRecord(json) as unknown as Credit
}

/** The fields that hold a date, wherever they stand: the only ones that JSON gives back as text. */
interface Dated {
  readonly published?: Date
  readonly updated?: Date
}

const dateFields = ['published', 'updated'] as const satisfies readonly (keyof Dated)[]

/**
 * Puts the dates of a record in, which was parsed here and is nobody else's yet. Each stays in its place: a record that is
 * read and stored again must be the same text, since what was published of it is known by that (`sourcesVersion`).
 */
function withDates<T extends Dated>(parsed: T): T {
  const record: { -readonly [name in keyof Dated]: unknown } = parsed
  for (const name of dateFields) {
    const value = record[name]
    if (typeof value === 'string') record[name] = new Date(value)
    // An invalid date was written as null and comes back as absent.
    else if (value !== undefined) delete record[name]
  }
  return parsed
}

/**
 * The store wrote this JSON itself, so its shape is trusted once its outermost kind is right: what this catches is a
 * row that was edited by hand or cut.
 */
function parseRecord(json: string): Record<string, unknown> {
  const value = parse(json)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw damaged(json)
  return value as Record<string, unknown>
}

function parseList(json: string): readonly unknown[] {
  const value = parse(json)
  if (!Array.isArray(value)) throw damaged(json)
  return value
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    throw damaged(json)
  }
}

/** Text in a damaged page is no trouble to SQLite, so that here is the first to see it. */
function damaged(json: string): FatalError {
  return new FatalError(
    'STORE',
    `a stored record is damaged (${JSON.stringify(json.slice(0, 80))}); bring a backup back with \`millrace restore FILE\``,
  )
}
