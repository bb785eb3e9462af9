import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Budget } from '../../src/fetch/budget.ts'

const calm = new AbortController().signal

test('the oldest request never waits, the others do where there is no room', async () => {
  const budget = new Budget(10)
  const [first, second] = [budget.open(), budget.open()]
  expect(first.grow(6, calm)).toBeUndefined()
  expect(second.grow(4, calm)).toBeUndefined()
  const waiting = second.grow(1, calm)
  expect(waiting).toBeInstanceOf(Promise)
  expect(first.grow(100, calm)).toBeUndefined()
  first.release()
  await waiting
  expect(budget.open().grow(6, calm)).toBeInstanceOf(Promise)
})

test('who keeps less than was set aside makes room for the others, and goes on holding the rest', async () => {
  const budget = new Budget(10)
  const [first, second, third] = [budget.open(), budget.open(), budget.open()]
  expect(first.grow(10, calm)).toBeUndefined()
  const waiting = second.grow(6, calm)
  expect(waiting).toBeInstanceOf(Promise)
  first.keep(4)
  first.keep(9)
  await waiting
  expect(third.grow(1, calm)).toBeInstanceOf(Promise)
})

test('who has nothing yet is in nobody’s way', () => {
  const budget = new Budget(10)
  const [_idle, second, third] = [budget.open(), budget.open(), budget.open()]
  expect(second.grow(100, calm)).toBeUndefined()
  expect(third.grow(1, calm)).toBeInstanceOf(Promise)
  expect(second.grow(1, calm)).toBeUndefined()
})

test('a wait that is called off rejects with the reason, and takes nothing', async () => {
  const budget = new Budget(10)
  const controller = new AbortController()
  const [first, second, third] = [budget.open(), budget.open(), budget.open()]
  expect(first.grow(10, calm)).toBeUndefined()
  const waiting = second.grow(5, controller.signal)
  controller.abort('why')
  await expect(waiting).rejects.toBe('why')
  second.release()
  first.release()
  expect(third.grow(10, calm)).toBeUndefined()
})

test('whoever comes, everyone gets what they ask for, and never more than the limit and one document', async () => {
  const documents = fc.array(fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 6 }), {
    minLength: 1,
    maxLength: 12,
  })
  await fc.assert(
    fc.asyncProperty(documents, async (wanted) => {
      const limit = 16
      const budget = new Budget(limit)
      let held = 0
      await Promise.all(
        wanted.map(async (pieces) => {
          const share = budget.open()
          let own = 0
          for (const bytes of pieces) {
            await share.grow(bytes, calm)
            own += bytes
            held += bytes
            expect(held).toBeLessThanOrEqual(limit + 48)
            await new Promise(setImmediate)
          }
          held -= own
          share.release()
        }),
      )
      expect(held).toBe(0)
    }),
    { numRuns: 100 },
  )
})
