import { type ChildNode, type Element, isTag, isText } from 'domhandler'
import { removeAll } from '../util/remove-nodes.ts'
import { weigh } from './measure.ts'
import { type PagePlace, pageLinks } from './next-page.ts'
import { elementsOf, inline, shownText } from './tree.ts'

/** "Continued on page", "Pages: 1", "Next:", "View as one page": what stands beside the links. More is a text that links. */
const mostBeside = 30

/**
 * Takes out the lines that lead through the pages of an article, where it has several: once they are one text, they lead
 * nowhere. Told by where their links go, in whatever language. Pictures that lead on (of a gallery) stay.
 */
export function dropPagers(root: Element, baseUrl: string, place: PagePlace): void {
  const links = pageLinks(elementsOf(root), baseUrl, place)
    // With a fragment it is a place in a page: the permanent link of a heading.
    .filter(({ element, number }) => (number > 1 || place.number > 1) && !element.attribs['href']?.includes('#'))
    .map(({ element }) => element)
  const own = new Set(links)
  const known = new Map<Element, number>()
  const charsBeside = (element: Element): number => {
    const counted = known.get(element) ?? charsWithout(element, own)
    known.set(element, counted)
    return counted
  }
  const pagers = links
    .map((link) => pagerAround(link, root, charsBeside))
    .filter((pager) => !isInText(pager) && !holdsPicture(pager))
  removeAll(new Set(pagers))
}

/** The largest element around the link that says little but such links. */
function pagerAround(link: Element, root: Element, charsBeside: (element: Element) => number): Element {
  let pager = link
  for (let above = link.parent; above !== null && isTag(above) && above !== root; above = above.parent) {
    if (charsBeside(above) > mostBeside) break
    pager = above
  }
  return pager
}

function charsWithout(element: Element, links: ReadonlySet<Element>): number {
  const linked = elementsOf(element).filter((each) => links.has(each))
  return weigh(shownText(element)) - linked.reduce((sum, each) => sum + weigh(shownText(each)), 0)
}

/** Part of a line that goes on before or after it. */
function isInText(element: Element): boolean {
  return inline.has(element.name) && (goesOn(element, 'prev') || goesOn(element, 'next'))
}

function goesOn(element: Element, way: 'prev' | 'next'): boolean {
  let beside: ChildNode | null = element[way]
  while (beside !== null && isText(beside) && beside.data.trim() === '') beside = beside[way]
  if (beside === null || (isTag(beside) && (beside.name === 'br' || !inline.has(beside.name)))) return false
  return shownText(beside) !== ''
}

function holdsPicture(element: Element): boolean {
  return elementsOf(element).some(({ name }) => ['img', 'picture', 'amp-img', 'video'].includes(name))
}
