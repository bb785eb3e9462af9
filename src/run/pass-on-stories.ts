import { chooseCanonical } from '../dedupe/canonical.ts'
import { windowStart } from '../publish/window.ts'
import type { FeedState } from '../store/store.ts'
import type { Parts } from './parts.ts'

/**
 * A feed that was taken out of the settings takes its stories along, but not those that another feed still carries: they
 * go on under the best of its entries.
 */
export async function passOnStories({ settings, store }: Parts, states: Iterable<FeedState>, now: Date): Promise<void> {
  const priorities = new Map(settings.feeds.map(({ id, priority }) => [id, priority]))
  const removed = [...states].flatMap(({ id }) => (priorities.has(id) ? [] : id))
  for (const storyId of await store.storiesCarriedElsewhere(removed, windowStart(settings.window, now))) {
    const members = await store.storyMembers([storyId])
    const left = members.flatMap((member) => {
      const priority = priorities.get(member.subscription)
      return priority === undefined ? [] : [{ ...member, priority }]
    })
    if (left.length > 0) await store.setCanonical(storyId, chooseCanonical(left))
  }
}
