import { type Kysely, sql } from 'kysely'
import type { HostLines } from '../types.ts'
import { articleColumns, toArticle } from './article-rows.ts'
import { hostLinesFromJson, seenFromJson, toJson, urlsFromJson } from './codec.ts'
import type { Database } from './database.ts'
import type { Writer } from './group-commit.ts'
import { prepare } from './prepare.ts'
import type { SourceShare, Store, StoredArticle } from './store.ts'

/** What recurs in hosts' articles, and what of a source's entries is its own. */
export function junkQueries(
  db: Kysely<Database>,
  writer: Writer,
): Pick<Store, 'hostLines' | 'changeHostLines' | 'learnHosts' | 'storedArticles' | 'sourceShares'> {
  const find = prepare(({ host }: { host: string }) =>
    db.selectFrom('host_lines').select('record').where('host', '=', host),
  )
  const put = prepare(({ host, ...columns }: { host: string; at: number; record: string }) =>
    db
      .insertInto('host_lines')
      .values({ host, ...columns })
      .onConflict((conflict) => conflict.column('host').doUpdateSet(columns)),
  )
  const findSeen = prepare(({ host }: { host: string }) =>
    db.selectFrom('seen_articles').select('seen').where('host', '=', host).orderBy('key'),
  )
  const forget = prepare(({ host }: { host: string }) => db.deleteFrom('seen_articles').where('host', '=', host))
  const linesOf = async (on: Kysely<Database>, host: string) => {
    const [row] = await find(on, { host })
    return row && hostLinesFromJson(row.record)
  }

  /** Reads, changes and keeps, within a transaction. */
  const change = async (
    trx: Kysely<Database>,
    host: string,
    at: Date,
    by: (known: HostLines | undefined) => HostLines,
  ): Promise<HostLines> => {
    const changed = by(await linesOf(trx, host))
    await put(trx, { host, at: at.getTime(), record: toJson(changed) })
    return changed
  }

  return {
    hostLines: (host) => linesOf(db, host),

    changeHostLines: (host, at, by) => writer.write((trx) => change(trx, host, at, by)),

    async learnHosts(at, learn) {
      const hosts = await db.selectFrom('seen_articles').select('host').distinct().orderBy('host').execute()
      const learned = await Promise.all(
        hosts.map(({ host }) =>
          writer.write(async (trx) => {
            const seen = (await findSeen(trx, { host })).map((row) => seenFromJson(row.seen))
            const lines = await change(trx, host, at, (known) => learn(known, seen))
            await forget(trx, { host })
            return [host, lines] as const
          }),
        ),
      )
      return new Map(learned)
    },

    async storedArticles(addresses, since, limit) {
      const rows = await db
        .selectFrom('entries')
        .innerJoin('articles', 'articles.key', 'entries.key')
        .select(['entries.key', 'entries.urls'])
        .select(articleColumns)
        .where('entries.has_bodies', '=', sql.lit(1)) // literal, so that the partial index serves
        .where('entries.first_seen_at', '>=', since.getTime())
        .where('entries.state', '=', 'read')
        .where(sql<string>`substr(entries.link, 1, ${sql.lit(addresses.length)})`, '=', addresses)
        .orderBy('entries.first_seen_at')
        .orderBy('entries.key')
        .limit(limit)
        .execute()
      return rows.map((row): StoredArticle => ({ key: row.key, article: toArticle(row), urls: urlsFromJson(row.urls) }))
    },

    async sourceShares() {
      const rows = await db
        .selectFrom('entries')
        .innerJoin('stories', 'stories.id', 'entries.story_id')
        .innerJoin('articles', 'articles.key', 'entries.key')
        .select((eb) => [
          'entries.subscription',
          eb.fn.countAll<number | string>().as('entries'),
          eb.fn
            .countAll<number | string>()
            .filterWhere('stories.subscription', '<>', eb.ref('entries.subscription'))
            .as('copies'),
          eb.fn.countAll<number | string>().filterWhere('articles.cuts', '>', 0).as('withCuts'),
        ])
        .groupBy('entries.subscription')
        .execute()
      return new Map(
        rows.map(({ subscription, entries, copies, withCuts }): [string, SourceShare] => [
          subscription,
          { entries: Number(entries), copies: Number(copies), withCuts: Number(withCuts) },
        ]),
      )
    },
  }
}

/** Hosts that brought nothing since `before` are forgotten. */
export async function dropHostLines(db: Kysely<Database>, before: number): Promise<void> {
  await db.deleteFrom('host_lines').where('at', '<', before).execute()
}
