import type { Element, ParentNode } from 'domhandler'
import { toAbsolute } from '../util/url.ts'
import { elementsOf, lineage } from './tree.ts'

/** A page's elements in document order: collected once, as each of Cheerio's selectors walks the whole page. */
export type Elements = readonly Element[]

/** The elements that can say something of their page: by their kind, or by microdata. */
export function tellingElements(page: ParentNode): Elements {
  return elementsOf(page).filter(({ name, attribs }) => telling.has(name) || attribs['itemprop'] !== undefined)
}

const telling: ReadonlySet<string> = new Set('html base title meta link script h1 a time img amp-img'.split(' '))

/** What the page's relative addresses are relative to: its `<base>`, else its own address (HTML 2.4.3). */
export function baseUrlOf(elements: Elements, url: string): string {
  const base = elements.find(({ name, attribs }) => name === 'base' && attribs['href'] !== undefined)
  return toAbsolute(base?.attribs['href'] ?? '', url) ?? url
}

/** The address of the first `link` of the relation. */
export function linkedAddress(elements: Elements, rel: string): string | undefined {
  return elements.find(
    ({ name, attribs }) => name === 'link' && attribs['rel']?.toLowerCase().split(/\s+/).includes(rel),
  )?.attribs['href']
}

/** Authors by microdata and rel. */
export function markedAuthors(elements: Elements): Elements {
  return elements.filter((element) => {
    const { itemprop, rel = '' } = element.attribs
    if (itemprop === 'author') return true
    if (itemprop === 'name') return lineage(element).some(({ attribs }) => attribs['itemprop'] === 'author')
    return element.name === 'a' && /(?:^|\s)author(?:\s|$)/i.test(rel)
  })
}

/** Elements that say they bear the date of publication. */
export function markedDates(elements: Elements): Elements {
  return elements.filter(
    ({ name, attribs }) =>
      attribs['itemprop'] === 'datePublished' || (name === 'time' && attribs['pubdate'] !== undefined),
  )
}
