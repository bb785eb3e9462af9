import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fingerprintFromBytes, fingerprintToBytes } from '../../src/store/fingerprint-bytes.ts'

const whole = fc.integer({ min: 0, max: 0xffff_ffff })
const list = fc.array(whole).map((values) => Uint32Array.from(values))
const fingerprint = fc.record(
  { tokens: whole, size: whole, whole, sketch: list, head: list, numbers: list, rows: list },
  { noNullPrototype: true },
)

test('any fingerprint comes back as it was, wherever its bytes lie in their buffer', () => {
  fc.assert(
    fc.property(fingerprint, fc.integer({ min: 0, max: 3 }), (made, offset) => {
      const bytes = fingerprintToBytes(made)
      expect(fingerprintFromBytes(bytes)).toStrictEqual(made)
      const moved = new Uint8Array(bytes.length + offset).subarray(offset)
      moved.set(bytes)
      expect(fingerprintFromBytes(moved)).toStrictEqual(made)
    }),
  )
})

test('it takes 4 bytes a hash, the lowest byte first', () => {
  const nothing = new Uint32Array(0)
  const bytes = fingerprintToBytes({
    tokens: 1,
    size: 2,
    whole: 3,
    sketch: Uint32Array.of(0x0102_0304),
    head: nothing,
    numbers: nothing,
    rows: nothing,
  })
  expect([...bytes.subarray(24)]).toEqual([4, 3, 2, 1])
})

test.each([
  ['nothing', []],
  ['a head that was cut', [1, 0, 0, 0]],
  ['less than its head says', Array.from({ length: 24 }, () => 1)],
  ['half a hash', [...new Uint8Array(24), 1]],
])('%s is refused', (_name, bytes) => {
  expect(() => fingerprintFromBytes(Uint8Array.from(bytes))).toThrow('a stored fingerprint has an unexpected form')
})
