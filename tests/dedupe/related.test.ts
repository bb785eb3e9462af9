import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Relation, relateStories, type Told } from '../../src/dedupe/related.ts'
import { termsOf } from '../../src/dedupe/terms.ts'
import { type MadeStory, madeWindow } from './made-events.ts'

function told({ id, subscription, published, language, title, text }: MadeStory): Told {
  return { id, subscription, enteredAt: published, language, title, terms: termsOf(title, text) }
}

/** A story with the event that it tells of. */
type TrueStory = Told & { readonly event: string }

/** Of the links that were made: how many lead to the same event; and of those to make, how many were. */
function judge(windows: readonly (readonly TrueStory[])[]): { readonly precision: number; readonly recall: number } {
  let [right, made, possible] = [0, 0, 0]
  for (const stories of windows) {
    const eventOf = new Map(stories.map(({ id, event }) => [id, event]))
    for (const tellings of Map.groupBy(stories, ({ event }) => event).values()) {
      possible += tellings.length * (tellings.length - 1)
    }
    for (const [id, relations] of relateStories(stories)) {
      made += relations.length
      right += relations.filter((relation) => eventOf.get(relation.id) === eventOf.get(id)).length
    }
  }
  return { precision: right / made, recall: right / possible }
}

describe('made windows of news', () => {
  test.each([
    ['small', 10, 0.6],
    ['ordinary', 30, 0.8],
    ['large', 80, 0.8],
  ])('a %s one: nearly all links lead to the same event', (_size, companies, least) => {
    const { precision, recall } = judge(
      [101, 102, 103, 104].map((seed) =>
        madeWindow(seed, companies).map((story) => ({ ...told(story), event: story.event })),
      ),
    )
    expect(precision).toBeGreaterThanOrEqual(0.95)
    expect(recall).toBeGreaterThanOrEqual(least)
  })
})

const folder = new URL('../fixtures/dedupe/', import.meta.url)

/** A window of news as it could be written: of each line event, day, headline and text, beside news that shares nothing. */
function writtenWindow(file: string, size: number): readonly TrueStory[] {
  const language = file.split('.').at(-2) ?? ''
  const story = (line: string, at: number): TrueStory => {
    const [event = '', day, title = '', text = ''] = line.split('|')
    const enteredAt = new Date(Date.UTC(2026, 10, 20 + Number(day), 0, at))
    return {
      id: `${file} ${at}`,
      event,
      subscription: `feed-${at}`,
      enteredAt,
      language,
      title,
      terms: termsOf(title, text),
    }
  }
  const others = Array.from({ length: size }, (_, at) => `other-${at}|0|Other${at}|`)
  return [...readFileSync(new URL(file, folder), 'utf8').trim().split('\n'), ...others].map(story)
}

describe('written windows of news, events and what became of them beside other news of the same companies and kinds', () => {
  test.each([
    ['events-chosen-by', 100],
    ['events-chosen-by', 400],
    ['events-set-aside', 100],
    ['events-set-aside', 400],
  ])('%s, among %i others: all links lead to the same event', (name, size) => {
    const files = readdirSync(folder).filter((file) => file.startsWith(name))
    const { precision, recall } = judge(files.map((file) => writtenWindow(file, size)))
    expect(precision).toBe(1)
    expect(recall).toBeGreaterThanOrEqual(0.75)
  })
})

/** Stories of the same language that share nothing: without others nobody can say what is rare. */
const others = madeWindow(7, 6).filter(({ language }) => language === 'en')
const [one, another] = [
  'Velmora to buy Kestrix for $641 million|Velmora has agreed to acquire Kestrix, a maker of sensors based in Graz, for $641 million. Ilse Brandvik, who leads Velmora, spoke of a good day.',
  'Kestrix sold to Velmora|The start-up Kestrix from Graz is getting a new owner. Velmora pays 641 million dollars, said Ilse Brandvik in the evening.',
].map((text, at): Told => {
  const [title = '', body = ''] = text.split('|')
  const enteredAt = new Date(Date.UTC(2026, 10, 20, at))
  return {
    id: `story-${at}`,
    subscription: `feed-${at}`,
    enteredAt,
    language: 'en',
    title,
    terms: termsOf(title, body),
  }
})

function relationsOf(change: Partial<Told>, among: readonly Told[] = others.map(told)): readonly Relation[] {
  if (one === undefined || another === undefined) throw new Error('the two stories are missing')
  return relateStories([one, { ...another, ...change }, ...among]).get(one.id) ?? []
}

test('two tellings of one event are linked from both sides, with what speaks for it', () => {
  const [relation, ...more] = relationsOf({})
  expect(more).toEqual([])
  expect(relation).toMatchObject({ id: 'story-1', titles: 1 })
  expect(relation?.shared).toEqual(expect.arrayContaining(['641', 'brandv', 'graz', 'kestri', 'velmor']))
  for (const share of [relation?.words, relation?.names]) {
    expect(share).toBeGreaterThan(0.2)
    expect(share).toBeLessThanOrEqual(1)
  }
})

test.each<[string, Partial<Told>]>([
  ['of one feed', { subscription: 'feed-0' }],
  ['in other languages', { language: 'de' }],
  ['more than three days apart', { enteredAt: new Date(Date.UTC(2026, 10, 23, 1)) }],
  [
    'under a headline that names somebody else',
    {
      terms: termsOf(
        'Kestrix sold to Tamaris',
        'Tamaris buys Kestrix of Graz. Velmora, led by Ilse Brandvik, offered 641 million.',
      ),
    },
  ],
  [
    'under a headline that says nothing of it',
    { terms: termsOf('Morning briefing', 'Kestrix of Graz goes to Velmora for 641 million, said Ilse Brandvik.') },
  ],
  ['whose headlines are parts of a series', { title: 'Velmora to buy Kestrix for $642 million' }],
])('stories are not linked that are %s', (_what, change) => {
  expect(relationsOf(change)).toEqual([])
})

/** So many stories beside the two, the first of which tell of those whom the two name. */
function crowd(size: number, bearing: number): readonly Told[] {
  return Array.from({ length: size }, (_, at) => ({
    id: `crowd-${at}`,
    subscription: `crowd-${at}`,
    enteredAt: new Date(Date.UTC(2026, 10, 20)),
    language: 'en',
    title: `Other${at}`,
    terms: termsOf(`Other${at}`, at < bearing ? 'In Graz, Velmora and Kestrix and Ilse Brandvik, the 641 said.' : ''),
  }))
}

test('in a small window five names in common may be chance', () => {
  const terms = termsOf(
    'Kestrix sold to Velmora',
    'It goes to Velmora for 641, said Ilse Brandvik. The staff of Kestrix stays.',
  )
  expect(relationsOf({ terms }, crowd(100, 0))[0]?.shared).toHaveLength(5)
  expect(relationsOf({ terms }, crowd(19, 0))).toEqual([])
})

test('what more than forty stories name leads nowhere, however rare it is', () => {
  expect(relationsOf({}, crowd(2000, 30))).toHaveLength(1)
  expect(relationsOf({}, crowd(2000, 50))).toEqual([])
})

test('a region is no other language', () => {
  expect(relationsOf({ language: 'en-GB' })).toHaveLength(1)
})

test('of few stories in a language nobody can say what is rare', () => {
  expect(relationsOf({}, others.slice(0, 5).map(told))).toEqual([])
})

test('three at most are linked, and the order of the stories decides nothing', () => {
  const stories = [one, another, another, another, another].flatMap((story, at) =>
    story === undefined ? [] : [{ ...story, id: `story-${at}`, subscription: `feed-${at}` }],
  )
  const all = [...stories, ...others.map(told)]
  const found = relateStories(all)
  expect(found.get('story-0')?.map(({ id }) => id)).toEqual(['story-1', 'story-2', 'story-3'])
  const reversed = relateStories(all.toReversed())
  for (const { id } of all) {
    expect(reversed.get(id)?.map((relation) => relation.id)).toEqual(found.get(id)?.map((relation) => relation.id))
  }
})
