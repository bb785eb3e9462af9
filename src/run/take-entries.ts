import { type Identity, withoutReusedIds } from '../dedupe/identity.ts'
import type { ReadFeedResult } from '../pool/tasks.ts'
import type { EntryRow, Store } from '../store/store.ts'
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
  { feed, identities: named }: ReadFeedResult,
  reading: Reading,
): Promise<Taken> {
  const found = await findKnown(store, subscription.id, named)
  const identities = withoutReusedIds(subscription.id, named, found)
  const rows = identities === named ? found : await findKnown(store, subscription.id, identities)
  const plan = planEntries(subscription, { entries: feed.entries, identities }, rows, reading)
  await Promise.all([
    store.addEntries(plan.added),
    ...plan.changed.map(({ key, ...change }) => store.changeEntry(key, change)),
    store.markListed(plan.listed, reading.startedAt),
  ])
  const added = plan.added.filter(({ state }) => state === 'unread').length
  return { accepted: added + plan.changed.length, arrivals: plan.arrivals }
}

/** What is stored of a document's entries; only those whose keys are unknown are looked for by link and text too. */
async function findKnown(
  store: Store,
  subscription: string,
  identities: readonly Identity[],
): Promise<readonly EntryRow[]> {
  const keys = identities.map(({ key }) => key)
  const byKey = await store.findEntries(subscription, { keys, links: [], feedTextHashes: [] })
  const known = new Set(byKey.map(({ key }) => key))
  const unknown = identities.filter(({ key }) => !known.has(key))
  if (unknown.length === 0) return byKey
  const others = await store.findEntries(subscription, {
    keys: [],
    links: unknown.flatMap(({ link }) => link ?? []),
    feedTextHashes: unknown.map(({ feedTextHash }) => feedTextHash),
  })
  return [...byKey, ...others.filter(({ key }) => !known.has(key))]
}
