import { copyFile, link, open, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import { FatalError } from '../errors.ts'
import { openSqliteStore } from './sqlite.ts'
import { openSqliteFile, sqliteTrouble } from './sqlite-file.ts'

/** What a backup holds beside the store. */
export interface BackupNote {
  /** The text of feeds.json. */
  readonly settings: string
  /** The version of Millrace that made it. */
  readonly version: string
  readonly madeAt: Date
}

/**
 * Copies the store as it is at this moment, and the note, into one file, which is itself an SQLite database. Others may
 * go on writing. It appears under its name by a rename once it is whole on disk; only an older backup is replaced.
 */
export async function backUpStore(from: string, to: string, note: BackupNote): Promise<void> {
  if (await exists(to)) readBackup(to) // what is none is left as it is
  const temporary = path.join(path.dirname(to), `.${path.basename(to)}.millrace-tmp`)
  const source = openSqliteFile(from)
  try {
    await rm(temporary, { force: true }) // one that an earlier process left
    await makeOwn(temporary)
    // In one step: in several it would begin again after each write of a run.
    await backup(source, temporary, { rate: 0x7fff_ffff })
    addNote(temporary, note)
    await sync(temporary)
    await rename(temporary, to)
  } catch (error) {
    throw explain(to, error)
  } finally {
    source.close()
    await removeDatabase(temporary)
  }
}

/** Checks a backup whole and gives its note. Throws FatalError `STORE` when it is damaged or none. */
export function readBackup(file: string): BackupNote {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(file, { readOnly: true })
    const [verdict] = database.prepare('pragma integrity_check(1)').all()
    if (verdict?.['integrity_check'] !== 'ok') throw new Error(String(verdict?.['integrity_check']))
    const rows = database.prepare(`select name, value from ${noteTable}`).all()
    const note = new Map(rows.map(({ name, value }) => [String(name), String(value)]))
    const read = (name: keyof BackupNote): string => {
      const value = note.get(name)
      if (value === undefined) throw new Error(`its note lacks ${name}`)
      return value
    }
    return { settings: read('settings'), version: read('version'), madeAt: new Date(read('madeAt')) }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new FatalError(
      'STORE',
      `${file}: no whole backup of Millrace (${reason}); name a file that \`millrace backup\` wrote`,
      error,
    )
  } finally {
    database?.close()
  }
}

/** What became of the stores. */
export interface Restored {
  readonly entries: number
  readonly stories: number
  /** Where the replaced store lies now; absent when there was none. */
  readonly kept?: string
}

/**
 * Puts a checked backup in the store's place, `path`; the replaced store stays beside it under the name `kept`. The copy
 * is made ready first and takes its place by a rename. The caller holds the lock, so that nobody works on the store.
 */
export async function restoreStore(file: string, path: string, kept: string): Promise<Restored> {
  const ready = `${path}.restoring`
  try {
    await removeDatabase(ready)
    await copyFile(file, ready)
    dropNote(ready)
    // Brings its tables up to this version's, and refuses those of a newer one.
    const store = await openSqliteStore(ready)
    const { entries, stories } = await store.counts().finally(() => store.close())
    await sync(ready)
    const hadStore = await exists(path)
    if (hadStore) await keep(path, kept)
    await rename(ready, path)
    return { entries, stories, ...(hadStore ? { kept } : {}) }
  } catch (error) {
    throw explain(path, error)
  } finally {
    await removeDatabase(ready)
  }
}

const noteTable = 'millrace_backup'

function addNote(file: string, { settings, version, madeAt }: BackupNote): void {
  const database = new DatabaseSync(file)
  try {
    database.exec('pragma journal_mode = delete') // one file, without a log beside it
    database.exec(`create table ${noteTable} (name text not null primary key, value text not null) strict`)
    const insert = database.prepare(`insert into ${noteTable} (name, value) values (?, ?)`)
    for (const [name, value] of Object.entries({ settings, version, madeAt: madeAt.toISOString() })) {
      insert.run(name, value)
    }
  } finally {
    database.close()
  }
}

function dropNote(file: string): void {
  const database = new DatabaseSync(file)
  try {
    database.exec(`drop table ${noteTable}`)
  } finally {
    database.close()
  }
}

/** Gives the store a second name; the first is replaced next, so that at no moment there is none. */
async function keep(path: string, kept: string): Promise<void> {
  takeInLog(path)
  // What a damaged store's log holds belongs to it; beside the restored one it would be taken for that one's.
  for (const tail of ['-wal', '-shm']) if (await exists(path + tail)) await rename(path + tail, kept + tail)
  // Some file systems know no second names.
  await link(path, kept).catch(() => copyFile(path, kept))
}

/** Closing the last connection takes the write-ahead log in. A store that can't be opened is kept as it is. */
function takeInLog(path: string): void {
  try {
    const database = openSqliteFile(path)
    try {
      database.exec('pragma wal_checkpoint(truncate)')
    } finally {
      database.close()
    }
  } catch {
    // Damaged: that may be why it is replaced.
  }
}

/** Nobody else may read it: feeds.json can hold passwords. */
async function makeOwn(file: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600)
  await handle.close()
}

async function sync(file: string): Promise<void> {
  const handle = await open(file, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function removeDatabase(file: string): Promise<void> {
  for (const tail of ['', '-wal', '-shm', '-journal']) await rm(file + tail, { force: true })
}

function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  )
}

function explain(place: string, error: unknown): unknown {
  if (error instanceof FatalError) return error
  const known = sqliteTrouble(error, place)
  if (known instanceof FatalError || !(error instanceof Error)) return known
  return new FatalError(
    'STORE',
    `${place}: ${error.message}; check the folder, its permissions and the free space`,
    error,
  )
}
