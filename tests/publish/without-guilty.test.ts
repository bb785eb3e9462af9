import { expect, test } from 'vitest'
import { prepareEntries } from '../../src/publish/entry.ts'
import { withoutGuilty } from '../../src/publish/without-guilty.ts'
import { makeStory, publication, storyId } from './sample.ts'

const stories = [makeStory(1), makeStory(2), makeStory(3)]

/** Writes the ids, but throws where one of the bad ones is among them. */
const refusing =
  (...bad: readonly string[]) =>
  (chosen: readonly { readonly id: string }[]): readonly string[] => {
    for (const { id } of chosen) if (bad.includes(id)) throw new Error(`${id} is bad`)
    return chosen.map(({ id }) => id)
  }

test('all are written when all is well', () => {
  expect(withoutGuilty(stories, refusing())).toEqual({ value: stories.map(({ id }) => id), problems: [] })
})

test('one that stops the others is left out and named', () => {
  expect(withoutGuilty(stories, refusing(storyId(2)))).toEqual({
    value: [storyId(1), storyId(3)],
    problems: [{ storyId: storyId(2), reason: `${storyId(2)} is bad` }],
  })
})

test('when each fails it is no story’s fault: nothing is written', () => {
  expect(() => withoutGuilty(stories, refusing(...stories.map(({ id }) => id)))).toThrow('is bad')
})

test('when none fails alone nothing is written either', () => {
  const together = (chosen: readonly unknown[]): void => {
    if (chosen.length > 1) throw new Error('too many')
  }
  expect(() => withoutGuilty(stories, together)).toThrow('too many')
})

test('a story with more tags than an entry can hold is left out and named', () => {
  const categories = Array.from({ length: 100_000 }, (_, n) => ({ term: `tag ${n}` }))
  const { entries, problems } = prepareEntries(publication, [makeStory(1), makeStory(2, { categories })])
  expect(entries.map(({ id }) => id)).toEqual([storyId(1)])
  expect(problems).toEqual([{ storyId: storyId(2), reason: expect.stringMatching(/take \d+ characters/) }])
})

test('of many copies the newest twenty are linked', () => {
  const copies = Array.from({ length: 30 }, (_, n) => ({
    title: `${n}`,
    url: `https://a.example/${n}`,
    sourceTitle: 'A',
  }))
  const [entry] = prepareEntries(publication, [makeStory(1, { copies })]).entries
  expect(entry?.references.map(({ title }) => title)).toEqual(Array.from({ length: 20 }, (_, n) => `${n + 10}`))
})
