import { afterEach, beforeEach, expect, test } from 'vitest'
import { mergeStories, splitStory } from '../../src/commands/user-rules.ts'
import { why } from '../../src/commands/why.ts'
import { type Installation, makeInstallation, oneEntry } from '../support/installation.ts'
import { paragraphs, publish } from '../support/site.ts'

let here: Installation
const config = () => ({ config: here.file('feeds.json') })

const story = paragraphs(1)
const other = paragraphs(2)

beforeEach(async () => {
  here = await makeInstallation((origin) => [
    { id: 'daily', url: `${origin}/daily/feed`, priority: 1 },
    { id: 'blog', url: `${origin}/blog/feed` },
  ])
  publish(here.site, 'daily', [
    oneEntry('/d1', story, 'Drones land quietly in Berlin'),
    oneEntry('/d2', other, 'Latency of a new cluster measured'),
  ])
  publish(here.site, 'blog', [oneEntry('/b1', [...story, 'Source: daily'], 'Quiet drones, says everyone')])
})
afterEach(() => here.remove())

async function told(name: string): Promise<string> {
  expect(await why(here.context, name, config())).toBe(0)
  return here.out()
}

async function asJson(name: string) {
  await why(here.context, name, { ...config(), json: true })
  return JSON.parse(here.out())
}

/** The stories in the feed, each as the paths of its entries, the shown one first. */
async function stories(): Promise<readonly string[]> {
  const found = new Map<string, string>()
  for (const key of ['daily daily:/d1', 'daily daily:/d2', 'blog blog:/b1']) {
    const { story } = await asJson(key)
    const paths = story.members.map(({ key }: { key: string }) => key.slice(-2))
    found.set(story.id, paths.join(' '))
  }
  return [...found.values()].toSorted()
}

async function runAgain(): Promise<void> {
  here.parts.advance(1)
  await here.run()
  here.out()
}

test('before the first run there is nothing to tell', async () => {
  await here.parts.store.close()
  await expect(why(here.context, 'drones', { ...config(), data: here.file('none') })).rejects.toThrow('`millrace run`')
})

test('it tells where an entry came from, what it was compared with, what was decided and where it is published', async () => {
  await here.run()
  const text = await told(`${here.site.origin}/b1`)
  expect(text).toMatch(/^entry {5}Quiet drones, says everyone$/m)
  expect(text).toMatch(/^from {6}blog$/m)
  expect(text).toMatch(/first seen just now/)
  expect(text).toMatch(/^read from its page$/m)
  expect(text).toMatch(/^credits {3}daily/m)
  expect(text).toMatch(/^cut {7}\d+ pieces?:$/m)
  expect(text).not.toMatch(/^canonical/m)
  expect(text).toMatch(/^ {10}names the source, and is kept as the credit: Source: daily$/m)
  expect(text).toMatch(/^story {5}urn:uuid:\S+: 2 entries; shown is what looks most like the original, else /m)
  expect(text).toMatch(
    /shown {2}Drones land quietly in Berlin, daily <\S+\/d1> \[\+3 as the original: another text credits it[\];]/m,
  )
  expect(text).toMatch(
    /copy {3}Quiet drones, says everyone, blog <\S+\/b1> \[-3 as the original: it credits another outlet[\];]/m,
  )
  expect(text).toMatch(/; joined to that of (?:blog|daily): the same text, \d+ % alike\]$/m)
  expect(text).toMatch(
    /Drones land quietly in Berlin, daily <\S+>: \d+ % alike \(\d+ % needed\), titles \d+ % alike: the same text \(in its story\)/,
  )
  expect(text).toMatch(/^published number \d of the feed$/m)
  expect(text).toMatch(/in .*atom\.xml/)
})

test('a story of one entry says nothing of a choice, and a comparison with nothing is said to be one', async () => {
  await here.run()
  const text = await told('daily:/d2')
  expect(text).toMatch(/^story {5}urn:uuid:\S+: 1 entry$/m)
  expect(text).toMatch(/shown {2}Latency of a new cluster measured, daily <\S+\/d2>$/m)
  expect(text).toMatch(/^compared {2}with nothing: /m)
})

test.each([
  ['its address', () => `${here.site.origin}/d2`],
  ['its address with a tracker', () => `${here.site.origin}/d2?utm_source=x`],
  ['its key', () => 'daily daily:/d2'],
  ['its own id', () => 'daily:/d2'],
  ['words of its title, in any case and order', () => 'cluster LATENCY'],
])('an entry is found by %s', async (_how, name) => {
  await here.run()
  expect((await asJson(name())).key).toBe('daily daily:/d2')
})

test('a story is found by its id, with and without urn:uuid:, and gives the entry that is shown', async () => {
  await here.run()
  const { story } = await asJson('blog:/b1')
  for (const id of [story.id, story.id.slice('urn:uuid:'.length)]) {
    expect((await asJson(id)).key).toBe('daily daily:/d1')
  }
})

test('several that fit are listed shortly; what is not known is said to be', async () => {
  await here.run()
  const text = await told('DRONES')
  expect(text.split('\n')[0]).toBe('several entries fit; name one by its key:')
  await expect(told('nothing of the kind')).rejects.toThrow('no entry is known by')
})

test('an entry whose page is still to be read is in no story yet', async () => {
  here.site.answers.set('/d2', { status: 503 })
  await here.run()
  expect((await asJson('daily daily:/d2')).published).toEqual({ log: [], documents: [], absence: 'unread' })
  expect(await told('daily daily:/d2')).toMatch(/^published not yet: its page is still to be read$/m)
})

test('the times that a story was published, and why it is not any more', async () => {
  await here.run()
  here.parts.advance(60 * 24 * 8)
  const { published } = await asJson('daily:/d2')
  expect(published).toMatchObject({ absence: 'too-old' })
  expect(published.log).toHaveLength(1)
})

test('split takes an entry out for good: another id, apart after it was read again; undo puts it back', async () => {
  await here.run()
  expect(await stories()).toEqual(['d1 b1', 'd2'])
  const before = (await asJson('blog:/b1')).story.id
  expect(await splitStory(here.context, 'blog:/b1', config())).toBe(0)
  expect(here.out()).toMatch(/left its story/)
  await runAgain()
  expect(await stories()).toEqual(['b1', 'd1', 'd2'])
  const after = await asJson('blog:/b1')
  expect(after.story.id).not.toBe(before)
  expect((await asJson('daily:/d1')).story.id).toBe(before)
  expect(after.published.absence).toBeUndefined()
  expect(await told('blog:/b1')).toMatch(
    /^rule {6}you keep it apart from daily daily:\/d1; `millrace split "blog blog:\/b1" --undo`/m,
  )

  publish(here.site, 'blog', [oneEntry('/b1', [...story, ...paragraphs(3, 1)], 'Quiet drones, says everyone!')])
  here.parts.advance(60 * 24)
  await here.run()
  expect(await stories()).toEqual(['b1', 'd1', 'd2'])

  await splitStory(here.context, 'blog:/b1', { ...config(), undo: true })
  await runAgain()
  expect(await stories()).toEqual(['d1 b1', 'd2'])
  expect((await asJson('blog:/b1')).story.id).toBe(before)
  expect((await asJson('blog:/b1')).rules).toEqual([])
})

test('an entry that was split off and is the founding one leaves the id to the others', async () => {
  await here.run()
  const { story } = await asJson('daily:/d1')
  await splitStory(here.context, 'daily:/d1', config())
  await runAgain()
  expect(await stories()).toEqual(['b1', 'd1', 'd2'])
  expect((await asJson('blog:/b1')).story.id).toBe(story.id)
})

test('merge makes two stories one under the older id; undo gives the other its id and its entries back', async () => {
  await here.run()
  const [one, two] = [(await asJson('daily:/d1')).story.id, (await asJson('daily:/d2')).story.id]
  expect(await mergeStories(here.context, 'daily:/d2', 'blog:/b1', config())).toBe(0)
  await runAgain()
  const merged = await asJson('daily:/d2')
  expect([one, two]).toContain(merged.story.id)
  expect(merged.story.members).toHaveLength(3)
  expect((await asJson(merged.story.id === one ? two : one)).story.id).toBe(merged.story.id)
  await expect(mergeStories(here.context, 'daily:/d2', 'daily:/d1', config())).rejects.toThrow('one story already')

  await mergeStories(here.context, 'daily:/d2', undefined, { ...config(), undo: true })
  await runAgain()
  expect(await stories()).toEqual(['d1 b1', 'd2'])
  expect([(await asJson('daily:/d1')).story.id, (await asJson('daily:/d2')).story.id]).toEqual([one, two])
  expect((await asJson('daily:/d2')).published.absence).toBeUndefined()
})

test('the last word counts: what was merged can be split, and what was split merged', async () => {
  await here.run()
  await mergeStories(here.context, 'daily:/d2', 'daily:/d1', config())
  await splitStory(here.context, 'daily:/d2', config())
  await runAgain()
  expect(await stories()).toEqual(['d1 b1', 'd2'])
  expect((await asJson('daily:/d2')).rules.map(({ kind }: { kind: string }) => kind)).toEqual(['split'])
  await mergeStories(here.context, 'daily:/d2', 'daily:/d1', config())
  await runAgain()
  expect((await stories()).length).toBe(1)
})

test('what can’t be done is said with the reason', async () => {
  await here.run()
  await expect(splitStory(here.context, 'daily:/d2', config())).rejects.toThrow('only entry of its story')
  await expect(splitStory(here.context, 'daily:/d2', { ...config(), undo: true })).rejects.toThrow(
    'nothing to take back',
  )
  await expect(mergeStories(here.context, 'daily:/d2', undefined, config())).rejects.toThrow('merge takes two')
  await expect(splitStory(here.context, 'drones', config())).rejects.toThrow('fits several')
})
