import { type Kysely, sql } from 'kysely'
import { fromArticle } from './article-rows.ts'
import { changeNumbers, storyToucher } from './changes.ts'
import { toJson } from './codec.ts'
import { toTime } from './columns.ts'
import type { Database } from './database.ts'
import { type IndexRows, toIndexed } from './index-rows.ts'
import { leaveStory } from './leave-story.ts'
import { askedInPieces, prepare, writtenInPieces } from './prepare.ts'
import type { Store } from './store.ts'

/** What an entry's row learns when it is read; a type, since an interface is no record of columns. */
type ReadRow = {
  readonly key: string
  readonly urls: string
  readonly published: number | null
  readonly updated: number | null
  /** 1 when it tells another text than before. */
  readonly reused: number
}

type ArticleRow = { readonly key: string } & ReturnType<typeof fromArticle>
type SeenRow = { readonly key: string; readonly host: string; readonly seen: string }

type Read = Parameters<Store['saveArticle']>[1]

/** `saveArticle` for several entries within a transaction: many articles come to a handful of statements. */
export function articleStatements(
  db: Kysely<Database>,
  index: IndexRows,
): (trx: Kysely<Database>, articles: ReadonlyMap<string, Read>) => Promise<void> {
  const findBefore = prepare(({ keys }: { keys: readonly string[] }) =>
    db
      .selectFrom('entries')
      .leftJoin('articles', 'articles.key', 'entries.key')
      .select(['entries.key', 'entries.number', 'entries.urls', 'entries.story_id', 'articles.fingerprint'])
      .where('entries.key', 'in', keys),
  )
  const put = prepare(({ rows }: { rows: readonly ArticleRow[] }) =>
    db
      .insertInto('articles')
      .values(rows)
      .onConflict((conflict) =>
        conflict.column('key').doUpdateSet((eb) => ({
          html_bytes: eb.ref('excluded.html_bytes'),
          cuts: eb.ref('excluded.cuts'),
          title: eb.ref('excluded.title'),
          canonical_url: eb.ref('excluded.canonical_url'),
          credit: eb.ref('excluded.credit'),
          fingerprint: eb.ref('excluded.fingerprint'),
          article: eb.ref('excluded.article'),
          text: eb.ref('excluded.text'),
          html: eb.ref('excluded.html'),
        })),
      ),
  )
  const putSeen = prepare(({ rows }: { rows: readonly SeenRow[] }) =>
    db
      .insertInto('seen_articles')
      .values(rows)
      .onConflict((conflict) => conflict.columns(['host', 'key']).doNothing()),
  )
  const markRead = prepare(({ rows }: { rows: readonly ReadRow[] }) => {
    // The casts tell PostgreSQL what the numbers are, which stand beside nulls.
    const list = sql.join(
      rows.map(
        ({ key, urls, published, updated, reused }) =>
          sql`(${key}, ${urls}, cast(${published} as bigint), cast(${updated} as bigint), cast(${reused} as bigint))`,
      ),
    )
    // What the article does not say stays as the feed said it.
    const query = sql`update entries
      set state = 'read', has_bodies = 1, urls = read.column2, reused = reused + read.column5,
        published_at = coalesce(read.column3, published_at), updated_at = coalesce(read.column4, updated_at)
      from (values ${list}) as read where entries.key = read.column1`
    return { compile: () => query.compile(db) }
  })
  const takeChanges = changeNumbers(db)
  const touch = storyToucher(db)

  /** Only the canonical entry's change is the story's; readers pass over a date that is not later than the one they know. */
  const moveUpdated = async (trx: Kysely<Database>, key: string, updated: Date): Promise<void> => {
    const moved = await trx
      .selectFrom('stories')
      .select('id')
      .where('canonical_key', '=', key)
      .where('merged_into', 'is', null)
      .where('updated_at', '<', updated.getTime())
      .executeTakeFirst()
    if (moved === undefined) return
    const change = await takeChanges(trx, 1)
    await trx.updateTable('stories').set({ updated_at: updated.getTime(), change }).where('id', '=', moved.id).execute()
  }

  type Before = Awaited<ReturnType<typeof findBefore>>[number]

  /** What is in a story is found by its new text from now on, or leaves the story. */
  const moveInIndex = async (trx: Kysely<Database>, before: Before, read: Read): Promise<void> => {
    if (before.story_id === null) return
    const indexed = toIndexed(before)
    await index.remove(trx, indexed)
    const { article, urls, updated, isAnother = false } = read
    const hasLeft = isAnother && (await leaveStory(trx, before.key, before.story_id, updated))
    if (!hasLeft) await index.add(trx, [{ number: indexed.number, rows: article.fingerprint.rows, urls }])
  }

  return async (trx, articles) => {
    const before = new Map<string, Before>()
    for (const keys of askedInPieces([...articles.keys()])) {
      for (const row of await findBefore(trx, { keys })) before.set(row.key, row)
    }
    for (const [key, read] of articles) {
      const row = before.get(key)
      if (row === undefined) throw new Error(`no entry has the key ${key}`)
      await moveInIndex(trx, row, read)
    }
    const all = [...articles]
    for (const piece of writtenInPieces(all)) {
      await put(trx, { rows: piece.map(([key, { article }]) => ({ key, ...fromArticle(article) })) })
      await markRead(trx, { rows: piece.map(([key, read]) => toReadRow(key, read)) })
    }
    for (const rows of writtenInPieces(all.flatMap(([key, read]) => toSeenRow(key, read)))) await putSeen(trx, { rows })
    for (const [key, { updated }] of all) if (updated !== undefined) await moveUpdated(trx, key, updated)
    // What belongs to no story yet changes none.
    if (before.values().some((row) => row.story_id !== null)) await touch(trx)
  }
}

function toReadRow(key: string, { article, urls, isAnother = false }: Read): ReadRow {
  const [published, updated] = [toTime(article.published), toTime(article.updated)]
  return { key, urls: toJson(urls), published, updated, reused: isAnother ? 1 : 0 }
}

function toSeenRow(key: string, { seen }: Read): readonly SeenRow[] {
  if (seen === undefined) return []
  const { host, ...article } = seen
  return [{ key, host, seen: toJson(article) }]
}
