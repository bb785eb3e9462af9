import fc from 'fast-check'

/** One thing that goes wrong with a document on its way: where (as a share of its length), and what. */
export interface Mutation {
  readonly kind: 'flip' | 'cut' | 'insert' | 'double' | 'end'
  readonly at: number
  readonly length: number
  readonly bytes: Uint8Array
}

/** Pieces that mean something to a parser: put anywhere, they do more than random bytes. */
export const pieces: readonly string[] = [
  '<',
  '>',
  '&',
  '"',
  "'",
  ']]>',
  '<![CDATA[',
  '<!--',
  '-->',
  '<?xml version="1.0" encoding="utf-16"?>',
  '<!DOCTYPE x [<!ENTITY e "&e;&e;">]>',
  '&e;',
  '&#x0;',
  '&#xD800;',
  '&#1114112;',
  '\u0000',
  '\ufffe',
  '\ufeff',
  '\u202e',
  '</item>',
  '<item>',
  '<entry>',
  '</channel>',
  '<title type="xhtml">',
  '<link rel="alternate" href="javascript:alert(1)"/>',
  '<content type="xhtml"><div>',
  'xml:base="http://[::1"',
  '{',
  '}',
  '[',
  ',',
  'null',
  '"items":[{}]',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<p onclick="alert(1)">',
  '<a href="javascript:alert(1)">x</a>',
  '<svg><style><a id="</style><img src=x onerror=alert(1)>">',
  '<table><tr><td>',
  '<div><div><div>',
  '</div>',
  '<pre>\n\n',
  '<noscript>',
  '<plaintext>',
  '<template>',
  '<base href="//evil.example/">',
  '<p>',
  '<br><br>',
  '<li>',
  'Source: Example News',
  '<ruby>x<rt>',
  'Mon, 99 Foo 99999 99:99:99',
]

const bytes = fc.oneof(
  fc.constantFrom(...pieces).map((text) => new TextEncoder().encode(text)),
  fc.uint8Array({ minLength: 1, maxLength: 6 }),
)

const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom('flip', 'cut', 'insert', 'insert', 'double', 'end'),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof(fc.nat(12), fc.nat(400)),
  bytes,
})

/** A few mutations, most often few: after many, a document is noise that every parser refuses at once. */
export const mutations: fc.Arbitrary<readonly Mutation[]> = fc.array(mutation, { maxLength: 8 })

/** The document as it arrives. */
export function mutate(document: Uint8Array, list: readonly Mutation[]): Uint8Array {
  return list.reduce<Uint8Array>((current, { kind, at, length, bytes: extra }) => {
    const start = Math.floor(at * current.length)
    const before = current.subarray(0, start)
    const piece = current.subarray(start, start + length)
    const after = current.subarray(start + length)
    if (kind === 'flip')
      return join(
        before,
        piece.map((byte, index) => byte ^ (extra[index % extra.length] ?? 1)),
        after,
      )
    if (kind === 'cut') return join(before, after)
    if (kind === 'double') return join(before, piece, piece, after)
    if (kind === 'end') return before.slice()
    return join(before, extra, current.subarray(start))
  }, document)
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts))
}

/** The document with a piece put in before a mark, again and again: what nests or matches badly grows out of all bounds. */
export function heap(document: Uint8Array, mark: string, piece: string, bytesInAll: number): Uint8Array {
  const text = new TextDecoder().decode(document)
  const at = text.indexOf(mark)
  const count = Math.ceil(bytesInAll / Math.max(1, Buffer.byteLength(piece)))
  return new TextEncoder().encode(text.slice(0, at) + piece.repeat(count) + text.slice(at))
}
