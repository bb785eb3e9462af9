import { expect, test } from 'vitest'
import { type DatedIdentity, matchRenamed } from '../../src/dedupe/renamed.ts'

const last = new Date('2026-03-02T00:00:00Z')
const identity = (key: string, link: string, text: string, published?: Date): DatedIdentity => ({
  key,
  link,
  feedTextHash: text,
  ...(published === undefined ? {} : { published }),
})
const stored = ['1', '2', '3', '4'].map((n) => identity(n, `link${n}`, `text${n}`))

test('known ids are known, others new', () => {
  const { arrivals, isFlood } = matchRenamed([...stored, identity('5', 'link5', 'text5')], stored, last)
  expect(isFlood).toBe(false)
  expect(arrivals.map(({ kind }) => kind)).toEqual(['known', 'known', 'known', 'known', 'new'])
})

test('one entry under a new id is known by link and text together, but not by one of them', () => {
  const renamed = identity('1b', 'link1', 'text1')
  const edited = identity('2b', 'link2', 'other')
  const { arrivals } = matchRenamed([renamed, ...stored.slice(1), edited], stored, last)
  expect(arrivals[0]).toEqual({ kind: 'known', key: '1', by: 'link-and-text' })
  expect(arrivals.at(-1)).toEqual({ kind: 'new' })
})

test('when over half of the ids are new, link or text is enough, and the rest is backfill', () => {
  const parsed = [
    identity('1b', 'link1', 'other'),
    identity('2b', 'elsewhere', 'text2'),
    identity('3b', 'link9', 'text9', new Date('2026-03-01T00:00:00Z')),
    identity('4b', 'link8', 'text8'),
  ]
  const { arrivals, isFlood } = matchRenamed(parsed, stored, last)
  expect(isFlood).toBe(true)
  expect(arrivals).toEqual([
    { kind: 'known', key: '1', by: 'link' },
    { kind: 'known', key: '2', by: 'text' },
    { kind: 'backfill' },
    { kind: 'backfill' },
  ])
})

test('after days off, what is dated later than the last success is news', () => {
  const late = identity('9', 'link9', 'text9', new Date('2026-03-03T00:00:00Z'))
  expect(matchRenamed([late], stored, last).arrivals).toEqual([{ kind: 'new' }])
})

test('a link that several stored entries share names none of them', () => {
  const front = ['1', '2'].map((n) => identity(n, 'front', `text${n}`))
  expect(matchRenamed([identity('3', 'front', 'text3')], front, last).arrivals).toEqual([{ kind: 'backfill' }])
})

test('an entry that is still listed under its id was not renamed', () => {
  const parsed = [identity('1', 'link1', 'text1'), identity('8', 'link1', 'text8'), identity('9', 'link9', 'text9')]
  expect(matchRenamed(parsed, stored, last).arrivals.map(({ kind }) => kind)).toEqual(['known', 'backfill', 'backfill'])
})
