import { expect, test } from 'vitest'
import { hash32 } from '../../src/util/hash.ts'

test.each([
  ['', '', 'nothing at all'],
  ['line', ' read more', 'two parts of ASCII'],
  ['§ журнал', '🙂', 'beyond ASCII and beyond 16 bits'],
])('%j and %j, hashed one after the other, give the hash of both: %s', (one, other) => {
  expect(hash32(other, hash32(one))).toBe(hash32(one + other))
})

test('the hash is that of FNV-1a, unsigned and of 32 bits', () => {
  // Noll's published vectors for the empty text and "foobar".
  expect([hash32(''), hash32('foobar')]).toEqual([0x811c9dc5, 0xbf9cf968])
})
