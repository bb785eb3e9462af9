import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { whyLines } from '../../src/commands/why-lines.ts'
import { fingerprint } from '../../src/dedupe/fingerprint.ts'
import { explain } from '../../src/run/explain.ts'
import { placeEntries } from '../../src/run/place-entries.ts'
import { publishOutput } from '../../src/run/publish-output.ts'
import { madeWindow } from '../dedupe/made-events.ts'
import { addRead, makeEntry } from '../store/records.ts'
import { openParts, type TestParts } from '../support/parts.ts'

let folder: string
let parts: TestParts | undefined
const news = madeWindow(101, 10).slice(0, 60)

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'millrace-related-'))
})
afterEach(async () => {
  await parts?.close()
  await rm(folder, { recursive: true })
})

interface Item {
  readonly id: string
  readonly url: string
  readonly _millrace: { readonly related?: readonly { readonly url: string }[] }
}

/** Everything of the made window, stored, placed and published. */
async function published(settings: object): Promise<{ readonly parts: TestParts; readonly items: readonly Item[] }> {
  const feeds = news.map(({ subscription }) => ({ id: subscription, url: `https://${subscription}.example/feed` }))
  const opened = await openParts(folder, {
    feeds: [...new Map(feeds.map((feed) => [feed.id, feed])).values()],
    ...settings,
  })
  parts = opened
  for (const { id, subscription, title, text, language } of news) {
    const href = `https://${subscription}.example/${id}`
    const at = opened.now()
    await addRead(opened.store, `${subscription} ${id}`, {
      entry: {
        subscription,
        firstSeenAt: at,
        enteredAt: at,
        entry: makeEntry({ title, links: [{ href, rel: 'alternate' }] }),
      },
      article: { title, text, html: `<p>${text}</p>`, language, fingerprint: fingerprint(title, text) },
    })
  }
  await placeEntries(opened, opened.now(), new AbortController().signal)
  await publishOutput(opened)
  const feed = JSON.parse(await readFile(path.join(opened.outputFolder, 'feed.json'), 'utf8'))
  return { parts: opened, items: feed.items }
}

/** The made story that an address leads to. */
function eventAt(url: string): string | undefined {
  return news.find(({ id }) => url.endsWith(`/${id}`))?.event
}

test('published stories lead to others on the same event, and `why` says by what evidence', async () => {
  const { parts, items } = await published({})
  const linked = items.filter(({ _millrace }) => _millrace.related !== undefined)
  expect(linked.length).toBeGreaterThan(5)
  const links = linked.flatMap(({ url, _millrace }) =>
    (_millrace.related ?? []).map((other) => [url, other.url] as const),
  )
  const right = links.filter(([from, to]) => eventAt(from) === eventAt(to))
  expect(right.length / links.length).toBeGreaterThanOrEqual(0.95)
  const [from, to] = right[0] ?? ['', '']
  const atom = await readFile(path.join(parts.outputFolder, 'atom.xml'), 'utf8')
  expect(atom).toContain(`<link rel="related" type="text/html" href="${to}"`)
  expect(await readFile(path.join(parts.outputFolder, 'index.html'), 'utf8')).toContain('Related: <a href=')

  const [found] = await parts.store.findForPerson(news.find(({ id }) => from.endsWith(`/${id}`))?.title ?? '')
  const explained = await explain(parts, found?.key ?? '', parts.now())
  expect(explained?.related.map(({ url }) => url)).toContain(to)
  const lines = explained === undefined ? [] : whyLines(explained, parts.now())
  expect(lines.join('\n')).toMatch(
    /^related {3}.*: the same event, it seems: words \d+ % alike, names \d+ %.*in common /m,
  )
})

test('with the setting off nothing is linked', async () => {
  const { parts, items } = await published({ related: false })
  expect(items.flatMap(({ _millrace }) => _millrace.related ?? [])).toEqual([])
  const keys = news.map(({ subscription, id }) => `${subscription} ${id}`)
  expect((await explain(parts, keys[0] ?? '', parts.now()))?.related).toEqual([])
})
