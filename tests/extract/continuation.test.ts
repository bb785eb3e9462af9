import { describe, expect, test } from 'vitest'
import { isContinuation } from '../../src/extract/continuation.ts'
import { type Extracted, extract } from '../../src/extract/extract.ts'
import { loadHtml } from '../../src/extract/page.ts'
import { paragraphs } from '../support/site.ts'

const url = 'https://quay.example/news/crane'

function read(title: string, seed: number, head = '', texts = paragraphs(seed, 5)): Extracted {
  const body = texts.map((text) => `<p>${text}</p>`).join('')
  return extract(
    loadHtml(
      `<html><head><title>${title} | The Quay</title>${head}</head><body><article><h1>${title}</h1>${body}</article>`,
    ),
    { url },
  )
}

const dated = (day: string): string => `<meta property="article:published_time" content="${day}T10:00:00Z">`
const first = read('Harbour crane retires', 1, dated('2026-11-20'))

describe('a page goes on with an article', () => {
  test.each([
    ['by its title', read('Harbour crane retires', 2)],
    ['by its title with the page in it', read('Harbour crane retires - Page 2 of 3', 2)],
    ['by its title and day', read('Harbour crane retires', 2, dated('2026-11-20'))],
    ['with a heading of its own under the title', read('Harbour crane retires: the last ship', 2)],
  ])('%s', (_, next) => expect(isContinuation([first], undefined, next)).toBe(true))

  test('by the canonical address of the first page, whatever its title', () => {
    const canonical = `<link rel="canonical" href="${url}">`
    const before = read('Harbour crane retires', 1, canonical)
    expect(isContinuation([before], undefined, read('The last ship', 2, canonical))).toBe(true)
  })

  test('by the title that the feed gives', () =>
    expect(
      isContinuation([read('Retired', 1)], 'The last ship of the crane', read('The last ship of the crane', 2)),
    ).toBe(true))
})

describe('it does not', () => {
  test.each([
    ['with another title', read('Another crane arrives', 2)],
    ['with another date: a column of the same name', read('Harbour crane retires', 2, dated('2026-11-13'))],
    ['when it is the first page again', read('Harbour crane retires', 1)],
    ['when it holds nothing', read('Harbour crane retires', 2, '', ['Nothing here.'])],
  ])('%s', (_, next) => expect(isContinuation([first], undefined, next)).toBe(false))

  test('with a title that is a section’s', () =>
    expect(isContinuation([read('News', 1)], undefined, read('News', 2))).toBe(false))

  test('when it repeats a page between', () => {
    const [second, again] = [read('Harbour crane retires', 2), read('Harbour crane retires', 2)]
    expect(isContinuation([first, second], undefined, again)).toBe(false)
  })
})
