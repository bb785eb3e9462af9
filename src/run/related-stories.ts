import { setImmediate as nextTurn } from 'node:timers/promises'
import { relateStories, type Told } from '../dedupe/related.ts'
import { termsOf } from '../dedupe/terms.ts'
import type { StoryRecord } from '../store/store.ts'
import type { Copy, Story } from '../types.ts'

/** The newest so many stories are compared: what a window holds, unless feeds flood it. */
export const mostCompared = 1000
/** So many texts are taken apart before the event loop gets a turn: some milliseconds. */
const readAtOnce = 32

/** What of stories tells whether others tell of the same event; some tenths of a millisecond each. */
export async function toldOf(records: readonly StoryRecord[]): Promise<readonly Told[]> {
  const told: Told[] = []
  for (const { id, enteredAt, canonical } of records) {
    const { title, text, language } = canonical.article
    const terms = termsOf(title, text)
    const { subscription } = canonical
    told.push({ id, subscription, enteredAt, title, terms, ...(language === undefined ? {} : { language }) })
    if (told.length % readAtOnce === 0) await nextTurn()
  }
  return told
}

/** The stories with links to others among them that tell of the same event. */
export function withRelated(stories: readonly Story[], told: readonly Told[]): readonly Story[] {
  const relations = relateStories(told)
  const places = new Map(stories.map((story) => [story.id, placeOf(story)]))
  return stories.map((story) => {
    const related = relations.get(story.id)?.flatMap(({ id }) => places.get(id) ?? [])
    return related === undefined ? story : { ...story, related }
  })
}

function placeOf({ title, url, source }: Story): Copy {
  return { title, sourceTitle: source.title, ...(url === undefined ? {} : { url }) }
}
