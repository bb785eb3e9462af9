import { expect, test } from 'vitest'
import { createCandidateIndex, type Sign } from '../../src/dedupe/candidates.ts'

const rows = (from: number, count: number): number[] => Array.from({ length: count }, (_, at) => from + at)
const index = (entries: Readonly<Record<string, readonly Sign[]>>) => {
  const made = createCandidateIndex<string>(new Map())
  for (const [id, signs] of Object.entries(entries)) made.add(id, signs)
  return made
}

test('those that share most come first, an address weighing two, as many as asked for', () => {
  const made = index({
    one: rows(1, 1),
    two: rows(1, 2),
    five: rows(1, 5),
    page: ['https://a.example/1', 3],
    none: [99],
  })
  const signs = [...rows(1, 12), 'https://a.example/1']
  expect(made.find(signs, 9)).toEqual(['five', 'page', 'two'])
  expect(made.find(signs, 1)).toEqual(['five'])
  expect(made.find([], 9)).toEqual([])
  // What the searches before have counted is forgotten.
  expect(made.find([1, ...rows(200, 11)], 9)).toEqual([])
})

test('more entries are counted than a first search has room for', () => {
  const made = index(Object.fromEntries(rows(0, 3000).map((at) => [`e${at}`, [10 * at, 10 * at + 1]])))
  expect(made.find([...rows(0, 2), ...rows(29_990, 10)], 9)).toEqual(['e0', 'e2999'])
})

test('one shared row is enough for a text that has few', () => {
  const made = index({ stub: [1, 2] })
  expect(made.find(rows(2, 3), 9)).toEqual(['stub'])
  expect(made.find(rows(2, 12), 9)).toEqual([])
})

test('what many bear is half a witness, and enough of it a whole one', () => {
  const made = index(Object.fromEntries(rows(0, 30).map((at) => [`form ${at}`, [1, 2, 3, 100 + at]])))
  expect(made.find([...rows(1, 3), ...rows(1000, 9)], 9)).toEqual([])
  const copied = index(Object.fromEntries(rows(0, 30).map((at) => [`copy ${at}`, rows(1, 8)])))
  expect(copied.find(rows(1, 12), 9)).toHaveLength(9)
})

test('what the store found and what was added since count alike', () => {
  const made = createCandidateIndex<number | string>(
    new Map<Sign, readonly number[]>([
      [1, [7]],
      [2, [7]],
    ]),
  )
  made.add('new', [2, 3])
  expect(made.find(rows(1, 12), 9)).toEqual([7, 'new'])
})
