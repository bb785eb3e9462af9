import { type Element, isTag } from 'domhandler'
import type { Measures } from './measure.ts'
import { bears } from './tree.ts'

/** A picture's caption by the words of its element. Origin: WordPress, TYPO3, Drupal, newspapers. */
const captionWords: ReadonlySet<string> = new Set(
  'caption captions captiontext legend legende bildunterschrift bildunterzeile bildtext untertitel photocredit imagecredit credit credits copyright fotocredit piedefoto pie bildtexte byskrift imgtext'.split(
    ' ',
  ),
)

/** Is it called a caption? */
export const isNamedCaption = bears(captionWords)

/** Longer ones are texts that a template calls so. */
const longestCaption = 500

const pictured: ReadonlySet<string> = new Set(['img', 'picture', 'video', 'amp-img', 'iframe'])

/**
 * Makes figures of what are figures by their looks alone: a part that holds a picture, and no text but one that is named a
 * caption. So a caption stays with its picture and never reads as a sentence of the article. Changes the tree.
 */
export function markCaptions(parent: Element, measures: Measures, inFigure = false): void {
  for (const child of parent.children) {
    if (!isTag(child)) continue
    if (child.name === 'figure' && holdsPicture(child)) markText(child, measures)
    if (!inFigure && isCaption(child, measures)) {
      const figure = figureOf(child, measures)
      if (figure !== undefined) {
        child.name = 'figcaption'
        if (figure !== child) figure.name = 'figure'
      }
    } else markCaptions(child, measures, inFigure || child.name === 'figure')
  }
}

/** Whatever text stands in a figure beside its picture is the caption, whether an element says so or not (HTML 4.4.12). */
function markText(figure: Element, measures: Measures): void {
  for (const child of figure.children) {
    if (!isTag(child) || kept.has(child.name)) continue
    const { chars = 0 } = measures.get(child) ?? {}
    if (chars === 0) continue
    if (holdsPicture(child) || holdsKept(child)) markText(child, measures)
    else if (chars < longestCaption) child.name = 'figcaption'
  }
}

/** What figures show beside pictures, and captions that are marked. */
const kept: ReadonlySet<string> = new Set([
  'figcaption',
  'table',
  'pre',
  'blockquote',
  'ul',
  'ol',
  'dl',
  'noscript',
  'figure',
])

function holdsKept(element: Element): boolean {
  return element.children.some((child) => isTag(child) && (kept.has(child.name) || holdsKept(child)))
}

function isCaption(element: Element, measures: Measures): boolean {
  if (!carriers.has(element.name)) return false
  const { chars = 0 } = measures.get(element) ?? {}
  return chars > 0 && chars < longestCaption && isNamedCaption(element)
}

const carriers: ReadonlySet<string> = new Set(['p', 'div', 'span', 'small', 'em', 'cite', 'dd', 'section', 'i'])

/** The part around a caption that holds its picture and hardly any other text; undefined where a text is no picture's. */
export function figureOf(caption: Element, measures: Measures): Element | undefined {
  const chars = measures.get(caption)?.chars ?? 0
  let at = caption.parent
  for (let level = 0; level < 4 && at !== null && isTag(at) && at.name !== 'body'; level++, at = at.parent) {
    if ((measures.get(at)?.chars ?? 0) > chars * 1.5 + 60) return undefined
    if (holdsPicture(at)) return at
  }
  return undefined
}

function holdsPicture(element: Element): boolean {
  return element.children.some((child) => isTag(child) && (pictured.has(child.name) || holdsPicture(child)))
}
