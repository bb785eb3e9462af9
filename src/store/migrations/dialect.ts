/** The databases that one body of queries serves. */
export type DialectName = 'sqlite' | 'postgres'

/** The words in which the two databases differ when tables are made; the queries know no difference. */
export interface DialectWords {
  /** In PostgreSQL with the collation "C", so that both order keys by their bytes. */
  readonly text: string
  readonly whole: string
  readonly real: string
  readonly bytes: string
  /** How a table ends whose rows are wide. */
  readonly wide: string
  /** How a table ends whose rows are little more than their key: SQLite then keeps them in the key's own tree. */
  readonly narrow: string
}

/** The words of each database. */
export const dialectWords: Readonly<Record<DialectName, DialectWords>> = {
  sqlite: {
    text: 'text',
    whole: 'integer',
    real: 'real',
    bytes: 'blob',
    wide: ' strict',
    narrow: ' strict, without rowid',
  },
  postgres: {
    text: 'text collate "C"',
    whole: 'bigint',
    real: 'double precision',
    bytes: 'bytea',
    wide: '',
    narrow: '',
  },
}
