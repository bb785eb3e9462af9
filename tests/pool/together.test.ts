import { expect, test } from 'vitest'
import { together } from '../../src/pool/together.ts'

/** Doubles numbers; a group with a 13 in it fails as a whole, a negative number alone. */
function doubler(most: number) {
  const groups: (readonly number[])[] = []
  const alone: number[] = []
  const double = together<number, number>({
    most,
    together: async (inputs) => {
      groups.push(inputs)
      if (inputs.includes(13)) throw new Error('the thread has ended')
      return inputs.map((input) => () => {
        if (input < 0) throw new RangeError(`${input}`)
        return input * 2
      })
    },
    alone: async (input) => {
      alone.push(input)
      if (input === 13) throw new Error('unlucky')
      return input * 2
    },
  })
  return { double, groups, alone }
}

test('what is asked for in one turn goes together, each caller gets its own', async () => {
  const { double, groups } = doubler(8)
  expect(await Promise.all([1, 2, 3].map(double))).toEqual([2, 4, 6])
  expect(await double(4)).toBe(8)
  expect(groups).toEqual([[1, 2, 3], [4]])
})

test('no group is larger than it may be', async () => {
  const { double, groups } = doubler(2)
  expect(await Promise.all([1, 2, 3, 4, 5].map(double))).toEqual([2, 4, 6, 8, 10])
  expect(groups.map((group) => group.length)).toEqual([2, 2, 1])
})

test('one that fails by itself fails alone', async () => {
  const { double, alone } = doubler(8)
  const results = await Promise.allSettled([1, -2, 3].map(double))
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(alone).toEqual([])
})

test('where the group fails, each is done alone', async () => {
  const { double, alone } = doubler(8)
  const results = await Promise.allSettled([1, 13, 3].map(double))
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(alone).toEqual([1, 13, 3])
})
