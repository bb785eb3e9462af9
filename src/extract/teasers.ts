import { type ChildNode, type Element, isTag, isText } from 'domhandler'
import { removeAll } from '../util/remove-nodes.ts'
import { siteOf, toAbsolute } from '../util/url.ts'
import { type Measures, weigh } from './measure.ts'
import { elementsOf, inline, shownText } from './tree.ts'

/**
 * A teaser is short; a section of an article whose heading is a link is longer. One that links the same page once more, by
 * its picture or "Read more", or that is cut off, may be as long as an excerpt by WordPress: 55 words, headline, date.
 */
const longestTeaser = 350
const longestExcerpt = 700

/** Of wrappers between a teaser and its headline: a slide, an item, an article, a header, a heading. */
const mostLevels = 10

/** A name, of a post's author in a forum or of a place in a list, is linked too over what is the page's own; a headline is longer. */
const longestName = 20

/** A kicker, a date or a name over a headline. */
const longestLabel = 40

/**
 * Takes out teasers: at least two siblings, each a headline linked to a page of the same site with little text below.
 * They read like paragraphs, so neither their names (frameworks hash them) nor their share of links gives them away.
 * One link around several lines is a teaser alone: nobody writes paragraphs inside a link.
 */
export function dropTeasers(root: Element, measures: Measures, pageUrl: string): void {
  const page: Page = { url: pageUrl.replace(/#.*$/, ''), site: siteOf(pageUrl) }
  const visit = (parent: Element): void => {
    const children = parent.children.filter(isTag)
    const cards = children.filter((child) => isCard(child, measures, page))
    const teasers = children.filter((child) => isTeaser(child, measures, page))
    removeAll(new Set(teasers.length >= 2 ? [...teasers, ...cards] : cards))
    for (const child of children) if (child.parent !== null) visit(child)
  }
  visit(root)
}

interface Page {
  /** Without a fragment. */
  readonly url: string
  readonly site: string | undefined
}

function isCard(element: Element, measures: Measures, page: Page): boolean {
  if (element.name !== 'a') return false
  const { chars = 0 } = measures.get(element) ?? {}
  return chars > 0 && chars < longestTeaser && linesIn(element) >= 2 && leadsOn(element, page)
}

/** Lines of text below an element, as far as its blocks make them; counted up to two. */
function linesIn(element: Element): number {
  let lines = 0
  for (const child of element.children) {
    if (lines >= 2) break
    if (isTag(child) && !inline.has(child.name) && shownText(child) !== '') lines += Math.max(1, linesIn(child))
    else if (isTag(child)) lines += linesIn(child)
  }
  return lines
}

/** Leads the link to another page of the same site? */
function leadsOn(link: Element, page: Page): boolean {
  const target = toAbsolute(link.attribs['href'] ?? '#', page.url)
  return target !== undefined && siteOf(target) === page.site && target.split('#')[0] !== page.url
}

const carriers: ReadonlySet<string> = new Set(['div', 'li', 'article', 'section', 'a', 'td', 'dd'])

function isTeaser(element: Element, measures: Measures, page: Page): boolean {
  if (!carriers.has(element.name)) return false
  const { chars = 0, linkChars = 0 } = measures.get(element) ?? {}
  if (linkChars === 0 || chars >= longestExcerpt) return false
  const link = headlineLink(element)
  const headline = link === undefined ? 0 : weigh(shownText(link))
  if (link === undefined || headline <= longestName || chars <= headline + 20 || !leadsOn(link, page)) return false
  return chars < longestTeaser || isExcerpt(element, link)
}

/** Links it its page once more, or is it cut off in a sentence? */
function isExcerpt(element: Element, link: Element): boolean {
  const links = elementsOf(element).filter(({ attribs }) => attribs['href'] === link.attribs['href'])
  return links.length >= 2 || !/[\p{L}\p{N}][.!?。！？]["'”’»)]*$/u.test(shownText(element))
}

/**
 * The link of the element's first line of text below short labels, if that line is nothing else and other lines follow.
 * Labels are linked too, as a section's or an author's; then the headline below them is.
 */
function headlineLink(element: Element, levels = mostLevels): Element | undefined {
  if (levels === 0) return undefined
  if (element.name === 'a') return element.attribs['href'] === undefined ? undefined : element
  const shown = element.children.filter((child) => shownText(child) !== '')
  const at = shown.findIndex((child) => !isLabel(child))
  if (at > 0 && at < shown.length - 1) {
    const below = linkOfFirst(shown.slice(at), levels)
    if (below !== undefined || shown.slice(0, at).every(linksNowhere)) return below
  }
  return linkOfFirst(shown, levels)
}

function linkOfFirst([first, next]: readonly ChildNode[], levels: number): Element | undefined {
  if (first === undefined || !isTag(first)) return undefined
  const isLine = next !== undefined && (isText(next) || (isTag(next) && inline.has(next.name)))
  return first.name === 'a' && isLine ? undefined : headlineLink(first, levels - 1)
}

function isLabel(node: ChildNode): boolean {
  if (!isTag(node) || inline.has(node.name)) return false
  return shownText(node).length <= (linksNowhere(node) ? longestLabel : longestName)
}

function linksNowhere(node: ChildNode): boolean {
  return !isTag(node) || (node.name !== 'a' && node.children.every(linksNowhere))
}
