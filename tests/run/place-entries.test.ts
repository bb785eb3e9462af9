import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fingerprint } from '../../src/dedupe/fingerprint.ts'
import { placeEntries } from '../../src/run/place-entries.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import type { Store } from '../../src/store/store.ts'
import type { UserRule } from '../../src/types.ts'
import { words } from '../dedupe/made.ts'
import { addRead, hour, makeArticle } from '../store/records.ts'
import { openParts, type TestParts } from '../support/parts.ts'
import { seeded } from '../support/random.ts'

let folder: string
let parts: TestParts
const going = new AbortController().signal
/** What the tests place was found by this run, but for the first two hours. */
const startedAt = hour(2)
const feeds = ['a', 'b', 'c']

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'millrace-place-'))
  parts = await openParts(folder, { feeds: feeds.map((id) => ({ id, url: `https://${id}.example/feed` })) })
})
afterEach(async () => {
  await parts.close()
  await rm(folder, { recursive: true })
})

interface Made {
  readonly key: string
  readonly subscription: string
  readonly text: string
  readonly title?: string
  readonly hours?: number
  readonly urls?: readonly string[]
}

async function read(store: Store, made: Made): Promise<void> {
  const { key, subscription, text, title = `Title of ${key}`, hours = 0, urls = [] } = made
  await addRead(store, key, {
    entry: { subscription, firstSeenAt: hour(hours), enteredAt: hour(hours) },
    article: { title, text, fingerprint: fingerprint(title, text) },
    urls,
  })
}

/** Each story with its entries, its canonical one marked. */
async function stories(store: Store): Promise<readonly string[]> {
  await store.appendToLog('test', hour(0))
  const subscriptions = feeds.map((id) => ({ id, keep: 0 }))
  const logged = await store.loggedStories('test', subscriptions, hour(-9999))
  const records = await store.storyRecords(logged.map(({ storyId }) => storyId))
  return records
    .map(
      ({ id, canonical, copies }) =>
        `${id} *${canonical.key} ${copies
          .map(({ key }) => key)
          .toSorted()
          .join(' ')}`,
    )
    .toSorted()
}

async function place(made: readonly Made[], file: string): Promise<readonly string[]> {
  const store = await openSqliteStore(path.join(folder, file))
  for (const each of made) await read(store, each)
  await placeEntries({ ...parts, store }, startedAt, going)
  const found = await stories(store)
  expect(await store.unplacedEntries(1)).toEqual([])
  await store.close()
  return found
}

/** Texts, each in several damaged copies from several feeds, as one run brings them. */
function entriesOfOneRun(texts: number, seed: number): readonly Made[] {
  const random = seeded(seed)
  const pick = <T>(list: readonly T[], or: T): T => list[Math.floor(random() * list.length)] ?? or
  const damages: readonly ((text: string) => string)[] = [
    (text) => text,
    (text) => text.split(' ').slice(0, 60).join(' '),
    (text) => `${text} ${words('junk', 15)}`,
    (text) =>
      text
        .split(' ')
        .map((word, at) => (at % 15 === 3 ? `${word}x` : word))
        .join(' '),
    () => 'Comments',
  ]
  return Array.from({ length: texts }, (_, text) =>
    Array.from({ length: 1 + Math.floor(random() * 3) }, (_each, copy) => ({
      key: `${text}-${copy}`,
      subscription: pick(feeds, 'a'),
      title:
        copy === 0 || random() < 0.5 ? `The title that goes with text ${words(`t${text}`, 3)}` : `Copy ${copy} of it`,
      text: (copy === 0 ? damages[0] : pick(damages, damages[0] ?? String))?.(words(`w${text}w`, 150)) ?? '',
      hours: copy === 0 ? 0 : Math.floor(random() * 2),
      urls: random() < 0.3 ? [`https://page.example/${text}`] : [],
    })),
  ).flat()
}

test('whatever order the entries of a run arrive in, the stories are the same, over several batches too', async () => {
  const made = entriesOfOneRun(190, 1)
  expect(made.length).toBeGreaterThan(300)
  const random = seeded(2)
  const first = await place(made, 'first.db')
  expect(first.length).toBeGreaterThan(150)
  expect(first.length).toBeLessThan(made.length - 50)
  for (const file of ['second.db', 'third.db']) {
    const shuffled = made.map((each) => ({ each, at: random() })).toSorted((x, y) => x.at - y.at)
    expect(
      await place(
        shuffled.map(({ each }) => each),
        file,
      ),
    ).toEqual(first)
  }
}, 30_000)

test('what comes in one run and what comes in several ends in the same stories', async () => {
  const made = entriesOfOneRun(40, 3).toSorted((a, b) => (a.hours ?? 0) - (b.hours ?? 0) || (a.key < b.key ? -1 : 1))
  const store = await openSqliteStore(path.join(folder, 'one-by-one.db'))
  for (const each of made) {
    await read(store, each)
    await placeEntries({ ...parts, store }, startedAt, going)
  }
  const oneByOne = await stories(store)
  await store.close()
  expect(oneByOne).toEqual(await place(made, 'at-once.db'))
})

test('copies join, the founding story keeps its id, and they are counted', async () => {
  const text = words('a', 200)
  await read(parts.store, { key: '1', subscription: 'a', text })
  await placeEntries(parts, startedAt, going)
  const [before] = await stories(parts.store)
  await read(parts.store, { key: '2', subscription: 'b', text, hours: 1 })
  await read(parts.store, { key: '3', subscription: 'c', text: words('b', 200), hours: 1 })
  expect(await placeEntries(parts, startedAt, going)).toBe(1)
  const after = await stories(parts.store)
  expect(after).toHaveLength(2)
  expect(after).toContain(`${before?.split(' ', 1)[0]} *1 2`)
})

test('an entry that turned into another text founds a story of its own, beside the one that it founded first', async () => {
  const text = words('a', 200)
  for (const key of ['1', '2']) await read(parts.store, { key, subscription: 'a', text })
  await placeEntries(parts, startedAt, going)
  const [before] = await stories(parts.store)
  const article = { title: 'T', text: '', fingerprint: fingerprint('T', words('b', 200)) }
  await parts.store.saveArticle('1', { article: makeArticle(article), urls: [], updated: hour(9), isAnother: true })
  await placeEntries(parts, startedAt, going)
  const after = await stories(parts.store)
  expect(after).toHaveLength(2)
  expect(after).toContain(`${before?.split(' ', 1)[0]} *2 `)
  expect(after.find((story) => story.includes('*1'))?.split(' ', 1)[0]).not.toBe(before?.split(' ', 1)[0])
})

test('a text that shows two stories to be one joins them, within a batch as across two', async () => {
  const [head, tail] = [words('p', 120), words('q', 120)]
  const halves = [
    { key: '1', subscription: 'a', text: head, title: 'One long report of five words' },
    { key: '2', subscription: 'b', text: `${words('p', 60)} ${words('r', 20)}`, title: 'Other' },
  ]
  const whole = {
    key: '3',
    subscription: 'c',
    text: `${head} ${tail}`,
    title: 'One long report of five words',
    hours: 1,
  }
  const atOnce = await place([...halves, whole], 'once.db')
  const store = await openSqliteStore(path.join(folder, 'twice.db'))
  for (const each of halves) await read(store, each)
  await placeEntries({ ...parts, store }, startedAt, going)
  await read(store, whole)
  await placeEntries({ ...parts, store }, startedAt, going)
  expect(await stories(store)).toEqual(atOnce)
  await store.close()
})

test.each([
  [46, 2],
  [44, 1],
])('a text of %i days ago comes again: %i stories', async (days, count) => {
  const text = words('a', 200)
  const made = [
    { key: 'old', subscription: 'a', text, hours: -24 * days },
    { key: 'new', subscription: 'b', text },
  ]
  expect(await place(made, 'once.db')).toHaveLength(count)
})

test('an interrupted run leaves what it did not place to the next', async () => {
  const ended = new AbortController()
  ended.abort()
  await read(parts.store, { key: '1', subscription: 'a', text: words('b', 100) })
  expect(await placeEntries(parts, startedAt, ended.signal)).toBe(0)
  expect(await parts.store.unplacedEntries(9)).toHaveLength(1)
})

/** Places entries under rules that were made before, as when everything is placed anew. */
async function placeUnder(rules: readonly UserRule[], made: readonly Made[]): Promise<readonly string[]> {
  await parts.store.changeRules({ drop: [], keep: rules })
  for (const each of made) await read(parts.store, each)
  await placeEntries(parts, startedAt, going)
  return (await stories(parts.store)).map((story) => story.slice(story.indexOf('*')))
}

const sameText = words('a', 200)
const three: readonly Made[] = [
  { key: '1', subscription: 'a', text: sameText },
  { key: '2', subscription: 'b', text: sameText, hours: 1 },
  { key: '3', subscription: 'c', text: sameText, hours: 2 },
]

test('what a person split stays apart when placed anew, and a copy of both makes them no one story', async () => {
  const rule: UserRule = { kind: 'split', storyId: 's', keys: ['2'], others: ['1'] }
  expect((await placeUnder([rule], three)).toSorted()).toEqual(['*1 3', '*2 '])
})

test('what a person merged is one story when placed anew', async () => {
  const rule: UserRule = { kind: 'merge', storyId: 's', keys: ['2'], others: ['1'] }
  const made = three.map((each) => ({ ...each, text: words(`text${each.key}x`, 200) }))
  expect((await placeUnder([rule], made)).toSorted()).toEqual(['*1 2', '*3 '])
})

test('a source that brings mostly copies does not stand for a story that another brings later', async () => {
  const copied = Array.from({ length: 10 }, (_, number) => [
    { key: `a o${number}`, subscription: 'a', text: words(`o${number}o`, 200) },
    { key: `b c${number}`, subscription: 'b', text: words(`o${number}o`, 200), hours: 1 },
  ]).flat()
  await placeUnder([], copied)
  const after = await placeUnder(
    [],
    [
      { key: 'b early', subscription: 'b', text: sameText, hours: 2 },
      { key: 'c late', subscription: 'c', text: sameText, hours: 3 },
    ],
  )
  expect(after).toContain('*c late b early')
})

test('what one run finds says nothing yet of its source, so that a run cut off midway goes on as it began', async () => {
  const copied = Array.from({ length: 10 }, (_, number) => [
    { key: `a o${number}`, subscription: 'a', text: words(`o${number}o`, 200), hours: 2 },
    { key: `b c${number}`, subscription: 'b', text: words(`o${number}o`, 200), hours: 3 },
  ]).flat()
  const rest = [
    { key: 'b early', subscription: 'b', text: sameText, hours: 4 },
    { key: 'c late', subscription: 'c', text: sameText, hours: 5 },
  ]
  await placeUnder([], copied)
  const afterTwo = await placeUnder([], rest)
  expect(afterTwo).toContain('*b early c late')
  const atOnce = await place([...copied, ...rest], 'at-once.db')
  expect(atOnce.map((story) => story.slice(story.indexOf('*'))).toSorted()).toEqual(afterTwo.toSorted())
})

test('the original that arrives later is shown from then on, under the same id and `updated`', async () => {
  const article = { title: 'A copy', text: sameText, fingerprint: fingerprint('A copy', sameText) }
  await addRead(parts.store, 'a copy', { article: { ...article, credit: { name: 'Original' } } })
  await placeEntries(parts, startedAt, going)
  const storyId = (await parts.store.storiesOf(['a copy'])).get('a copy') ?? ''
  const [before] = await parts.store.storyRecords([storyId])
  await read(parts.store, {
    key: 'b first',
    subscription: 'b',
    text: sameText,
    hours: 5,
    urls: ['https://original.example/1'],
  })
  await placeEntries(parts, startedAt, going)
  const [after] = await parts.store.storyRecords([storyId])
  expect([before?.canonical.key, after?.canonical.key]).toEqual(['a copy', 'b first'])
  expect([after?.updated, after?.enteredAt]).toEqual([before?.updated, before?.enteredAt])
})
