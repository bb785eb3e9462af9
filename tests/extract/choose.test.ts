import { describe, expect, test } from 'vitest'
import { extract } from '../../src/extract/extract.ts'
import { loadHtml } from '../../src/extract/page.ts'
import { shownText } from '../../src/extract/tree.ts'

const paragraph = '<p>The crane has served the port for ninety years, and is taken down now.</p>'
const other = '<p>You can sign in with your own account, and write to us about the port.</p>'

function linesOf(html: string): string {
  const { nodes } = extract(loadHtml(html), { url: 'https://quay.example/news/crane' })
  return nodes.map(shownText).join('\n')
}

describe('beside the page’s main part', () => {
  test.each(['main', 'div role="main"'])('nothing is read: %s', (name) => {
    const text = linesOf(`<body><${name}>${paragraph.repeat(5)}</${name.split(' ')[0]}><section>${other.repeat(6)}`)
    expect(text).toContain('ninety years')
    expect(text).not.toContain('sign in')
  })

  test('there is the article where that part holds little', () => {
    expect(linesOf(`<body><main>${other}</main><div>${paragraph.repeat(9)}</div>`)).toContain('ninety years')
  })

  test('there is more of it where a page calls two parts so', () => {
    const text = linesOf(`<body><main>${paragraph.repeat(4)}</main><main>${other.repeat(4)}</main>`)
    expect(text).toContain('ninety years')
    expect(text).toContain('sign in')
  })
})
