import type { Repair } from '../types.ts'

/** What can be wrong with a document and is put right; kept with the feed for `status`. */
export type RepairCode =
  | 'bare-ampersand'
  | 'bare-less-than'
  | 'html-entity'
  | 'control-character'
  | 'unclosed-tag'
  | 'stray-end-tag'
  | 'upper-case-name'
  | 'text-outside-root'
  | 'truncated'
  | 'broken-json'
  | 'missing-channel'
  | 'missing-version'
  | 'undeclared-charset'
  | 'wrong-charset'
  | 'mixed-charset'
  | 'mojibake'
  | 'bad-date'
  | 'bad-link'
  | 'too-many-entries'
  | 'too-many-elements'
  | 'too-many-attributes'
  | 'too-many-links'
  | 'too-many-authors'
  | 'too-many-categories'
  | 'too-many-images'
  | 'too-long'

/** Counts what was put right in one document. */
export class Repairs {
  readonly #counts = new Map<RepairCode, number>()

  add(code: RepairCode, count = 1): void {
    this.#counts.set(code, (this.#counts.get(code) ?? 0) + count)
  }

  has(code: RepairCode): boolean {
    return this.#counts.has(code)
  }

  list(): Repair[] {
    return [...this.#counts].map(([code, count]) => ({ code, count }))
  }
}
