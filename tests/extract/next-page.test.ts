import { describe, expect, test } from 'vitest'
import { nextPageOf, type PagePlace } from '../../src/extract/next-page.ts'
import { loadHtml } from '../../src/extract/page.ts'
import { elementsOf } from '../../src/extract/tree.ts'

const url = 'https://quay.example/news/crane'

function next(
  html: string,
  first = url,
  place: PagePlace = { number: 1, firstUrls: [first] },
  base = first,
): string | undefined {
  const root = loadHtml(html).root()[0] ?? expect.fail('no root')
  return nextPageOf(elementsOf(root), base, place)?.value
}

describe('the next page of an article', () => {
  test.each([
    ['called so in the head', '<link rel="next" href="/news/crane?page=2">', url, `${url}?page=2`],
    ['called so by a link', '<a rel="next nofollow" href="crane/2">Continue</a>', url, `${url}/2`],
    [
      'one of the page numbers under the text',
      '<a href="/news/crane/2/">2</a><a href="/news/crane/3/">3</a>',
      url,
      `${url}/2/`,
    ],
    [
      'a parameter beside others',
      '<a href="?id=5&amp;seite=2">Weiter</a>',
      'https://a.example/b?id=5',
      'https://a.example/b?id=5&seite=2',
    ],
    ['a word and a number in the path', '<a href="/news/crane/page-2">2</a>', url, `${url}/page-2`],
    ['a number before the ending, called next', '<link rel=next href="crane-2.html">', `${url}.html`, `${url}-2.html`],
    [
      'an address of which the feed gave a form with trackers',
      '<a href="/news/crane/2">2</a>',
      `${url}/?utm_source=rss`,
      `${url}/2`,
    ],
    [
      'another scheme and host name of the same site',
      '<a href="http://www.quay.example/news/crane/2">2</a>',
      url,
      'http://www.quay.example/news/crane/2',
    ],
    ['its anchor left out', '<a href="/news/crane?page=2#text">2</a>', url, `${url}?page=2`],
  ])('is %s', (_, html, first, expected) => expect(next(html, first)).toBe(expected))

  test.each([
    ['the next article, as blogs mark it', '<link rel="next" href="/news/another-crane">', url],
    ['the next article by its number', '<link rel="next" href="/news/2">', 'https://quay.example/news/1'],
    ['the next post of a WordPress without permalinks', '<link rel="next" href="/?p=2">', 'https://quay.example/?p=1'],
    [
      'the next of a series, called next by nobody',
      '<a href="/weekly-links-2">Weekly links 2</a>',
      'https://quay.example/weekly-links',
    ],
    ['a page of its comments', '<a rel="next" href="/news/crane/comment-page-2/#comments">Newer</a>', url],
    ['another parameter', '<a href="/news/crane?replytocom=2">Reply</a>', url],
    ['a page of the archive', '<a href="/news/page/2">Older</a>', url],
    ['another host', '<a rel="next" href="https://other.example/news/crane/2">2</a>', url],
    ['the last page alone', '<a href="/news/crane/3">Last</a>', url],
  ])('is not %s', (_, html, first) => expect(next(html, first)).toBeUndefined())

  test('goes on from where the reader is', () => {
    const links = '<a href="/news/crane">1</a><a href="/news/crane/2">2</a><a href="/news/crane/3">3</a>'
    const at = (number: number) => next(links, url, { number, firstUrls: [url] }, `${url}/${number}`)
    expect([at(2), at(3)]).toEqual([`${url}/3`, undefined])
  })

  test('may go on from the canonical address', () => {
    const place = { number: 1, firstUrls: ['https://quay.example/?id=77', url] }
    expect(next('<a href="/news/crane/2">2</a>', url, place)).toBe(`${url}/2`)
  })
})
