import type { CheerioAPI } from 'cheerio'
import { load } from 'cheerio/slim'
import { type ChildNode, isTag, isText, type ParentNode } from 'domhandler'
import { decodeText } from '../util/decode.ts'
import { readTree } from '../util/html-tree.ts'
import { limitMarkup } from '../util/limit-markup.ts'

/**
 * Deeper elements are taken apart, their content stays. Pages of writers and of every template engine stay under 100;
 * recursion (ours and Cheerio's, which overflows from 2000 levels) is safe below.
 */
const deepest = 256

/** Characters of text that are read, indentation too: the longest of 1,604 pages of an extraction corpus has 570,000. */
const mostText = 2_000_000

/** Reads a page's bytes into a tree that is safe to walk recursively. */
export function loadPage(bytes: Uint8Array, contentType: string | undefined): CheerioAPI {
  const { text } = decodeText(bytes, { markup: 'html', ...(contentType !== undefined && { contentType }) })
  return loadHtml(text)
}

/** `loadPage` for text that is decoded already. */
export function loadHtml(html: string): CheerioAPI {
  const { root, depth } = readTree(limitMarkup(html))
  if (depth > deepest) limitDepth(root)
  if (html.length > mostText) limitText(root, mostText)
  return load(root, { xml: { xmlMode: false } })
}

/** Levels below `deepest` are replaced by their leaves: iterative, since this is what makes recursion safe. */
function limitDepth(root: ParentNode): void {
  let level: ParentNode[] = [root]
  for (let depth = 0; depth < deepest && level.length > 0; depth++) {
    const next: ParentNode[] = []
    for (const { children } of level) for (const child of children) if (isTag(child)) next.push(child)
    level = next
  }
  for (const parent of level) flatten(parent)
}

function flatten(parent: ParentNode): void {
  const leaves: ChildNode[] = []
  const waiting: ChildNode[] = [...parent.children].reverse()
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (isText(node) || (isTag(node) && node.children.length === 0)) leaves.push(node)
    else if (isTag(node) && node.name !== 'script' && node.name !== 'style') {
      for (let at = node.children.length - 1; at >= 0; at--) {
        const child = node.children[at]
        if (child !== undefined) waiting.push(child)
      }
    }
  }
  parent.children = leaves
  leaves.forEach((leaf, at) => {
    leaf.parent = parent
    leaf.prev = leaves[at - 1] ?? null
    leaf.next = leaves[at + 1] ?? null
  })
}

/** Cuts off the text beyond the limit, and says how much of the limit is left; scripts hold data and are no text. */
function limitText(parent: ParentNode, limit: number): number {
  let left = limit
  for (const child of parent.children) {
    if (isText(child)) {
      child.data = child.data.slice(0, left)
      left -= child.data.length
    } else if (isTag(child) && child.name !== 'script' && child.name !== 'style') left = limitText(child, left)
  }
  return left
}
