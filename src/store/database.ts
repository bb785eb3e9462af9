import type { ColumnType } from 'kysely'
import type { EntryState } from './store.ts'

/** A whole number; PostgreSQL's drivers give a bigint back as text, so what is read goes through `Number`. */
type Whole = ColumnType<number | string, number, number>

/** A point in time in milliseconds since 1970. */
type Time = Whole
type OptionalTime = ColumnType<number | string | null, number | null, number | null>

interface MetaTable {
  name: string
  value: string
}

interface CounterTable {
  name: string
  value: Whole
}

interface FeedTable {
  id: string
  url: string
  moved_to: string | null
  moving_to: string | null
  moving_times: ColumnType<number | string | null, number | null, number | null>
  answered_url: string | null
  etag: string | null
  last_modified: string | null
  full_at: OptionalTime
  body_hash: string | null
  /** JSON: Source. */
  source: string | null
  /** JSON: Repair[]. */
  repairs: string
  last_success_at: OptionalTime
  read_at: OptionalTime
  last_checked_at: OptionalTime
  next_check_at: Time
  /** JSON: Pace. */
  pace: string | null
  failures: Whole
  error_code: string | null
  error_message: string | null
  error_since: OptionalTime
  error_status: ColumnType<number | string | null, number | null, number | null>
  gone_at: OptionalTime
}

interface HostTable {
  host: string
  /** 0: never. */
  held_until: Time
  claimed_by: string | null
  claimed_until: Time
}

interface RobotsTable {
  origin: string
  fresh_until: Time
  answered_url: string | null
  etag: string | null
  last_modified: string | null
  /** JSON: Robots; null while it could not be read. */
  robots: string | null
}

interface HostLinesTable {
  host: string
  /** When it last grew. */
  at: Time
  /** JSON: HostLines. */
  record: string
}

interface SeenArticleTable {
  key: string
  host: string
  /** JSON: SeenArticle. */
  seen: string
}

interface EntryTable {
  key: string
  /** Its name in the index (see entry-number.ts). */
  number: Whole
  subscription: string
  link: string | null
  feed_text_hash: string
  state: EntryState
  first_seen_at: Time
  entered_at: Time
  listed_at: Time
  /** The article's, else the entry's; `updated_at` likewise. */
  published_at: OptionalTime
  updated_at: OptionalTime
  story_id: string | null
  /** JSON: the cleaned addresses that name it. */
  urls: string
  /** 1 while retention may still find a text to drop in the entry or its article. */
  has_bodies: Whole
  tries: Whole
  /** Not before this its page is asked for again. */
  next_try_at: Time
  /** How often it left a story because it tells another text. */
  splits: ColumnType<number | string, number | undefined, number>
  /** How often it came to tell another text. */
  reused: ColumnType<number | string, number | undefined, number>
  /** JSON: Entry; null when only the key is kept. */
  entry: string | null
}

/** One row an entry that was read. The large texts come last, so that SQLite need not walk past them. */
interface ArticleTable {
  key: string
  html_bytes: Whole
  /** Pieces that were cut from it. */
  cuts: Whole
  title: string
  canonical_url: string | null
  /** JSON: Credit. */
  credit: string | null
  /** See fingerprint-bytes.ts; null once retention has dropped it with the texts. */
  fingerprint: Uint8Array | null
  /** JSON: what is left of the Article. */
  article: string
  /** Null once retention has dropped it. */
  text: string | null
  html: string | null
}

interface EntryUrlTable {
  url: string
  entry: Whole
}

interface FingerprintRowTable {
  hash: Whole
  entry: Whole
}

interface StoryTable {
  id: string
  canonical_key: string
  /** Of the canonical entry. */
  subscription: string
  updated_at: Time
  entered_at: Time
  /** 1: its first entry was there already when its feed was first read. */
  is_backfill: Whole
  /** Its place in the order of changes that the publication log follows. */
  change: Whole
  /** The story that absorbed it. */
  merged_into: string | null
}

/** Why an entry joined its story. */
interface JoinTable {
  key: string
  kind: string
  with_key: string
  similarity: number
}

/** What a person decided; see UserRule. */
interface UserRuleTable {
  kind: 'split' | 'merge'
  key: string
  story_id: string
  /** JSON: entries' keys; `others` likewise. */
  keys: string
  others: string
}

/** The head of each publication's log. */
interface PublicationTable {
  publication: string
  sequence: Whole
  /** The last change of a story that the log has taken up. */
  change: Whole
  logged_at: OptionalTime
}

interface PublicationLogTable {
  publication: string
  sequence: Whole
  story_id: string
  /** The story's `updated` as it was appended. */
  version: Time
  at: Time
}

interface DocumentTable {
  path: string
  media_type: string
  etag: string
  modified_at: Time
  bytes: Uint8Array
}

/** The tables, the same in SQLite and PostgreSQL: text keys, times in milliseconds, JSON as text. */
export interface Database {
  meta: MetaTable
  counters: CounterTable
  feeds: FeedTable
  hosts: HostTable
  robots: RobotsTable
  host_lines: HostLinesTable
  seen_articles: SeenArticleTable
  entries: EntryTable
  articles: ArticleTable
  entry_urls: EntryUrlTable
  fingerprint_rows: FingerprintRowTable
  fresh_fingerprint_rows: FingerprintRowTable
  stories: StoryTable
  joins: JoinTable
  user_rules: UserRuleTable
  publications: PublicationTable
  publication_log: PublicationLogTable
  documents: DocumentTable
}
