import { describe, expect, test } from 'vitest'
import { extract } from '../../src/extract/extract.ts'
import { loadHtml } from '../../src/extract/page.ts'
import { shownText } from '../../src/extract/tree.ts'

const text = '<p>The crane has served the port for ninety years, and is taken down now.</p>'.repeat(5)
const part = 'Visitors can climb the tower in May, and see the port from above.'

function linesOf(html: string): string {
  const { nodes } = extract(loadHtml(html), { url: 'https://quay.example/news/crane' })
  return nodes.map(shownText).join('\n')
}

describe('what a name says of a part', () => {
  test.each([
    ['a standfirst that a template calls teaser, without a link', `<div class="teaser-text"><p>${part}</p></div>`],
    ['a hash among the classes with letters that spell a name', `<div class="box box-1ad269af0d"><p>${part}</p></div>`],
    ['an id made of a heading', `<div id="the-menu-of-the-harbour-crane"><p>${part}</p></div>`],
    ['a post’s tags among its classes', `<div class="hentry tag-newsletter category-ads"><p>${part}</p></div>`],
  ])('is not believed of %s', (_, html) => {
    expect(linesOf(`<body><article>${html}${text}</article>`)).toContain('Visitors')
  })

  test.each([
    ['a teaser that leads on', `<div class="teaser-text"><p>${part} <a href="/tower">More on it</a></p></div>`],
    ['a name with a number', `<div class="ad2"><p>${part}</p></div>`],
    ['an id of few words', `<div id="side-menu"><p>${part}</p></div>`],
    ['a class that is no label of the post', `<div class="hentry newsletter"><p>${part}</p></div>`],
  ])('is believed of %s', (_, html) => {
    expect(linesOf(`<body><article>${html}${text}</article>`)).not.toContain('Visitors')
  })
})

describe('a discussion', () => {
  const remark = '<p>I liked it very much, and so did all of my friends, to be honest.</p>'

  test.each(['comments', 'commentlisting', 'commentaires'])(
    'that outweighs the text tenfold is left out: %s',
    (name) => {
      const lines = linesOf(
        `<body><div class="story">${text.repeat(2)}</div><div class="${name}">${remark.repeat(120)}</div>`,
      )
      expect(lines).toContain('ninety years')
      expect(lines).not.toContain('friends')
    },
  )

  test('is the text where there is hardly another', () => {
    expect(linesOf(`<body><p>Home</p><div class="comment">${remark.repeat(20)}</div>`)).toContain('friends')
  })

  test('is not what a commentary is', () => {
    expect(linesOf(`<body><article>${text}<div class="commentary">${remark}</div></article>`)).toContain('friends')
  })
})

test('a date line in a sentence stays with it', () => {
  const lines = linesOf(`<body><article><p><span class="dateline">KOBE - </span>${part}</p>${text}</article>`)
  expect(lines).toContain('KOBE - Visitors')
})
