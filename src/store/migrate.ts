import { type Kysely, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { FatalError } from '../errors.ts'
import type { Database } from './database.ts'
import { firstTables } from './migrations/001-first.ts'
import { type DialectName, type DialectWords, dialectWords } from './migrations/dialect.ts'

/** Every step that was ever released, in order: a step is never edited, a change is a new one. */
const steps: Readonly<Record<string, (words: DialectWords) => readonly string[]>> = {
  '001-first': firstTables,
}

/**
 * Brings the tables up to this version's; `place` names the store in messages. There is no way back down:
 * a store that a newer Millrace wrote is refused, because what it added would be lost or misread.
 */
export async function migrate(db: Kysely<Database>, dialect: DialectName, place: string): Promise<void> {
  const migrations = Object.fromEntries(
    Object.entries(steps).map(([name, step]) => [name, toMigration(step(dialectWords[dialect]))]),
  )
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateToLatest()
  if (error === undefined) return
  if (error instanceof FatalError) throw error
  const unknown = (await appliedSteps(db)).filter((name) => !Object.hasOwn(steps, name))
  if (unknown.length === 0) throw error
  throw new FatalError(
    'STORE',
    `${place}: written by a newer Millrace (step ${unknown.join(', ')}); run that version again, or restore a backup made before it`,
    error,
  )
}

function toMigration(statements: readonly string[]): Migration {
  return {
    up: async (db) => {
      for (const statement of statements) await sql.raw(statement).execute(db)
    },
  }
}

async function appliedSteps(db: Kysely<Database>): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
  return rows.map((row) => row.name)
}
