import { load } from 'cheerio/slim'
import type { ParentNode } from 'domhandler'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readTree } from '../../src/util/html-tree.ts'

/** Cheerio's own reading of it, without what the tree leaves out. */
function asCheerioReads(html: string): string {
  const $ = load(html, { xml: { xmlMode: false } })
  const strip = (parent: ParentNode): void => {
    for (const child of [...parent.children]) {
      if (child.type === 'comment' || child.type === 'directive') $(child).remove()
      else if ('children' in child) strip(child)
    }
  }
  const root = $.root()[0]
  if (root !== undefined) strip(root)
  return $.html()
}

function written(html: string): string {
  return load(readTree(html).root, { xml: { xmlMode: false } }).html()
}

test.each([
  [
    'references in texts and attributes',
    '<a href="?a=1&amp;b=2&copy=3">R&amp;D &lt;b&gt; &#8211; &eacute;t&eacute; &nbsp AT&T</a>',
  ],
  ['an ampersand that begins no reference', '<p title="a & b">a & b &unknown; &</p>'],
  [
    'scripts and styles as they are',
    '<script>if (a &amp;&amp; b) "</p>"</script><style>a::after { content: "&lt;" }</style>',
  ],
  ['titles with their references', '<title>Q&amp;A | Site</title>'],
  ['the first of two attributes of a name', '<p class="one" class="two" CLASS="three">x</p>'],
  ['attributes named like properties of every object', '<p constructor="x" tostring hidden>x</p>'],
  ['elements that end by themselves', '<p>one<p>two<ul><li>a<li>b</ul><br><img src=x>tail</br></p>'],
  ['foreign elements that close themselves', '<svg viewBox="0 0 1 1"><path d="M0"/><title>t</title></svg>after'],
  ['end tags without a start', '</div>a</p>b</span>'],
  ['a comment and a declaration', '<!DOCTYPE html><p>a<!-- <b> -->b<![CDATA[c]]>d<?php echo ?>e</p>'],
])('reads %s', (_, html) => {
  expect(written(html)).toBe(asCheerioReads(html))
})

test('reads whatever Cheerio reads, the same way', () => {
  const names = fc.constantFrom(
    'p',
    'div',
    'a',
    'li',
    'ul',
    'td',
    'tr',
    'table',
    'br',
    'img',
    'script',
    'title',
    'svg',
    'h2',
    'body',
  )
  const piece = fc.oneof(
    names.map((name) => `<${name}>`),
    names.map((name) => `</${name}>`),
    fc
      .tuple(names, fc.string({ maxLength: 8 }))
      .map(([name, value]) => `<${name} class="${value.replaceAll('"', '')}">`),
    fc.constantFrom('text', ' ', '&amp;', '&copy', '&#x41;', '& ', '<', '>', '<!-- c -->', '"', "='&lt;'", '/>'),
    fc.string({ maxLength: 6 }),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      // Closed, since a tag that is cut off counts here.
      const html = `${pieces.join('')}"'></script></title><p>`
      expect(written(html)).toBe(asCheerioReads(html))
    }),
  )
})

test('says how deep the tree is', () => {
  expect(readTree('text').depth).toBe(0)
  expect(readTree('<div><p><b>a</b></p></div><p>b</p>').depth).toBe(3)
})

test('joins what ampersands part, and keeps apart what comments do', () => {
  const { root } = readTree('one &amp; two<!-- -->three')
  expect(root.children.map((node) => 'data' in node && node.data)).toEqual(['one & two', 'three'])
})
