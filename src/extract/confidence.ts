import { type AnyNode, type ChildNode, Element, isDocument } from 'domhandler'
import { squash } from '../util/squash.ts'
import { measure, weigh } from './measure.ts'
import { gatePhrases, missingPage } from './phrases.ts'
import { shownText } from './tree.ts'

/** What the judgement rests on. */
export interface ConfidenceSigns {
  readonly nodes: readonly AnyNode[]
  readonly pageTitles: readonly string[]
  readonly feed: { readonly title?: string; readonly summary?: string; readonly content?: string }
}

/** Below it, what was found is not worth more than the feed's own text. */
const leastConfidence = 0.4

/** Sentences that are looked for in the whole text: they tell as much as all would, at a bounded cost. */
export const mostCompared = 200

/** Is the page an article, as far as can be told? Else the feed's own text is used. */
export function isArticle(extracted: { readonly confidence: number }): boolean {
  return extracted.confidence >= leastConfidence
}

/** How sure it is that the nodes are an article: enough sentences, few links, the page is not an error, a gate or another page. */
export function confidenceOf(signs: ConfidenceSigns): number {
  const text = signs.nodes.map(shownText).join('\n')
  const size = weigh(text)
  if (size === 0) return 0
  const { prose, chars, linkChars } = proseOf(signs.nodes)
  let confidence = Math.min(1, prose / 500) * (1 - Math.min(1, linkChars / Math.max(1, chars)))
  if (signs.pageTitles.some((title) => title.length < 80 && missingPage.test(title)) && !titlesAgree(signs))
    confidence *= 0.2
  const gates = text.match(gatePhrases)?.length ?? 0
  if (gates > 0 && size < 1500 * gates) confidence *= 0.25
  if (signs.feed.title !== undefined && !titlesAgree(signs)) confidence *= 0.5
  const overlap = overlapWithFeed(text, signs.feed)
  if (overlap !== undefined) confidence = overlap > 0.6 ? Math.max(confidence, 0.8) : confidence
  return Math.round(confidence * 100) / 100
}

/** All nodes as one body: measured together, a page of a hundred thousand paragraphs costs no more than its text. */
function proseOf(nodes: readonly AnyNode[]): { prose: number; chars: number; linkChars: number } {
  const body = new Element('div', {}, nodes.filter(isChild))
  return measure(body, () => false).get(body) ?? { prose: 0, chars: 0, linkChars: 0 }
}

function isChild(node: AnyNode): node is ChildNode {
  return !isDocument(node)
}

/** Half of the feed title's words stand in one of the page's titles. */
function titlesAgree({ feed, pageTitles }: ConfidenceSigns): boolean {
  const words = wordsOf(feed.title ?? '')
  if (words.length === 0) return false
  return pageTitles.some((title) => {
    const there = squash(title)
    return words.filter((word) => there.includes(word)).length >= words.length / 2
  })
}

function wordsOf(text: string): readonly string[] {
  return (text.match(/[\p{L}\p{N}]{2,}/gu) ?? []).map(squash).filter((word) => word.length > 1)
}

/** Which part of the feed's sentences is in the text. */
function overlapWithFeed(text: string, feed: ConfidenceSigns['feed']): number | undefined {
  const sentences = `${feed.summary ?? ''} ${feed.content ?? ''}`
    .split(/[.!?。\n]+/)
    .map(squash)
    .filter((sentence) => sentence.length >= 25)
    .slice(0, mostCompared)
  if (sentences.length === 0) return undefined
  const there = squash(text)
  return sentences.filter((sentence) => there.includes(sentence)).length / sentences.length
}
