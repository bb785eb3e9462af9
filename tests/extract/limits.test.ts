import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { extract } from '../../src/extract/extract.ts'
import { readMetadata } from '../../src/extract/metadata.ts'
import { loadHtml } from '../../src/extract/page.ts'
import { peopleOf } from '../../src/extract/people.ts'
import { elementsOf, shownText } from '../../src/extract/tree.ts'

const url = 'https://quay.example/news/crane'
const rootOf = (html: string) => loadHtml(html).root()[0] ?? expect.fail('no root')
const sentence = 'This is a sentence of the kind that pages are full of, with a comma and a stop. '
const article = `<h1>Crane</h1>${`<p>${sentence}</p>`.repeat(8)}`

describe('a page that costs too much is read as far as it can be', () => {
  test.each([
    '<i>x</i>',
    '<a href=x>b</a> ',
    '<meta name=a content=b>',
    '<p>a',
    '<div><span>x',
    '<li>',
    '</b>',
    '<!---->',
  ])('a million times %s leaves the article before it, and a bounded tree', (piece) => {
    const html = `${article}${piece.repeat(1_000_000)}<p>The end.`
    const root = rootOf(html)
    expect(elementsOf(root).length).toBeLessThanOrEqual(200_000)
    expect(shownText(root)).not.toContain('The end.')
    expect(shownText(root)).toContain(sentence.trim())
  })

  test('text is cut off after two million characters, the data of scripts is not', () => {
    const data = `{"@type":"NewsArticle","headline":"Crane","author":"${'x'.repeat(100)}"}`
    const html = `<p>First</p><p>${', '.repeat(1_500_000)}</p><p>Last</p><script type="application/ld+json">${data}</script>`
    const root = rootOf(html)
    expect(shownText(root).length).toBeLessThan(2_000_100)
    expect(shownText(root)).toMatch(/^First/)
    expect(shownText(root)).not.toContain('Last')
    expect(readMetadata(root, url).title).toBe('Crane')
  })

  test('a page that says one thing a thousand times says it fifty times', () => {
    const metas = Array.from({ length: 1000 }, (_, n) => `<meta property="og:title" content="Title ${n}">`).join('')
    const { titles } = readMetadata(rootOf(metas), url)
    expect([titles.length, titles[0]]).toEqual([50, 'Title 0'])
  })

  test.each([
    ['canonical', `<link rel="canonical" href="https://quay.example/${'x'.repeat(3000)}">`],
    ['image', `<meta property="og:image" content="https://quay.example/${'x'.repeat(3000)}">`],
  ])('an address that is too long is none: %s', (_, html) => {
    const { canonicalUrl, image } = readMetadata(rootOf(html), url)
    expect([canonicalUrl, image]).toEqual([undefined, undefined])
  })

  test('a byline longer than any names nobody', () => {
    expect(peopleOf([`Ann Bee${'<i>'.repeat(1000)}`])).toEqual([])
  })
})

test('pages that were read are not kept for the names of their elements', () => {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect !== 'function') expect.fail('no way to collect garbage')
  const heldBytes = (): number => {
    collect()
    return process.memoryUsage().heapUsed
  }
  const before = heldBytes()
  for (let page = 0; page < 60; page++) {
    const html = `<div class="wrapper-of-page-${'x'.repeat(page)}">${sentence}</div><!--${`${page} `.repeat(100_000)}-->`
    extract(loadHtml(html), { url })
  }
  expect(heldBytes() - before).toBeLessThan(5_000_000)
})

test('the one long paragraph of a changelog does not cost it its lists', () => {
  const page = `<div class="x"><div>${sentence.repeat(5)}</div><ul><li>Fixed the crane</li><li>New ropes</li></ul></div>`
  const text = extract(loadHtml(page), { url }).nodes.map(shownText).join('\n')
  expect(text).toContain('with a comma')
  expect(text).toContain('New ropes')
})
