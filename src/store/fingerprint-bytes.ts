import type { Fingerprint } from '../types.ts'

/** Numbers of 32 bits, little-endian: tokens, size, whole, the lengths of sketch and numbers, then sketch, numbers and rows. */
const headLength = 5

/** A fingerprint as it is stored: 4 bytes a hash. */
export function fingerprintToBytes({ tokens, size, whole, sketch, numbers, rows }: Fingerprint): Uint8Array {
  const length = headLength + sketch.length + numbers.length + rows.length
  const view = new DataView(new ArrayBuffer(length * 4))
  let at = 0
  const put = (value: number): void => view.setUint32(4 * at++, value, true)
  for (const value of [tokens, size, whole, sketch.length, numbers.length]) put(value)
  for (const list of [sketch, numbers, rows]) for (const value of list) put(value)
  return new Uint8Array(view.buffer)
}

/** A stored fingerprint. Throws where the bytes are not those of one: a row that was edited by hand or cut. */
export function fingerprintFromBytes(bytes: Uint8Array): Fingerprint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const all = new Uint32Array(Math.floor(bytes.length / 4))
  for (let at = 0; at < all.length; at++) all[at] = view.getUint32(at * 4, true)
  const [tokens, size, whole, sketchLength, numbersLength] = all
  if (sketchLength === undefined || numbersLength === undefined || tokens === undefined) throw damaged(bytes)
  if (size === undefined || whole === undefined || bytes.length % 4 !== 0) throw damaged(bytes)
  const numbersAt = headLength + sketchLength
  const rowsAt = numbersAt + numbersLength
  if (rowsAt > all.length) throw damaged(bytes)
  const [sketch, numbers] = [all.subarray(headLength, numbersAt), all.subarray(numbersAt, rowsAt)]
  return { tokens, size, whole, sketch, numbers, rows: all.subarray(rowsAt) }
}

function damaged(bytes: Uint8Array): Error {
  return new Error(`a stored fingerprint has an unexpected form (${bytes.length} bytes)`)
}
