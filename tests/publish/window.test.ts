import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderAtom } from '../../src/publish/atom.ts'
import { prepareEntries } from '../../src/publish/entry.ts'
import { renderJsonFeed } from '../../src/publish/json-feed.ts'
import { renderRss } from '../../src/publish/rss.ts'
import { choiceHoldsUntil, chooseWindow, type WindowSettings, type WindowStory } from '../../src/publish/window.ts'
import { makeStory, publication } from './sample.ts'

const now = new Date('2026-11-23T12:00:00Z')
const hour = 3_600_000
const settings: WindowSettings = { days: 7, maxEntries: 8, alwaysHours: 24, maxBytes: 1_000_000 }

/** `a30` is a story of subscription a that entered 30 hours ago, `a30-` one that its feed held already when it was first read. */
function at(name: string, bytes = 100): WindowStory {
  const isBackfill = name.endsWith('-')
  const hours = Number(name.slice(1).replace('-', ''))
  const enteredAt = new Date(now.getTime() - hours * hour)
  return { storyId: name, subscription: name.slice(0, 1), enteredAt, isBackfill, bytes }
}

function choose(
  stories: readonly WindowStory[],
  change: Partial<WindowSettings> = {},
  keep: Record<string, number> = {},
): string[] {
  return chooseWindow(stories, { ...settings, ...change }, new Map(Object.entries(keep)), now).map(({ id }) => id)
}

const many = (names: string) => names.split(' ').map((name) => at(name))

describe('which stories', () => {
  test.each([
    ['newest first, whatever the order they come in', 'a30 a26 a28', {}, {}, 'a26 a28 a30'],
    ['what entered before the last days is left out', 'a30 a167 a169', {}, {}, 'a30 a167'],
    ['nothing to choose from gives nothing', '', {}, {}, ''],
    ['a subscription alone may fill all places', 'a30 a31 a32 a33 a34', { maxEntries: 4 }, {}, 'a30 a31 a32 a33'],
    [
      'a quarter each while others wait: the newest of a loud one first, the quiet ones in full',
      'a30 a31 a32 a33 a34 a35 b60 c70',
      { maxEntries: 8 },
      {},
      'a30 a31 a32 a33 a34 a35 b60 c70',
    ],
    [
      'a loud one does not push out the quiet ones',
      'a30 a31 a32 a33 a34 a35 a36 a37 b60 c70',
      { maxEntries: 8 },
      {},
      'a30 a31 a32 a33 a34 a35 b60 c70',
    ],
    [
      'four loud ones share the places evenly',
      'a30 a31 a32 b40 b41 b42 c50 c51 c52 d60 d61 d62',
      { maxEntries: 8 },
      {},
      'a30 a31 b40 b41 c50 c51 d60 d61',
    ],
    [
      'the last hours are there in full, more than there are places',
      'a1 a2 a3 a4 a5 b30',
      { maxEntries: 4 },
      {},
      'a1 a2 a3 a4 a5',
    ],
    [
      'one that floods the last hours while others publish too stays within the places, the others are there in full',
      'a1 a2 a3 a4 a5 a6 b7 c8',
      { maxEntries: 4 },
      {},
      'a1 a2 a3 a4 b7 c8',
    ],
    [
      'what feeds held when they were first read takes the places that are left, however new it is',
      'a1- a2- a3 a4 b1- c2- d3',
      { maxEntries: 4 },
      {},
      'b1- a3 d3 a4',
    ],
    ['a pinned one stays, however old', 'a30 b9000 b9001', {}, { b: 1 }, 'a30 b9000'],
    [
      'a pinned one stays when the places are taken',
      'a1 a2 a3 a4 b9000',
      { maxEntries: 4 },
      { b: 1 },
      'a1 a2 a3 a4 b9000',
    ],
    ['a pinned one takes one of the places', 'a30 a31 a32 a33 b9000', { maxEntries: 4 }, { b: 1 }, 'a30 a31 a32 b9000'],
    ['a source of dates in the future counts as new', 'a-5 a30', { maxEntries: 1 }, {}, 'a-5'],
  ])('%s', (_, names, change, keep, expected) => {
    expect(choose(names === '' ? [] : many(names), change, keep)).toEqual(expected === '' ? [] : expected.split(' '))
  })

  test('stories that entered at the same time stand by id', () => {
    const twins = ['a', 'c', 'b'].map((storyId) => ({ ...at('x30'), storyId }))
    expect(choose(twins)).toEqual(['a', 'b', 'c'])
  })
})

describe('which bodies', () => {
  const bodies = (stories: readonly WindowStory[], maxBytes: number, keep: Record<string, number> = {}) =>
    chooseWindow(stories, { ...settings, maxBytes }, new Map(Object.entries(keep)), now)
      .filter(({ body }) => body)
      .map(({ id }) => id)

  test.each([
    ['all while the budget lasts', [at('a30', 10_000), at('a31', 10_000)], 30_000, {}, ['a30', 'a31']],
    ['the oldest becomes a summary first', [at('a30', 10_000), at('a31', 10_000)], 20_000, {}, ['a30']],
    [
      'what is older than the first summary is one too, even if it is small',
      [at('a30', 10_000), at('a31', 16_000), at('a32', 10)],
      30_000,
      {},
      ['a30'],
    ],
    [
      'one too large for any budget costs the others nothing',
      [at('a30', 90_000), at('a31', 10_000)],
      20_000,
      {},
      ['a31'],
    ],
    ['a pinned one keeps its body to the last', [at('a30', 10_000), at('b9000', 10_000)], 20_000, { b: 1 }, ['b9000']],
    ['half of the bytes when the entries alone fill them', [at('a30', 40), at('a31', 40)], 100, {}, ['a30']],
  ])('%s', (_, stories, maxBytes, keep, expected) => {
    expect(bodies(stories, maxBytes, keep)).toEqual(expected)
  })
})

test('until the time that is given the same stories are chosen, whatever is between', () => {
  const hours = fc.integer({ min: -2, max: 200 })
  const stories = fc.uniqueArray(hours, { maxLength: 40 })
  fc.assert(
    fc.property(
      stories,
      fc.nat(10),
      fc.nat(30),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (all, maxEntries, alwaysHours, share) => {
        const change = { ...settings, maxEntries, alwaysHours }
        const known = all.map((each) => at(`a${each}`))
        const until = choiceHoldsUntil(known, change, now)
        const later =
          until === undefined
            ? now.getTime() + 1000 * hour * share
            : now.getTime() + (until.getTime() - now.getTime()) * share
        expect(chooseWindow(known, change, new Map(), new Date(later))).toEqual(
          chooseWindow(known, change, new Map(), now),
        )
      },
    ),
  )
})

test('it is the end of the hour in which the first story leaves the last hours or the last days', () => {
  const soon = (names: string) =>
    choiceHoldsUntil(many(names), settings, new Date(now.getTime() + 17 * 60_000))?.getTime()
  const endOf = (hours: number) => now.getTime() + (hours + 1) * hour - 1
  expect(soon('a1 a20 a30')).toBe(endOf(4))
  expect(soon('a30 a167')).toBe(endOf(1))
  expect(soon('a24')).toBe(endOf(0))
  expect(soon('a1- a30')).toBe(endOf(138))
  expect(soon('a200')).toBeUndefined()
})

test('each story once, newest first, and the same for any order of the input', () => {
  const story = fc.record({
    storyId: fc.uuid(),
    subscription: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    enteredAt: fc.integer({ min: 0, max: 300 }).map((hours) => new Date(now.getTime() - hours * hour)),
    isBackfill: fc.boolean(),
    bytes: fc.nat(50_000),
  })
  const stories = fc.uniqueArray(story, { selector: ({ storyId }) => storyId, maxLength: 60 })
  fc.assert(
    fc.property(stories, fc.nat(30), (all, maxEntries) => {
      const change = { ...settings, maxEntries, maxBytes: 300_000 }
      const keep = new Map([['a', 1]])
      const chosen = chooseWindow(all, change, keep, now)
      expect(chooseWindow([...all].reverse(), change, keep, now)).toEqual(chosen)
      const byId = new Map(all.map((each) => [each.storyId, each]))
      const times = chosen.map(({ id }) => byId.get(id)?.enteredAt.getTime() ?? 0)
      expect(times).toEqual([...times].sort((a, b) => b - a))
      expect(new Set(chosen.map(({ id }) => id)).size).toBe(chosen.length)
      const isFresh = ({ enteredAt, isBackfill }: WindowStory) =>
        !isBackfill && enteredAt.getTime() >= now.getTime() - 24 * hour
      const fresh = all.filter(isFresh).length
      // One pinned story may come on top.
      expect(chosen.length).toBeLessThanOrEqual(Math.max(maxEntries, fresh + 1))
      expect(chosen.length).toBeGreaterThanOrEqual(Math.min(fresh, maxEntries))
      const ids = new Set(chosen.map(({ id }) => id))
      const share = Math.max(1, Math.floor(maxEntries / 4))
      for (const [, ofOne] of Map.groupBy(all, ({ subscription }) => subscription)) {
        const own = ofOne.filter(isFresh)
        const shown = own.filter(({ storyId }) => ids.has(storyId)).length
        expect(shown).toBeGreaterThanOrEqual(Math.min(own.length, share))
      }
    }),
  )
})

test('the budget holds for each finished document', () => {
  const sizes = Array.from({ length: 200 }, (_, index) => 500 + ((index * 7919) % 30_000))
  const stories = sizes.map((size, index) =>
    makeStory(index, {
      html: `<p>${'é'.repeat(size / 2)}</p>`,
      summary: 'A summary. '.repeat(20),
      copies: [{ title: 'The same elsewhere', url: `https://other.example/${index}`, sourceTitle: 'Other' }],
    }),
  )
  const light = stories.map((story, index) => ({
    storyId: story.id,
    subscription: story.subscription,
    enteredAt: new Date(now.getTime() - index * 60_000),
    isBackfill: false,
    bytes: Buffer.byteLength(story.html ?? ''),
  }))
  const chosen = chooseWindow(light, { ...settings, maxEntries: 200, maxBytes: 2_000_000 }, new Map(), now)
  const published = chosen.flatMap(({ id, body }) => {
    const { html, ...rest } = stories.find((story) => story.id === id) ?? makeStory(0)
    return [body && html !== undefined ? { ...rest, html } : rest]
  })
  const { entries } = prepareEntries(publication, published)
  const documents = {
    atom: renderAtom(publication, entries, '1'),
    rss: renderRss(publication, entries, '1'),
    json: renderJsonFeed(publication, entries),
  }
  for (const document of Object.values(documents)) expect(Buffer.byteLength(document)).toBeLessThanOrEqual(2_000_000)
  // and is used: an estimate that is far too careful would cost readers their texts
  expect(Buffer.byteLength(documents.atom)).toBeGreaterThan(1_800_000)
})
