import type { Identity } from '../dedupe/identity.ts'
import { matchRenamed } from '../dedupe/renamed.ts'
import type { EntryRow, NewEntry } from '../store/store.ts'
import type { Entry, Subscription } from '../types.ts'
import { plausibleDate } from '../util/dates.ts'

/** Retention counts the time since an entry was listed in months: noting it at every poll would be most of what is written. */
const notedEveryMs = 24 * 3_600_000

export interface Reading {
  /** The run's start: the first-seen time of all that is new, so that the order of arrival decides nothing. */
  readonly startedAt: Date
  /** Later than the run's start, by an hour where a run that was cut off is gone on with: dates until then are no future. */
  readonly now: Date
  /** When the feed was last read; absent at its first success. */
  readonly lastSuccessAt?: Date
  /** The document holds only what is new or changed (226): that all of it is new says nothing. */
  readonly isDelta?: boolean
}

/** What is to be done with a document's entries. */
export interface EntryPlan {
  readonly added: readonly NewEntry[]
  /** Known entries whose title or text the publisher changed. */
  readonly changed: readonly { readonly key: string; readonly entry: Entry; readonly feedTextHash: string }[]
  /** Keys of the known entries that the document lists and that were not noted as listed within a day. */
  readonly listed: readonly string[]
  /** Dates of the entries that came since the feed was last read, at the first reading of all; absent where one has none. */
  readonly arrivals: readonly (Date | undefined)[]
}

/** One entry of the document under its identity, its dates as far as they are to be believed. */
interface Listed {
  readonly identity: Identity
  readonly entry: Entry
}

/**
 * Decides for each entry of a document whether it is new, known, changed, or old stock. Arrivals enter at the time they
 * are first seen, whatever date they carry; what a feed holds at its first success, or after it renamed itself, comes in
 * quietly (DESIGN, quiet start).
 */
export function planEntries(
  subscription: Subscription,
  document: { readonly entries: readonly Entry[]; readonly identities: readonly Identity[] },
  rows: readonly EntryRow[],
  reading: Reading,
): EntryPlan {
  const { startedAt, lastSuccessAt, isDelta = false } = reading
  const listed = listOnce(document.entries, document.identities, reading)
  const isFirst = lastSuccessAt === undefined
  const { arrivals } = matchRenamed(listed.map(datedIdentity), rows, lastSuccessAt ?? startedAt)
  const known: (Listed & { readonly key: string })[] = []
  const late: Listed[] = []
  const early: Listed[] = []
  for (const [index, each] of listed.entries()) {
    const arrival = arrivals[index]
    if (arrival?.kind === 'known') known.push({ ...each, key: arrival.key })
    else if ((arrival?.kind === 'new' || isDelta) && !isFirst) late.push(each)
    else early.push(each)
  }
  const byKey = new Map(rows.map((row) => [row.key, row]))
  return {
    added: [
      ...late.map((each) => newEntry(subscription, each, startedAt, startedAt)),
      ...quietly(subscription, early, startedAt),
    ],
    changed: known.flatMap(({ key, entry, identity: { feedTextHash } }) => {
      const row = byKey.get(key)
      const isChanged = row !== undefined && row.state !== 'known' && row.feedTextHash !== feedTextHash
      return isChanged ? [{ key, entry, feedTextHash }] : []
    }),
    listed: known.flatMap(({ key }) => {
      const row = byKey.get(key)
      return row !== undefined && startedAt.getTime() - row.listedAt.getTime() >= notedEveryMs ? [key] : []
    }),
    arrivals: (isFirst ? listed : late).map(({ entry }) => entry.published),
  }
}

/** Some feeds list an item twice, under one id or under two (the same page, the same text): the first counts. */
function listOnce(entries: readonly Entry[], identities: readonly Identity[], reading: Reading): readonly Listed[] {
  const seen = new Set<string>()
  return identities.flatMap((identity, index) => {
    const entry = entries[index]
    const { key, link, feedTextHash } = identity
    const names = link === undefined ? [key] : [key, `${feedTextHash} ${link}`]
    if (entry === undefined || names.some((name) => seen.has(name))) return []
    for (const name of names) seen.add(name)
    return { identity, entry: dated(entry, reading) }
  })
}

function dated({ published, updated, ...rest }: Entry, reading: Reading): Entry {
  const first = believed(published ?? updated, reading)
  const last = believed(updated, reading)
  return {
    ...rest,
    ...(first === undefined ? {} : { published: first }),
    ...(last === undefined ? {} : { updated: last }),
  }
}

/** What lies ahead counts as of the run's start, so that the order of arrival decides nothing. */
function believed(date: Date | undefined, { startedAt, now }: Reading): Date | undefined {
  return plausibleDate(date, date !== undefined && date <= now ? now : startedAt)
}

function datedIdentity({ identity, entry }: Listed): Identity & { readonly published?: Date } {
  return { ...identity, ...(entry.published === undefined ? {} : { published: entry.published }) }
}

/** Whether an entry was there already when its feed was first read, or after it renamed itself. */
export function isBackfill({ enteredAt, firstSeenAt }: Pick<EntryRow, 'enteredAt' | 'firstSeenAt'>): boolean {
  return enteredAt < firstSeenAt
}

/**
 * Quiet start: each enters at its own date, always before the run, by which it is told from what arrives (`isBackfill`);
 * one without takes the date of the entry above it, since feeds list the newest first. Only the newest `backfill` are
 * accepted, of the others the keys are kept.
 */
function quietly(subscription: Subscription, early: readonly Listed[], startedAt: Date): readonly NewEntry[] {
  let above = startedAt
  const entering = early.map((each, position) => {
    above = each.entry.published ?? above
    return {
      each,
      position,
      at: new Date(Math.min(above.getTime(), startedAt.getTime() - 1) - (each.entry.published ? 0 : position)),
    }
  })
  const newest = entering.toSorted((a, b) => b.at.getTime() - a.at.getTime() || a.position - b.position)
  return newest.map(({ each, at }, rank) => {
    const { entry, ...row } = newEntry(subscription, each, startedAt, at)
    return rank < subscription.backfill ? { ...row, entry } : { ...row, state: 'known' }
  })
}

function newEntry(
  subscription: Subscription,
  { identity, entry }: Listed,
  seenAt: Date,
  enteredAt: Date,
): NewEntry & { entry: Entry } {
  return {
    ...identity,
    subscription: subscription.id,
    state: 'unread',
    firstSeenAt: seenAt,
    enteredAt,
    listedAt: seenAt,
    entry,
  }
}
