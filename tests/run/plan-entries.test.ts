import { describe, expect, test } from 'vitest'
import { entryKeys } from '../../src/dedupe/identity.ts'
import { planEntries, type Reading } from '../../src/run/plan-entries.ts'
import type { EntryRow, NewEntry } from '../../src/store/store.ts'
import type { Entry } from '../../src/types.ts'
import { makeSubscription } from '../support/subscription.ts'

const now = new Date('2026-11-20T12:00:00Z')
const yesterday = new Date('2026-11-19T12:00:00Z')
const subscription = makeSubscription({ backfill: 2 })

function entry(n: number, more: Partial<Entry> = {}): Entry {
  return {
    id: `id-${n}`,
    title: `Story number ${n}`,
    links: [{ rel: 'alternate', href: `https://wire.example/${n}` }],
    authors: [],
    categories: [],
    images: [],
    summary: `What happened in story ${n}.`,
    baseUrl: `https://wire.example/${n}`,
    ...more,
  }
}

function plan(
  entries: readonly Entry[],
  rows: readonly EntryRow[] = [],
  lastSuccessAt?: Date,
  more: Partial<Reading> = {},
) {
  const identities = entryKeys(subscription.id, entries)
  const reading = { startedAt: now, now, ...more, ...(lastSuccessAt === undefined ? {} : { lastSuccessAt }) }
  return planEntries(subscription, { entries, identities }, rows, reading)
}

function rowsOf(added: readonly NewEntry[]): readonly EntryRow[] {
  return added.map(({ entry: _left, ...row }) => ({ ...row, state: 'read', listedAt: yesterday }))
}

const enteredAt = (added: readonly NewEntry[]) => Object.fromEntries(added.map((each) => [each.key, each.enteredAt]))

describe('the first success of a feed', () => {
  test('only the newest `backfill` are accepted, at their own dates; of the others the keys are kept', () => {
    const { added } = plan([
      entry(1, { published: new Date('2026-11-01T00:00:00Z') }),
      entry(2, { published: new Date('2026-11-18T00:00:00Z') }),
      entry(3, { published: new Date('2026-11-15T00:00:00Z') }),
    ])
    expect(added.map(({ key, state }) => [key, state])).toEqual([
      ['wire id-2', 'unread'],
      ['wire id-3', 'unread'],
      ['wire id-1', 'known'],
    ])
    expect(added[2]?.entry).toBeUndefined()
    expect(enteredAt(added)['wire id-3']).toEqual(new Date('2026-11-15T00:00:00Z'))
  })

  test('entries without dates rank by their position, below the dated one above them', () => {
    const { added } = plan([entry(1, { published: yesterday }), entry(2), entry(3)])
    expect(added.map(({ key }) => key)).toEqual(['wire id-1', 'wire id-2', 'wire id-3'])
    expect(enteredAt(added)['wire id-2']?.getTime()).toBeLessThan(yesterday.getTime())
  })

  test('an entry dated in the future is clamped to now, one dated by an unset clock has no date', () => {
    const { added } = plan([
      entry(1, { published: new Date('2031-01-01T00:00:00Z') }),
      entry(2, { published: new Date(0) }),
    ])
    expect(added.map((each) => each.entry?.published)).toEqual([now, undefined])
  })

  test('where a run that was cut off is gone on with, what was published since bears its own date', () => {
    const [since, ahead] = [20, 40].map((minutes) => new Date(now.getTime() + minutes * 60_000))
    const dates = [since, ahead].flatMap((published) => published ?? [])
    const { added } = plan(
      dates.map((published, n) => entry(n, { published })),
      [],
      yesterday,
      { now: new Date(now.getTime() + 30 * 60_000) },
    )
    expect(added.map((each) => [each.entry?.published, each.firstSeenAt])).toEqual([
      [since, now],
      [now, now],
    ])
  })
})

describe('a feed that is known', () => {
  const first = plan([entry(1), entry(2), entry(3), entry(4)], [], yesterday).added

  test('arrivals enter when they are first seen, whatever date they carry', () => {
    const old = entry(5, { published: new Date('2020-01-01T00:00:00Z') })
    const { added, listed } = plan([old, entry(1), entry(2), entry(3), entry(4)], rowsOf(first), yesterday)
    expect(enteredAt(added)).toEqual({ 'wire id-5': now })
    expect(listed).toHaveLength(4)
  })

  test('that an entry is listed is noted once a day', () => {
    const rows = rowsOf(first).map((row, at) => ({ ...row, listedAt: at === 0 ? row.listedAt : now }))
    const { listed } = plan([entry(1), entry(2), entry(3), entry(4)], rows, yesterday)
    expect(listed).toEqual([rows[0]?.key])
  })

  test('all of several arrivals are accepted: backfill limits only a first reading', () => {
    const { added } = plan(
      [entry(5), entry(6), entry(7), entry(1), entry(2), entry(3), entry(4)],
      rowsOf(first),
      yesterday,
    )
    expect(added.map(({ state }) => state)).toEqual(['unread', 'unread', 'unread'])
  })

  test('a changed title is a change of the entry, not a new one', () => {
    const { added, changed } = plan(
      [entry(1, { title: 'Corrected' }), entry(2), entry(3), entry(4)],
      rowsOf(first),
      yesterday,
    )
    expect(added).toEqual([])
    expect(changed.map(({ key }) => key)).toEqual(['wire id-1'])
  })

  test('an entry of which only the key is kept does not come back by a change', () => {
    const known = rowsOf(first).map((row): EntryRow => ({ ...row, state: 'known' }))
    expect(plan([entry(1, { title: 'Corrected' }), entry(2), entry(3)], known, yesterday).changed).toEqual([])
  })

  test('when all ids are new at once, entries are known again by their links', () => {
    const renamed = [1, 2, 3, 4].map((n) => entry(n, { id: `other-${n}` }))
    const { added, listed } = plan(renamed, rowsOf(first), yesterday)
    expect(added).toEqual([])
    expect([...listed].sort()).toEqual(['wire id-1', 'wire id-2', 'wire id-3', 'wire id-4'])
  })

  test('what is left of a renamed feed is old stock: only the newest `backfill` are accepted', () => {
    const other = [11, 12, 13, 14].map((n) => entry(n, { published: new Date('2026-10-01T00:00:00Z') }))
    const { added } = plan(other, rowsOf(first), yesterday)
    expect(added.map(({ state }) => state)).toEqual(['unread', 'unread', 'known', 'known'])
  })

  test('what a delta holds is new, however much of it is: nothing is taken for old stock', () => {
    const other = [11, 12, 13, 14].map((n) => entry(n, { published: new Date('2026-10-01T00:00:00Z') }))
    const { added } = plan(other, rowsOf(first), yesterday, { isDelta: true })
    expect(added.map(({ state }) => state)).toEqual(['unread', 'unread', 'unread', 'unread'])
  })
})

test('an item listed twice is one entry', () => {
  expect(plan([entry(1), entry(1)]).added).toHaveLength(1)
  expect(plan([entry(1), entry(1, { id: 'another' })]).added).toHaveLength(1)
  expect(plan([entry(1), entry(1, { id: 'another', summary: 'Other words.' })]).added).toHaveLength(2)
})
