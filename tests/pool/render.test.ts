import { expect, test } from 'vitest'
import { render } from '../../src/pool/render.ts'
import { makeStory, publication } from '../publish/sample.ts'

const sources = [{ url: 'https://example.com/feed', title: 'The Example', tags: [] }]

test('every document is made with its media type, the page too', () => {
  const { files, problems } = render({ publication, stories: [makeStory(1)], sources, version: '1' })
  expect(files.map(({ path, mediaType }) => [path, mediaType])).toEqual([
    ['atom.xml', 'application/atom+xml; charset=utf-8'],
    ['rss.xml', 'application/rss+xml; charset=utf-8'],
    ['feed.json', 'application/feed+json; charset=utf-8'],
    ['index.html', 'text/html; charset=utf-8'],
    ['sources.opml', 'text/x-opml; charset=utf-8'],
  ])
  expect(problems).toEqual([])
})

test('a story that can not be written is in no document, and is named', () => {
  const stories = [makeStory(1), makeStory(2, { title: 'The bad one', updated: new Date(Number.NaN) })]
  const { files, problems } = render({ publication, stories, sources, version: '1' })
  for (const { path, bytes } of files) {
    const text = new TextDecoder().decode(bytes)
    expect(text, path).not.toContain('The bad one')
    if (path !== 'sources.opml') expect(text, path).toContain('Story 1')
  }
  expect(problems).toEqual([`${stories[1]?.id}: its date "updated" can't be written`])
})

test('when no story can be written there is no empty feed', () => {
  const stories = [makeStory(1, { updated: new Date(Number.NaN) })]
  expect(() => render({ publication, stories, sources, version: '1' })).toThrow('the last feed stays')
})
