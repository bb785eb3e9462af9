import { type ChildNode, type Element, isTag, isText } from 'domhandler'
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
export function dropTeasers(root: Element, measures: Measures, pageUrl: string): void {
  const page: Page = { url: pageUrl.replace(/#.*$/, ''), site: siteOf(pageUrl) }
  const visit = (parent: Element): void => {
    const children = parent.children.filter(isTag)
    const teasers = children.filter((child) => isTeaser(child, measures, page))
    if (teasers.length >= 2) removeAll(new Set(teasers))
    for (const child of children) if (child.parent !== null) visit(child)
  }
  visit(root)
}

interface Page {
  /** Without a fragment. */
  readonly url: string
  readonly site: string | undefined
}

const carriers: ReadonlySet<string> = new Set(['div', 'li', 'article', 'section', 'a', 'td', 'dd'])

function isTeaser(element: Element, measures: Measures, page: Page): boolean {
  if (!carriers.has(element.name)) return false
  const { chars = 0, linkChars = 0 } = measures.get(element) ?? {}
  if (linkChars === 0 || chars >= longestTeaser) return false
  const link = headlineLink(element)
  if (link === undefined || chars <= weigh(shownText(link)) + 20) return false
  const target = toAbsolute(link.attribs['href'] ?? '#', page.url)
  return target !== undefined && siteOf(target) === page.site && target.split('#')[0] !== page.url
}

/** The link of the element's first line of text, if that line is nothing else and other lines follow. */
function headlineLink(element: Element, levels = 6): Element | undefined {
  if (levels === 0) return undefined
  if (element.name === 'a') return element.attribs['href'] === undefined ? undefined : element
  const isShown = (child: ChildNode): boolean => shownText(child) !== ''
  const at = element.children.findIndex(isShown)
  const first = element.children[at]
  if (first === undefined || !isTag(first)) return undefined
  if (first.name === 'a') {
    const next = element.children.slice(at + 1).find(isShown)
    if (next !== undefined && (isText(next) || (isTag(next) && inline.has(next.name)))) return undefined
  }
  return headlineLink(first, levels - 1)
}
