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

const copies = [
  { title: 'A copy', url: 'https://a.example/1', sourceTitle: 'A & <b>B</b>' },
  { title: 'Another of A', url: 'https://a.example/2', sourceTitle: 'A & <b>B</b>' },
  { title: 'Its own page', url: 'https://example.com/1?a=1&b=2', sourceTitle: 'The Example' },
  { title: 'Without an address', sourceTitle: 'C' },
  { title: 'Nameless', url: 'javascript:alert(1)', sourceTitle: 'D' },
  { title: 'Nameless too', url: 'https://e.example/"onclick=x', sourceTitle: '' },
]

test.each([
  [
    'names each source once, with a link, when the setting says so',
    true,
    {},
    '<p>A body.</p><p>Also at: <a href="https://a.example/1">A &amp; &lt;b&gt;B&lt;/b&gt;</a>, <a href="https://e.example/%22onclick=x">Nameless too</a></p>',
  ],
  ['stays as it is otherwise', false, {}, '<p>A body.</p>'],
  ['stays as it is where there is nobody to name', true, { copies: [] }, '<p>A body.</p>'],
  ['is not made up where the policy leaves none', true, { html: '' }, undefined],
])('the body %s', (_what, alsoAt, change, content) => {
  const { entries } = prepareEntries({ ...publication, alsoAt }, [makeStory(1, { copies, ...change })])
  expect(entries[0]?.content).toBe(content)
})
