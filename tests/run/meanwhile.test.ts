import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { whileQuiet } from '../../src/run/meanwhile.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

test.each([
  ['work that goes on is left alone', 4, 0],
  ['work that rests once is used once', 15, 1],
])('%s', async (_what, restMs, expected) => {
  const meanwhile = vi.fn(async () => undefined)
  const done = whileQuiet(
    10,
    async (progress) => {
      for (let step = 0; step < 5; step++) {
        await sleep(restMs)
        progress()
      }
    },
    meanwhile,
  )
  await vi.runAllTimersAsync()
  await done
  expect(meanwhile).toHaveBeenCalledTimes(expected)
})

test('the end waits for both, and either may fail', async () => {
  const ended: string[] = []
  const both = whileQuiet(
    10,
    () => sleep(20).then(() => ended.push('work')),
    () => sleep(50).then(() => ended.push('meanwhile')),
  ).then(() => ended.push('both'))
  await vi.runAllTimersAsync()
  await both
  expect(ended).toEqual(['work', 'meanwhile', 'both'])
  const trouble = new Error('trouble')
  const fails = expect(
    whileQuiet(
      10,
      () => sleep(20),
      () => Promise.reject(trouble),
    ),
  ).rejects.toBe(trouble)
  const alsoFails = expect(
    whileQuiet(
      10,
      () => Promise.reject(trouble),
      () => sleep(1),
    ),
  ).rejects.toBe(trouble)
  await vi.runAllTimersAsync()
  await Promise.all([fails, alsoFails])
})
