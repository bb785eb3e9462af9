import { describe, expect, test } from 'vitest'
import { entryKeys, withoutReusedIds } from '../../src/dedupe/identity.ts'
import { entry } from './made.ts'

const keysOf = (...entries: ReturnType<typeof entry>[]) => entryKeys('s', entries).map(({ key }) => key)

test('the feed’s own id names the entry, untouched but for white space', () => {
  expect(keysOf(entry({ id: ' tag:a,1 ', title: 'A', href: 'https://example.com/a' }))).toEqual(['s tag:a,1'])
})

test('without an id the cleaned link names it', () => {
  expect(keysOf(entry({ id: '', title: 'A', href: 'http://www.example.com/a?utm_source=rss' }))).toEqual([
    's https://example.com/a',
  ])
})

test('an id shared by entries of different link and text is no id', () => {
  const [a, b] = keysOf(
    entry({ id: '1', title: 'A', href: 'https://example.com/a' }),
    entry({ id: '1', title: 'B', href: 'https://example.com/b' }),
  )
  expect([a, b]).toEqual(['s https://example.com/a', 's https://example.com/b'])
})

test.each([
  ['with the same link, edited', entry({ id: '1', title: 'A, edited', href: 'https://example.com/a' })],
  ['with the same text, under another link', entry({ id: '1', title: 'A', href: 'https://example.com/other' })],
])('an item listed twice %s keeps one key', (_why, twice) => {
  const [a, b] = keysOf(entry({ id: '1', title: 'A', href: 'https://example.com/a' }), twice)
  expect([a, b]).toEqual(['s 1', 's 1'])
})

test('a link that entries of different texts share is no key: the text is', () => {
  const all = ['A', 'B'].map((title) => entry({ title, href: 'https://example.com/' }))
  const keys = keysOf(...all)
  expect(new Set(keys).size).toBe(2)
  expect(keys.every((key) => key.startsWith('s text:'))).toBe(true)
})

test('the text hash ignores markup, case and space, and nothing else', () => {
  const hashOf = (title: string, content: string) => entryKeys('s', [entry({ title, content })])[0]?.feedTextHash
  const hash = hashOf('Größe', '<p>One two &amp; three.</p>')
  expect(hashOf('GRÖSSE'.toLowerCase().replace('ss', 'ß'), '<div>one  two & <b>three</b>.</div>')).toBe(hash)
  expect(hashOf('Größe', '<p>One two & four.</p>')).not.toBe(hash)
  expect(hashOf('Größen', '<p>One two & three.</p>')).not.toBe(hash)
})

test.each([
  ['very long', 'x'.repeat(600)],
  ['with U+0000', 'a\0b'],
  ['with half a surrogate pair', 'a\ud800'],
])('an id %s is named by its hash', (_why, id) => {
  const [key, other] = keysOf(entry({ id, title: 'A' }), entry({ id: `${id}!`, title: 'B' }))
  expect(key).toMatch(/^s sha256:[0-9a-f]{64}$/)
  expect(other).not.toBe(key)
})

describe('an id that keeps naming other texts', () => {
  const identity = (link?: string) => ({
    key: 'feed latest',
    feedTextHash: 'hash',
    ...(link === undefined ? {} : { link }),
  })
  const stored = (reused: number) => [{ key: 'feed latest', link: 'https://a.example/1', reused }]

  test.each([
    ['is believed the first times', 2, 'https://a.example/9', 'feed latest'],
    ['is given up for the link', 3, 'https://a.example/9', 'feed https://a.example/9'],
    ['is given up for the text where there is no link', 3, undefined, 'feed text:hash'],
    ['stays at a live page, whose link names no more', 9, 'https://a.example/1', 'feed latest'],
  ])('%s', (_what, reused, link, key) => {
    expect(withoutReusedIds('feed', [identity(link)], stored(reused)).map((each) => each.key)).toEqual([key])
  })
})
