import type { Fingerprint } from '../types.ts'
import { containment } from './bottom.ts'
import { resembling } from './compare.ts'
import { stubTokens } from './fingerprint.ts'

/**
 * Whether an entry that its publisher changed tells another text now: a page reused under its old address or id. Texts
 * too short to tell by their parts are held to be the same.
 */
export function isAnotherText(before: Fingerprint, after: Fingerprint): boolean {
  if (before.tokens < stubTokens || after.tokens < stubTokens) return false
  return (
    containment({ hashes: before.sketch, size: before.size }, { hashes: after.sketch, size: after.size }) < resembling
  )
}
