import { checkAddress, checkIds, refuseUnless } from './check.ts'
import { outputs } from './outputs.ts'
import { childrenOf, childText, readStrict, requireOne } from './strict-xml.ts'

/** The last look at an OPML 2.0 list, as `checkAtom`. Throws FatalError `OUTPUT`. */
export function checkOpml(xml: string, expected: { readonly urls: readonly string[] }): void {
  refuseUnless(outputs.sources.path, () => {
    const opml = readStrict(xml, '')
    if (opml.name !== 'opml' || opml.attributes['version'] !== '2.0')
      throw new Error('its root is not that of OPML 2.0')
    requireOne(opml, 'the document', 'head', 'body')
    for (const head of childrenOf(opml, 'head')) {
      if (childText(head, 'title').trim() === '') throw new Error('it has no title')
    }
    const outlines = childrenOf(opml, 'body').flatMap((body) => childrenOf(body, 'outline'))
    for (const { attributes } of outlines) {
      const { type, text, xmlUrl, htmlUrl } = attributes
      if (type !== 'rss' || text === undefined || text.trim() === '')
        throw new Error(`outline ${xmlUrl} has no text or type`)
      checkAddress(xmlUrl, `outline ${text}: its xmlUrl`)
      if (htmlUrl !== undefined) checkAddress(htmlUrl, `outline ${text}: its htmlUrl`)
    }
    checkIds(
      outlines.map(({ attributes }) => attributes['xmlUrl'] ?? ''),
      expected.urls,
    )
  })
}
