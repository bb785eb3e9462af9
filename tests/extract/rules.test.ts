import { describe, expect, test } from 'vitest'
import { isArticle } from '../../src/extract/confidence.ts'
import { extract } from '../../src/extract/extract.ts'
import { loadHtml } from '../../src/extract/page.ts'
import { shownText } from '../../src/extract/tree.ts'
import type { PageRules } from '../../src/types.ts'

const url = 'https://quay.example/news/crane'
const page = `<body><div class="related"><p>Short.</p></div><div class="quiz"><p>Which crane are you?</p></div>
  <main><p>${'A long text that any reader of pages would choose, with commas. '.repeat(12)}</p></main><div class="related"><p>Again.</p></div>`

function read(rules: PageRules): { readonly text: string; readonly isArticle: boolean } {
  const found = extract(loadHtml(page), { url, rules })
  return { text: found.nodes.map(shownText).join(' ').replace(/\s+/g, ' ').trim(), isArticle: isArticle(found) }
}

describe('where the settings say the article is', () => {
  test('there it is read, short as it may be, and in all places that the selector finds', () =>
    expect(read({ body: '.related', remove: [] })).toEqual({ text: 'Short. Again.', isArticle: true }))

  test('an element within another that is found stands once', () =>
    expect(read({ body: '.related, .related p', remove: [] }).text).toBe('Short. Again.'))

  test('what is to be removed is', () =>
    expect(read({ body: 'body', remove: ['.quiz', 'main'] }).text).toBe('Short. Again.'))

  test('a body that is no longer there is looked for as on any page', () =>
    expect(read({ body: '.story', remove: [] }).text).toContain('any reader of pages'))

  test.each([
    [
      'is where the named link leads',
      '<a class="on" href="crane-part-two">Continue</a>',
      'https://quay.example/news/crane-part-two',
    ],
    ['is not on another site', '<a class="on" href="https://other.example/2">Continue</a>', undefined],
    ['is not there on the last page', '', undefined],
    [
      'is found by its address where the link is missing',
      '<a href="/news/crane/2">2</a>',
      'https://quay.example/news/crane/2',
    ],
  ])('the next page %s', (_, link, expected) => {
    const { nextUrl } = extract(loadHtml(`${page}${link}`), { url, rules: { remove: [], next: 'a.on' } })
    expect(nextUrl).toBe(expected)
  })
})
