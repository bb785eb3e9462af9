import { expect, test } from 'vitest'
import { healthOf } from '../../src/run/health.ts'
import type { FeedState } from '../../src/store/store.ts'
import type { Subscription } from '../../src/types.ts'
import { makeSubscription } from '../support/subscription.ts'

const at = (hour: number): Date => new Date(Date.UTC(2026, 10, 20, hour))

function state(changes: Partial<FeedState> = {}): FeedState {
  return { id: 'wire', url: 'u', validators: {}, repairs: [], nextCheckAt: at(0), failures: 0, ...changes }
}

const settings = (feeds: readonly Subscription[] = [makeSubscription()]) => ({
  schedule: { cron: '*/5 * * * *', refreshMinutes: 60 },
  feeds,
})

test.each<[string, Partial<FeedState> | undefined, number, boolean]>([
  ['just started, nothing answered yet', undefined, 1, true],
  ['nothing ever answered for longer than three intervals', { failures: 2 }, 4, false],
  ['a success within three intervals', { lastSuccessAt: at(9), nextCheckAt: at(10) }, 12, true],
  ['the last success is older', { lastSuccessAt: at(9), nextCheckAt: at(10), failures: 3 }, 13, false],
  ['older, but its publisher wants a day of peace', { lastSuccessAt: at(1), nextCheckAt: at(23) }, 13, true],
  [
    'the last success is one of tomorrow, by a clock that was ahead',
    { lastSuccessAt: at(30), lastCheckedAt: at(30), nextCheckAt: at(31) },
    4,
    false,
  ],
  ['older, it is due now, and the tick is to come', { lastSuccessAt: at(1), nextCheckAt: at(13) }, 13, true],
  ['older, and overdue for more than three intervals', { lastSuccessAt: at(1), nextCheckAt: at(8) }, 13, false],
  [
    'overdue, but its publisher wants to be left alone at these hours',
    {
      lastSuccessAt: at(1),
      lastCheckedAt: at(1),
      nextCheckAt: at(8),
      pace: { wishes: { skipHours: [8, 9, 10, 11, 12, 13], skipDays: [] }, why: 'rhythm' },
    },
    13,
    true,
  ],
  ['it failed and waits: that is no peace', { lastSuccessAt: at(1), nextCheckAt: at(23), failures: 1 }, 13, false],
])('%s', (_case, changes, hour, ok) => {
  const states = changes === undefined ? [] : [state(changes)]
  expect(healthOf(settings(), states, at(0), at(hour)).ok).toBe(ok)
})

test('after days switched off the count begins anew', () => {
  const old = [state({ lastSuccessAt: new Date(0), nextCheckAt: new Date(1), failures: 1 })]
  expect(healthOf(settings(), old, at(10), at(11)).ok).toBe(true)
})

test('the sample, which always succeeds, says nothing of the others', () => {
  const feeds: Subscription[] = [makeSubscription(), makeSubscription({ id: 'sample', url: 'file:///sample/feed.xml' })]
  const states = [state({ failures: 5 }), state({ id: 'sample', lastSuccessAt: at(12), nextCheckAt: at(13) })]
  expect(healthOf(settings(feeds), states, at(0), at(12)).ok).toBe(false)
  expect(healthOf(settings(feeds.slice(1)), states, at(0), at(12)).ok).toBe(true)
})
