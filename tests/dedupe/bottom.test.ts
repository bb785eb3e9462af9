import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bottomOf, containment } from '../../src/dedupe/bottom.ts'
import { seeded } from '../support/random.ts'

const hash = fc.integer({ min: 0, max: 0xffff_ffff })
const list = fc.array(fc.oneof(hash, fc.integer({ min: 0, max: 20 })), { maxLength: 60 })
const bottom = (values: readonly number[], most = 1000) => bottomOf(Uint32Array.from(values), most)

test('the smallest are kept, each once, ascending, and all are counted', () => {
  expect(bottom([5, 3, 5, 0xffff_ffff, 0, 3], 3)).toEqual({ hashes: Uint32Array.of(0, 3, 5), size: 4 })
  expect(bottom([])).toEqual({ hashes: new Uint32Array(0), size: 0 })
})

test('sets that are known whole are compared exactly, in either order', () => {
  fc.assert(
    fc.property(list, list, (one, other) => {
      const [a, b] = [new Set(one), new Set(other)]
      const smaller = Math.min(a.size, b.size)
      const expected = smaller === 0 ? 0 : a.intersection(b).size / smaller
      expect(containment(bottom(one), bottom(other))).toBe(expected)
      expect(containment(bottom(other), bottom(one))).toBe(expected)
    }),
  )
})

test('a sample of sets that share a known part comes near it', () => {
  const next = seeded(3)
  const random = (count: number) => Array.from({ length: count }, () => Math.floor(next() * 2 ** 32))
  for (const share of [0, 0.3, 0.6, 0.95, 1]) {
    const small = random(4000)
    const common = small.slice(0, share * small.length)
    const sampled = containment(bottom(small, 1024), bottom([...common, ...random(6000)], 1024))
    expect(Math.abs(sampled - share)).toBeLessThan(0.06)
    const excerpt = small.slice(0, 300)
    expect(containment(bottom(excerpt, 1024), bottom(small, 1024))).toBe(1)
  }
})

test('a small set and a sample that reaches none of it have nothing in common', () => {
  expect(containment(bottom([9, 10]), bottom([1, 2, 3, 4], 3))).toBe(0)
})
