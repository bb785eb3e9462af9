import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldSpace, stripInvalidXml, textOfHtml, textOfLooseHtml, truncateText } from '../../src/util/text.ts'

describe('textOfHtml', () => {
  test.each([
    ['<p>one <b>two</b>three</p><p>four</p>', 'one twothree four', 'blocks stand apart, inline elements do not'],
    ['a<br>b<br/>c', 'a b c', 'br parts words'],
    ['x<script>alert("<p>")</script><style>p{}</style>y', 'xy', 'scripts and styles are no text'],
    ['&lt;b&gt; &amp;amp; &nbsp;&eacute;&#8217;&copy', '<b> &amp; é’©', 'entities are resolved once'],
    ['a < b', 'a < b', 'a lone < is text'],
    ['plain\n\t text', 'plain text', 'white space is folded'],
    ['<p>cut <a href="', 'cut', 'a cut tag is no text'],
  ])('%s', (html, text) => {
    expect(textOfHtml(html)).toBe(text)
  })

  test('nesting without end is no danger', () => {
    expect(textOfHtml(`${'<div>'.repeat(200_000)}deep`)).toBe('deep')
  })
})

describe('textOfLooseHtml', () => {
  test.each([
    ['Vec<T> & AT&T', 'Vec<T> & AT&T', 'what HTML does not know is text'],
    ['<b>Bold</b> &amp;amp; &amp;#8217;', 'Bold & ’', 'markup goes, what was escaped twice is read'],
    ['I <3 it, a <Foo and', 'I <3 it, a <Foo and', 'what is no tag or does not end as one is text'],
    ['Map<K, V> </K>', 'Map<K, V> </k>', 'an end tag HTML does not know is text too'],
  ])('%s', (html, text) => {
    expect(textOfLooseHtml(html)).toBe(text)
  })
})

describe('stripInvalidXml', () => {
  test('removes what XML 1.0 forbids and mends half surrogate pairs', () => {
    expect(stripInvalidXml('a\u0000\u0008\t\n\ufffe\uffffb😀\ud83d')).toBe('a\t\nb😀\ufffd')
  })

  test('any text comes out as XML may hold it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(stripInvalidXml(text)).toMatch(/^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u)
      }),
    )
  })
})

test('foldSpace makes of each run of white space one space', () => {
  const piece = fc.constantFrom(' ', '  ', '\n', '\r\n', '\t', '\u00a0', '\u2003', '\ufeff', 'a', 'b')
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = pieces.join('')
      expect(foldSpace(text)).toBe(
        text
          .split(/\s+/)
          .filter((word) => word !== '')
          .join(' '),
      )
    }),
  )
})

test('foldSpace folds every kind of white space', () => {
  expect(foldSpace('\u00a0a \n\u2003b ')).toBe('a b')
})

describe('truncateText', () => {
  test.each([
    ['short enough', 20, 'short enough', 'what fits stays'],
    ['the quick brown fox', 12, 'the quick…', 'ends at a word'],
    ['the quick brown fox', 10, 'the quick…', 'a word that just fits stays'],
    ['abcdefghijklmnop', 6, 'abcde…', 'one long word is cut'],
    ['日本語の文章はここで終わる', 6, '日本語の文…', 'no spaces: ends at a character'],
    ['aaaa😀bbbb', 6, 'aaaa…', 'no half of a pair'],
  ])('%s at %d', (text, max, expected) => {
    expect(truncateText(text, max)).toBe(expected)
  })

  test('never longer than asked', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 50 }), (text, max) => {
        const cut = truncateText(text, max)
        expect(cut.length).toBeLessThanOrEqual(max)
        expect(cut.isWellFormed() || !text.isWellFormed()).toBe(true)
      }),
    )
  })
})
