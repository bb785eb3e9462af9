import { type ChildNode, type Element, isTag } from 'domhandler'
import type { Measures } from './measure.ts'
import { elementsOf, outermost, shownText } from './tree.ts'

/** Characters of a line that opens a part of the text; a question rarely has more. */
const longestTitle = 300

/** One that folds alone holds an extra, as a video's transcript; questions and steps come in rows. */
const leastFolds = 2

/** So many levels around a button its sentences may follow: heading, header, item. */
const mostAround = 3

/**
 * Opens what is folded: a button over sentences is their heading, and the sentences are part of the text whether they are
 * shown or not (WAI-ARIA Authoring Practices, accordion). Questions and answers under articles are made so. Changes the tree.
 */
export function unfold(root: Element, measures: Measures): void {
  const folds = outermost(elementsOf(root).filter(isButton)).flatMap((button) => {
    const panel = panelOf(button, measures)
    return panel !== undefined && isTitle(button) ? [{ button, panel }] : []
  })
  if (folds.length < leastFolds) return
  for (const { button, panel } of folds) {
    button.name = holdsHeading(button) ? 'div' : isHeading(button.parent) ? 'span' : 'h3'
    // Its names say that it is a button, which stands for no text elsewhere.
    button.attribs = {}
    show(panel)
  }
}

function isButton({ name, attribs }: Element): boolean {
  return name === 'button' || attribs['role'] === 'button'
}

/** Is it a heading, in one, a question, or says it whether something is shown, in more than one word? */
function isTitle(button: Element): boolean {
  const text = shownText(button)
  if (text.length > longestTitle || !/\p{L}\p{M}* \S/u.test(text)) return false
  const isFold = button.attribs['aria-expanded'] !== undefined || /[?？؟]$/.test(text)
  return isFold || isHeading(button.parent) || holdsHeading(button)
}

/** The part with sentences that follows the button, or the part in which nothing else stands, as its heading. */
function panelOf(button: Element, measures: Measures): Element | undefined {
  const chars = measures.get(button)?.chars ?? 0
  let around = button
  for (let level = 0; level <= mostAround; level++) {
    const next = nextMeasured(around, measures)
    if (next !== undefined) return (measures.get(next)?.prose ?? 0) > 0 ? next : undefined
    const { parent } = around
    if (parent === null || !isTag(parent) || (measures.get(parent)?.chars ?? 0) > chars) return undefined
    around = parent
  }
  return undefined
}

function nextMeasured(element: Element, measures: Measures): Element | undefined {
  for (let { next } = element; next !== null; next = next.next) if (isTag(next) && measures.has(next)) return next
  return undefined
}

/** What its role says stays: a dialog that a button opens is no text. */
function show(element: Element): void {
  const { hidden: _, 'aria-hidden': __, style: ___, ...others } = element.attribs
  element.attribs = others
}

function holdsHeading(element: Element): boolean {
  return elementsOf(element).some(isHeading)
}

function isHeading(node: ChildNode | Element['parent']): node is Element {
  return node !== null && isTag(node) && /^h[2-6]$/.test(node.name)
}
