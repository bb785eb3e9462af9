import { expect, test } from 'vitest'
import { mapBounded } from '../../src/util/bounded.ts'

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('results come in the order of the items, whoever was done first', async () => {
  const slowFirst = async (n: number): Promise<number> => {
    for (let left = 5 - n; left > 0; left--) await turn()
    return n * 10
  }
  expect(await mapBounded([1, 2, 3, 4], 3, slowFirst)).toEqual([10, 20, 30, 40])
})

test('no more than the limit are under way', async () => {
  let underWay = 0
  let most = 0
  await mapBounded(Array.from({ length: 20 }), 4, async () => {
    most = Math.max(most, ++underWay)
    await turn()
    underWay--
  })
  expect(most).toBe(4)
})

test('after a rejection nothing further is begun, and what was under way has ended', async () => {
  const begun: number[] = []
  const ended: number[] = []
  const all = mapBounded([1, 2, 3, 4, 5, 6], 2, async (n) => {
    begun.push(n)
    if (n === 1) throw new Error('the first')
    await turn()
    ended.push(n)
  })
  await expect(all).rejects.toThrow('the first')
  expect(begun).toEqual([1, 2])
  expect(ended).toEqual([2])
})

test('no items, no work', async () => {
  expect(await mapBounded([], 3, () => Promise.reject(new Error('none')))).toEqual([])
})
