import { type Element, isTag } from 'domhandler'
import type { Measures } from './measure.ts'
import { elementsOf, hintWords, inline } from './tree.ts'
import { bodyNames } from './words.ts'

/** The element that holds the article and little else; undefined when no block on the page is worth reading. */
export function chooseBody(root: Element, measures: Measures): Element | undefined {
  const parts = [root, ...elementsOf(root)].filter((element) => !isPart(element))
  // A page of short lines and links can be worth less than nothing as a whole; then sentences alone count.
  const anyWorth = parts.some((element) => (measures.get(element)?.value ?? 0) > 200)
  const worth = (element: Element): number => {
    const { value = 0, prose = 0 } = measures.get(element) ?? {}
    return anyWorth ? value : prose
  }
  const worthy = parts.filter((element) => worth(element) > 0)
  const main = mainOf(worthy, worth, worth(root) * leastMain)
  const within = new Set(main === undefined ? worthy : [main, ...elementsOf(main)])
  const all = worthy.filter((element) => within.has(element))
  const best = all.reduce<Element | undefined>(
    // Later means deeper when equal: the wrapper adds nothing.
    (chosen, element) => (chosen === undefined || worth(element) >= worth(chosen) ? element : chosen),
    undefined,
  )
  if (best === undefined) return undefined
  return narrow(named(all, worth(best), worth) ?? best, worth)
}

/** Some templates close `main` before the article, or hold its head alone in it. */
const leastMain = 0.4

/** A page shows one `main`, which leaves out what its other pages have too, consent and registration among it (HTML 4.4.14). */
function mainOf(all: readonly Element[], worth: (element: Element) => number, least: number): Element | undefined {
  const [main, second] = all.filter(
    (element) => (element.name === 'main' || element.attribs['role'] === 'main') && worth(element) >= least,
  )
  return second === undefined ? main : undefined
}

/** Is it a part of an article, too small to be one: by its name, or a single paragraph in a `div`? */
function isPart(element: Element): boolean {
  if (inside.has(element.name)) return true
  return (
    element.name === 'div' &&
    element.children.every((child) => !isTag(child) || (inline.has(child.name) && child.name !== 'br'))
  )
}

const inside: ReadonlySet<string> = new Set([
  'p',
  'li',
  'blockquote',
  'td',
  'tr',
  'figure',
  'figcaption',
  'dd',
  'span',
  'a',
])

/** The part that the page itself calls the body (schema.org, template names), if it holds most of what is worth reading. */
function named(all: readonly Element[], most: number, worth: (element: Element) => number): Element | undefined {
  const says = all.filter((element) => {
    const { itemprop = '', class: classes = '', id = '' } = element.attribs
    return /articlebody/i.test(itemprop) || element.name === 'article' || bodyNames.test(classes) || bodyNames.test(id)
  })
  const enough = says.filter((element) => worth(element) >= most * 0.8)
  return enough.at(-1)
}

/** Goes down while one child holds nearly everything and what it leaves behind is no sibling paragraph of it. */
function narrow(from: Element, worth: (element: Element) => number): Element {
  let at = from
  for (;;) {
    const here = at
    const children = here.children.filter(isTag)
    const main = children.find((child) => worth(child) >= worth(here) * 0.92)
    if (main === undefined || isPart(main)) return here
    const rest = children.filter((child) => child !== main && worth(child) > 0)
    if (rest.some((child) => isSibling(child, main))) return here
    at = main
  }
}

/** Bodies are cut into equal pieces by advertisements between them: same element, same first class word, or plain paragraphs. */
function isSibling(child: Element, main: Element): boolean {
  if (['p', 'ul', 'ol', 'blockquote', 'table', 'pre'].includes(child.name)) return true
  return child.name === main.name && hintWords(child)[0] === hintWords(main)[0]
}
