import type { Transaction } from 'kysely'
import type { Article } from '../types.ts'
import { articleFromJson, fingerprintFromJson, toJson, urlsFromJson } from './codec.ts'
import { inPieces } from './columns.ts'
import type { Database } from './database.ts'

/** An article's columns as they are read. */
interface ArticleColumns {
  readonly article: string
  readonly fingerprint: string
  readonly text: string | null
  readonly html: string | null
}

/** Its columns -> the article; what retention has dropped reads as empty text. */
export function toArticle(row: ArticleColumns): Article {
  return {
    ...articleFromJson(row.article),
    html: row.html ?? '',
    text: row.text ?? '',
    fingerprint: fingerprintFromJson(row.fingerprint),
  }
}

/** Stores an entry's article in place of the one before. */
export async function putArticle(trx: Transaction<Database>, key: string, article: Article): Promise<void> {
  const { html, text, fingerprint, ...core } = article
  const columns = {
    html_bytes: Buffer.byteLength(html),
    article: toJson(core),
    fingerprint: toJson(fingerprint),
    text,
    html,
  }
  await trx
    .insertInto('articles')
    .values({ key, ...columns })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(columns))
    .execute()
}

/** Makes an entry findable by addresses and by its fingerprint's rows. */
export async function addToIndex(
  trx: Transaction<Database>,
  key: string,
  urls: readonly string[],
  hashes: readonly number[],
): Promise<void> {
  for (const piece of inPieces([...new Set(hashes)], 500)) {
    await trx
      .insertInto('fingerprint_rows')
      .values(piece.map((hash) => ({ hash, key })))
      .onConflict((conflict) => conflict.columns(['hash', 'key']).doNothing())
      .execute()
  }
  for (const piece of inPieces([...new Set(urls)], 500)) {
    await trx
      .insertInto('entry_urls')
      .values(piece.map((url) => ({ url, key })))
      .onConflict((conflict) => conflict.columns(['url', 'key']).doNothing())
      .execute()
  }
}

/**
 * Takes an entry out of the index. What was put in is known from its row and its article, so the two tables need no
 * second index by key, which would double their size.
 */
export async function removeFromIndex(trx: Transaction<Database>, key: string): Promise<void> {
  const row = await trx
    .selectFrom('entries')
    .innerJoin('articles', 'articles.key', 'entries.key')
    .select(['entries.urls', 'articles.fingerprint'])
    .where('entries.key', '=', key)
    .executeTakeFirst()
  if (row === undefined) return
  for (const hashes of inPieces(fingerprintFromJson(row.fingerprint).rows, 500)) {
    await trx.deleteFrom('fingerprint_rows').where('hash', 'in', hashes).where('key', '=', key).execute()
  }
  for (const urls of inPieces(urlsFromJson(row.urls), 500)) {
    await trx.deleteFrom('entry_urls').where('url', 'in', urls).where('key', '=', key).execute()
  }
}
