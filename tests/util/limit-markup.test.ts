import { expect, test } from 'vitest'
import { limitNesting } from '../../src/util/limit-markup.ts'

test('ordinary HTML stays as it is', () => {
  const html = '<ul><li class="a">one<li>two<br></ul><p>a < b</p><!-- <b> -->'
  expect(limitNesting(html)).toBe(html)
})

test('opening tags deeper than any page become breaks, their text stays', () => {
  const limited = limitNesting(`${'<b>'.repeat(20_000)}deep`)
  expect(limited.match(/<b>/g)).toHaveLength(10_000)
  expect(limited).toMatch(/<br>deep$/)
})

test('elements that are closed again do not count', () => {
  const html = '<i>x</i>'.repeat(20_000)
  expect(limitNesting(html)).toBe(html)
})
