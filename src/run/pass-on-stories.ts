import { chooseCanonical } from '../dedupe/canonical.ts'
import { windowStart } from '../publish/window.ts'
import type { FeedTimes } from '../store/store.ts'
import type { Parts } from './parts.ts'
import { createStandings } from './standings.ts'

/**
 * A feed that was taken out of the settings takes its stories along, but not those that another feed still carries: they
 * go on under the best of its entries.
 */
export async function passOnStories(
  { settings, store }: Parts,
  states: Iterable<FeedTimes>,
  startedAt: Date,
): Promise<void> {
  const configured = new Set(settings.feeds.map(({ id }) => id))
  const standings = createStandings(settings, store, startedAt)
  const removed = [...states].flatMap(({ id }) => (configured.has(id) ? [] : id))
  for (const storyId of await store.storiesCarriedElsewhere(removed, windowStart(settings.window, startedAt))) {
    const left = (await store.storyMembers([storyId])).filter(({ subscription }) => configured.has(subscription))
    if (left.length === 0) continue
    await standings.load(left.map(({ subscription }) => subscription))
    await store.setCanonical(storyId, chooseCanonical(left, standings.of))
  }
}
