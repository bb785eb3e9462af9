import { expect, test } from 'vitest'
import { userRules, withRule } from '../../src/dedupe/user-rules.ts'
import type { UserRule } from '../../src/types.ts'

const split = (key: string, others: readonly string[]): UserRule => ({
  kind: 'split',
  storyId: 's',
  keys: [key],
  others,
})
const merge = (keys: readonly string[], others: readonly string[]): UserRule => ({
  kind: 'merge',
  storyId: 's',
  keys,
  others,
})

test('a split holds in both directions, and for stories as for entries', () => {
  const rules = userRules([split('a', ['b', 'c'])])
  expect([...rules.apart('a')]).toEqual(['b', 'c'])
  expect([...rules.apart('c')]).toEqual(['a'])
  expect(rules.apart('x').size).toBe(0)
  expect(rules.mayMeet(['x', 'c'], ['a', 'y'])).toBe(false)
  expect(rules.mayMeet(['b'], ['c'])).toBe(true)
})

test('a merge joins each of the one side with each of the other', () => {
  const rules = userRules([merge(['a', 'b'], ['c'])])
  expect([...rules.together('c')]).toEqual(['a', 'b'])
  expect([...rules.together('b')]).toEqual(['c'])
  expect(rules.mayMeet(['a'], ['c'])).toBe(true)
})

test.each([
  [
    'a split takes its entry out of the merges it speaks of, the others stay merged',
    [merge(['a', 'b'], ['c'])],
    split('a', ['b', 'c']),
    [merge(['b'], ['c']), split('a', ['b', 'c'])],
  ],
  [
    'a split of the only entry that was merged ends the merge',
    [merge(['a'], ['b', 'c'])],
    split('a', ['b', 'c']),
    [split('a', ['b', 'c'])],
  ],
  [
    'a merge ends the splits within it, not those from others',
    [split('a', ['b', 'x'])],
    merge(['a'], ['b']),
    [split('a', ['x']), merge(['a'], ['b'])],
  ],
  ['what is about others stays untouched', [split('x', ['y'])], merge(['a'], ['b']), [merge(['a'], ['b'])]],
])('%s', (_why, rules, rule, kept) => {
  expect(withRule(rules, rule).keep).toEqual(kept)
})
