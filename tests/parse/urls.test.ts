import fc from 'fast-check'
import { expect, test } from 'vitest'
import { resolveUrl } from '../../src/parse/urls.ts'

const base = 'https://a.example/b/c'

test.each<[string, string, string | undefined]>([
  [
    'an absolute address stays',
    'https://b.example/2026/a-b_c.html?d=1&e=%C3%A9#f',
    'https://b.example/2026/a-b_c.html?d=1&e=%C3%A9#f',
  ],
  ['a relative one is resolved', '../d?e#f', 'https://a.example/d?e#f'],
  ['white space around it goes', ' \n/d ', 'https://a.example/d'],
  ['host and scheme are written small', 'HTTPS://B.Example/D', 'https://b.example/D'],
  ['a host alone gets its slash', 'http://b.example', 'http://b.example/'],
  ['the port that goes without saying goes', 'http://b.example:80/', 'http://b.example/'],
  ['dots in a path are followed', 'https://b.example/a/../b/./c', 'https://b.example/b/c'],
  ['escaped ones too', 'https://b.example/a/%2E%2e/b', 'https://b.example/b'],
  ['letters beyond ASCII are escaped', 'https://b.example/ä', 'https://b.example/%C3%A4'],
  ['numbers for a host are an IPv4 address', 'http://127.1/', 'http://127.0.0.1/'],
  ['a script is no address', 'javascript:alert(1)', undefined],
  ['nothing is none', ' ', undefined],
])('%s', (_, href, expected) => {
  expect(resolveUrl(href, base)).toBe(expected)
})

test('what looks as the URL Standard would write it is left as it is, and so the standard would', () => {
  const part = fc.constantFrom(
    'a',
    'Z',
    '9',
    '-',
    '_',
    '~',
    '.',
    '..',
    '/',
    '//',
    '?',
    '#',
    '%',
    '%2e',
    '%20',
    ':',
    '@',
    '=',
    '&',
    "'",
    '!',
    'xn--',
    '|',
    'é',
  )
  const address = fc
    .tuple(
      fc.constantFrom('http://', 'https://', 'Http://', 'https:'),
      fc.array(part, { maxLength: 6 }),
      fc.constantFrom('.example/', '.1/', '.0x1/', '/', ''),
      fc.array(part, { maxLength: 12 }),
    )
    .map(([scheme, host, end, rest]) => scheme + host.join('') + end + rest.join(''))
  fc.assert(
    fc.property(address, (href) => {
      const url = URL.parse(href, base)
      expect(resolveUrl(href, base)).toBe(url === null ? undefined : url.href)
    }),
    { numRuns: 3000 },
  )
})
