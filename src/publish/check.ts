import { FatalError } from '../errors.ts'
import { type Outline, readOutline } from './outline.ts'

/** RFC 3339 as RFC 4287 3.3 wants it: capital T and Z. */
const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/

/**
 * The last look at a feed before anybody gets it, with a parser that has no part in writing it. Throws FatalError
 * `OUTPUT` that names the first thing wrong: not well-formed, not valid Atom (RFC 4287), or not the expected entries.
 */
export function checkAtom(xml: string, expected: { readonly ids: readonly string[] }): void {
  try {
    const outlines = readOutline(xml)
    for (const outline of outlines) checkCommon(outline)
    const entries = outlines.filter((outline) => outline.kind === 'entry')
    for (const entry of entries) checkEntry(entry)
    checkIds(
      entries.map((entry) => textOf(entry, 'id')),
      expected.ids,
    )
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new FatalError('OUTPUT', `The new feed is not published, the last one stays: ${reason}`, error)
  }
}

/** Feed, entry and source: one id, title and updated each; every date, id and address in its form. */
function checkCommon(outline: Outline): void {
  for (const name of ['id', 'title', 'updated']) {
    const found = outline.texts.get(name)?.length ?? 0
    if (found !== 1) throw new Error(`${place(outline)} has ${found} ${name} elements instead of one`)
  }
  if (!isAbsolute(textOf(outline, 'id'))) throw new Error(`${place(outline)} has an id that is no absolute URI`)
  for (const name of ['updated', 'published']) {
    for (const date of outline.texts.get(name) ?? []) {
      const isDate = rfc3339.test(date) && !Number.isNaN(Date.parse(date))
      if (!isDate) throw new Error(`${place(outline)} has the ${name} date "${date}"`)
    }
  }
  for (const { rel, href } of outline.links) {
    if (!/^https?:\/\/[^\s/]/.test(href) || !URL.canParse(href)) {
      throw new Error(`${place(outline)} has a link rel="${rel}" to "${href}", which is no http(s) address`)
    }
  }
}

function checkEntry(entry: Outline): void {
  if (!entry.authors.some((name) => name.trim() !== '')) throw new Error(`${place(entry)} has no author`)
  const alternates = entry.links.filter((link) => link.rel === 'alternate').length
  if (alternates === 0 && !entry.texts.has('content')) throw new Error(`${place(entry)} has neither page nor content`)
}

function checkIds(found: readonly string[], expected: readonly string[]): void {
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

function place(outline: Outline): string {
  const id = textOf(outline, 'id')
  return outline.kind === 'feed' ? 'the feed' : `${outline.kind === 'source' ? 'source' : 'entry'} ${id}`
}

function textOf(outline: Outline, name: string): string {
  return outline.texts.get(name)?.[0] ?? ''
}

/** An IRI with a scheme, at most one fragment, and no bare `%` (RFC 3987 2.2). */
function isAbsolute(uri: string): boolean {
  return /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`#]+(?:#[^\s<>"{}|\\^`#]*)?$/i.test(uri) && !/%(?![\da-f]{2})/i.test(uri)
}
