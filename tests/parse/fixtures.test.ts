import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseFeed } from '../../src/parse/parse-feed.ts'

const folder = new URL('../fixtures/parse/', import.meta.url)
const names = readdirSync(folder).filter((name) => !name.endsWith('.expected.json'))

describe('each oddity of a feed document, named by its file', () => {
  test.each(names)('%s', async (name) => {
    const feed = await parseFeed(readFileSync(new URL(name, folder)), {
      url: 'https://feeds.example/dir/feed.xml',
      timeZone: 'Asia/Jakarta',
      limits: { entries: 100, depth: 256, fieldChars: 4_000_000 },
      now: new Date('2026-11-01T00:00:00Z'),
    })
    const expected: unknown = JSON.parse(
      readFileSync(new URL(name.replace(/\.(xml|json)$/, '.expected.json'), folder), 'utf8'),
    )
    expect(JSON.parse(JSON.stringify(feed))).toEqual(expected)
  })
})
