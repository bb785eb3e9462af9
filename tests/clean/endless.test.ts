import { describe, expect, test } from 'vitest'
import { cleanHtml } from '../../src/clean/clean.ts'

const context = { baseUrl: 'https://site.example/', title: '', siteNames: [], labels: [] }

describe('markup that goes on without end is cleaned all the same', () => {
  test('a quarter of a million children of one <pre> are no arguments of one call', () => {
    expect(cleanHtml(`<pre><span>${'<br>x'.repeat(125_000)}</span></pre>`, context).text.length).toBeGreaterThan(
      249_000,
    )
  })

  test('inline elements that are never closed are not written again without limit in every paragraph', () => {
    const { html } = cleanHtml(
      '<i>'.repeat(200) + Array.from({ length: 500 }, (_, index) => `<p>x${index}`).join(''),
      context,
    )
    expect(html.length).toBeLessThan(500 * 150)
  })

  test('a short paragraph around a removed repeat is dropped at the first cleaning, not at a second', () => {
    const long = `<p>${'A long paragraph that a template repeats. '.repeat(3)}</p>`
    expect(cleanHtml(`${long}<p>Short.</p>${long}<p>Short.</p>`, context).html.split('Short.').length).toBe(2)
  })

  // These took minutes; past the time limit they fail.
  test('blanks before a line, paragraphs beside each other', { timeout: 10_000 }, () => {
    expect(cleanHtml(`<pre>${'\n'.repeat(60_000)}x</pre>`, context).text).toBe('x')
    expect(cleanHtml('<p>The same.</p>'.repeat(60_000), context).text).toBe('The same.')
  })
})
