import type { Kysely } from 'kysely'
import { clockQueries } from './clock-queries.ts'
import type { Database } from './database.ts'
import { documentQueries } from './document-queries.ts'
import { entryQueries } from './entry-queries.ts'
import { feedQueries } from './feed-queries.ts'
import { createWriter } from './group-commit.ts'
import { hostQueries } from './host-queries.ts'
import { indexRows } from './index-rows.ts'
import { junkQueries } from './junk-queries.ts'
import { logQueries } from './log-queries.ts'
import { placeStatements } from './place-statements.ts'
import { placingQueries } from './placing-queries.ts'
import { prune } from './retention.ts'
import { ruleQueries } from './rule-queries.ts'
import { searchQueries } from './search-queries.ts'
import type { Store } from './store.ts'

/**
 * The one body of queries for every database; the tables are there already (see migrate.ts). Closing it closes `db`.
 * `gatherMs`: so long a write waits for others that share its transaction.
 */
export function createStore(db: Kysely<Database>, gatherMs = 0): Store {
  const writer = createWriter(db, gatherMs)
  const index = indexRows(db)
  const place = placeStatements(db, index)
  return {
    ...feedQueries(db, writer),
    ...hostQueries(db, writer),
    ...junkQueries(db, writer),
    ...entryQueries(db, writer, index),
    ...placingQueries(db, writer, index, place),
    ...ruleQueries(db, writer, index, place),
    ...logQueries(db),
    ...searchQueries(db),
    ...documentQueries(db),
    ...clockQueries(db),
    prune: (now) => prune(db, index, now),
    close: async () => {
      await writer.settled()
      await db.destroy()
    },
  }
}
