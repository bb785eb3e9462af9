import type { Kysely } from 'kysely'
import { urlsFromJson } from './codec.ts'
import type { Database } from './database.ts'
import { fingerprintFromBytes } from './fingerprint-bytes.ts'
import { askedInPieces, prepare, writtenInPieces } from './prepare.ts'

/** What an entry is found by, under its number (see entry-number.ts). */
export interface Indexed {
  readonly number: number
  readonly rows: Iterable<number>
  readonly urls: Iterable<string>
}

/** The index by which the entries of stories are found; `db` is the transaction that it is changed in. */
export interface IndexRows {
  add(db: Kysely<Database>, entries: readonly Indexed[]): Promise<void>
  remove(db: Kysely<Database>, entry: Indexed): Promise<void>
}

const writtenAtOnce = 256

/** The index's statements. */
export function indexRows(db: Kysely<Database>): IndexRows {
  const addHashes = prepare(({ rows }: { rows: readonly { hash: number; entry: number }[] }) =>
    db
      .insertInto('fingerprint_rows')
      .values(rows)
      .onConflict((conflict) => conflict.columns(['hash', 'entry']).doNothing()),
  )
  const addUrls = prepare(({ rows }: { rows: readonly { url: string; entry: number }[] }) =>
    db
      .insertInto('entry_urls')
      .values(rows)
      .onConflict((conflict) => conflict.columns(['url', 'entry']).doNothing()),
  )
  const removeHashes = prepare(({ hashes, entry }: { hashes: readonly number[]; entry: number }) =>
    db.deleteFrom('fingerprint_rows').where('hash', 'in', hashes).where('entry', '=', entry),
  )
  const removeUrls = prepare(({ urls, entry }: { urls: readonly string[]; entry: number }) =>
    db.deleteFrom('entry_urls').where('url', 'in', urls).where('entry', '=', entry),
  )
  return {
    async add(trx, entries) {
      // In the order in which they lie in the file: neighbours are written while their page is at hand.
      const hashes = entries
        .flatMap(({ number, rows }) => Array.from(rows, (hash) => ({ hash, entry: number })))
        .toSorted((a, b) => a.hash - b.hash)
      for (const rows of writtenInPieces(hashes, writtenAtOnce)) await addHashes(trx, { rows })
      const urls = entries.flatMap(({ number, urls }) => Array.from(urls, (url) => ({ url, entry: number })))
      for (const rows of writtenInPieces(urls, writtenAtOnce)) await addUrls(trx, { rows })
    },

    async remove(trx, { number, rows, urls }) {
      for (const hashes of askedInPieces([...rows])) await removeHashes(trx, { hashes, entry: number })
      for (const piece of askedInPieces([...urls])) await removeUrls(trx, { urls: piece, entry: number })
    },
  }
}

/**
 * What the index holds of an entry, from its columns: it is known without a look at the index, which needs no second
 * order by entry, twice its size.
 */
export function toIndexed(row: {
  readonly number: number | string
  readonly urls: string
  readonly fingerprint: Uint8Array | null
}): Indexed {
  return {
    number: Number(row.number),
    rows: row.fingerprint === null ? [] : fingerprintFromBytes(row.fingerprint).rows,
    urls: urlsFromJson(row.urls),
  }
}
