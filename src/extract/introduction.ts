import { type Element, isTag } from 'domhandler'
import { squash } from '../util/squash.ts'
import { figureOf, isNamedCaption } from './captions.ts'
import type { Measures } from './measure.ts'
import { bears, elementsOf, inline, lineage, shownText } from './tree.ts'
import { isDateLine } from './trim.ts'
import { standfirstWords } from './words.ts'

/** Blocks that are held against the whole body; a page has a handful that could introduce it. */
const mostCompared = 100

/** Characters of one block; longer ones are articles of their own. */
const longestBlock = 700

/** What the page says of the article, to know its introduction by. */
export interface Announced {
  /** Squashed. */
  readonly titles: readonly string[]
  readonly description: string | undefined
}

/**
 * What introduces the article outside the body, in order: what stands between the heading and the body in parts that are
 * named a standfirst, or as whole sentences, and what the page's description says wherever it stands before the body.
 * Navigation, teasers and shared words are pruned by then, so that sentences between heading and body are the author's.
 */
export function findIntroduction(
  root: Element,
  body: Element,
  measures: Measures,
  { titles, description = '' }: Announced,
): readonly Element[] {
  const all = elementsOf(root)
  const before = all.slice(0, Math.max(all.indexOf(body), 0))
  const heading = headingAt(before, titles)
  const told = squash(description).slice(0, 60)
  const skipped = new Set(lineage(body))
  const found: Element[] = []
  let bodyText: string | undefined
  let compared = 0
  for (const [index, element] of before.entries()) {
    const { chars = 0 } = measures.get(element) ?? {}
    if (chars < 40 || chars > longestBlock || skipped.has(element) || !carriers.has(element.name)) continue
    const sign = heading >= 0 && index > heading ? signOf(element, measures) : undefined
    if ((sign === undefined && told.length < 20) || lineage(element).some((each) => found.includes(each))) continue
    if (++compared > mostCompared) break
    const text = shownText(element)
    const key = squash(text)
    bodyText ??= squash(shownText(body))
    if (bodyText.includes(key.slice(0, 80))) continue
    const isTold = told.length >= 20 && key.startsWith(told.slice(0, 40))
    if (isTold || (sign !== undefined && (sign === 'name' || /[.!?…。]/.test(text)) && !isDateLine(text)))
      found.push(element)
  }
  return found.map(leaf)
}

/** Where the heading is that says one of the titles, else the first h1; -1 when none comes before the body. */
function headingAt(elements: readonly Element[], titles: readonly string[]): number {
  const said = elements.findIndex(
    (element) => /^h[1-3]$/.test(element.name) && titles.includes(squash(shownText(element))),
  )
  return said >= 0 ? said : elements.findIndex(({ name }) => name === 'h1')
}

const isNamedStandfirst = bears(standfirstWords)

/** Why a block behind the heading may introduce the text; undefined where nothing says so. */
function signOf(element: Element, measures: Measures): 'name' | 'sentences' | undefined {
  if (isNamedStandfirst(element)) return 'name'
  const { chars = 0, prose = 0, linkChars = 0 } = measures.get(element) ?? {}
  const isText = prose > chars * 0.8 && linkChars < chars * 0.2 && isLine(element)
  return isText && !isNearPicture(element, measures) ? 'sentences' : undefined
}

/** A caption: by its name, or since the part around it holds a picture and hardly any other text. */
function isNearPicture(element: Element, measures: Measures): boolean {
  const isCaption = lineage(element)
    .slice(0, 3)
    .some((each) => each.name.startsWith('fig') || isNamedCaption(each))
  return isCaption || figureOf(element, measures) !== undefined
}

/** A single line of text, not a part with blocks. */
function isLine(element: Element): boolean {
  return element.children.every((child) => !isTag(child) || inline.has(child.name))
}

const carriers: ReadonlySet<string> = new Set(['p', 'div', 'h2', 'h3', 'span', 'section', 'strong', 'em', 'li'])

/** The innermost element that holds all of it. */
function leaf(element: Element): Element {
  const children = element.children.filter(isTag)
  const only = children[0]
  return children.length === 1 && only !== undefined && shownText(only) === shownText(element) ? leaf(only) : element
}
