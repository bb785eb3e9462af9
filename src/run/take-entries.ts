import type { ReadFeedResult } from '../pool/tasks.ts'
import type { Store } from '../store/store.ts'
import type { Subscription } from '../types.ts'
import { type EntryPlan, planEntries, type Reading } from './plan-entries.ts'

interface Taken extends Pick<EntryPlan, 'arrivals'> {
  /** Entries accepted for publishing, new or changed. */
  readonly accepted: number
}

/** Stores what a feed document brings that was not known, and what it changed. */
export async function takeEntries(
  store: Store,
  subscription: Subscription,
  { feed, identities }: ReadFeedResult,
  reading: Reading,
): Promise<Taken> {
  const rows = await store.findEntries(subscription.id, {
    keys: identities.map(({ key }) => key),
    links: identities.flatMap(({ link }) => link ?? []),
    feedTextHashes: identities.map(({ feedTextHash }) => feedTextHash),
  })
  const plan = planEntries(subscription, { entries: feed.entries, identities }, rows, reading)
  await store.addEntries(plan.added)
  for (const { key, ...change } of plan.changed) await store.changeEntry(key, change)
  await store.markListed(plan.listed, reading.startedAt)
  const added = plan.added.filter(({ state }) => state === 'unread').length
  return { accepted: added + plan.changed.length, arrivals: plan.arrivals }
}
