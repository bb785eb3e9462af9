import { FatalError } from '../errors.ts'

/** Runs a document's last check: whatever it throws says why the document must not replace the last one (FatalError `OUTPUT`). */
export function refuseUnless(path: string, check: () => void): void {
  try {
    check()
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new FatalError('OUTPUT', `The new ${path} is not published, the last output stays: ${reason}`, error)
  }
}

/** Throws unless the document holds just the expected entries, in their order. */
export function checkIds(found: readonly string[], expected: readonly string[]): void {
  const seen = new Set<string>()
  for (const id of found) {
    if (seen.has(id)) throw new Error(`entry ${id} stands there twice`)
    seen.add(id)
  }
  const wrong = Array.from({ length: Math.max(found.length, expected.length) }).findIndex(
    (_, index) => found[index] !== expected[index],
  )
  if (wrong < 0) return
  throw new Error(`entry ${wrong + 1} is ${found[wrong] ?? 'missing'} where ${expected[wrong] ?? 'none'} was expected`)
}

/** Throws unless it is an http(s) address that programs can follow. */
export function checkAddress(address: unknown, place: string): void {
  const isAddress = typeof address === 'string' && /^https?:\/\/[^\s/]/.test(address) && URL.canParse(address)
  if (!isAddress) throw new Error(`${place} leads to "${address}", which is no http(s) address`)
}

/** RFC 3339 as RFC 4287 3.3 wants it: capital T and Z. */
const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/

/** Throws unless it is a date and time of RFC 3339. */
export function checkTimestamp(date: unknown, name: string, place: string): void {
  const isDate = typeof date === 'string' && rfc3339.test(date) && !Number.isNaN(Date.parse(date))
  if (!isDate) throw new Error(`${place} has the ${name} date "${date}"`)
}
