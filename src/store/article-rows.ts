import type { Article } from '../types.ts'
import { articleFromJson, creditFromJson, toJson } from './codec.ts'
import { optional, optionalText } from './columns.ts'
import { fingerprintFromBytes, fingerprintToBytes } from './fingerprint-bytes.ts'

/** An article's columns as they are read. */
interface ArticleColumns {
  readonly title: string
  readonly canonical_url: string | null
  readonly credit: string | null
  readonly fingerprint: Uint8Array | null
  readonly article: string
  readonly text: string | null
  readonly html: string | null
}

/** The columns that `toArticle` reads. */
export const articleColumns = [
  'articles.title',
  'articles.canonical_url',
  'articles.credit',
  'articles.fingerprint',
  'articles.article',
  'articles.text',
  'articles.html',
] as const

const nothing = new Uint32Array(0)
const dropped = { tokens: 0, size: 0, sketch: nothing, head: nothing, numbers: nothing, whole: 0, rows: nothing }

/** Its columns -> the article; what retention has dropped reads as empty text. */
export function toArticle(row: ArticleColumns): Article {
  return {
    ...articleFromJson(row.article),
    title: row.title,
    ...optionalText('canonicalUrl', row.canonical_url),
    ...optional('credit', row.credit, creditFromJson),
    html: row.html ?? '',
    text: row.text ?? '',
    fingerprint: row.fingerprint === null ? dropped : fingerprintFromBytes(row.fingerprint),
  }
}

/** An article -> its columns. */
export function fromArticle(article: Article) {
  const { html, text, fingerprint, title, canonicalUrl, credit, ...rest } = article
  return {
    html_bytes: Buffer.byteLength(html),
    cuts: rest.cuts.length,
    title,
    canonical_url: canonicalUrl ?? null,
    credit: credit === undefined ? null : toJson(credit),
    fingerprint: fingerprintToBytes(fingerprint),
    article: toJson(rest),
    text,
    html,
  }
}
