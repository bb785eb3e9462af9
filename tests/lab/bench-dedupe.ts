// How fast copies are found, and what the index takes: made texts, one in five a damaged copy, against a real file of
// 10,000, 100,000 and 1,000,000 stored entries; beside it a MinHash-LSH of 128 that keeps its bands in SQLite as well.
// Rates are entries per second of CPU time, so that a busy machine changes them little.
//   npm run bench:dedupe -- [--sizes 10000,100000,1000000] [--entries 4096] [--seed 7]
import { spawnSync } from 'node:child_process'
import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { parseArgs } from 'node:util'
import { Kysely } from 'kysely'
import { fingerprint } from '../../src/dedupe/fingerprint.ts'
import { tokensOf } from '../../src/dedupe/normalize.ts'
import type { Parts } from '../../src/run/parts.ts'
import { placeEntries } from '../../src/run/place-entries.ts'
import type { Database } from '../../src/store/database.ts'
import { entryNumber } from '../../src/store/entry-number.ts'
import { fingerprintToBytes } from '../../src/store/fingerprint-bytes.ts'
import { type Indexed, indexRows } from '../../src/store/index-rows.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { NodeSqliteDialect } from '../../src/store/sqlite-dialect.ts'
import type { Store } from '../../src/store/store.ts'
import type { Article } from '../../src/types.ts'
import { seeded } from '../support/random.ts'

interface Text {
  readonly key: string
  readonly title: string
  readonly text: string
  /** The key of what it copies. */
  readonly of?: string
}

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '10000,100000,1000000' },
    entries: { type: 'string', default: '4096' },
    seed: { type: 'string', default: '7' },
  },
})
const measured = Number(values.entries)
const seenAt = new Date('2026-11-20T12:00:00Z')
const folder = mkdtempSync(path.join(tmpdir(), 'millrace-bench-'))

const random = seeded(Number(values.seed))
const letters = 'abcdefghijklmnopqrstuvwxyz'
const vocabulary = Array.from({ length: 20_000 }, () =>
  Array.from({ length: 2 + Math.floor(random() * 9) }, () => letters[Math.floor(random() * 26)]).join(''),
)
/** Few words often, most seldom, as in any language (Zipf). */
const word = (): string => vocabulary[Math.floor(vocabulary.length ** random()) - 1] ?? ''
const words = (count: number): string => Array.from({ length: count }, word).join(' ')

/** Originals, and copies of these or of earlier texts: with a name strewn in and every twentieth word another, or the head alone. */
function makeTexts(prefix: string, count: number, earlier: readonly Text[]): readonly Text[] {
  const made: Text[] = []
  for (let at = 0; at < count; at++) {
    const pool = [...earlier, ...made].filter(({ of }) => of === undefined)
    const source = random() < 0.2 ? pool[Math.floor(random() * pool.length)] : undefined
    const key = `feed${at % 97} https://site${at % 97}.example/${prefix}/${at}`
    made.push(
      source === undefined
        ? { key, title: words(9), text: words(400 + Math.floor(random() * 200)) }
        : copyOf(source, key),
    )
  }
  return made
}

function copyOf(source: Text, key: string): Text {
  const kept = source.text.split(' ')
  const damaged =
    random() < 0.3
      ? kept.slice(0, 80)
      : kept.flatMap((each, at) => (at % 50 === 0 ? ['ACME', 'Corporation', each] : at % 20 === 7 ? [word()] : [each]))
  return { key, title: random() < 0.5 ? source.title : words(8), text: damaged.join(' '), of: source.key }
}

function article({ title, text }: Text): Article {
  return {
    title,
    text,
    html: `<p>${text}</p>`,
    authors: [],
    cuts: [],
    origin: 'page',
    fingerprint: fingerprint(title, text),
  }
}

/** CPU seconds that something takes, this thread and what it waits for. */
async function cpuSeconds(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

const subscriptionOf = (key: string): string => key.slice(0, key.indexOf(' '))

async function add(store: Store, texts: readonly Text[]): Promise<void> {
  const row = { state: 'unread', firstSeenAt: seenAt, enteredAt: seenAt, listedAt: seenAt } as const
  await store.addEntries(
    texts.map(({ key, title, text }) => ({
      ...row,
      key,
      subscription: subscriptionOf(key),
      feedTextHash: key,
      entry: { title, summary: text.slice(0, 200), links: [], authors: [], categories: [], images: [], baseUrl: '' },
    })),
  )
}

async function save(store: Store, texts: readonly Text[], articles: readonly Article[]): Promise<void> {
  for (let start = 0; start < texts.length; start += 64) {
    await Promise.all(
      texts.slice(start, start + 64).map(async ({ key }, at) => {
        const read = articles[start + at]
        if (read !== undefined) await store.saveArticle(key, { article: read, urls: [key.slice(key.indexOf(' ') + 1)] })
      }),
    )
  }
}

function place(store: Store): Promise<number> {
  const parts = { store, settings: { feeds: [] }, installationId: '0b8e2f6c-6a52-4d0e-9a44-3f6f2f6f1c11' }
  return placeEntries(parts as unknown as Parts, new Date(), new AbortController().signal)
}

/** The index is as after a long time once so many have come into it as they come in a run. */
const indexedAsInARun = 20_480

/**
 * Entries with the same rows, columns and sizes, written past the store: their hashes are drawn, not made of texts. All is on
 * the disk at the end, or the first commit that is measured would wait for it.
 */
async function fill(file: string, count: number): Promise<void> {
  const db = new DatabaseSync(file)
  db.exec('pragma synchronous = off; pragma cache_size = -200000; begin')
  const at = seenAt.getTime() - 86_400_000
  const entry = db.prepare(
    `insert into entries (key, number, subscription, feed_text_hash, state, first_seen_at, entered_at, listed_at, story_id, urls, has_bodies) values (?, ?, ?, ?, 'read', ?, ?, ?, ?, ?, 1)`,
  )
  const stored = db.prepare(
    `insert into articles (key, html_bytes, cuts, title, fingerprint, article, text, html) values (?, 0, 0, ?, ?, '{"authors":[],"cuts":[],"origin":"page"}', '', '')`,
  )
  const story = db.prepare(
    'insert into stories (id, canonical_key, subscription, updated_at, entered_at, change) values (?, ?, ?, ?, ?, ?)',
  )
  db.exec(
    'create temp table filled_rows (hash integer, entry integer); create temp table filled_urls (url text, entry integer)',
  )
  const row = db.prepare('insert into filled_rows values (?, ?)')
  const url = db.prepare('insert into filled_urls values (?, ?)')
  const last: Indexed[] = []
  for (let index = 0; index < count; index++) {
    const key = `feed${index % 997} https://site${index % 997}.example/filled/${index}`
    const number = entryNumber(key)
    const hashes = Uint32Array.from({ length: 400 + Math.floor(random() * 200) }, () => random() * 2 ** 32).sort()
    const rows = Uint32Array.from([...hashes.subarray(0, 8), ...hashes.subarray(100, 104), random() * 2 ** 32])
    const title = words(9)
    const link = key.slice(key.indexOf(' ') + 1)
    const made = {
      tokens: hashes.length + 3,
      size: hashes.length,
      sketch: hashes,
      head: hashes.slice(100, 108),
      numbers: hashes.slice(0, 8),
      whole: 0,
      rows,
    }
    entry.run(key, number, subscriptionOf(key), key, at, at, at, `story ${key}`, JSON.stringify([link]))
    stored.run(key, title, fingerprintToBytes(made))
    story.run(`story ${key}`, key, subscriptionOf(key), at, at, index)
    if (count - index <= indexedAsInARun) {
      last.push({ number, rows, urls: [link] })
      continue
    }
    for (const hash of rows) row.run(hash, number)
    url.run(link, number)
  }
  db.exec('insert or ignore into fingerprint_rows select * from filled_rows order by 1, 2')
  db.exec('insert or ignore into entry_urls select * from filled_urls order by 1, 2')
  db.exec('commit')
  const kysely = new Kysely<Database>({ dialect: new NodeSqliteDialect(db, file) })
  const index = indexRows(kysely)
  for (let start = 0; start < last.length; start += 512)
    await kysely.transaction().execute((trx) => index.add(trx, last.slice(start, start + 512)))
  db.exec('pragma wal_checkpoint(truncate)')
  await kysely.destroy()
  const written = openSync(file, 'r+')
  fsyncSync(written)
  closeSync(written)
}

/** Bytes of the index's tables, and of the fingerprints, an entry. */
function indexBytes(file: string): string {
  const db = new DatabaseSync(file, { readOnly: true })
  const one = (sql: string): number => Number(Object.values(db.prepare(sql).get() ?? {})[0])
  const entries = one('select count(*) from articles')
  const pages = (names: string): number =>
    one(`select sum(pgsize) from dbstat where aggregate = true and name in (${names})`)
  const rows = pages("'fingerprint_rows', 'fresh_fingerprint_rows'") / entries
  const numbers = pages("'entries_by_number'") / entries
  const prints = one('select avg(length(fingerprint)) from articles')
  db.close()
  return `${Math.round(rows + numbers + prints)} bytes an entry (rows ${Math.round(rows)}, numbers ${Math.round(numbers)}, fingerprint ${Math.round(prints)})`
}

/** How many of the copies stand in the story of what they copy, and how many joined something else. */
async function truth(file: string, texts: readonly Text[]): Promise<string> {
  const db = new DatabaseSync(file, { readOnly: true })
  const find = db.prepare('select story_id as story from entries where key = ?')
  const storyOf = (key: string): unknown => find.get(key)?.['story']
  const copies = texts.filter(({ of }) => of !== undefined)
  const found = copies.filter(({ key, of = '' }) => storyOf(key) === storyOf(of)).length
  const stories = new Set(texts.filter(({ of }) => of === undefined).map(({ key }) => storyOf(key))).size
  db.close()
  return `${found} of ${copies.length} copies found, ${texts.length - copies.length - stories} others joined`
}

/** MinHash with 128 permutations of 4-word shingles, 32 bands of 4, candidates verified by their signatures (J >= .5). */
function lsh(file: string, size: number, texts: readonly Text[]): number {
  const db = new DatabaseSync(file)
  db.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma cache_size = -16000')
  db.exec('create table bands (hash integer, entry integer, primary key (hash, entry)) without rowid')
  db.exec('create table signatures (entry integer primary key, signature blob)')
  const [insertBand, insertSignature] = [
    db.prepare('insert or ignore into bands values (?, ?)'),
    db.prepare('insert into signatures values (?, ?)'),
  ]
  const findBand = db.prepare('select entry from bands where hash = ?')
  const findSignature = db.prepare('select signature from signatures where entry = ?')
  const seeds = Uint32Array.from({ length: 128 }, () => random() * 2 ** 32)
  const put = (entry: number, signature: Uint32Array): void => {
    for (const band of bandsOf(signature)) insertBand.run(band, entry)
    insertSignature.run(entry, new Uint8Array(signature.buffer))
  }
  db.exec('begin')
  for (let entry = 0; entry < size; entry++)
    put(
      entry,
      Uint32Array.from({ length: 128 }, () => random() * 2 ** 32),
    )
  db.exec('commit')
  const before = process.cpuUsage()
  for (let start = 0; start < texts.length; start += 256) {
    db.exec('begin')
    for (const [at, { text }] of texts.slice(start, start + 256).entries()) {
      const signature = minHash(text, seeds)
      const candidates = new Set(
        bandsOf(signature).flatMap((band) => findBand.all(band).map((row) => Number(row['entry']))),
      )
      for (const candidate of candidates) {
        const bytes = findSignature.get(candidate)?.['signature']
        if (bytes instanceof Uint8Array) agreement(signature, new Uint32Array(bytes.slice().buffer))
      }
      put(size + start + at, signature)
    }
    db.exec('commit')
  }
  const { user, system } = process.cpuUsage(before)
  db.close()
  return texts.length / ((user + system) / 1e6)
}

function minHash(text: string, seeds: Uint32Array): Uint32Array {
  const tokens = tokensOf(text)
  const signature = new Uint32Array(128).fill(0xffff_ffff)
  for (let start = 0; start + 4 <= tokens.length; start++) {
    let hash = 0x811c9dc5
    for (const token of tokens.slice(start, start + 4))
      for (let at = 0; at < token.length; at++) hash = Math.imul(hash ^ token.charCodeAt(at), 0x01000193)
    for (let at = 0; at < 128; at++) {
      let value = Math.imul(hash ^ (seeds[at] ?? 0), 0x85ebca6b)
      value = (value ^ (value >>> 15)) >>> 0
      if (value < (signature[at] ?? 0)) signature[at] = value
    }
  }
  return signature
}

function bandsOf(signature: Uint32Array): readonly number[] {
  return Array.from({ length: 32 }, (_, band) => {
    let hash = band + 1
    for (const value of signature.subarray(band * 4, band * 4 + 4))
      hash = Math.imul(hash ^ value, 0x85ebca6b) ^ (hash >>> 13)
    return band * 2 ** 32 + (hash >>> 0)
  })
}

function agreement(a: Uint32Array, b: Uint32Array): number {
  return a.filter((value, at) => value === b[at]).length / 128
}

async function measure(size: number): Promise<void> {
  const file = path.join(folder, `${size}.db`)
  const store = await openSqliteStore(file)
  const known = makeTexts('known', Math.min(2048, size), [])
  await add(store, known)
  await save(store, known, known.map(article))
  await place(store)
  console.log(`--- ${size} entries stored; ${indexBytes(file)}, of ${known.length} texts of 400 to 600 words`)
  await store.close()
  await fill(file, size - known.length)
  const filled = await openSqliteStore(file)
  const texts = makeTexts('new', measured, known)
  await add(filled, texts)
  const rss = process.memoryUsage.rss()
  let articles: readonly Article[] = []
  const reading = await cpuSeconds(async () => {
    articles = texts.map(article)
  })
  const saving = await cpuSeconds(() => save(filled, texts, articles))
  const placing = await cpuSeconds(() => place(filled))
  const rate = (seconds: number): number => Math.round(measured / seconds)
  console.log(
    `${rate(reading + saving + placing)} entries/s: fingerprints ${rate(reading)}/s, stored ${rate(saving)}/s, placed ${rate(placing)}/s; ${await truth(file, [...known, ...texts])}`,
  )
  const megabytes = (bytes: number): number => Math.round(bytes / 1e6)
  console.log(
    `memory ${megabytes(rss)} MB before, ${megabytes(process.memoryUsage.rss())} MB after; ${indexBytes(file)} in all; file ${megabytes(statSync(file).size)} MB`,
  )
  await filled.close()
  rmSync(file)
  if (size <= 100_000) console.log(`MinHash-LSH of 128: ${Math.round(lsh(`${file}.lsh`, size, texts))} entries/s`)
  rmSync(`${file}.lsh`, { force: true })
}

const sizes = values.sizes.split(',')
if (sizes.length === 1) await measure(Number(sizes[0]))
// Each in a process of its own: what one leaves in memory costs the next a fifth of its fingerprints' rate.
else
  for (const size of sizes) {
    const given = ['--sizes', size, '--entries', values.entries, '--seed', values.seed]
    spawnSync(process.execPath, [import.meta.filename, ...given], { stdio: 'inherit' })
  }
rmSync(folder, { recursive: true })
