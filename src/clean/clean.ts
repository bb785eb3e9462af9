import type { ParentNode } from 'domhandler'
import type { Credit, Cut, Image, LearnedLine, LineSighting } from '../types.ts'
import { readTree } from '../util/html-tree.ts'
import { limitMarkup } from '../util/limit-markup.ts'
import { allow, type Part } from './allow.ts'
import { cutJunk, cutLearned, type JunkContext } from './junk.ts'
import { toHtml, toText } from './serialize.ts'
import { tidy } from './tidy.ts'
import { elementsOf } from './tree.ts'

/** What cleaning a body that comes as HTML needs to know around it. */
export interface CleanContext extends JunkContext {
  /** What relative addresses are relative to. */
  readonly baseUrl: string
}

/** A body that is safe to publish, and what was taken out of it. */
export interface Cleaned {
  readonly html: string
  /** Its running text: blocks separated by an empty line, without captions. */
  readonly text: string
  readonly cuts: readonly Cut[]
  /** What of it could recur on its host, also what was cut. */
  readonly sightings: readonly LineSighting[]
  readonly credit?: Credit
  /** The first picture in it. */
  readonly image?: Image
}

/** Makes foreign nodes, of one page or several, one publishable body: allow-list, then junk, then what is empty or repeated, then HTML and text. */
export function clean(parts: readonly Part[], context: JunkContext): Cleaned {
  const tree = allow(parts)
  tidy(tree)
  const { cuts, credit, sightings } = cutJunk(tree, context)
  if (cuts.length > 0) tidy(tree)
  const image = firstImage(tree)
  return {
    html: toHtml(tree),
    text: toText(tree),
    cuts,
    sightings,
    ...(credit !== undefined && { credit }),
    ...(image !== undefined && { image }),
  }
}

/** The same for a body that comes as HTML, as feeds give it. */
export function cleanHtml(html: string, context: CleanContext): Cleaned {
  return clean([{ nodes: readTree(limitMarkup(html)).root.children, baseUrl: context.baseUrl }], context)
}

/** A body that `clean` gave, without what has been learned of its host since; undefined where it has nothing of it. */
export function cleanAgain(
  html: string,
  title: string,
  learned: readonly LearnedLine[],
): Pick<Cleaned, 'html' | 'text' | 'cuts'> | undefined {
  const tree = readTree(html).root
  const cuts = cutLearned(tree, title, learned)
  if (cuts.length === 0) return undefined
  tidy(tree)
  return { html: toHtml(tree), text: toText(tree), cuts }
}

function firstImage(tree: ParentNode): Image | undefined {
  for (const { name, attribs } of elementsOf(tree.children)) {
    const { src, width, height, alt } = attribs
    if (name !== 'img' || src === undefined) continue
    return {
      url: src,
      ...(width !== undefined && height !== undefined && { width: Number(width), height: Number(height) }),
      ...(alt && { alt }),
    }
  }
  return undefined
}
