import type { Element } from 'domhandler'
import { removeAll } from '../util/remove-nodes.ts'
import { squash } from '../util/squash.ts'
import type { Measures } from './measure.ts'
import { textBlocks } from './text-blocks.ts'
import { bears, elementsOf, outermost, shownText } from './tree.ts'

/** Characters without spaces and signs: shorter ones recur by chance, longer ones are paragraphs. */
const shortest = 20
const longest = 400

/** Each is held against the whole text; magazines set a handful. */
const mostQuotes = 50

/**
 * Takes out pull quotes: sentences of the text that are set once more, large, beside it. A quote that the text does not
 * have is the text's own. Changes the tree.
 */
export function dropPullQuotes(body: Element, measures: Measures): void {
  const small = elementsOf(body).filter(
    (element) => isQuote(element) && (measures.get(element)?.chars ?? 0) < longest * 2,
  )
  const quotes = outermost(small).slice(0, mostQuotes)
  if (quotes.length === 0) return
  let text = squash(shownText(body))
  const dropped = new Set<Element>()
  for (const quote of quotes) {
    const said = repeatedIn(text, quote)
    if (said === undefined) continue
    dropped.add(quote)
    // Of a sentence that only quotes have, one stays.
    text = text.replace(said, '')
  }
  removeAll(dropped)
}

const bearsPull = bears(new Set(['pullquote', 'pull']))

function isQuote(element: Element): boolean {
  return element.name === 'blockquote' || element.name === 'aside' || bearsPull(element)
}

/** What the quote says, if the text says it twice: the whole of it, or all but the speaker's name. */
function repeatedIn(text: string, quote: Element): string | undefined {
  const whole = squash(shownText(quote))
  if (whole.length < shortest) return undefined
  return [whole, ...textBlocks(quote).map((block) => squash(shownText(block)))].find(
    (said) =>
      said.length >= Math.max(shortest, whole.length * 0.6) &&
      said.length <= longest &&
      text.indexOf(said) !== text.lastIndexOf(said),
  )
}
