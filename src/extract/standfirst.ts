import { type Element, isTag } from 'domhandler'
import { squash } from '../util/squash.ts'
import type { Measures } from './measure.ts'
import { elementsOf, hintWords, lineage, shownText } from './tree.ts'
import { standfirstWords } from './words.ts'

/** Blocks that are held against the whole body; a page has a handful that could be a standfirst. */
const mostCompared = 100

/**
 * The standfirst when it stands outside the body, between the heading and the text: one short block, in a part so
 * named or saying what the page's description says.
 */
export function findStandfirst(
  root: Element,
  body: Element,
  measures: Measures,
  description: string | undefined,
): Element | undefined {
  const all = elementsOf(root)
  const end = all.indexOf(body)
  const heading = all.findIndex(({ name }) => name === 'h1')
  const told = squash(description ?? '').slice(0, 60)
  const inBody = new Set(lineage(body))
  let bodyText: string | undefined
  let compared = 0
  for (const [index, element] of all.slice(0, Math.max(end, 0)).entries()) {
    const size = measures.get(element)?.chars ?? 0
    if (size < 40 || size > 700 || inBody.has(element) || !carriers.has(element.name)) continue
    const named = hintWords(element).some((word) => standfirstWords.has(word))
    if (!named && told.length < 20) continue
    if (++compared > mostCompared) return undefined
    const text = shownText(element)
    const key = squash(text)
    bodyText ??= squash(shownText(body))
    if (bodyText.includes(key.slice(0, 80))) continue
    const says = told.length >= 20 && key.startsWith(told.slice(0, 40))
    if (says || (named && /[.!?…。]/.test(text) && heading >= 0 && index > heading)) return leaf(element)
  }
  return undefined
}

const carriers: ReadonlySet<string> = new Set(['p', 'div', 'h2', 'h3', 'span', 'section', 'strong', 'em', 'li'])

/** The innermost element that holds all of it. */
function leaf(element: Element): Element {
  const children = element.children.filter(isTag)
  const only = children[0]
  return children.length === 1 && only !== undefined && shownText(only) === shownText(element) ? leaf(only) : element
}
