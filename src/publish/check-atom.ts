import { checkAddress, checkIds, checkTimestamp, refuseUnless } from './check.ts'
import { outputs } from './outputs.ts'
import { childrenOf, childText, readStrict, requireOne, type StrictElement } from './strict-xml.ts'

/**
 * The last look at a feed before anybody gets it, with a parser that has no part in writing it. Throws FatalError
 * `OUTPUT` that names the first thing wrong: not well-formed, not valid Atom (RFC 4287), or not the expected entries.
 */
export function checkAtom(xml: string, expected: { readonly ids: readonly string[] }): void {
  refuseUnless(outputs.atom.path, () => {
    const ids: string[] = []
    const look = (entry: StrictElement): void => {
      checkEntry(entry)
      ids.push(childText(entry, 'id'))
    }
    const feed = readStrict(xml, 'http://www.w3.org/2005/Atom', { name: 'entry', look })
    if (feed.name !== 'feed') throw new Error('its root is not that of an Atom feed')
    checkCommon(feed, 'the feed')
    checkIds(ids, expected.ids)
  })
}

/** Feed, entry and source: one id, title and updated each; every date, id and address in its form. */
function checkCommon(element: StrictElement, place: string): void {
  requireOne(element, place, 'id', 'title', 'updated')
  if (!isAbsolute(childText(element, 'id'))) throw new Error(`${place} has an id that is no absolute URI`)
  for (const name of ['updated', 'published']) {
    for (const { text } of childrenOf(element, name)) checkTimestamp(text, name, place)
  }
  for (const { attributes } of childrenOf(element, 'link')) {
    checkAddress(attributes['href'], `${place}: a link rel="${relOf(attributes)}"`)
  }
}

function checkEntry(entry: StrictElement): void {
  const place = `entry ${childText(entry, 'id')}`
  checkCommon(entry, place)
  for (const source of childrenOf(entry, 'source')) checkCommon(source, `source ${childText(source, 'id')}`)
  const isNamed = childrenOf(entry, 'author').some((author) => childText(author, 'name').trim() !== '')
  if (!isNamed) throw new Error(`${place} has no author`)
  const hasPage = childrenOf(entry, 'link').some(({ attributes }) => relOf(attributes) === 'alternate')
  if (!hasPage && childrenOf(entry, 'content').length === 0) throw new Error(`${place} has neither page nor content`)
}

function relOf(attributes: StrictElement['attributes']): string {
  return attributes['rel'] ?? 'alternate'
}

/** An IRI with a scheme, at most one fragment, and no bare `%` (RFC 3987 2.2). */
function isAbsolute(uri: string): boolean {
  return /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`#]+(?:#[^\s<>"{}|\\^`#]*)?$/i.test(uri) && !/%(?![\da-f]{2})/i.test(uri)
}
