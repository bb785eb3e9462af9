import { describe, expect, test } from 'vitest'
import type { Entry, Source } from '../../src/types.ts'
import { fieldsOf, parseText, type Said } from './parse-text.ts'

const version = 'https://jsonfeed.org/version/1.1'
const page = (href: string) => ({ href, rel: 'alternate' })

async function itemOf(item: unknown): Promise<Entry | undefined> {
  return (await parseText(JSON.stringify({ version, title: 'T', items: [item] }))).entries[0]
}

describe('an item of JSON Feed', () => {
  test.each<readonly [string, Record<string, unknown>, Said<Entry>]>([
    ['id', { id: ' urn:1 ' }, { id: 'urn:1' }],
    [
      'an id that is a page',
      { id: 'https://a.example/1' },
      { id: 'https://a.example/1', links: [page('https://a.example/1')] },
    ],
    [
      'an id that is another address than the page',
      { id: 'https://a.example/1', url: '/2' },
      { links: [page('https://feeds.example/2')] },
    ],
    ['a number as id', { id: 12 }, { id: '12' }],
    ['zero as id', { id: 0 }, { id: '0' }],
    ['no id', { title: 'One' }, { id: undefined, title: 'One' }],
    ['an id that is nothing', { id: null, title: 'One' }, { id: undefined }],
    ['a title is text', { id: '1', title: 'a <b> &amp; c' }, { title: 'a <b> &amp; c' }],
    [
      'page and elsewhere',
      { id: '1', url: '/1', external_url: 'https://b.example/' },
      { links: [page('https://feeds.example/1'), { href: 'https://b.example/', rel: 'related' }] },
    ],
    [
      'a page elsewhere alone',
      { id: '1', external_url: 'https://b.example/' },
      { links: [{ href: 'https://b.example/', rel: 'related' }] },
    ],
    ['HTML', { id: '1', content_html: '<p>One' }, { content: '<p>One' }],
    ['text', { id: '1', content_text: 'a < b' }, { content: 'a &lt; b' }],
    [
      'text with line breaks',
      { id: '1', content_text: 'One\ntwo\n\nThree' },
      { content: '<p>One<br>two</p><p>Three</p>' },
    ],
    ['HTML goes before text', { id: '1', content_html: '<p>One', content_text: 'One' }, { content: '<p>One' }],
    ['summary is text', { id: '1', summary: 'a < b' }, { summary: 'a &lt; b' }],
    [
      'dates',
      { id: '1', date_published: '2026-03-03T08:00:00-07:00', date_modified: '2026-03-04' },
      { published: new Date('2026-03-03T15:00:00Z'), updated: new Date('2026-03-04T00:00:00Z') },
    ],
    ['a date as a number', { id: '1', date_published: 1_772_525_350 }, { published: new Date('2026-03-03T08:09:10Z') }],
    ['a date that is none', { id: '1', date_published: 'soon' }, { published: undefined }],
    [
      'authors',
      { id: '1', authors: [{ name: 'Ann', url: '/ann' }, { name: 'Bob' }] },
      { authors: [{ name: 'Ann', uri: 'https://feeds.example/ann' }, { name: 'Bob' }] },
    ],
    ['author of version 1', { id: '1', author: { name: 'Ann' } }, { authors: [{ name: 'Ann' }] }],
    ['an author that is a name', { id: '1', author: 'Ann' }, { authors: [{ name: 'Ann' }] }],
    ['an author without a name', { id: '1', authors: [{ avatar: 'https://a.example/a.png' }, null] }, { authors: [] }],
    ['tags', { id: '1', tags: ['a', ' b ', '', 3, 'a'] }, { categories: [{ term: 'a' }, { term: 'b' }] }],
    [
      'pictures',
      { id: '1', image: '/1.jpg', banner_image: '/2.jpg' },
      { images: [{ url: 'https://feeds.example/1.jpg' }, { url: 'https://feeds.example/2.jpg' }] },
    ],
    [
      'attachments',
      {
        id: '1',
        attachments: [
          { url: '/1.mp3', mime_type: 'audio/mpeg', title: 'A', size_in_bytes: 10, duration_in_seconds: 180 },
          { mime_type: 'x' },
        ],
      },
      {
        links: [
          {
            href: 'https://feeds.example/1.mp3',
            rel: 'enclosure',
            type: 'audio/mpeg',
            title: 'A',
            length: 10,
            durationSeconds: 180,
          },
        ],
      },
    ],
    ['language', { id: '1', language: 'id' }, { language: 'id' }],
    [
      'fields of the wrong kind',
      { id: '1', title: ['x'], url: {}, content_html: 5, tags: 'a', authors: 'x', attachments: {} },
      { title: undefined, links: [], content: undefined, categories: [] },
    ],
  ])('%s', async (_, item, expected) => {
    expect(fieldsOf(await itemOf(item), expected)).toEqual(expected)
  })

  test('what says nothing at all is no entry', async () => {
    const { entries } = await parseText(JSON.stringify({ version, items: [{}, null, 'x', [], { id: '1' }] }))
    expect(entries.map(({ id }) => id)).toEqual(['1'])
  })
})

describe('a JSON Feed', () => {
  test.each<readonly [string, Record<string, unknown>, Said<Source>]>([
    [
      'itself',
      { feed_url: 'https://a.example/feed.json' },
      { id: 'https://a.example/feed.json', links: [{ href: 'https://a.example/feed.json', rel: 'self' }] },
    ],
    [
      'site, next page, hubs',
      { home_page_url: '/', next_url: '?p=2', hubs: [{ type: 'WebSub', url: 'https://hub.example/' }, 'x'] },
      {
        links: [
          page('https://feeds.example/'),
          { href: 'https://feeds.example/dir/feed.xml?p=2', rel: 'next' },
          { href: 'https://hub.example/', rel: 'hub' },
        ],
      },
    ],
    [
      'pictures',
      { icon: '/i.png', favicon: '/f.ico' },
      { logo: 'https://feeds.example/i.png', icon: 'https://feeds.example/f.ico' },
    ],
    ['language', { language: 'en_US' }, { language: 'en-US' }],
    ['description', { description: 'About' }, { subtitle: 'About' }],
    ['no title', {}, { title: 'feeds.example' }],
    [
      'as new as its latest entry',
      {
        items: [
          { id: '1', date_published: '2026-03-03' },
          { id: '2', date_published: '2026-01-01', date_modified: '2026-03-05' },
        ],
      },
      { updated: new Date('2026-03-05T00:00:00Z') },
    ],
  ])('%s', async (_, feed, expected) => {
    expect(fieldsOf((await parseText(JSON.stringify({ version, items: [], ...feed }))).source, expected)).toEqual(
      expected,
    )
  })

  test.each<readonly [string, string]>([
    ['a mark of byte order', `\ufeff{"version":"${version}","items":[{"id":"1"}]}`],
    ['version 1', '{"version":"https://jsonfeed.org/version/1","items":[{"id":"1"}]}'],
    ['no version', '{"title":"T","items":[{"id":"1"}]}'],
    ['white space before', '\n\n {"items":[{"id":"1"}]}'],
  ])('is read: %s', async (_, text) => {
    expect((await parseText(text)).entries.map(({ id }) => id)).toEqual(['1'])
  })

  test.each<readonly [string, string]>([
    ['another version', '{"version":"https://jsonfeed.org/version/9","items":[]}'],
    ['no items', `{"version":"${version}"}`],
    ['a list', '[{"items":[]}]'],
  ])('is none: %s', async (_, text) => {
    await expect(parseText(text)).rejects.toMatchObject({ code: 'PARSE_NOT_A_FEED' })
  })
})
