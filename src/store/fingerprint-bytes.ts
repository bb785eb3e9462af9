import type { Fingerprint } from '../types.ts'

/**
 * Numbers of 32 bits, little-endian: tokens, size, whole, the lengths of sketch, head and numbers, then these three and
 * the rows.
 */
const headerLength = 6

/** A fingerprint as it is stored: 4 bytes a hash. */
export function fingerprintToBytes({ tokens, size, whole, sketch, head, numbers, rows }: Fingerprint): Uint8Array {
  const length = headerLength + sketch.length + head.length + numbers.length + rows.length
  const view = new DataView(new ArrayBuffer(length * 4))
  let at = 0
  const put = (value: number): void => view.setUint32(4 * at++, value, true)
  for (const value of [tokens, size, whole, sketch.length, head.length, numbers.length]) put(value)
  for (const list of [sketch, head, numbers, rows]) for (const value of list) put(value)
  return new Uint8Array(view.buffer)
}

/** A stored fingerprint. Throws where the bytes are not those of one: a row that was edited by hand or cut. */
export function fingerprintFromBytes(bytes: Uint8Array): Fingerprint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const all = new Uint32Array(Math.floor(bytes.length / 4))
  for (let at = 0; at < all.length; at++) all[at] = view.getUint32(at * 4, true)
  const [tokens = 0, size = 0, whole = 0, ...lengths] = all.subarray(0, headerLength)
  let end = headerLength
  const [sketch, head, numbers] = lengths.map((length) => {
    end += length
    return all.subarray(end - length, end)
  })
  if (bytes.length % 4 !== 0 || end > all.length || sketch === undefined || head === undefined || numbers === undefined)
    throw new Error(`a stored fingerprint has an unexpected form (${bytes.length} bytes)`)
  return { tokens, size, whole, sketch, head, numbers, rows: all.subarray(end) }
}
