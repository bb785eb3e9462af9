import { type AnyNode, type Element, isTag } from 'domhandler'
import { squash } from '../util/squash.ts'
import { isArticle } from './confidence.ts'
import type { Extracted } from './extract.ts'
import { inline, shownText } from './tree.ts'

/** A text that two pages of one article don't share by chance: the template's lines are shorter. */
const longText = 40
/** Shorter titles ("News", "Review") are a site's sections. */
const shortTitle = 10
/** Clocks and zones apart, all pages of an article bear one date. */
const dayMs = 86_400_000

/**
 * Does the page go on with the article? Its address says so already; that blogs call the next post `next`, and that servers
 * answer a number they don't know with the first page again, takes more: the same title or the first page named as the
 * canonical one, no other date, and a text that is not there yet.
 */
export function isContinuation(before: readonly Extracted[], feedTitle: string | undefined, next: Extracted): boolean {
  const [first] = before
  if (first === undefined || !isArticle(next) || datesDiffer(first, next)) return false
  const named = [first.title, feedTitle].flatMap((title) => (title === undefined ? [] : [squash(title)]))
  const isNamed = next.titles
    .map(squash)
    .some((title) => named.some((name) => name.length >= shortTitle && title.startsWith(name)))
  const isOfFirst = next.canonicalUrl !== undefined && next.canonicalUrl === first.canonicalUrl
  return (
    (isNamed || isOfFirst) &&
    isNew(
      before.flatMap(({ nodes }) => nodes),
      next.nodes,
    )
  )
}

function datesDiffer(one: Extracted, other: Extracted): boolean {
  if (one.published === undefined || other.published === undefined) return false
  return Math.abs(one.published.getTime() - other.published.getTime()) > dayMs
}

/** More than half of its text does not stand in the other. */
function isNew(before: readonly AnyNode[], nodes: readonly AnyNode[]): boolean {
  const known = new Set(textsOf(before))
  const texts = textsOf(nodes)
  const size = (list: readonly string[]): number => list.reduce((sum, text) => sum + text.length, 0)
  return size(texts.filter((text) => !known.has(text))) > size(texts) / 2
}

/** The longer blocks' texts, folded. */
function textsOf(nodes: readonly AnyNode[]): readonly string[] {
  return nodes
    .flatMap((node): readonly AnyNode[] => (isTag(node) ? lowestBlocks(node) : [node]))
    .map((node) => squash(shownText(node)))
    .filter((text) => text.length >= longText)
}

function lowestBlocks(element: Element): readonly Element[] {
  const blocks = element.children.filter(isTag).filter(({ name }) => !inline.has(name))
  return blocks.length === 0 ? [element] : blocks.flatMap(lowestBlocks)
}
