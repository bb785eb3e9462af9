import { describe, expect, test } from 'vitest'
import { feedHealth } from '../../src/run/feed-health.ts'
import type { FeedState } from '../../src/store/store.ts'
import type { Subscription } from '../../src/types.ts'
import { makeSubscription } from '../support/subscription.ts'

const now = new Date('2026-11-20T12:00:00Z')
const later = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000)
const known: FeedState = {
  id: 'wire',
  url: 'https://wire.example/feed',
  validators: {},
  repairs: [{ code: 'bare-ampersand', count: 3 }],
  lastSuccessAt: later(-30),
  lastCheckedAt: later(-30),
  nextCheckAt: later(31),
  pace: { wishes: { skipHours: [], skipDays: [] }, why: 'own-interval' },
  failures: 0,
}
const failed: FeedState = {
  ...known,
  failures: 3,
  nextCheckAt: later(240),
  pace: { wishes: { skipHours: [], skipDays: [] }, why: 'failures' },
  error: { code: 'FETCH_STATUS', message: 'the server answered 404 Not Found', since: later(-600) },
}
const held = new Map([['wire.example', later(90)]])

const look = (state?: FeedState, change: Partial<Subscription> = {}, holds = new Map<string, Date>()) =>
  feedHealth(makeSubscription(change), state, holds, now)

describe('health and next check', () => {
  test.each([
    ['one never asked', look(), 'new', now, 'due: at the next run'],
    ['a good one', look(known), 'healthy', later(31), 'every 60 minutes, as feeds.json says'],
    [
      'a due one that its publisher wants left alone at this hour',
      look({
        ...known,
        nextCheckAt: later(-1),
        pace: { wishes: { skipHours: [12, 13], skipDays: [] }, why: 'rhythm' },
      }),
      'healthy',
      later(120),
      'its publisher does not want to be asked before (skipHours)',
    ],
    ['a due one', look({ ...known, nextCheckAt: later(-1) }), 'healthy', now, 'due: at the next run'],
    [
      'a publisher who wants peace',
      look({ ...known, nextCheckAt: later(600), pace: { wishes: { skipHours: [], skipDays: [] }, why: 'ttl' } }),
      'healthy',
      later(600),
      'its publisher asks for 11 hours (ttl)',
    ],
    ['a failing one', look(failed), 'failing', later(240), 'after 3 failures in a row'],
    ['a host on hold', look(known, {}, held), 'healthy', later(90), 'wire.example asked to be left alone until then'],
    [
      'one that has moved to a host on hold',
      look({ ...known, movedTo: 'https://new.example/feed' }, {}, new Map([['new.example', later(90)]])),
      'healthy',
      later(90),
      'new.example asked to be left alone until then',
    ],
    [
      'one that has moved away from a host on hold',
      look({ ...known, movedTo: 'https://new.example/feed' }, {}, held),
      'healthy',
      later(31),
      'every 60 minutes, as feeds.json says',
    ],
    ['a hold that ends before', look(failed, {}, held), 'failing', later(240), 'after 3 failures in a row'],
    [
      'a hold that is over',
      look(known, {}, new Map([['wire.example', later(-1)]])),
      'healthy',
      later(31),
      'every 60 minutes, as feeds.json says',
    ],
    ['another address', look(known, { url: 'https://new.example/' }), 'new', now, 'its address is new'],
    [
      'a gone one',
      look({ ...failed, goneAt: now }),
      'gone',
      undefined,
      'its publisher said that it is gone for good (410)',
    ],
    ['a disabled one', look(failed, { disabled: true }), 'disabled', undefined, 'it is disabled in feeds.json'],
  ])('of %s', (_, { health, nextCheck }, ...expected) => {
    expect([health, nextCheck.at, nextCheck.why]).toEqual(expected)
  })
})

test('what decided the time is there for programs as well, where nothing stands against it', () => {
  expect(look(known).nextCheck.reason).toBe('own-interval')
  expect(look({ ...known, nextCheckAt: later(-1) }).nextCheck.reason).toBeUndefined()
  expect(look(known, {}, held).nextCheck.reason).toBeUndefined()
})

test('an error comes with what to do about it, repairs with their counts', () => {
  const { error, repairs, failures } = look(failed)
  expect(error).toMatchObject({
    code: 'FETCH_STATUS',
    since: later(-600),
    remedy: 'usually passes; if not, try the address in a browser',
  })
  expect([repairs, failures]).toEqual([known.repairs, 3])
})

test.each([
  [401, 'feeds[].auth'],
  [404, 'millrace add SITE'],
  [500, 'usually passes'],
])('what to do about an answer of %i', (httpStatus, remedy) => {
  const error = { code: 'FETCH_STATUS', message: 'no', since: now, httpStatus }
  expect(look({ ...failed, error }).error).toMatchObject({ httpStatus, remedy: expect.stringContaining(remedy) })
})

test('an error that a newer version stored has no remedy, and harms nothing', () => {
  const error = { code: 'FETCH_FROM_MARS', message: 'dust', since: now }
  expect(look({ ...failed, error }).error).toEqual(error)
})

test('where a feed has moved is told, unless its address in the settings is another now', () => {
  const movedTo = 'https://new.example/feed'
  const state = { ...known, movedTo }
  expect(look(state).movedTo).toBe(movedTo)
  expect(look(state, { url: 'https://other.example/feed' }).movedTo).toBeUndefined()
})
