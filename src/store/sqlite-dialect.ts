import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises'
import {
  CompiledQuery,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type DialectAdapter,
  type Driver,
  type Kysely,
  type QueryCompiler,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import { isBusy, sqliteTrouble } from './sqlite-file.ts'

/** Kysely over node:sqlite: one connection, which Kysely hands to one query or transaction at a time. */
export class NodeSqliteDialect implements Dialect {
  readonly #driver: NodeSqliteDriver

  /** `path` names the file in messages. */
  constructor(database: DatabaseSync, path: string) {
    this.#driver = new NodeSqliteDriver(database, path)
  }

  createDriver(): Driver {
    return this.#driver
  }

  createQueryCompiler(): QueryCompiler {
    return new SqliteQueryCompiler()
  }

  createAdapter(): DialectAdapter {
    return new TransactionalSqliteAdapter()
  }

  createIntrospector(db: Kysely<unknown>): DatabaseIntrospector {
    return new SqliteIntrospector(db)
  }
}

/** SQLite can roll back `create table`; Kysely's adapter denies it, and a migration cut off would then stay half done. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

class NodeSqliteDriver implements Driver {
  readonly #database: DatabaseSync
  readonly #connection: NodeSqliteConnection

  constructor(database: DatabaseSync, path: string) {
    this.#database = database
    this.#connection = new NodeSqliteConnection(database, path)
  }

  async init(): Promise<void> {
    // The file is open already: trouble with it is said before anything is built on it.
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection
  }

  /** A transaction that writes must not begin as a reader: SQLite refuses the change of mind at once, without waiting. */
  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'))
  }

  /** SQLite has rolled back on its own after some errors, a full disk among them. */
  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.isTransaction) await connection.executeQuery(CompiledQuery.raw('rollback'))
  }

  async releaseConnection(): Promise<void> {
    // There is but one, and it stays open.
  }

  async destroy(): Promise<void> {
    this.#database.close()
  }
}

interface Prepared {
  readonly statement: StatementSync
  readonly givesRows: boolean
}

/** Statements are kept by their text; more than this many are the odd lengths of `in` lists, not worth their memory. */
const keptStatements = 200

/**
 * node:sqlite answers at once, so a chain of awaited queries is one long microtask queue that starves timers and
 * sockets. Once this much time has passed, the next query waits for a turn of the event loop; a query, or what the
 * caller does with its answer, may add some milliseconds to it.
 */
const longestBurstMs = 5

/**
 * Other commands write beside a run, in transactions far shorter than this. We ask again rather than let SQLite wait
 * (its busy timeout): it would hold up the whole process, and for ever if the lock's holder is in the same one.
 */
const longestBusyMs = 5000
const busyPauseMs = 10

class NodeSqliteConnection implements DatabaseConnection {
  readonly #database: DatabaseSync
  readonly #path: string
  readonly #prepared = new Map<string, Prepared>()
  #turnedAt = 0

  constructor(database: DatabaseSync, path: string) {
    this.#database = database
    this.#path = path
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    await this.#breathe()
    const giveUpAt = performance.now() + longestBusyMs
    for (;;) {
      try {
        return this.#run(query)
      } catch (error) {
        if (!isBusy(error) || performance.now() > giveUpAt) throw sqliteTrouble(error, this.#path)
        await pause(busyPauseMs)
      }
    }
  }

  #run<R>(query: CompiledQuery): QueryResult<R> {
    const parameters = query.parameters as readonly SQLInputValue[]
    const { statement, givesRows } = this.#prepare(query.sql)
    if (givesRows) return { rows: statement.all(...parameters) as R[] }
    return { rows: [], numAffectedRows: BigInt(statement.run(...parameters).changes) }
  }

  // biome-ignore lint/correctness/useYield: Kysely's interface asks for a generator; no query of ours streams.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('the SQLite driver does not stream')
  }

  #prepare(text: string): Prepared {
    const known = this.#prepared.get(text)
    const statement = known?.statement ?? this.#database.prepare(text)
    const prepared = known ?? { statement, givesRows: statement.columns().length > 0 }
    this.#prepared.delete(text)
    this.#prepared.set(text, prepared)
    if (this.#prepared.size > keptStatements) {
      const [oldest] = this.#prepared.keys()
      if (oldest !== undefined) this.#prepared.delete(oldest)
    }
    return prepared
  }

  /** The clock is read in this file, not handed in: it decides when the event loop gets a turn, never what is stored. */
  async #breathe(): Promise<void> {
    if (performance.now() - this.#turnedAt < longestBurstMs) return
    await nextTurn()
    this.#turnedAt = performance.now()
  }
}
