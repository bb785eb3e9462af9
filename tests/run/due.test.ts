import { expect, test } from 'vitest'
import { dueSubscriptions } from '../../src/run/due.ts'
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

test.each<[string, Partial<Subscription>, Partial<FeedState> | undefined, boolean, boolean]>([
  ['never asked', {}, undefined, false, true],
  ['its time has come', {}, {}, false, true],
  ['its time has not come', {}, { nextCheckAt: later }, false, false],
  ['all are asked for', {}, { nextCheckAt: later }, true, true],
  ['a failed one waits out its backoff even then', {}, { nextCheckAt: later, failures: 1 }, true, false],
  ['a failed one whose backoff is over', {}, { failures: 1 }, true, true],
  ['gone (410)', {}, { goneAt: now }, true, false],
  [
    'gone, but it has a new address',
    { url: 'https://wire.example/new' },
    { goneAt: now, nextCheckAt: later },
    false,
    true,
  ],
  ['disabled', { disabled: true }, undefined, true, false],
])('%s', (_case, changes, remembered, all, expected) => {
  const states = new Map(remembered === undefined ? [] : [['wire', { ...state, ...remembered }]])
  expect(dueSubscriptions([{ ...subscription, ...changes }], states, { all, now })).toHaveLength(expected ? 1 : 0)
})
