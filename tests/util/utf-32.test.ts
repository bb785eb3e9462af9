import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeUtf32 } from '../../src/util/utf-32.ts'

function encode(codes: readonly number[], littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(codes.length * 4)
  const view = new DataView(bytes.buffer)
  for (const [index, code] of codes.entries()) view.setUint32(index * 4, code, littleEndian)
  return bytes
}

test('what was encoded is decoded, in either order, across the pieces it is read in', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 50 }),
      fc.boolean(),
      fc.boolean(),
      (sample, littleEndian, isLong) => {
        const text = isLong ? `a${'😀é'.repeat(40_000)}${sample}` : `a${sample}`
        const codes = [0xfeff, ...[...text].map((character) => character.codePointAt(0) ?? 0)]
        expect(decodeUtf32(encode(codes, littleEndian), littleEndian)).toBe(text)
      },
    ),
    { numRuns: 8 },
  )
})

test('what is no character becomes U+FFFD, and half a character at the end is left out', () => {
  const bytes = encode([0x61, 0x110000, 0xffffffff, 0x62], true)
  expect(decodeUtf32(new Uint8Array([...bytes, 0x63, 0]), true)).toBe('a\ufffd\ufffdb')
})
