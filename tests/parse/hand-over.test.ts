import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { CanonicalChannel, CanonicalItem } from '../../src/parse/canonical.ts'
import { buildFeed } from '../../src/parse/hand-over.ts'

test('rss-parser is the version whose xmlParser was looked at', () => {
  const installed = JSON.parse(readFileSync('node_modules/rss-parser/package.json', 'utf8')) as { version: string }
  const asked = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> }
  expect(installed.version).toBe('3.13.0')
  expect(asked.dependencies['rss-parser']).toBe('3.13.0')
})

const item: CanonicalItem = {
  title: ['One'],
  guid: ['1'],
  category: [{ term: 'c' }],
  'mr:entry': [
    {
      published: new Date('2026-03-03T00:00:00Z'),
      links: [{ href: 'https://a.example/', rel: 'alternate' }],
      authors: [],
      content: `${'&lt;p '.repeat(50_000)}<p>a</p>`,
      baseUrl: 'https://a.example/',
      images: [],
    },
  ],
}
const channel: CanonicalChannel = {
  title: ['T'],
  description: undefined,
  language: undefined,
  copyright: undefined,
  ttl: ['30'],
  'mr:updated': undefined,
  'mr:skipHours': [],
  'mr:skipDays': [],
  'mr:id': undefined,
  'mr:links': [],
  'mr:authors': [{ name: 'A' }],
  'mr:categories': [],
  'mr:deleted': [],
  'mr:icon': undefined,
  'mr:logo': undefined,
  'mr:markup': undefined,
  item: [item],
}

test('rss-parser takes the tree from the replaced xmlParser, and leaves bodies and lists alone', async () => {
  expect(await buildFeed(channel)).toEqual({
    title: 'T',
    ttl: '30',
    ...Object.fromEntries(
      ['mr:skipHours', 'mr:skipDays', 'mr:links', 'mr:categories', 'mr:deleted'].map((name) => [name, []]),
    ),
    'mr:authors': [{ name: 'A' }],
    items: [
      {
        title: 'One',
        guid: '1',
        // Of rss-parser's own making: the tree has no such name, so its builder ran.
        categories: [{ term: 'c' }],
        'mr:entry': item['mr:entry'][0],
      },
    ],
  })
})

test('every field of the canonical feed arrives', async () => {
  const value = (list: unknown, name: string): unknown => (Array.isArray(list) && list.length > 0 ? list : [name])
  const full = <T extends object>(record: T): T =>
    Object.fromEntries(Object.entries(record).map(([name, list]) => [name, value(list, name)])) as T
  const { item: items, ...built } = full({ ...channel, item: [full(item)] })
  const { items: builtItems, ...rest } = await buildFeed({ ...built, item: items })
  expect(Object.keys(rest).toSorted()).toEqual(Object.keys(built).toSorted())
  expect(
    Object.keys(builtItems[0] ?? {})
      .map((name) => (name === 'categories' ? 'category' : name))
      .toSorted(),
  ).toEqual(Object.keys(item).toSorted())
})
