import { describe, expect, test } from 'vitest'
import { FatalError } from '../../src/errors.ts'
import { checkJsonFeed } from '../../src/publish/check-json-feed.ts'
import { prepareEntries } from '../../src/publish/entry.ts'
import { renderJsonFeed } from '../../src/publish/json-feed.ts'
import type { Story } from '../../src/types.ts'
import { makeStory, publication, storyId } from './sample.ts'

function write(...stories: readonly Story[]): string {
  const { entries } = prepareEntries(publication, stories)
  const text = renderJsonFeed(publication, entries)
  checkJsonFeed(text, { ids: entries.map(({ id }) => id) })
  return text
}

describe('the feed', () => {
  test('names itself, its page, its own address and its language; there is no next page', () => {
    expect(JSON.parse(write())).toEqual({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'Tech, read once',
      home_page_url: 'http://127.0.0.1:8080/',
      feed_url: 'http://127.0.0.1:8080/feed.json',
      language: 'en',
      items: [],
    })
  })
})

describe('an item', () => {
  test('says all that is known of the story', () => {
    const story = makeStory(1, {
      language: 'id',
      image: { url: 'https://example.com/a.jpg' },
      credit: { name: 'CNN', url: 'https://cnn.example/' },
      copies: [
        { title: 'Same', url: 'https://a.example/1', sourceTitle: 'A' },
        { title: 'No page', sourceTitle: 'B' },
      ],
      related: [{ title: 'The same event', url: 'https://e.example/1', sourceTitle: 'E' }],
    })
    expect(JSON.parse(write(story)).items).toEqual([
      {
        id: storyId(1),
        url: 'https://example.com/1?a=1&b=2',
        title: 'Story 1',
        content_html: '<p>A body.</p>',
        summary: 'A summary.',
        image: 'https://example.com/a.jpg',
        date_published: '2026-11-22T10:00:00.000Z',
        date_modified: '2026-11-22T11:00:00.000Z',
        authors: [{ name: 'Ann Author', url: 'https://example.com/ann' }],
        tags: ['security'],
        language: 'id',
        attachments: [{ url: 'https://example.com/a.mp3', mime_type: 'audio/mpeg', size_in_bytes: 1234 }],
        _millrace: {
          source: { title: 'The Example', url: 'https://example.com/', feed_url: 'https://example.com/feed' },
          credit: { name: 'CNN', url: 'https://cnn.example/' },
          copies: [
            { title: 'Same', url: 'https://a.example/1', source: 'A' },
            { title: 'No page', source: 'B' },
          ],
          related: [{ title: 'The same event', url: 'https://e.example/1', source: 'E' }],
          rights: '© Example',
        },
      },
    ])
  })

  test.each([
    ['its summary', {}, 'A summary.'],
    ['its title when there is no summary', { summary: ' ' }, 'Story 1'],
  ])('without a body it has %s as text', (_, change, expected) => {
    const { html: _html, ...rest } = makeStory(1, change)
    const [item] = JSON.parse(write(rest)).items
    expect(item.content_text).toBe(expected)
    expect(item.content_html).toBeUndefined()
  })
})

describe('refused, saying what is wrong:', () => {
  const text = write(makeStory(1), makeStory(2))
  test.each([
    ['a document cut short', text.slice(0, -20), /not published/],
    ['another version', text.replace('version/1.1', 'version/1'), /no JSON Feed 1.1/],
    ['a list', '[]', /document is no object/],
    ['no items', text.replace('"items"', '"entries"'), /items is no list/],
    ['an own address that is none', text.replace('"http://127.0.0.1:8080/feed.json"', '"feed.json"'), /feed_url leads/],
    ['an item without id', text.replace('"id"', '"guid"'), /item has no id/],
    ['two bodies', text.replace('"summary"', '"content_text"'), /2 bodies/],
    ['no body', text.replace('"content_html"', '"content"'), /0 bodies/],
    ['a body that is no text', text.replace('"<p>A body.</p>"', '7'), /no content_html/],
    ['an address that runs a script', text.replace('https://example.com/1', 'javascript:1'), /url leads to "java/],
    ['a date of another form', text.replace('2026-11-22T10:00:00.000Z', 'today'), /date_published date "today"/],
    ['no author', text.replace(/"authors":\[.*?\]/, '"authors":[]'), /no author/],
    ['an author without name', text.replace('Ann Author', ' '), /an author has no name/],
    ['an attachment without type', text.replace('audio/mpeg', 'audio'), /attachment without type/],
    ['an entry that was not expected', text.replaceAll(storyId(2), storyId(3)), /entry 2 is .*3 where .*2 was/],
  ])('%s', (_, document, expected) => {
    expect(document).not.toBe(text)
    const check = (): void => checkJsonFeed(document, { ids: [storyId(1), storyId(2)] })
    expect(check).toThrow(FatalError)
    expect(check).toThrow(expected)
  })
})
