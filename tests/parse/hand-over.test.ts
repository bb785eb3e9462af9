import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { buildFeed } from '../../src/parse/hand-over.ts'

test('rss-parser is the version whose xmlParser was looked at', () => {
  const installed = JSON.parse(readFileSync('node_modules/rss-parser/package.json', 'utf8')) as { version: string }
  const asked = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> }
  expect(installed.version).toBe('3.13.0')
  expect(asked.dependencies['rss-parser']).toBe('3.13.0')
})

test('rss-parser takes the tree from the replaced xmlParser and leaves bodies and lists alone', async () => {
  const html = `${'&lt;p '.repeat(50_000)}<p>a</p>`
  const built = await buildFeed({
    title: ['T'],
    ttl: ['30'],
    'mr:skipHours': [2],
    'mr:skipDays': [],
    'mr:links': [],
    'mr:authors': [{ name: 'A' }],
    'mr:categories': [],
    item: [
      {
        title: ['One'],
        guid: ['1'],
        pubDate: ['2026-03-03T00:00:00.000Z'],
        category: [{ term: 'c' }],
        'mr:links': [{ href: 'https://a.example/', rel: 'alternate' }],
        'mr:authors': [],
        'mr:content': [html],
        'mr:base': ['https://a.example/'],
        'mr:images': [],
      },
    ],
  })
  expect(built).toMatchObject({
    title: 'T',
    ttl: '30',
    'mr:skipHours': [2],
    'mr:skipDays': [],
    'mr:authors': [{ name: 'A' }],
  })
  expect(built.items).toEqual([
    {
      title: 'One',
      guid: '1',
      pubDate: '2026-03-03T00:00:00.000Z',
      // Of rss-parser's own making: it shows that its builder ran.
      isoDate: '2026-03-03T00:00:00.000Z',
      categories: [{ term: 'c' }],
      'mr:links': [{ href: 'https://a.example/', rel: 'alternate' }],
      'mr:authors': [],
      'mr:content': html,
      'mr:base': 'https://a.example/',
      'mr:images': [],
    },
  ])
})
