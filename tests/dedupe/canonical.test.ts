import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chooseCanonical } from '../../src/dedupe/canonical.ts'
import { fingerprint } from '../../src/dedupe/fingerprint.ts'
import { comparable, words } from './made.ts'

const text = words('a', 300)
const early = new Date('2026-03-01T00:00:00Z')
const late = new Date('2026-03-02T00:00:00Z')
const original = comparable('original', { text, urls: ['https://original.example/a'], published: late })

test.each([
  [
    'what a copy’s page names as canonical, though it is dated later',
    { urls: ['https://copy.example/b', 'https://original.example/a'], canonicalUrl: 'https://original.example/a' },
  ],
  ['what a copy credits by name', { credit: { name: 'Original' } }],
  ['what a copy credits by link', { credit: { name: 'somebody', url: 'https://www.original.example/' } }],
  ['a text that credits nobody, even if the credited one is not here', { credit: { name: 'Elsewhere' } }],
  ['the full text before an excerpt', { text: words('a', 60) }],
])('it is %s', (_why, made) => {
  const copy = comparable('copy', { text, published: early, urls: ['https://copy.example/b'], ...made })
  expect(chooseCanonical([copy, original])).toBe('original')
  expect(chooseCanonical([original, copy])).toBe('original')
})

const pointing = comparable('copy', {
  text,
  published: early,
  urls: ['https://copy.example/b', 'https://original.example/a'],
  canonicalUrl: 'https://original.example/a',
})

test('what a page names as canonical also goes before an older one that says nothing', () => {
  const silent = comparable('silent', { text, published: early })
  expect(chooseCanonical([silent, pointing, original])).toBe('original')
})

test('a page’s own word that it is a copy outweighs all that speaks against the other', () => {
  const poor = { ...original, fingerprint: fingerprint('', words('a', 60)), credit: { name: 'Elsewhere' } }
  expect(chooseCanonical([poor, pointing])).toBe('original')
})

test('a credit to itself costs nothing', () => {
  const own = { ...original, credit: { name: 'original.example' } }
  expect(chooseCanonical([own, comparable('copy', { text, published: new Date('2026-03-03T00:00:00Z') })])).toBe(
    'original',
  )
})

test('a page that names itself as canonical points nowhere', () => {
  const own = { ...original, canonicalUrl: 'https://original.example/a', published: early }
  expect(chooseCanonical([own, comparable('copy', { text, published: late })])).toBe('original')
})

test('without signs the preferred source stands for it, then the older entry', () => {
  const older = comparable('older', { text, published: early })
  expect(chooseCanonical([original, older])).toBe('older')
  const standing = (subscription: string) => ({ priority: subscription === original.subscription ? 1 : 0, titles: [] })
  expect(chooseCanonical([original, older], standing)).toBe('original')
})

test('the order of the members decides nothing', () => {
  const members = ['a', 'b', 'c', 'd'].map((key) => comparable(key, { text, published: early }))
  fc.assert(
    fc.property(fc.shuffledSubarray(members, { minLength: 4 }), (shuffled) => {
      expect(chooseCanonical(shuffled)).toBe('a')
    }),
    { seed: 6 },
  )
})
