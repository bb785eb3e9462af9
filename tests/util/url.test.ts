import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanUrl, siteOf, toAbsolute, withoutTrackers } from '../../src/util/url.ts'

describe('cleanUrl', () => {
  test.each([
    [
      'scheme, www, default port, fragment and host case fold',
      'HTTP://WWW.Example.COM:80/a#top',
      'https://example.com/a',
    ],
    ['http on the port of https folds too', 'http://example.com:443/a', 'https://example.com/a'],
    ['another port is another place', 'http://example.com:8080/a', 'https://example.com:8080/a'],
    ['a trailing slash folds', 'https://example.com/a/', 'https://example.com/a'],
    ['the root keeps its slash', 'https://example.com', 'https://example.com/'],
    ['an index page is its folder', 'https://example.com/a/index.html', 'https://example.com/a'],
    ['an index page keeps what selects its content', 'https://example.com/index.php?p=7', 'https://example.com/?p=7'],
    ['double slashes fold', 'https://example.com//a//b', 'https://example.com/a/b'],
    ['escapes fold to one form', 'https://example.com/%7ea/%c3%a4', 'https://example.com/~a/%C3%A4'],
    ['parameters are sorted', 'https://example.com/a?b=2&a=1', 'https://example.com/a?a=1&b=2'],
    ['parameters of one name keep their order', 'https://example.com/?a=2&a=1', 'https://example.com/?a=2&a=1'],
    ['trackers go', 'https://example.com/a?id=1&utm_source=rss&fbclid=x', 'https://example.com/a?id=1'],
    ['trackers go in any case', 'https://example.com/a?UTM_Source=rss', 'https://example.com/a'],
    ['a referrer mark goes', 'https://example.com/a?ref=hn', 'https://example.com/a'],
    ['a channel named in `source` goes', 'https://example.com/a?source=rss----1', 'https://example.com/a'],
    ['a source that is no channel stays', 'https://example.com/a?source=dpa', 'https://example.com/a?source=dpa'],
    ['a route in the fragment stays', 'https://example.com/#!/a', 'https://example.com/#!/a'],
    ['a mobile host folds', 'https://m.example.com/a', 'https://example.com/a'],
    ['a mobile label inside folds', 'https://en.m.wikipedia.org/wiki/A', 'https://en.wikipedia.org/wiki/A'],
    ['a registrable name is no prefix', 'https://amp.dev/a', 'https://amp.dev/a'],
    ['neither is one below a private suffix', 'https://m.github.io/a', 'https://m.github.io/a'],
    ['an AMP path folds', 'https://example.com/a/amp/', 'https://example.com/a'],
    ['an AMP file folds', 'https://example.com/a.amp.html', 'https://example.com/a.html'],
    ['an AMP section folds', 'https://example.com/amp/a', 'https://example.com/a'],
    ['an AMP parameter folds', 'https://example.com/a?amp=1', 'https://example.com/a'],
    ['a page about amps stays', 'https://example.com/?amp=marshall', 'https://example.com/?amp=marshall'],
    ['a page named amp stays', 'https://example.com/amp', 'https://example.com/amp'],
    [
      'an AMP cache is unwrapped',
      'https://www-example-com.cdn.ampproject.org/c/s/www.example.com/a',
      'https://example.com/a',
    ],
    ['an AMP viewer is unwrapped', 'https://www.google.com/amp/s/example.com/a', 'https://example.com/a'],
    [
      'a redirector is unwrapped',
      'https://www.google.com/url?sa=t&url=https%3A%2F%2Fexample.com%2Fa%3Fgclid%3D1',
      'https://example.com/a',
    ],
    [
      'a share link is unwrapped',
      'https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.com%2Fa&h=1',
      'https://example.com/a',
    ],
    ['a redirector without a target stays', 'https://www.google.com/url?sa=t', 'https://google.com/url?sa=t'],
    [
      'a redirector to a script stays',
      'https://www.google.com/url?q=javascript%3A1',
      'https://google.com/url?q=javascript%3A1',
    ],
    ['credentials are no part of it', 'https://user:secret@example.com/a', 'https://example.com/a'],
    ['a final dot of the host folds', 'https://example.com./a', 'https://example.com/a'],
    ['an address of numbers stays', 'http://127.0.0.1:8080/a/', 'https://127.0.0.1:8080/a'],
    ['mail is no page', 'mailto:a@example.com', undefined],
    ['a relative address is none', '/a', undefined],
  ])('%s', (_why, url, expected) => {
    expect(cleanUrl(url)).toBe(expected)
  })

  test('wrapped too often it is no address for people', () => {
    const wrap = (url: string) => `https://www.google.com/url?url=${encodeURIComponent(url)}`
    expect(cleanUrl(wrap(wrap('https://example.com/')))).toBe('https://example.com/')
    const endless = Array.from({ length: 9 }).reduce<string>(wrap, 'https://example.com/')
    expect(cleanUrl(endless)).not.toBe('https://example.com/')
  })

  test('cleaning twice changes nothing, and no text throws', () => {
    const address = fc.oneof(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string())
    fc.assert(
      fc.property(address, (url) => {
        const once = cleanUrl(url)
        if (once !== undefined) expect(cleanUrl(once)).toBe(once)
      }),
      { seed: 6 },
    )
  })
})

describe('withoutTrackers', () => {
  test.each([
    ['trackers go', 'https://example.com/a?utm_source=rss&utm_medium=x', 'https://example.com/a'],
    ['the rest stays byte for byte', 'HTTP://Example.com/a?b=%20c+d&fbclid=1&e', 'HTTP://Example.com/a?b=%20c+d&e'],
    ['a tracking fragment goes', 'https://example.com/a#xtor=RSS-1', 'https://example.com/a'],
    ['an anchor stays', 'https://example.com/a?utm_id=1#comments', 'https://example.com/a#comments'],
    [
      'a fragment that is only partly marks stays',
      'https://example.com/#a=1&utm_id=2',
      'https://example.com/#a=1&utm_id=2',
    ],
    [
      'a doubly escaped ampersand hides no tracker',
      'https://example.com/a?id=1&amp;utm_medium=2',
      'https://example.com/a?id=1',
    ],
    [
      'what may select content stays',
      'https://example.com/a?ref=main&source=rss',
      'https://example.com/a?ref=main&source=rss',
    ],
    ['an empty query stays', 'https://example.com/a?', 'https://example.com/a?'],
    ['no address stays as it is', 'no address', 'no address'],
  ])('%s', (_why, url, expected) => {
    expect(withoutTrackers(url)).toBe(expected)
  })

  test('an address without trackers is the same string', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
        fc.pre(!/utm|pk_|ga_|mtm_/i.test(url))
        expect(withoutTrackers(url)).toBe(url)
      }),
      { seed: 6 },
    )
  })
})

test.each([
  ['https://blog.example.co.uk/a', 'example.co.uk'],
  ['https://me.github.io/a', 'me.github.io'],
  ['http://127.0.0.1/', undefined],
  ['no address', undefined],
])('siteOf(%s) is %s', (url, expected) => {
  expect(siteOf(url)).toBe(expected)
})

test.each([
  ['b', 'https://example.com/a/', 'https://example.com/a/b'],
  ['//cdn.example.com/x', 'http://example.com/', 'http://cdn.example.com/x'],
  ['https://example.com/x', 'no base', 'https://example.com/x'],
  ['javascript:alert(1)', 'https://example.com/', undefined],
  ['b', 'no base', undefined],
])('toAbsolute(%s, %s) is %s', (href, base, expected) => {
  expect(toAbsolute(href, base)).toBe(expected)
})
