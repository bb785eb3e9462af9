import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanHtml } from '../../src/clean/clean.ts'
import { readPage } from '../../src/pool/read-page.ts'
import type { Article, Entry } from '../../src/types.ts'
import { textOfHtml } from '../../src/util/text.ts'
import { pages } from './documents.ts'
import { dangersOf } from './harmless.ts'
import { heap, mutate, mutations, pieces } from './mutate.ts'
import { now, runs } from './runs.ts'

const url = 'https://news.example/rich'

const entry: Entry = {
  id: 'x',
  title: 'A rich article',
  links: [{ rel: 'alternate', href: url }],
  authors: [],
  categories: [{ term: 'Tech' }],
  summary: '<p>The first paragraph has strong and slanted words</p>',
  baseUrl: url,
  images: [],
}

const document = fc.record({
  seed: fc.constantFrom(...pages),
  list: mutations,
  contentType: fc.constantFrom(
    'text/html',
    'text/html; charset=utf-16le',
    'application/xhtml+xml; charset=shift_jis',
    'text/plain',
  ),
})

type Given = typeof document extends fc.Arbitrary<infer Value> ? Value : never

function read({ seed, list, contentType }: Given): Article {
  const page = { bytes: mutate(seed.bytes, list), url, contentType }
  return readPage({ entry, page, feed: { title: 'Example News', siteUrl: 'https://news.example/' }, now }).article
}

const context = { baseUrl: url, title: '', siteNames: [], labels: [] }

/** Pages as a feed's content, and pure nonsense. */
const markup = fc.oneof(
  fc
    .record({ seed: fc.constantFrom(...pages), list: mutations })
    .map(({ seed, list }) => new TextDecoder().decode(mutate(seed.bytes, list))),
  fc
    .array(
      fc.oneof(
        fc.constantFrom('<', '>', '</', '"', "'", '=', '/', '!--', '-->', '&', ';', ' '),
        fc.constantFrom(
          'p',
          'a',
          'li',
          'ul',
          'td',
          'tr',
          'table',
          'pre',
          'br',
          'img',
          'script',
          'svg',
          'h1',
          'dl',
          'dd',
          'figure',
          'ruby',
          'b',
          'i',
          'div',
          'href',
          'src',
          'onclick',
        ),
        fc.string({ maxLength: 5 }),
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.join('')),
)

const words = (text: string): string => text.replace(/\s+/g, '')

describe('damaged pages', () => {
  test('always give an article that is harmless and can be sent between threads', () => {
    fc.assert(
      fc.property(document, (given) => {
        const article = read(given)
        expect(dangersOf(article.html)).toEqual([])
        expect(article.title).not.toBe('')
        structuredClone(article)
      }),
      runs,
    )
  })

  test('hold their words once: the text is that of the HTML', () => {
    fc.assert(
      fc.property(document, (given) => {
        const { html, text } = read(given)
        const withoutCaptions = html.replace(/<figcaption.*?<\/figcaption>/gs, '')
        expect(words(text)).toBe(words(textOfHtml(withoutCaptions)))
      }),
      runs,
    )
  })
})

/** Beside the fuzzer's pieces: what opens and never ends, what stands in rows, what expressions look for. */
const endless: readonly string[] = [
  ...['<i>', '<a href="/x">', '<ul><li>', '<blockquote>', '<dl><dd>', '<b><p>x', '<h2>x', '<figure>', '<span>', '<td>'],
  ...[
    ' ',
    '\n',
    'a',
    '-',
    '—',
    '.',
    '(',
    '[',
    '|',
    '@',
    '/',
    'a-',
    'A ',
    '1 ',
    'A. ',
    ': ',
    '漢',
    '漢。',
    '<br>x',
    '<br><br>x',
  ],
  ...['<li>A: b', '<tr><td>x', '<p>Example News</p>', '<p>Read also: <a href="/">x</a>', '<img src="/a.png">', 'By X '],
  ...['<meta name="author" content="x">', '<noscript><img src="/x"></noscript>', 'http://', '&amp;'],
]

/** A worker thread that is busy with one page for minutes reads no other; past the test's time limit it has failed. */
describe.each(['<p>', '<code'])('a page with 400 kB of one thing before its first %s', (mark) => {
  test.each([...pieces, ...endless])('%j', { timeout: 20_000 }, (piece) => {
    const seed = pages.find(({ name }) => name === 'rich.html')
    const bytes = heap(seed?.bytes ?? new Uint8Array(), mark, piece, 400_000)
    const { article } = readPage({
      entry,
      page: { bytes, url, contentType: 'text/html; charset=utf-8' },
      feed: { title: 'Example News' },
      now,
    })
    // `&amp;` is the longest way to write one character.
    expect(article.html.length).toBeLessThan(bytes.length * 5 + 10_000)
    structuredClone(article)
  })
})

describe('any markup at all', () => {
  test('comes out harmless', () => {
    fc.assert(
      fc.property(markup, (html) => {
        expect(dangersOf(cleanHtml(html, context).html)).toEqual([])
      }),
      runs,
    )
  })

  test('is clean after one cleaning: a second one changes nothing', () => {
    fc.assert(
      fc.property(markup, (html) => {
        const once = cleanHtml(html, context).html
        // Whether a table is data or layout is judged by its paragraphs, and the first cleaning makes some out of breaks.
        fc.pre(!once.includes('<table'))
        expect(cleanHtml(once, context).html).toBe(once)
      }),
      runs,
    )
  })
})
