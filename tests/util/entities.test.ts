import { expect, test } from 'vitest'
import { decodeReferences } from '../../src/util/entities.ts'

test.each([
  ['&lt;b&gt; &amp;amp;', '<b> &amp;', [], 'XML’s own, once'],
  ['&nbsp;&eacute;', '\u00a0é', ['html-entity', 'html-entity'], 'HTML’s names'],
  ['&#8217;&#x1F600;&#150;', '’😀–', [], 'numbers, those of windows-1252 as browsers read them'],
  [
    'a & b &c; &d=1 &',
    'a & b &c; &d=1 &',
    ['bare-ampersand', 'bare-ampersand', 'bare-ampersand', 'bare-ampersand'],
    'what is none stays',
  ],
  ['&#8;&#xfffe;x', 'x', [], 'what XML forbids goes'],
  ['&constructor;&__proto__;', '&constructor;&__proto__;', ['bare-ampersand', 'bare-ampersand'], 'no names of objects'],
])('%s', (text, decoded, odd) => {
  const seen: string[] = []
  expect(decodeReferences(text, (what) => seen.push(what))).toBe(decoded)
  expect(seen).toEqual(odd)
})
