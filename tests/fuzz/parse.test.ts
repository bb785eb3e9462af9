import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FeedError } from '../../src/errors.ts'
import { parseFeed } from '../../src/parse/parse-feed.ts'
import type { Feed } from '../../src/types.ts'
import { feeds } from './documents.ts'
import { mutate, mutations } from './mutate.ts'
import { now, runs } from './runs.ts'

/** Of CPU time, as the machine does other things too: what takes so long for a few kB takes minutes for 16 MB. */
const longestMs = 1000

function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

async function read(bytes: Uint8Array): Promise<Feed | undefined> {
  try {
    return await parseFeed(bytes, {
      url: 'https://feeds.example/feed',
      timeZone: 'UTC',
      limits: { entries: 1000, depth: 256, fieldChars: 4_000_000 },
      now,
    })
  } catch (error) {
    if (error instanceof FeedError && error.code !== 'BUG') return undefined
    throw error
  }
}

const xml = feeds.filter(({ name }) => !name.endsWith('.json'))
/** Whose entries each have an id or a title of their own and whose bytes are ASCII: a cut leaves what stands before it as it was. */
const plain = xml.filter(({ bytes }) => bytes.every((byte) => byte > 0 && byte < 0x80))

test('mutated documents give entries or a FeedError, and none takes a second', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...feeds), mutations, async ({ bytes }, list) => {
      const document = mutate(bytes, list)
      const start = cpuMs()
      await read(document)
      expect(cpuMs() - start).toBeLessThan(longestMs)
    }),
    runs,
  )
})

test('any piece of a document gives entries or a FeedError', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...feeds), fc.nat(), fc.nat(), async ({ bytes }, from, length) => {
      const start = from % bytes.length
      await read(bytes.subarray(start, start + (length % (bytes.length - start + 1))))
    }),
    runs,
  )
})

/** Behind each entry of a document, how much of it has been read. */
function entryEnds(bytes: Uint8Array): readonly number[] {
  const text = new TextDecoder('latin1').decode(bytes)
  return [...text.matchAll(/<\/(?:\w+:)?(?:item|entry)\s*>/gi)].map(({ 0: tag, index }) => index + tag.length)
}

test('a document that is cut keeps each entry before the cut, as it is in the whole', async () => {
  const whole = new Map<Uint8Array, Feed | undefined>()
  for (const { bytes } of plain) whole.set(bytes, await read(bytes))
  const usable = plain.filter(({ bytes }) => {
    const count = whole.get(bytes)?.entries.length ?? 0
    return count > 0 && count === entryEnds(bytes).length
  })
  expect(usable.length).toBeGreaterThan(5)
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...usable), fc.nat(), async ({ bytes }, place) => {
      const ends = entryEnds(bytes)
      const first = ends[0] ?? 0
      const cut = first + (place % (bytes.length - first + 1))
      const complete = ends.filter((end) => end <= cut).length
      const found = (await read(bytes.subarray(0, cut)))?.entries.slice(0, complete)
      const wanted = whole.get(bytes)?.entries.slice(0, complete)
      expect(found?.map(({ id, title, content, summary }) => ({ id, title, content, summary }))).toEqual(
        wanted?.map(({ id, title, content, summary }) => ({ id, title, content, summary })),
      )
    }),
    runs,
  )
})
