import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fingerprint } from '../../src/dedupe/fingerprint.ts'
import type { Parts } from '../../src/run/parts.ts'
import { placeEntries } from '../../src/run/place-entries.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import type { Store } from '../../src/store/store.ts'
import { cleanUrl } from '../../src/util/url.ts'

/** An entry whose text is known. */
export interface LabEntry {
  readonly id: string
  readonly feed: string
  readonly url: string
  readonly title: string
  readonly published: string
  readonly text: string
  readonly canonical?: string
}

/** Saved at a time: what is written at about the same time shares a transaction. */
const savedAtOnce = 64

/** The story of each entry, by the program's own store and placing; and the CPU time that placing took, in ms. */
export async function cluster(
  entries: readonly LabEntry[],
): Promise<{ readonly stories: ReadonlyMap<string, string | undefined>; readonly placingMs: number }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'millrace-dedupe-'))
  try {
    const store = await openSqliteStore(path.join(folder, 'millrace.db'))
    for (let start = 0; start < entries.length; start += savedAtOnce) {
      await save(store, entries.slice(start, start + savedAtOnce))
    }
    const began = process.cpuUsage().user
    const parts = { store, settings: { feeds: [] }, installationId: '0b8e2f6c-6a52-4d0e-9a44-3f6f2f6f1c11' }
    await placeEntries(parts as unknown as Parts, new Date(), new AbortController().signal)
    const placingMs = (process.cpuUsage().user - began) / 1000
    const stories = await store.storiesOf(entries.map(({ id }) => id))
    await store.close()
    return { stories, placingMs }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function save(store: Store, some: readonly LabEntry[]): Promise<void> {
  await store.addEntries(
    some.map(({ id, feed, title, published }) => {
      const at = new Date(published)
      const entry = { title, published: at, links: [], authors: [], categories: [], images: [], baseUrl: '' }
      return {
        key: id,
        subscription: feed,
        feedTextHash: id,
        state: 'unread',
        firstSeenAt: at,
        enteredAt: at,
        listedAt: at,
        entry,
      }
    }),
  )
  await Promise.all(
    some.map(({ id, url, canonical, title, text }) => {
      const urls = [url, canonical].flatMap((each) => (each === undefined ? [] : (cleanUrl(each) ?? [])))
      const article = {
        title,
        text,
        html: '',
        authors: [],
        cuts: [],
        origin: 'page',
        fingerprint: fingerprint(title, text),
        ...(canonical === undefined ? {} : { canonicalUrl: canonical }),
      } as const
      return store.saveArticle(id, { article, urls: [...new Set(urls)] })
    }),
  )
}
