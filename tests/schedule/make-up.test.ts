import { expect, test } from 'vitest'
import { madeUp } from '../../src/schedule/make-up.ts'

const now = new Date('2026-11-23T07:00:00Z')
const feeds = (count: number, minutes: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: `feed ${minutes} ${index}`,
    nextCheckAt: new Date(now.getTime() + minutes * 60_000),
  }))

test('some missed checks are no burst', () => {
  expect(madeUp(feeds(30, -60), now)).toEqual([])
})

test('many are spread: a quarter at once, the others over a quarter of an hour; what is to come keeps its time', () => {
  const later = madeUp([...feeds(1000, -60), ...feeds(1000, 60)], now)
  expect(later.every(({ id }) => id.startsWith('feed -60'))).toBe(true)
  expect(Math.abs(later.length - 750)).toBeLessThan(50)
  const minutes = later.map(({ nextCheckAt }) => (nextCheckAt.getTime() - now.getTime()) / 60_000)
  expect(Math.min(...minutes)).toBeGreaterThan(0)
  expect(Math.max(...minutes)).toBeLessThanOrEqual(15)
  for (const third of [0, 5, 10]) {
    const due = minutes.filter((each) => each > third && each <= third + 5)
    expect(Math.abs(due.length - 250), `of 750, those due after ${third} minutes`).toBeLessThan(60)
  }
  expect(madeUp([...feeds(1000, -60), ...feeds(1000, 60)], now)).toEqual(later)
})
