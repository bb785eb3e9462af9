import type { Subscription } from '../../src/types.ts'

/** A subscription as the settings give it when only its address is set. */
export function makeSubscription(changes: Partial<Subscription> = {}): Subscription {
  return {
    id: 'wire',
    url: 'https://wire.example/feed',
    tags: [],
    content: 'full',
    readFrom: 'page',
    priority: 0,
    keep: 0,
    backfill: 10,
    headers: {},
    timeZone: 'UTC',
    disabled: false,
    pages: [],
    ...changes,
  }
}
