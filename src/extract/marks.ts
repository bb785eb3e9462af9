import type { Element } from 'domhandler'
import { lineage } from './tree.ts'

/** A page's elements in document order: collected once, as each of Cheerio's selectors walks the whole page. */
export type Elements = readonly Element[]

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
