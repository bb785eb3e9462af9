import { Kysely, sql } from 'kysely'
import { createStore } from './create-store.ts'
import type { Database } from './database.ts'
import { migrate } from './migrate.ts'
import { NodeSqliteDialect } from './sqlite-dialect.ts'
import { openSqliteFile } from './sqlite-file.ts'
import type { Store } from './store.ts'

/**
 * WAL lets others read while a run writes. With it, `normal` loses at most the last transactions when the power fails,
 * never the file (sqlite.org/wal.html#performance_considerations); what is lost is fetched again. The rows of the index
 * lie all over the file: with more of its pages in memory (16 MB) and fewer, larger checkpoints (64 MB), a page is
 * copied into the file once for several changes. Placing among 100,000 entries went from 3,760 to 4,510 entries a second
 * with checkpoints four times as large and batches twice as large (npm run bench:dedupe).
 */
const settings = [
  'pragma journal_mode = wal',
  'pragma synchronous = normal',
  'pragma cache_size = -16000',
  'pragma wal_autocheckpoint = 16000',
]

/** Opens the store in the file at `path`, made anew where there is none; `gatherMs` as in `createStore`. */
export async function openSqliteStore(path: string, gatherMs = 0): Promise<Store> {
  const database = openSqliteFile(path)
  try {
    const db = new Kysely<Database>({ dialect: new NodeSqliteDialect(database, path) })
    for (const setting of settings) await sql.raw(setting).execute(db)
    await migrate(db, 'sqlite', path)
    return createStore(db, gatherMs)
  } catch (error) {
    database.close()
    throw error
  }
}
