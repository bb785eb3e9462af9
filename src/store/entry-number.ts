import { sha256 } from '../util/hash.ts'

/**
 * The number by which the index names an entry, 52 bits of a hash of its key: a row of the index is then 15 bytes instead
 * of a hundred. Two entries with one number are possible (one chance in ten thousand among a million entries), and harmless:
 * whoever finds the one finds the other too, and compares.
 */
export function entryNumber(key: string): number {
  return Number.parseInt(sha256(key).slice(0, 13), 16)
}
