import { hash } from 'node:crypto'

/** SHA-256, lower-case hex. */
export function sha256(data: string | Uint8Array): string {
  return hash('sha256', data)
}

/** Name-based UUID, version 5 (RFC 9562 5.5): the same namespace and name give the same UUID everywhere. */
export function uuidV5(namespace: string, name: string): string {
  const named = Buffer.concat([Buffer.from(namespace.replaceAll('-', ''), 'hex'), Buffer.from(name)])
  const digest = hash('sha1', named, 'buffer').subarray(0, 16)
  digest.writeUInt8((digest.readUInt8(6) & 0x0f) | 0x50, 6)
  digest.writeUInt8((digest.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = digest.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** A number from 0 to 1 that belongs to the name: the same at every start and on every machine. */
export function shareOf(name: string): number {
  return hash('sha256', name, 'buffer').readUInt32BE(0) / 0xffff_ffff
}

/** `hash32` before its first unit. */
export const hash32Start = 0x811c9dc5

/** `hash32`'s state, signed, after one more UTF-16 unit. */
export function hash32Next(state: number, unit: number): number {
  return Math.imul(state ^ unit, 0x01000193)
}

/**
 * FNV-1a over UTF-16 units: unsigned, 32 bits. Quick, and no guard against texts that are made to collide. A text can be
 * hashed by its parts: `before` is the hash of what comes before this one.
 */
export function hash32(text: string, before = hash32Start): number {
  let state = before
  for (let index = 0; index < text.length; index += 1) {
    state = hash32Next(state, text.charCodeAt(index))
  }
  return state >>> 0
}
