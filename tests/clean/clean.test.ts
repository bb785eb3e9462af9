import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanHtml } from '../../src/clean/clean.ts'
import { bestOfSet } from '../../src/util/pictures.ts'

const context = { baseUrl: 'https://site.example/a/post', title: '', siteNames: [], labels: [] }
const html = (input: string): string => cleanHtml(input, context).html
const text = (input: string): string => cleanHtml(input, context).text

describe('blocks', () => {
  test.each([
    ['loose text becomes a paragraph', 'one', '<p>one</p>'],
    ['two breaks separate paragraphs', 'one<br> <br/>two', '<p>one</p><p>two</p>'],
    ['one break stays', 'one<br>two', '<p>one<br>two</p>'],
    ['div text becomes paragraphs', '<div>one<div>two</div>three</div>', '<p>one</p><p>two</p><p>three</p>'],
    ['a block inside an inline element keeps its style', '<b>one<p>two</p></b>', '<p><b>one</b></p><p><b>two</b></p>'],
    ['h1 becomes h2', '<h1>Head</h1><p>x</p>', '<h2>Head</h2><p>x</p>'],
    ['a heading over nothing goes', '<p>x</p><h3>Related</h3>', '<p>x</p>'],
    [
      'also one over a quotation that only says it again',
      '<p>x</p><h3>Related</h3><blockquote><p>Related</p></blockquote>',
      '<p>x</p>',
    ],
    ['empty blocks go', '<p>&nbsp;</p><p>x</p><ul><li></li></ul><blockquote> </blockquote>', '<p>x</p>'],
    ['the same paragraph twice in a row is one', '<p>x</p><p>x</p>', '<p>x</p>'],
    [
      'code keeps its white space',
      '<pre><code>a\n  b &lt;c&gt;</code></pre>',
      '<pre><code>a\n  b &lt;c&gt;</code></pre>',
    ],
    ['a stray item is a paragraph', '<li>x</li>', '<p>x</p>'],
    [
      'a list right in a list belongs to its item',
      '<ul><li>a</li><ul><li>b</li></ul></ul>',
      '<ul><li>a<ul><li>b</li></ul></li></ul>',
    ],
    [
      'a table of data stays',
      '<table><tr><td colspan=2 onclick=x>a</td><td>b</td></tr></table>',
      '<table><tr><td colspan="2">a</td><td>b</td></tr></table>',
    ],
    ['a table for layout goes, its text stays', '<table><tr><td><p>a</p></td></tr></table>', '<p>a</p>'],
    [
      'direction and language of left-out elements stay',
      '<div dir="rtl" lang="ar">x</div>',
      '<p lang="ar" dir="rtl">x</p>',
    ],
    ['white space folds, also across elements', '<p> a \n <b> b </b> c </p>', '<p>a <b>b </b>c</p>'],
    ['text is composed and free of control characters', '<p>e\u0301\u0007</p>', '<p>é</p>'],
    ['a figure without picture goes', '<p>x</p><figure><figcaption>c</figcaption></figure>', '<p>x</p>'],
  ])('%s', (_what, input, expected) => expect(html(input)).toBe(expected))
})

describe('links and pictures', () => {
  test.each([
    ['relative links become absolute', '<a href="../b?x=1">x</a>', '<p><a href="https://site.example/b?x=1">x</a></p>'],
    [
      'tracking parameters go',
      '<a href="/b?utm_source=f&amp;x=1">x</a>',
      '<p><a href="https://site.example/b?x=1">x</a></p>',
    ],
    ['mail stays', '<a href="mailto:a@b.example">x</a>', '<p><a href="mailto:a@b.example">x</a></p>'],
    ['a place inside the page is no link', '<a href="#note">1</a>', '<p>1</p>'],
    [
      'credentials in addresses go',
      '<a href="https://u:p@h.example/">x</a>',
      '<p><a href="https://h.example/">x</a></p>',
    ],
    [
      'a lazy picture gets its address',
      '<img src="data:image/gif;base64,R0" data-src="/i.jpg" width="9" height="8">',
      '<p><img src="https://site.example/i.jpg" alt="" width="9" height="8"></p>',
    ],
    [
      'placeholder and noscript twin are one',
      '<img src="/img/placeholder.gif" data-lazy-src="/i.jpg"><noscript><img src="/i.jpg"></noscript>',
      '<p><img src="https://site.example/i.jpg" alt=""></p>',
    ],
    [
      'noscript holds the only address',
      '<img src="data:,"><noscript><img src="/i.jpg"></noscript>',
      '<p><img src="https://site.example/i.jpg" alt=""></p>',
    ],
    ['noscript text goes', '<p>x</p><noscript>Enable JavaScript <img src="/i.jpg"></noscript>', '<p>x</p>'],
    [
      'a picture element gives one picture',
      '<picture><source srcset="/w.webp 1200w"><img src="/i.jpg"></picture>',
      '<p><img src="https://site.example/w.webp" alt=""></p>',
    ],
    [
      'amp-img is a picture',
      '<amp-img src="/i.jpg" width=5 height=4></amp-img>',
      '<p><img src="https://site.example/i.jpg" alt="" width="5" height="4"></p>',
    ],
    [
      'tracking pixels go',
      '<p>x<img src="/p.gif" width="1" height="1"><img src="https://pixel.wp.com/b.gif?x"></p>',
      '<p>x</p>',
    ],
    ['an emoji picture is text', '<p>x <img class="wp-smiley" alt="🙂" src="/1f642.png"></p>', '<p>x 🙂</p>'],
    [
      'a video frame is a linked poster',
      '<iframe src="//www.youtube-nocookie.com/embed/abc123XYZ_-" title="T"></iframe>',
      '<p><a href="https://www.youtube.com/watch?v=abc123XYZ_-"><img src="https://i.ytimg.com/vi/abc123XYZ_-/hqdefault.jpg" alt="T"></a></p>',
    ],
    ['an unknown frame goes', '<p>x</p><iframe src="https://ads.example/"></iframe>', '<p>x</p>'],
    [
      'a video is a link',
      '<video title="V"><source src="/v.mp4"></video>',
      '<p><a href="https://site.example/v.mp4">V</a></p>',
    ],
  ])('%s', (_what, input, expected) => expect(html(input)).toBe(expected))

  test.each([
    ['the widest that is not wasteful', 'a.jpg 300w, b.jpg 1200w, c.jpg 4000w', 'b.jpg'],
    ['the smallest of wasteful ones', 'a.jpg 3000w, b.jpg 2000w', 'b.jpg'],
    [
      'addresses with commas',
      'https://i.example/w_300,h_2/a.jpg 300w, https://i.example/w_900,h_6/a.jpg 900w',
      'https://i.example/w_900,h_6/a.jpg',
    ],
    ['densities', 'a.jpg 1x, b.jpg 2x', 'b.jpg'],
  ])('of a srcset: %s', (_what, set, expected) => expect(bestOfSet(set)).toBe(expected))

  test('the first picture is told', () => {
    expect(cleanHtml('<p>x</p><img src="/a.png" alt="A"><img src="/b.png">', context).image).toEqual({
      url: 'https://site.example/a.png',
      alt: 'A',
    })
  })
})

describe('text', () => {
  test.each([
    ['blocks are separated by an empty line', '<p>a</p><blockquote><p>b</p></blockquote>', 'a\n\nb'],
    ['items stand on lines', '<ul><li>a</li><li>b</li></ul><p>c</p>', 'a\n\nb\n\nc'],
    ['captions are left out', '<figure><img src="/a.png"><figcaption>cap</figcaption></figure><p>a</p>', 'a'],
    ['code is kept', '<pre>a\n  b</pre>', 'a\n  b'],
  ])('%s', (_what, input, expected) => expect(text(input)).toBe(expected))
})

test.each(['div', 'b', 'blockquote', 'ul><li', 'table><tr><td', 'span', 'a href=/x'])(
  '50,000 levels of <%s> keep the text',
  (tag) => {
    expect(text(`${`<${tag}>`.repeat(50_000)}deep`)).toBe('deep')
  },
)

test('what is clean stays as it is', () => {
  const piece = fc.constantFrom(
    '<p>',
    '</p>',
    '<b>',
    '</b>',
    '<ul>',
    '<li>',
    '</ul>',
    '<div>',
    '</div>',
    'text ',
    'x',
    '<br>',
    '<pre>',
    '</pre>',
    '<table>',
    '<td>',
    '<tr>',
    '</table>',
    '<a href="/y">',
    '</a>',
    '<blockquote>',
    '<h2>',
    '<figure>',
    '<img src="/z.png">',
    '&amp;',
    '&lt;p',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
      const { html: once } = cleanHtml(pieces.join(''), context)
      // A second pass may still fold what the first one brought side by side, never bring anything new.
      expect(cleanHtml(once, context).text.replace(/\s+/g, '')).toBe(
        cleanHtml(pieces.join(''), context).text.replace(/\s+/g, ''),
      )
    }),
    { numRuns: 300 },
  )
})
