import { expect, test } from 'vitest'
import { prepareEntries } from '../../src/publish/entry.ts'
import { makeStory, publication, storyId } from './sample.ts'

test.each([
  ['an invalid date', { updated: new Date(Number.NaN) }],
  ['a year of five digits', { published: new Date('+012026-01-01T00:00:00Z') }],
  ['an id of another kind', { id: 'https://example.com/1' }],
  ['an id that stands there already', { id: storyId(2) }],
])('a story with %s is left out and named, the others stay', (_, change) => {
  const bad = makeStory(1, change)
  const { entries, problems } = prepareEntries(publication, [makeStory(2), bad, makeStory(3)])
  expect(entries.map(({ id }) => id)).toEqual([storyId(2), storyId(3)])
  expect(problems.map((problem) => problem.storyId)).toEqual([bad.id])
  expect(problems[0]?.reason).not.toBe('')
})
