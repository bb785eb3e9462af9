import { expect, test } from 'vitest'
import { readTree } from '../../src/util/html-tree.ts'
import { limitMarkup } from '../../src/util/limit-markup.ts'

test('ordinary HTML stays as it is', () => {
  const html = '<ul><li class="a">one<li>two<br></ul><p>a < b</p><!-- <b> -->'
  expect(limitMarkup(html)).toBe(html)
})

test('opening tags deeper than any page become breaks, their text stays', () => {
  const limited = limitMarkup(`${'<b>'.repeat(20_000)}deep`)
  expect(limited.match(/<b>/g)).toHaveLength(10_000)
  expect(limited).toMatch(/<br>deep$/)
})

test('elements that are closed again do not count', () => {
  const html = '<i>x</i>'.repeat(20_000)
  expect(limitMarkup(html)).toBe(html)
})

test.each([
  ['of what was left out', '<b><i>x</i>'],
  ['of what was never there', '<b></u></p>'],
])('end tags %s make no room for deeper ones', (_, markup) => {
  const limited = limitMarkup(markup.repeat(20_000))
  const { depth } = readTree(limited)
  // A break in the deepest one is a level more.
  expect(depth).toBeLessThanOrEqual(10_001)
  expect(limited.match(/<b>/g)?.length).toBeGreaterThan(9_000)
})

test('what follows more tags than any page has is cut off, what came before stays', () => {
  const limited = limitMarkup(`<p>first</p>${'<i>x</i>'.repeat(120_000)}<p>last</p>`)
  expect(limited.match(/<\/?[a-z]/g)).toHaveLength(200_000)
  expect(limited).toMatch(/^<p>first<\/p><i>x<\/i>/)
  expect(limited).not.toContain('last')
})
