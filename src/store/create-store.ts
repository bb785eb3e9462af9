import type { Kysely } from 'kysely'
import type { Database } from './database.ts'
import { documentQueries } from './document-queries.ts'
import { entryQueries } from './entry-queries.ts'
import { feedQueries } from './feed-queries.ts'
import { hostQueries } from './host-queries.ts'
import { logQueries } from './log-queries.ts'
import { placingQueries } from './placing-queries.ts'
import { prune } from './retention.ts'
import type { Store } from './store.ts'

/** The one body of queries for every database; the tables are there already (see migrate.ts). Closing it closes `db`. */
export function createStore(db: Kysely<Database>): Store {
  return {
    ...feedQueries(db),
    ...hostQueries(db),
    ...entryQueries(db),
    ...placingQueries(db),
    ...logQueries(db),
    ...documentQueries(db),
    prune: (now) => prune(db, now),
    close: () => db.destroy(),
  }
}
