import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Relation, relateStories, type Told } from '../dedupe/related.ts'
import { termsOf } from '../dedupe/terms.ts'
import type { StoryRecord } from '../store/store.ts'

/** The newest so many stories are compared: what a window holds, unless feeds flood it. */
const mostCompared = 1000
/** So many texts are taken apart before the event loop gets a turn: some milliseconds. */
const readAtOnce = 32

/** Which of the stories, newest first, tell of one event in different words. */
export async function relatedStories(
  records: readonly StoryRecord[],
): Promise<ReadonlyMap<string, readonly Relation[]>> {
  const told: Told[] = []
  for (const { id, enteredAt, canonical } of records.slice(0, mostCompared)) {
    const { title, text, language } = canonical.article
    const { subscription } = canonical
    const terms = termsOf(title, text)
    told.push({ id, subscription, enteredAt, title, terms, ...(language === undefined ? {} : { language }) })
    if (told.length % readAtOnce === 0) await nextTurn()
  }
  return relateStories(told)
}
