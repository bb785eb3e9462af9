import type { Kysely } from 'kysely'
import { counter } from './changes.ts'
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

/** The index by which the entries of stories are found; `trx` is the transaction that it is changed in. */
export interface IndexRows {
  /** The numbers of the entries that bear each of these, ascending. */
  find(rows: readonly number[], urls: readonly string[]): Promise<ReadonlyMap<number | string, readonly number[]>>
  add(trx: Kysely<Database>, entries: readonly Indexed[]): Promise<void>
  remove(trx: Kysely<Database>, entry: Indexed): Promise<void>
}

const writtenAtOnce = 256

/**
 * Hashes lie anywhere, so a batch's rows come to nearly every page of a large table, and each of these pages would be
 * written anew for one row or two. So rows are written to a small table first, and those of one slice of all hashes move
 * over together whenever so many were added: each page of the large table is written once for `slices` such moves. Among
 * 100,000 entries this took the CPU time of a row to a third (npm run bench:dedupe). A move takes some milliseconds.
 */
const slices = 32
const addedPerMove = 4096
const sliceWidth = 2 ** 32 / slices

/** The index's statements. */
export function indexRows(db: Kysely<Database>): IndexRows {
  // One statement, so that a row that moves meanwhile is found; `union` gives once what stands in both.
  const findHashes = prepare(({ hashes }: { hashes: readonly number[] }) =>
    db
      .selectFrom('fresh_fingerprint_rows')
      .select(['hash', 'entry'])
      .where('hash', 'in', hashes)
      .union(db.selectFrom('fingerprint_rows').select(['hash', 'entry']).where('hash', 'in', hashes)),
  )
  const findUrls = prepare(({ urls }: { urls: readonly string[] }) =>
    db.selectFrom('entry_urls').select(['url', 'entry']).where('url', 'in', urls),
  )
  const addHashes = prepare(({ rows }: { rows: readonly { hash: number; entry: number }[] }) =>
    db
      .insertInto('fresh_fingerprint_rows')
      .values(rows)
      .onConflict((conflict) => conflict.columns(['hash', 'entry']).doNothing()),
  )
  const addUrls = prepare(({ rows }: { rows: readonly { url: string; entry: number }[] }) =>
    db
      .insertInto('entry_urls')
      .values(rows)
      .onConflict((conflict) => conflict.columns(['url', 'entry']).doNothing()),
  )
  const removeHashes = (['fresh_fingerprint_rows', 'fingerprint_rows'] as const).map((table) =>
    prepare(({ hashes, entry }: { hashes: readonly number[]; entry: number }) =>
      db.deleteFrom(table).where('hash', 'in', hashes).where('entry', '=', entry),
    ),
  )
  const removeUrls = prepare(({ urls, entry }: { urls: readonly string[]; entry: number }) =>
    db.deleteFrom('entry_urls').where('url', 'in', urls).where('entry', '=', entry),
  )
  const settle = settleStatements(db)
  return {
    async find(rows, urls) {
      const found = new Map<number | string, number[]>()
      const note = (sign: number | string, entry: number | string): void => {
        const known = found.get(sign)
        if (known === undefined) found.set(sign, [Number(entry)])
        else known.push(Number(entry))
      }
      for (const hashes of askedInPieces(rows)) {
        for (const { hash, entry } of await findHashes(db, { hashes })) note(Number(hash), entry)
      }
      for (const piece of askedInPieces(urls)) {
        for (const { url, entry } of await findUrls(db, { urls: piece })) note(url, entry)
      }
      for (const numbers of found.values()) numbers.sort((a, b) => a - b)
      return found
    },

    async add(trx, entries) {
      // In the order in which they lie in the file: neighbours are written while their page is at hand.
      const hashes = entries
        .flatMap(({ number, rows }) => Array.from(rows, (hash) => ({ hash, entry: number })))
        .toSorted((a, b) => a.hash - b.hash)
      for (const rows of writtenInPieces(hashes, writtenAtOnce)) await addHashes(trx, { rows })
      const urls = entries.flatMap(({ number, urls }) => Array.from(urls, (url) => ({ url, entry: number })))
      for (const rows of writtenInPieces(urls, writtenAtOnce)) await addUrls(trx, { rows })
      await settle(trx, hashes.length)
    },

    async remove(trx, { number, rows, urls }) {
      for (const hashes of askedInPieces([...rows])) {
        for (const removeFrom of removeHashes) await removeFrom(trx, { hashes, entry: number })
      }
      for (const piece of askedInPieces([...urls])) await removeUrls(trx, { urls: piece, entry: number })
    },
  }
}

/** Moves the slices whose turn has come, now that so many rows more were added. */
function settleStatements(db: Kysely<Database>): (trx: Kysely<Database>, added: number) => Promise<void> {
  const copy = prepare(({ from, to }: { from: number; to: number }) =>
    db
      .insertInto('fingerprint_rows')
      .columns(['hash', 'entry'])
      .expression(
        db
          .selectFrom('fresh_fingerprint_rows')
          .select(['hash', 'entry'])
          .where('hash', '>=', from)
          .where('hash', '<', to),
      )
      .onConflict((conflict) => conflict.columns(['hash', 'entry']).doNothing()),
  )
  const clear = prepare(({ from, to }: { from: number; to: number }) =>
    db.deleteFrom('fresh_fingerprint_rows').where('hash', '>=', from).where('hash', '<', to),
  )
  const count = counter(db, 'index rows')
  return async (trx, added) => {
    if (added === 0) return
    const total = await count(trx, added)
    for (let move = Math.floor((total - added) / addedPerMove); move < Math.floor(total / addedPerMove); move++) {
      const from = (move % slices) * sliceWidth
      const slice = { from, to: from + sliceWidth }
      await copy(trx, slice)
      await clear(trx, slice)
    }
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
