import { type Kysely, sql } from 'kysely'
import type { Database } from './database.ts'

/**
 * Takes an entry out of its story and gives the story to the oldest of the others; the entry waits to be placed anew, as of
 * `at` where that is given. False where there is no other that still has its text. `trx` is the transaction it is done in;
 * the index is the caller's.
 */
export async function leaveStory(
  trx: Kysely<Database>,
  key: string,
  storyId: string,
  at: Date | undefined,
): Promise<boolean> {
  const heir = await trx
    .selectFrom('entries')
    .select(['key', 'subscription'])
    .where('story_id', '=', storyId)
    .where('key', '<>', key)
    .where('has_bodies', '=', 1)
    .orderBy('first_seen_at')
    .orderBy('key')
    .limit(1)
    .executeTakeFirst()
  if (heir === undefined) return false
  await trx
    .updateTable('stories')
    .set({ canonical_key: heir.key, subscription: heir.subscription })
    .where('id', '=', storyId)
    .where('canonical_key', '=', key)
    .execute()
  await trx.deleteFrom('joins').where('key', '=', key).execute()
  await trx
    .updateTable('entries')
    .set({ story_id: null, splits: sql<number>`splits + 1` })
    .set(at === undefined ? {} : { entered_at: at.getTime() })
    .where('key', '=', key)
    .execute()
  return true
}
