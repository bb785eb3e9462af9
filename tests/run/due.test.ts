import { expect, test } from 'vitest'
import { dueSubscriptions, hostsInTurn, waitsForItsHour } from '../../src/run/due.ts'
import type { FeedState } from '../../src/store/store.ts'
import type { Subscription } from '../../src/types.ts'
import { makeSubscription } from '../support/subscription.ts'

const now = new Date('2026-11-20T12:00:00Z')
const later = new Date('2026-11-20T13:00:00Z')
const subscription = makeSubscription()
const state: FeedState = {
  id: 'wire',
  url: subscription.url,
  validators: {},
  repairs: [],
  nextCheckAt: now,
  failures: 0,
}

const quietNow: Partial<FeedState> = {
  lastCheckedAt: new Date('2026-11-20T06:00:00Z'),
  pace: { wishes: { skipHours: [12], skipDays: [] }, why: 'rhythm' },
}
const lastWeek = new Date('2026-11-13T12:00:00Z')
const nextMonth = new Date('2026-12-20T11:00:00Z')
const nextYear = new Date('2027-11-20T11:00:00Z')

test.each<[string, Partial<Subscription>, Partial<FeedState> | undefined, boolean, boolean]>([
  ['never asked', {}, undefined, false, true],
  ['its time has come', {}, {}, false, true],
  ['its time has not come', {}, { nextCheckAt: later }, false, false],
  ['all are asked for', {}, { nextCheckAt: later }, true, true],
  ['a failed one waits out its backoff even then', {}, { nextCheckAt: later, failures: 1 }, true, false],
  ['a failed one whose backoff is over', {}, { failures: 1 }, true, true],
  ['its publisher wants no company in this hour', {}, quietNow, false, false],
  [
    'nor in this hour, but it has waited for more than a day',
    {},
    { ...quietNow, lastCheckedAt: lastWeek },
    false,
    true,
  ],
  ['a time that a wrong clock has set', {}, { nextCheckAt: nextYear }, false, true],
  ['a time far ahead by its own interval', { refreshMinutes: 43_200 }, { nextCheckAt: nextMonth }, false, false],
  ['gone (410)', {}, { goneAt: now }, true, false],
  [
    'gone, but it has a new address',
    { url: 'https://wire.example/new' },
    { goneAt: now, nextCheckAt: later },
    false,
    true,
  ],
  ['all are asked for, also where its publisher wants no company', {}, quietNow, true, true],
  ['disabled', { disabled: true }, undefined, true, false],
])('%s', (_case, changes, remembered, all, expected) => {
  const states = new Map(remembered === undefined ? [] : [['wire', { ...state, ...remembered }]])
  const asked = dueSubscriptions([{ ...subscription, ...changes }], states, { all, now }).filter(
    (each) => !waitsForItsHour(each, states.get(each.id), { all, now }),
  )
  expect(asked).toHaveLength(expected ? 1 : 0)
})

test('each host’s first feed comes before any host’s second, in the order of the settings', () => {
  const feeds = ['a/1', 'a/2', 'a/3', 'b/1', 'c/1', 'b/2'].map((place) =>
    makeSubscription({ id: place, url: `https://${place.replace('/', '.example/')}` }),
  )
  expect(hostsInTurn(feeds).map(({ id }) => id)).toEqual(['a/1', 'b/1', 'c/1', 'a/2', 'b/2', 'a/3'])
})
