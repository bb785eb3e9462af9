import type { Kysely } from 'kysely'
import type { RuleChange, UserRule } from '../types.ts'
import { changeNumbers, storyToucher } from './changes.ts'
import { urlsFromJson as listFromJson, toJson } from './codec.ts'
import type { Database } from './database.ts'
import type { Writer } from './group-commit.ts'
import { type IndexRows, toIndexed } from './index-rows.ts'
import { leaveStory } from './leave-story.ts'
import { absorb, type PlaceStatements } from './place-statements.ts'
import { askedInPieces, prepare } from './prepare.ts'
import type { Store } from './store.ts'

/** What people decide about stories; each decision and its rule are one transaction. */
export function ruleQueries(
  db: Kysely<Database>,
  writer: Writer,
  index: IndexRows,
  { setCanonical }: Pick<PlaceStatements, 'setCanonical'>,
): Pick<Store, 'userRules' | 'changeRules' | 'storiesOf' | 'splitEntry' | 'mergeStories' | 'restoreStory'> {
  const takeChanges = changeNumbers(db)
  const touch = storyToucher(db)
  const findStories = prepare(({ keys }: { keys: readonly string[] }) =>
    db.selectFrom('entries').select(['key', 'story_id']).where('key', 'in', keys),
  )
  return {
    async userRules() {
      const rows = await db.selectFrom('user_rules').selectAll().orderBy('kind').orderBy('key').execute()
      return rows.map(({ kind, story_id: storyId, keys, others }) => ({
        kind,
        storyId,
        keys: listFromJson(keys),
        others: listFromJson(others),
      }))
    },

    changeRules: (rules) => writer.write((trx) => changeRules(trx, rules)),

    async storiesOf(all) {
      const found = new Map<string, string>()
      for (const keys of askedInPieces([...new Set(all)])) {
        for (const row of await findStories(db, { keys })) if (row.story_id !== null) found.set(row.key, row.story_id)
      }
      return found
    },

    splitEntry: (key, rules) =>
      writer.write(async (trx) => {
        const row = await trx
          .selectFrom('entries')
          .innerJoin('articles', 'articles.key', 'entries.key')
          .select(['entries.number', 'entries.urls', 'entries.story_id', 'articles.fingerprint'])
          .where('entries.key', '=', key)
          .executeTakeFirst()
        // Without its evidence it could never be placed again, and would be lost.
        if (row === undefined || row.story_id === null || row.fingerprint === null) return false
        if (!(await leaveStory(trx, key, row.story_id, undefined))) return false
        await index.remove(trx, toIndexed(row))
        await changeRules(trx, rules)
        await touch(trx)
        return true
      }),

    mergeStories: ({ from, to, canonicalKey }, rules) =>
      writer.write(async (trx) => {
        await absorb(trx, [{ of: from, to }])
        await setCanonical(trx, [{ of: to, to: canonicalKey }])
        await changeRules(trx, rules)
        await touch(trx)
      }),

    restoreStory: ({ id, keys, canonicalKey }, rules) =>
      writer.write(async (trx) => {
        for (const piece of askedInPieces(keys)) {
          await trx.updateTable('entries').set({ story_id: id }).where('key', 'in', piece).execute()
        }
        // Taken up by the log anew: it may have been absorbed before it was ever published.
        const change = await takeChanges(trx, 1)
        await trx.updateTable('stories').set({ merged_into: null, change }).where('id', '=', id).execute()
        await setCanonical(trx, [{ of: id, to: canonicalKey }])
        await changeRules(trx, rules)
        await touch(trx)
      }),
  }
}

async function changeRules(trx: Kysely<Database>, { drop, keep }: RuleChange): Promise<void> {
  for (const rule of drop) {
    await trx.deleteFrom('user_rules').where('kind', '=', rule.kind).where('key', '=', nameOf(rule)).execute()
  }
  for (const rule of keep) {
    const columns = { story_id: rule.storyId, keys: toJson(rule.keys), others: toJson(rule.others) }
    await trx
      .insertInto('user_rules')
      .values({ kind: rule.kind, key: nameOf(rule), ...columns })
      .onConflict((conflict) => conflict.columns(['kind', 'key']).doUpdateSet(columns))
      .execute()
  }
}

/** A rule is known by the first entry that it is about. */
function nameOf({ keys }: UserRule): string {
  return keys[0] ?? ''
}
