import { type Element, isTag, isText } from 'domhandler'
import { removeAll } from '../util/remove-nodes.ts'
import { siteOf, toAbsolute } from '../util/url.ts'
import { type Measures, weigh } from './measure.ts'
import { inline, shownText } from './tree.ts'

/** A teaser is short; a section of an article whose heading is a link is longer. */
const longestTeaser = 350

/**
 * Takes out teasers: at least two siblings, each a headline linked to a page of the same site with little text below.
 * They read like paragraphs, so neither their names (frameworks hash them) nor their share of links gives them away.
 */
export function dropTeasers(parent: Element, measures: Measures, pageUrl: string): void {
  const children = parent.children.filter(isTag)
  const teasers = children.filter((child) => isTeaser(child, measures, pageUrl))
  if (teasers.length >= 2) removeAll(new Set(teasers))
  for (const child of children) if (child.parent !== null) dropTeasers(child, measures, pageUrl)
}

const carriers: ReadonlySet<string> = new Set(['div', 'li', 'article', 'section', 'a', 'td', 'dd'])

function isTeaser(element: Element, measures: Measures, pageUrl: string): boolean {
  const { chars = 0, linkChars = 0 } = measures.get(element) ?? {}
  if (!carriers.has(element.name) || linkChars === 0 || chars >= longestTeaser) return false
  const link = headlineLink(element)
  const target = toAbsolute(link?.attribs['href'] ?? '#', pageUrl)
  if (link === undefined || target === undefined || siteOf(target) !== siteOf(pageUrl)) return false
  return target.split('#')[0] !== pageUrl.split('#')[0] && chars > weigh(shownText(link)) + 20
}

/** The link of the element's first line of text, if that line is nothing else and other lines follow. */
function headlineLink(element: Element, levels = 6): Element | undefined {
  if (levels === 0) return undefined
  if (element.name === 'a') return element.attribs['href'] === undefined ? undefined : element
  const [first, next] = element.children.filter((child) => shownText(child) !== '')
  if (first === undefined || isText(first) || !isTag(first)) return undefined
  if (first.name === 'a' && next !== undefined && (isText(next) || (isTag(next) && inline.has(next.name))))
    return undefined
  return headlineLink(first, levels - 1)
}
