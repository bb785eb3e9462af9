import { readFileSync } from 'node:fs'
import { Document } from 'domhandler'
import { describe, expect, test } from 'vitest'
import { isArticle } from '../../src/extract/confidence.ts'
import { extract } from '../../src/extract/extract.ts'
import { loadHtml, loadPage } from '../../src/extract/page.ts'
import { elementsOf, shownText } from '../../src/extract/tree.ts'

const url = 'https://quay.example/news/crane?x=1'

function read(html: string, feed: { title?: string; summary?: string; content?: string } = {}) {
  const found = extract(loadHtml(html), { url, ...feed })
  return { ...found, lines: found.nodes.map(shownText).join('\n') }
}

const sentence = 'This is a sentence of the kind that pages are full of, with a comma and a stop. '

const fixture = (name: string): string => readFileSync(`tests/fixtures/extract/${name}.html`, 'utf8')

describe('a news page', () => {
  const found = read(fixture('news'))

  test.each([
    'After ninety years of service',
    'The crane was built in 1936',
    'We will miss it',
    'A new home',
    'The cabin follows in May',
    'Visitors can climb',
  ])('keeps "%s"', (text) => expect(found.lines).toContain(text))

  test.each([
    'Home',
    'Maren Holt',
    '4 March',
    'Tweet',
    'last ship',
    'Another harbour story',
    'How cranes are oiled',
    'Tags',
    'lovely crane',
    'recycled',
  ])('leaves out "%s"', (text) => expect(found.lines).not.toContain(text))

  test('its metadata is read, from JSON-LD with a trailing comma too', () => {
    expect(found).toMatchObject({
      title: 'Harbour crane lifts its last ship',
      authors: [{ name: 'Maren Holt', uri: 'https://quay.example/maren' }],
      published: new Date('2026-03-04T04:06:07Z'),
      updated: new Date('2026-03-05T00:00:00Z'),
      language: 'en-GB',
      image: { url: 'https://quay.example/img/crane.jpg' },
      canonicalUrl: 'https://quay.example/news/crane',
      siteName: 'The Quay Times',
    })
  })

  test('its drawers are told', () => {
    expect(found.labels).toEqual(expect.arrayContaining(['Harbour news', 'Port']))
  })

  test('it is an article', () => expect(isArticle(found)).toBe(true))
})

test('an old page of breaks in a table cell is read', () => {
  const { lines } = read(fixture('div-br'))
  expect(lines).toContain('The first paragraph')
  expect(lines).toContain('the third, which is the last')
  expect(lines).not.toContain('Two')
})

describe('in a text of line breaks', () => {
  const [title, author] = ['Harbour crane lifts its last ship', 'Maren Holt']
  const head = `<title>${title} - The Quay</title><meta name="author" content="${author}">`
  const text = `${sentence.repeat(3)}<br><br>${sentence.repeat(2)}`

  test('title, byline and date over it go, the picture between them stays', () => {
    const over = `<font size=5><b>${title}</b></font><br><i>by ${author}</i><br>4 March 2026<br><img src="/crane.png"> <b>${author}</b><br><br>`
    const { nodes, lines } = read(`${head}<table><tr><td>${over}${text}</td></tr></table>`)
    expect(lines.trim()).toMatch(/^This is a sentence/)
    expect(lines).not.toMatch(/Harbour|Maren|March/)
    expect(elementsOf(new Document([...nodes])).map(({ name }) => name)).toContain('img')
  })

  test('verses stay, and so does an author who is named in the text', () => {
    const { lines } = read(`${head}<div>O crane<br>O harbour<br>${text}<br>said ${author}</div>`)
    expect(lines).toMatch(/O crane.*O harbour.*said Maren Holt/s)
  })
})

test('an app that scripts would draw is read from its JSON-LD', () => {
  const found = read(fixture('app'))
  expect(found.nodes.map(shownText)).toHaveLength(3)
  expect(found.lines).toContain('lowered by ten decibels')
  expect(isArticle(found)).toBe(true)
})

describe('no article', () => {
  test.each([
    ['an empty page', ''],
    [
      'a page that only scripts fill',
      '<title>App</title><div id="root"></div><noscript>You need to enable JavaScript to run this app.</noscript>',
    ],
    ['a missing page', `<title>404 Not Found</title><h1>Page not found</h1><p>${sentence}</p>`],
    [
      'a consent wall',
      '<title>Before you continue</title><div><p>We and our partners use cookies to store and access information on a device, and to show you advertising that fits.</p><p>By pressing the button you agree, and you can change your privacy settings at any time, as described.</p></div>',
    ],
    [
      'a list of links',
      `<title>News</title><ul>${'<li><a href="/a">A headline of a story that is elsewhere</a></li>'.repeat(30)}</ul>`,
    ],
  ])('%s has a low confidence', (_what, html) => {
    expect(isArticle(read(html, { title: 'Crane lifts its last ship' }))).toBe(false)
  })
})

test('what the feed says shows where the article is', () => {
  const page = `<div><div class="x1"><p>${sentence.repeat(6)}</p></div><div class="x2"><p>The crane was built in 1936, when grain was unloaded by hand. ${sentence.repeat(3)}</p></div></div>`
  const { lines } = read(page, { summary: 'The crane was built in 1936, when grain was unloaded by hand.' })
  expect(lines).toContain('built in 1936')
})

test('a template that calls the whole article a widget keeps it', () => {
  const { lines } = read(`<div class="widget">${`<p>${sentence}</p>`.repeat(5)}</div>`)
  expect(lines).toContain('sentence of the kind')
})

test('bytes are decoded by what the page declares', () => {
  const bytes = Buffer.from(`<meta charset="windows-1252"><p>Caf\xe9 ${sentence}</p>`, 'latin1')
  expect(shownText(loadPage(bytes, 'text/html').root().get()[0] ?? expect.fail('no root'))).toContain('Café')
})

test.each(['div', 'span', 'b', 'blockquote', 'ul><li', 'table><tr><td'])(
  '50,000 levels of <%s> do not overflow',
  (tag) => {
    const { lines } = read(`<h1>Deep</h1>${`<${tag}>`.repeat(50_000)}${sentence.repeat(5)}`)
    expect(lines).toContain('a comma and a stop')
  },
)
