import { expect, test } from 'vitest'
import { simulate } from '../support/politeness.ts'

test('after four simulated days no publisher has anything to complain of', async () => {
  const marks = await simulate(4)
  expect(Object.fromEntries(marks.map(({ about, complaints }) => [about, complaints]))).toEqual(
    Object.fromEntries(marks.map(({ about }) => [about, []])),
  )
  const about = (words: string) => marks.find((mark) => mark.about === words)?.score
  // It was really asked, and really answered by what it had said.
  expect(about('both validators')?.polls).toBeGreaterThan(20)
  expect(about('both validators')?.good).toBe(2 * ((about('both validators')?.polls ?? 0) - 1))
  expect(about('both validators')?.pages).toBeGreaterThan(10)
  expect(about('robots.txt closes its pages')?.pages).toBe(0)
  expect(about('robots.txt lets us in alone')?.pages).toBeGreaterThan(10)
}, 120_000)
