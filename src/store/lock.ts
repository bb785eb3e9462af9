import type { DatabaseSync } from 'node:sqlite'
import { FatalError } from '../errors.ts'
import { isBusy, openSqliteFile, sqliteTrouble } from './sqlite-file.ts'

/** The right to be the one that runs on a data folder. */
export interface Lock {
  /** Gives it up; a process that dies, however, gives it up too. */
  close(): void
}

/** What is held: without a reference the garbage collector closes the file, and with it gives the lock up. */
const held = new Set<DatabaseSync>()

/**
 * Takes the lock at `path`, a small SQLite file of its own, by a transaction that stays open: the operating system
 * frees it with the process, even after kill -9, so no stale lock is ever left to be judged.
 */
export function acquireLock(path: string): Lock {
  const database = openSqliteFile(path)
  try {
    database.exec('begin exclusive')
  } catch (error) {
    database.close()
    if (!isBusy(error)) throw sqliteTrouble(error, path)
    throw new FatalError(
      'LOCKED',
      `${path}: another Millrace is running on this data folder and reads what is due; end it first, or name another folder with --data or DATA_DIR`,
      error,
    )
  }
  held.add(database)
  return {
    close: () => {
      held.delete(database)
      database.close()
    },
  }
}
