import { type AnyNode, type Element, isTag, isText, type ParentNode } from 'domhandler'
import { squash } from '../util/squash.ts'
import { foldSpace } from '../util/text.ts'
import { bears, lineage, shownText, unread } from './tree.ts'
import { asideWords, discussionWords } from './words.ts'

/** A short text of the page, such as stands around an article: a label, a name, a date. */
export interface PageText {
  readonly text: string
  /** The short text before it, which may be its label ("Published on"); '' when what stands before is long. */
  readonly before: string
  readonly element: Element
  /** Characters of text from the end of the article's heading to this one; negative before it. */
  readonly behindHeading: number
}

/** The short texts of a page in order. */
export interface PageTexts {
  readonly texts: readonly PageText[]
  /** Characters of all texts of the page, long ones too. */
  readonly chars: number
  /** Does it stand in a part of the page that is not the article's: teasers, comments, navigation, the foot? */
  readonly isAside: (text: PageText) => boolean
}

/** Longer ones are sentences. */
const longest = 200
const longestLabel = 40

/** "27.1.2022 - At the …", "KOBE, 3 May 2022 – The …": what stands before the first sentence, if it holds a year. */
function datelineOf(text: string): string | undefined {
  const [dateline = ''] = text.slice(0, longestLabel).split(/ [-–—] /)
  return dateline.length < longestLabel && /\d{4}/.test(dateline) ? dateline : undefined
}

/** Collects them, placed against the page's heading: the one that says one of the titles, else the first h1. */
export function pageTexts(page: ParentNode, titles: readonly string[]): PageTexts {
  const texts: { text: string; before: string; element: Element; behindHeading: number }[] = []
  const headings: { element: Element; at: number }[] = []
  let at = 0
  let before = ''
  const waiting: AnyNode[] = [page]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (isText(node)) {
      const text = foldSpace(node.data.length <= longest * 4 ? node.data : node.data.slice(0, longest * 4))
      if (text === '') continue
      const element = node.parent
      const short = text.length <= longest ? text : datelineOf(text)
      if (short !== undefined && element !== null && isTag(element))
        texts.push({ text: short, before, element, behindHeading: at })
      before = text.length <= longestLabel ? text : ''
      at += text.length
    } else if ('children' in node && !(isTag(node) && (unread.has(node.name) || node.name === 'head'))) {
      if (isTag(node) && /^h[1-3]$/.test(node.name)) headings.push({ element: node, at })
      for (let child = node.children.length - 1; child >= 0; child--) {
        const each = node.children[child]
        if (each !== undefined) waiting.push(each)
      }
    }
  }
  const heading = headingOf(headings, titles)
  const end = heading === undefined ? 0 : heading.at + shownText(heading.element).length
  for (const text of texts) text.behindHeading -= end
  // What holds the heading too is a wrapper of the article, whatever its template calls it.
  const wrappers = new Set(heading === undefined ? [] : lineage(heading.element))
  return {
    chars: at,
    texts,
    isAside: ({ element }) => lineage(element).some((each) => !wrappers.has(each) && isAsideElement(each)),
  }
}

function headingOf<T extends { readonly element: Element }>(
  headings: readonly T[],
  titles: readonly string[],
): T | undefined {
  const sought = titles.map(squash).filter((title) => title.length >= 8)
  return (
    headings.find(({ element }) => {
      const text = squash(shownText(element))
      return text.length >= 8 && sought.some((title) => title.includes(text) || text.includes(title))
    }) ?? headings.find(({ element }) => element.name === 'h1')
  )
}

const bearsAside = bears(asideWords.union(discussionWords))

function isAsideElement(element: Element): boolean {
  return asides.has(element.name) || bearsAside(element)
}

const asides: ReadonlySet<string> = new Set(['nav', 'footer', 'aside', 'select', 'button'])
