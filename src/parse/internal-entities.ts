import { decodeReferences } from '../util/entities.ts'

/** The internal subset stands before the root; what is longer is written to do harm. */
const subsetChars = 16_384
const mostEntities = 200
/** A name, an address, an abbreviation. */
const longestValue = 200
/** So many times a value at most: 2 MB more text, whatever the document. */
const mostReplacements = 10_000

const declaration = /<!ENTITY\s+([a-z_][\w.-]{0,30})\s+(?:"([^"]*)"|'([^']*)')\s*>/gi

/**
 * Entities that the document declares itself (XML 1.0, 4.2.1) as plain short text: an abbreviation for an address, a
 * character by name. One that holds another, or markup, or stands outside, does not exist: nothing nests, nothing is
 * fetched, and how much they can add is counted.
 */
export class InternalEntities {
  readonly #values: ReadonlyMap<string, string>
  #left = mostReplacements

  constructor(values: ReadonlyMap<string, string>) {
    this.#values = values
  }

  /** The text that a name stands for. */
  replace(name: string): string | undefined {
    const value = this.#left > 0 ? this.#values.get(name) : undefined
    if (value !== undefined) this.#left -= 1
    return value
  }
}

const doctype = /<!DOCTYPE\s[^<>]*\[/iy

/** Where the document type declaration begins that has an internal subset. */
function subsetStart(head: string): number | undefined {
  // A search for the pattern would look at each letter, and took a thirtieth of reading a short feed.
  for (let at = head.indexOf('<!'); at >= 0; at = head.indexOf('<!', at + 2)) {
    // Short feeds begin with many sections of CDATA.
    if ((head.charCodeAt(at + 2) | 0x20) !== 0x64) continue
    doctype.lastIndex = at
    if (doctype.test(head)) return at
  }
  return undefined
}

/** The entities of a document's internal subset; undefined when it declares none. */
export function internalEntities(source: string): InternalEntities | undefined {
  const start = subsetStart(source.slice(0, subsetChars))
  if (start === undefined) return undefined
  const [subset = ''] = source.slice(start, start + subsetChars).split(/\]\s*>/, 1)
  const values = new Map<string, string>()
  for (const [, name = '', double, single] of subset.matchAll(declaration)) {
    const value = decodeReferences(double ?? single ?? '')
    // The first declaration binds (4.2).
    if (value.length <= longestValue && !/[&<]/.test(value) && !values.has(name)) values.set(name, value)
    if (values.size === mostEntities) break
  }
  return values.size === 0 ? undefined : new InternalEntities(values)
}
