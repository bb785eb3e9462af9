import { describe, expect, test } from 'vitest'
import { extract } from '../../src/extract/extract.ts'
import { loadHtml } from '../../src/extract/page.ts'
import { shownText } from '../../src/extract/tree.ts'

const url = 'https://quay.example/news/crane'
const paragraph = `<p>${'The crane has served the port for ninety years, and is taken down now. '.repeat(6)}</p>`

function html(body: string): { readonly text: string; readonly figures: number } {
  const { nodes } = extract(loadHtml(`<body><article>${body}</article>`), { url })
  const root = loadHtml('').root()[0]
  const names: string[] = []
  const walk = (node: (typeof nodes)[number]): void => {
    if ('name' in node) names.push(node.name)
    if ('children' in node) node.children.forEach(walk)
  }
  nodes.forEach(walk)
  return {
    text: root === undefined ? '' : nodes.map(shownText).join('\n'),
    figures: names.filter((name) => name === 'figcaption').length,
  }
}

test.each([
  [
    'a div with a picture and its caption is a figure',
    '<div class="media"><img src="a.jpg"><div class="caption">The crane in May.</div></div>',
    1,
  ],
  [
    'a caption beside a picture deeper down',
    '<div><div><img src="a.jpg"></div><p class="bildunterschrift">The crane. Photo: A. Holm</p></div>',
    1,
  ],
  [
    'a part that a template calls caption, without a picture, is text where it is long',
    `<div><div class="caption">${'A sentence of the text, with a comma. '.repeat(8)}</div></div>`,
    0,
  ],
  [
    'a picture’s neighbour that is longer than any caption is text',
    `<div><img src="a.jpg"><div class="caption">${'A sentence of the text, with a comma. '.repeat(30)}</div></div>`,
    0,
  ],
])('%s', (_, part, figures) => {
  const found = html(paragraph + part + paragraph + paragraph)
  expect(found.figures).toBe(figures)
  expect(found.text).toMatch(/The crane in May|The crane\. Photo|A sentence/)
})

test('what is listed under a line that announces other pages is left out, a text behind such a line is not', () => {
  const link = '<p><a href="/other">Ships are coming back</a></p>'
  expect(html(`${paragraph}${paragraph}<p>Das könnte dich auch interessieren:</p>${link}${link}`).text).not.toContain(
    'Ships are',
  )
  expect(
    html(`${paragraph}<p>Lust auf mehr?</p>${paragraph}${paragraph}${paragraph}`).text.split('ninety'),
  ).toHaveLength(25)
})

test.each([
  'This entry was posted in Harbour. Bookmark the permalink.',
  'Dieser Beitrag wurde am 4. März veröffentlicht und unter Hafen abgelegt.',
  'You can follow any responses to this entry through the feed.',
])('"%s" is the program’s, not the author’s', (line) =>
  expect(html(`${paragraph}${paragraph}<p>${line}</p>`).text).not.toContain(line),
)

test('documents pasted into the page do not hide it', () => {
  const pasted = `<div><html><body>${paragraph}</body></html></div>`
  expect(html(`${pasted}${pasted}${paragraph}`).text.split('ninety')).toHaveLength(19)
})

test('names that together would take the whole article name no asides', () => {
  const parts = ['widget', 'promo', 'related', 'banner', 'social'].map(
    (name) => `<div class="${name}">${paragraph}</div>`,
  )
  expect(html(parts.join('')).text).toContain('ninety')
})

test('the notices in the foot are no article, though the article is a list and they are sentences', () => {
  const list = Array.from({ length: 30 }, (_, at) => `<p>Ward ${at}: Quay, Harbour, Mill, Bridge</p>`).join('')
  const foot = `<footer><p>${'All of this is protected by law, and by treaties, in all countries. '.repeat(4)}</p></footer>`
  const found = html(
    `<p>The crane was moved on Friday, said the port; these wards saw it, in the order of their numbers.</p>${list}</article>${foot}`,
  )
  expect(found.text).toContain('Ward 7')
  expect(found.text).not.toContain('protected by law')
})

test('code keeps what colourers call comments, tags and meta', () => {
  const code =
    '<pre><code><span class="comment"># start anew</span>\n<span class="meta">crane</span> init <span class="tag">--all</span></code></pre>'
  expect(html(`${paragraph}${code}${paragraph}`).text).toContain('# start anew crane init --all')
})

test.each(['sr-only', 'screen-reader-text', 'visually-hidden', 'u-visuallyhidden', 'element-invisible'])(
  'what is for screen readers alone (%s) is no text',
  (name) =>
    expect(html(`${paragraph}<div class="${name}">Article content</div>${paragraph}`).text).not.toContain(
      'Article content',
    ),
)

describe('what stands between the heading and the body', () => {
  const read = (between: string): string =>
    html(`<h1>The crane is gone</h1><div class="top">${between}</div><div class="main">${paragraph}${paragraph}</div>`)
      .text

  test.each([
    ['a whole sentence', '<p>It served for ninety-one years, day and night; now it goes to a museum.</p>'],
    [
      'several of them',
      '<p>It served for ninety-one years; now it goes to a museum.</p><p>How it got there, and who paid for all of it, is a long story.</p>',
    ],
    [
      'a part that is named a standfirst',
      '<div class="dek"><span>Ninety-one years; then a museum. <b>A crane’s farewell</b></span></div>',
    ],
    ['one that is set like a headline', '<h2 class="deck">After ninety-one years the crane goes to a museum</h2>'],
  ])('%s: its introduction', (_, between) => expect(read(between)).toContain('museum'))

  test.each([
    [
      'a caption that nothing names',
      '<div><img src="a.jpg"><div><p>The crane in the yard of the museum, as it was in May.</p></div></div>',
    ],
    [
      'a named caption away from its picture',
      '<div class="caption"><p>The crane in the yard of the museum, as it was in May.</p></div>',
    ],
    ['a date', '<p>Written in the museum, Tuesday, 4 March 2026 at 12:30, in the yard</p>'],
    ['links', '<p><a href="/m">The museum has a crane now</a>, <a href="/n">and the harbour has none</a></p>'],
  ])('%s: no introduction', (_, between) => expect(read(between)).not.toMatch(/museum/))
})

test('what stands in a figure beside its picture is the caption, though no element says so', () => {
  const figure =
    '<figure><div><img src="a.jpg"></div><h2 class="t">The crane in May</h2><span>Holm/Quay</span></figure>'
  expect(html(`${paragraph}${figure}${paragraph}`).figures).toBe(2)
  const quote = '<figure><blockquote>It was the last of its kind, and we knew.</blockquote></figure>'
  expect(html(`${paragraph}${quote}${paragraph}`).figures).toBe(0)
})

describe('boxes that ask who the reader is', () => {
  const box = (field: string, words = 'Get our mornings'): string =>
    `<div class="q"><p>${words}</p><form><p>No spam, we promise.</p>${field}</form></div>`

  test.each([
    '<input type="email">',
    '<input name="your_email">',
    '<input type="password">',
    '<input placeholder="E-Mail">',
  ])('%s: left out', (field) => expect(html(`${paragraph}${box(field)}${paragraph}`).text).not.toMatch(/mornings|spam/))
  test.each([
    ['a field for portions', box('<input type="text" name="portions" value="4">')],
    [
      'an article around a form',
      box('<input type="email">', 'The mornings in the harbour are cold, and long, as everybody says. '.repeat(6)),
    ],
  ])('%s stays', (_, part) => expect(html(`${paragraph}${part}${paragraph}${paragraph}`).text).toContain('mornings'))
})

describe('teasers', () => {
  const excerpt =
    'The ships are coming back to the old quay, after years in which none was seen there, and nobody knows why. '.repeat(
      4,
    )
  const two = (inner: (at: number) => string): string => [1, 2].map((at) => `<div>${inner(at)}</div>`).join('')
  const read = (part: string): string => html(`${paragraph}${paragraph}<div>${part}</div>${paragraph}`).text

  test.each([
    [
      'below a label',
      two(
        (at) =>
          `<p>News</p><h2><a href="/${at}">The ships are back at the quay</a></h2><p>The ships are coming back to the old quay.</p>`,
      ),
    ],
    [
      'below linked labels, deep in wrappers',
      two(
        (at) =>
          `<div><div><div><div><div><div><h5><a href="/news">News</a></h5><p>On Monday</p><h3><a href="/${at}">The ships are back at the quay</a></h3><p>The ships are coming back to the old quay.</p></div></div></div></div></div></div>`,
      ),
    ],
    [
      'cut off in a sentence',
      two((at) => `<h2><a href="/${at}">The ships are back at the quay</a></h2><p>${excerpt}and so</p>`),
    ],
    [
      'that link their page again',
      two(
        (at) =>
          `<h2><a href="/${at}">The ships are back at the quay</a></h2><p>${excerpt}</p><a href="/${at}">Read on, it is worth it</a>`,
      ),
    ],
    [
      'one link around several lines',
      '<a href="/1"><h3>The ships are back at the quay</h3><p>The ships are coming back to the old quay.</p></a>',
    ],
  ])('%s are left out', (_, part) => expect(read(part)).not.toContain('old quay'))

  test.each([
    [
      'sections whose headings are links',
      two((at) => `<h2><a href="/${at}">The ships are back at the quay</a></h2><p>${excerpt}</p>`),
    ],
    [
      'posts below their authors’ names, and places of a list,',
      two((at) => `<h4><a href="/who/${at}">Maren Holt</a></h4><p>The ships are coming back to the old quay.</p>`),
    ],
    [
      'one link around a line',
      '<p>All say that <a href="/1">the ships are coming back to the old quay</a>, and soon, and with music.</p>',
    ],
  ])('%s stay', (_, part) => expect(read(part)).toContain('old quay'))
})

test.each(['relatedbroadcast', 'hometeaser', 'newsletterBox', 'kommentarmodul'])(
  'a name written in one word (%s) says what it is too',
  (name) =>
    expect(html(`${paragraph}<div class="${name}">On air on Friday, at noon.</div>${paragraph}`).text).not.toContain(
      'On air',
    ),
)
