import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { FatalError } from '../errors.ts'

/** Opens or creates a database file and the folder it lies in; a lock that another holds is never waited for here. */
export function openSqliteFile(path: string): DatabaseSync {
  try {
    mkdirSync(dirname(path), { recursive: true })
  } catch (error) {
    throw new FatalError(
      'STORE',
      `${dirname(path)}: the folder can't be made (${codeOf(error)}); ${wayOut.folder}`,
      error,
    )
  }
  try {
    return new DatabaseSync(path, { timeout: 0 })
  } catch (error) {
    throw sqliteTrouble(error, path)
  }
}

/** Whether another connection holds the lock that was needed. */
export function isBusy(error: unknown): boolean {
  return sqliteCode(error) === busy
}

/** SQLite's primary result code (sqlite.org/rescode.html); undefined for what SQLite did not throw. */
function sqliteCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return undefined
  return error.errcode & 0xff // the higher bits are the extended code
}

/**
 * Trouble with the file itself as a FatalError that says what is wrong and a way out; anything else, such as a
 * broken constraint, is a mistake of ours and stays as it was thrown.
 */
export function sqliteTrouble(error: unknown, path: string): unknown {
  const trouble = troubles.get(sqliteCode(error) ?? 0)
  return trouble === undefined ? error : new FatalError('STORE', `${path}: ${trouble}`, error)
}

const busy = 5

const wayOut = {
  folder: 'give the user that runs Millrace the right to write there, or set DATA_DIR to another folder',
  backup: 'bring a backup back with `millrace restore FILE`, or move the file away and Millrace begins a new one',
}

const troubles: ReadonlyMap<number, string> = new Map([
  [3, `access is denied; ${wayOut.folder}`], // SQLITE_PERM
  [busy, 'another program keeps the file locked; end it, or wait until it is done'], // SQLITE_BUSY
  [8, `the file or its folder is read-only; ${wayOut.folder}`], // SQLITE_READONLY
  [10, `the disk gives an input or output error; check the disk and its free space, or ${wayOut.backup}`], // SQLITE_IOERR
  [11, `the file is damaged; ${wayOut.backup}`], // SQLITE_CORRUPT
  [13, 'the disk is full; make room there, then start again: nothing that was stored is lost'], // SQLITE_FULL
  [14, `the file can't be opened; ${wayOut.folder}`], // SQLITE_CANTOPEN
  [26, `the file is no SQLite database; ${wayOut.backup}`], // SQLITE_NOTADB
])

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}
