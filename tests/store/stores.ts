import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { Kysely, PGliteDialect } from 'kysely'
import { createStore } from '../../src/store/create-store.ts'
import type { Database } from '../../src/store/database.ts'
import { migrate } from '../../src/store/migrate.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import type { Store } from '../../src/store/store.ts'

/** An empty store for one test. */
export interface Opened {
  readonly store: Store
  readonly end: () => Promise<void>
}

/** A new folder for one test. */
export function temporaryFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'millrace-store-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

async function openSqlite(): Promise<Opened> {
  const folder = temporaryFolder()
  const store = await openSqliteStore(join(folder.path, 'millrace.db'))
  return {
    store,
    end: async () => {
      await store.close()
      folder.remove()
    },
  }
}

/** One PGlite serves a file's tests, since it takes seconds to start; each test finds an empty schema. */
let pglite: PGlite | undefined

async function openPglite(): Promise<Opened> {
  pglite ??= new PGlite()
  await pglite.exec('drop schema public cascade; create schema public')
  const db = new Kysely<Database>({ dialect: new PGliteDialect({ pglite }) })
  await migrate(db, 'postgres', 'pglite')
  return { store: createStore(db), end: async () => undefined }
}

/** Every store that the contract holds for. */
export const stores: Readonly<Record<string, () => Promise<Opened>>> = { SQLite: openSqlite, PostgreSQL: openPglite }
