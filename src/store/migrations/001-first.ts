import type { DialectWords } from './dialect.ts'

/** The first tables and an index for each query. Times are milliseconds, lists and records are JSON as text. */
export function firstTables({ text, whole, real, bytes, wide, narrow }: DialectWords): readonly string[] {
  return [
    `create table meta (
      name ${text} not null primary key,
      value ${text} not null
    )${narrow}`,

    // Numbers that only grow; taking the next one locks its row, so their order is the order of commits.
    `create table counters (
      name ${text} not null primary key,
      value ${whole} not null
    )${narrow}`,

    `create table feeds (
      id ${text} not null primary key,
      url ${text} not null,
      moved_to ${text},
      moving_to ${text},
      moving_times ${whole},
      answered_url ${text},
      etag ${text},
      last_modified ${text},
      full_at ${whole},
      body_hash ${text},
      source ${text},
      repairs ${text} not null,
      last_success_at ${whole},
      last_checked_at ${whole},
      read_at ${whole},
      next_check_at ${whole} not null,
      pace ${text},
      failures ${whole} not null,
      error_code ${text},
      error_message ${text},
      error_since ${whole},
      error_status ${whole},
      gone_at ${whole}
    )${wide}`,

    `create table hosts (
      host ${text} not null primary key,
      held_until ${whole} not null,
      claimed_by ${text},
      claimed_until ${whole} not null
    )${narrow}`,

    `create table robots (
      origin ${text} not null primary key,
      fresh_until ${whole} not null,
      answered_url ${text},
      etag ${text},
      last_modified ${text},
      robots ${text}
    )${wide}`,

    // What recurs in each host's articles: some kB a host, replaced whole.
    `create table host_lines (
      host ${text} not null primary key,
      at ${whole} not null,
      record ${text} not null
    )${wide}`,

    // What was seen in an article until its host has learned of it: a row an article, gone at the end of its run.
    `create table seen_articles (
      host ${text} not null,
      key ${text} not null,
      seen ${text} not null,
      primary key (host, key)
    )${wide}`,

    `create table entries (
      key ${text} not null primary key,
      number ${whole} not null,
      subscription ${text} not null,
      link ${text},
      feed_text_hash ${text} not null,
      state ${text} not null,
      first_seen_at ${whole} not null,
      entered_at ${whole} not null,
      listed_at ${whole} not null,
      published_at ${whole},
      updated_at ${whole},
      story_id ${text},
      urls ${text} not null,
      has_bodies ${whole} not null,
      tries ${whole} not null default 0,
      next_try_at ${whole} not null default 0,
      splits ${whole} not null default 0,
      reused ${whole} not null default 0,
      entry ${text}
    )${wide}`,
    'create index entries_by_link on entries (subscription, link)',
    'create index entries_by_text on entries (subscription, feed_text_hash)',
    // The index holds numbers of stories' entries only. They are hashes and lie anywhere, so what never gets a story is not among them.
    'create index entries_by_number on entries (number) where story_id is not null',
    'create index entries_of_story on entries (story_id) where story_id is not null',
    // The partial indexes are as small as the work that is left.
    `create index entries_unread on entries (subscription, entered_at) where state = 'unread'`,
    `create index entries_unplaced on entries (first_seen_at, (coalesce(published_at, first_seen_at)), key)
      where state = 'read' and story_id is null and has_bodies = 1`,
    'create index entries_with_bodies on entries (first_seen_at, key) where has_bodies = 1',
    'create index entries_unlisted on entries (listed_at, key) where story_id is null',

    // The large texts come last: SQLite reads a row's overflow pages only as far as the last column asked for.
    `create table articles (
      key ${text} not null primary key,
      html_bytes ${whole} not null,
      cuts ${whole} not null,
      title ${text} not null,
      canonical_url ${text},
      credit ${text},
      fingerprint ${bytes},
      article ${text} not null,
      text ${text},
      html ${text}
    )${wide}`,

    // What the entries of stories are found by; entries by their number, which keeps the two as small as they can be.
    `create table entry_urls (
      url ${text} not null,
      entry ${whole} not null,
      primary key (url, entry)
    )${narrow}`,

    `create table fingerprint_rows (
      hash ${whole} not null,
      entry ${whole} not null,
      primary key (hash, entry)
    )${narrow}`,

    // The latest of them, until they move over together (see index-rows.ts).
    `create table fresh_fingerprint_rows (
      hash ${whole} not null,
      entry ${whole} not null,
      primary key (hash, entry)
    )${narrow}`,

    `create table stories (
      id ${text} not null primary key,
      canonical_key ${text} not null,
      subscription ${text} not null,
      updated_at ${whole} not null,
      entered_at ${whole} not null,
      is_backfill ${whole} not null,
      change ${whole} not null,
      merged_into ${text}
    )${wide}`,
    'create index stories_by_canonical on stories (canonical_key) where merged_into is null',
    'create index stories_by_change on stories (change) where merged_into is null',
    'create index stories_in_window on stories (subscription, entered_at, id) where merged_into is null',

    `create table joins (
      key ${text} not null primary key,
      kind ${text} not null,
      with_key ${text} not null,
      similarity ${real} not null
    )${narrow}`,

    // What people decided about stories; keys and others are JSON lists of entries' keys.
    `create table user_rules (
      kind ${text} not null,
      key ${text} not null,
      story_id ${text} not null,
      keys ${text} not null,
      others ${text} not null,
      primary key (kind, key)
    )${wide}`,

    `create table publications (
      publication ${text} not null primary key,
      sequence ${whole} not null,
      change ${whole} not null,
      logged_at ${whole}
    )${narrow}`,

    `create table publication_log (
      publication ${text} not null,
      sequence ${whole} not null,
      story_id ${text} not null,
      version ${whole} not null,
      at ${whole} not null,
      primary key (publication, sequence)
    )${narrow}`,
    'create index publication_log_of_story on publication_log (story_id, publication, sequence)',

    `create table documents (
      path ${text} not null primary key,
      media_type ${text} not null,
      etag ${text} not null,
      modified_at ${whole} not null,
      bytes ${bytes} not null
    )${wide}`,
  ]
}
