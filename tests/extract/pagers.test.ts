import { Document } from 'domhandler'
import { describe, expect, test } from 'vitest'
import { extract } from '../../src/extract/extract.ts'
import { loadHtml } from '../../src/extract/page.ts'
import { elementsOf, shownText } from '../../src/extract/tree.ts'
import { paragraphs } from '../support/site.ts'

const url = 'https://quay.example/crane'
const texts = paragraphs(1, 4)

/** What is left of the pager behind the text, as text. */
function left(pager: string, number = 1): string {
  const body = texts.map((text) => `<p>${text}</p>`).join('')
  const html = `<title>The harbour crane</title><article><h1>The harbour crane</h1>${body}${pager}</article>`
  const place = number === 1 ? {} : { place: { number, firstUrls: [url] } }
  const { nodes } = extract(loadHtml(html), { url: number === 1 ? url : `${url}/${number}`, ...place })
  const all = new Document([...nodes])
  const pictures = elementsOf(all).filter(({ name }) => name === 'img')
  return shownText(all).slice(texts.join(' ').length).trim() + pictures.map(({ name }) => ` <${name}>`).join('')
}

describe('the lines that lead through the pages of an article are no part of it', () => {
  test.each([
    ['numbers in a paragraph', '<p>Pages: 1 <a href="/crane/2/">2</a> <a href="/crane/3/">3</a></p>'],
    ['numbers between strokes', '<p>1 | <a href="/crane/2/">2</a> | <a href="/crane/2/">Next &gt;</a></p>'],
    ['where one is', '<div>Seite 1 von 3 <a rel="next" href="/crane?seite=2">Weiter</a></div>'],
    ['a word that stands alone', '<a href="/crane/2/">Next</a>'],
    [
      'another language, and the whole on one page',
      '<p>Halaman: <b>1</b> <a href="/crane?page=2">2</a> <a href="/crane?page=all">Lihat Semua</a></p>',
    ],
    ['the next page’s heading', '<p>Next: <a href="/crane/2/">The last ship of the harbour</a></p>'],
    [
      'a table of contents',
      '<ol><li>Before</li><li><a href="/crane/2/">The last ship</a></li><li><a href="/crane/3/">A new home</a></li></ol>',
    ],
    ['where one is, without a link', '<p><strong>Page 1 of 3</strong></p>'],
  ])('%s', (_, pager) => expect(left(pager)).toBe(''))

  test('back to the first as well', () =>
    expect(left('<p><a href="/crane">1</a> 2</p><p>Back to <a href="/crane">the beginning</a></p>', 2)).toBe(''))
})

describe('what stays', () => {
  const told = 'As we said on <a href="/crane/2">the second page</a>, it was a ship that came from afar, with grain.'

  test.each([
    [
      'a text that refers to another page',
      `<p>${told}</p>`,
      'As we said on the second page, it was a ship that came from afar, with grain.',
    ],
    [
      'a heading with its permanent link',
      '<a href="/crane/2">2</a><h2><a href="/crane#ship">The last ship</a></h2><p>It came.</p>',
      'The last ship It came.',
    ],
    ['a picture of a gallery that leads on', '<figure><a href="/crane/2"><img src="/1.jpg"></a></figure>', ' <img>'],
  ])('%s', (_, pager, expected) => expect(left(pager)).toBe(expected))
})

test('twenty thousand such links are looked through in a moment', () => {
  expect(left('<a href="/crane/2">2</a> '.repeat(20_000)).length).toBeLessThan(40_000)
})
