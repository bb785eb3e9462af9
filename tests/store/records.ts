import type { NewEntry, Placement, Store } from '../../src/store/store.ts'
import type { Article, Entry, Fingerprint } from '../../src/types.ts'

const start = Date.UTC(2026, 10, 1)

/** The first of November 2026, so many hours later. */
export function hour(hours: number): Date {
  return new Date(start + hours * 3_600_000)
}

/** The first of November 2026, so many days later. */
export function day(days: number): Date {
  return hour(days * 24)
}

export function makeEntry(changes: Partial<Entry> = {}): Entry {
  return {
    id: 'urn:1',
    title: 'A title',
    links: [{ href: 'https://a.example/1', rel: 'alternate' }],
    authors: [{ name: 'Ann' }],
    categories: [{ term: 'tech' }],
    summary: '<p>short</p>',
    content: '<p>long</p>',
    baseUrl: 'https://a.example/1',
    images: [],
    ...changes,
  }
}

export function makeNewEntry(key: string, changes: Partial<NewEntry> = {}): NewEntry {
  return {
    key,
    subscription: 'a',
    link: `https://a.example/${key}`,
    feedTextHash: `hash of ${key}`,
    state: 'unread',
    firstSeenAt: hour(0),
    enteredAt: hour(0),
    listedAt: hour(0),
    entry: makeEntry({ id: key }),
    ...changes,
  }
}

export function makeFingerprint(rows: readonly number[]): Fingerprint {
  const hashes = Uint32Array.from(rows)
  const none = new Uint32Array(0)
  return { tokens: 100, size: hashes.length, sketch: hashes, head: none, numbers: none, whole: 0, rows: hashes }
}

export function makeArticle(changes: Partial<Article> = {}): Article {
  return {
    title: 'An article',
    html: '<p>Grüße</p>',
    text: 'Grüße',
    authors: [],
    cuts: [{ reason: 'share', text: 'Share this' }],
    origin: 'page',
    fingerprint: makeFingerprint([]),
    ...changes,
  }
}

/** Adds an entry and stores its article. */
export async function addRead(
  store: Store,
  key: string,
  read: {
    readonly entry?: Partial<NewEntry>
    readonly article?: Partial<Article>
    readonly urls?: readonly string[]
  } = {},
): Promise<void> {
  await store.addEntries([makeNewEntry(key, read.entry)])
  await store.saveArticle(key, { article: makeArticle(read.article), urls: read.urls ?? [] })
}

export function makePlacement(key: string, storyId: string, changes: Partial<Placement> = {}): Placement {
  return { key, storyId, canonicalKey: key, absorbs: [], rows: new Uint32Array(0), urls: [], ...changes }
}

/** Adds a read entry that founds a story, entered when it was first seen, and is found by what was read. */
export async function addStory(
  store: Store,
  key: string,
  storyId: string,
  read: Parameters<typeof addRead>[2] = {},
): Promise<void> {
  await addRead(store, key, read)
  const { enteredAt = hour(0), subscription = 'a' } = read.entry ?? {}
  const found = { rows: makeArticle(read.article).fingerprint.rows, urls: read.urls ?? [] }
  await store.place([
    makePlacement(key, storyId, {
      founded: { subscription, updated: enteredAt, enteredAt, isBackfill: false },
      ...found,
    }),
  ])
}

/** The keys of the entries that are found by any of these, in order. */
export async function findKeys(
  store: Store,
  rows: readonly number[],
  urls: readonly string[],
  since = day(-999),
): Promise<readonly string[]> {
  const numbers = [...(await store.findIndexed(rows, urls)).values()].flat()
  return (await store.indexedEntries(numbers, since)).map(({ key }) => key).toSorted()
}
