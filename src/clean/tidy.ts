import { type ChildNode, type Element, isTag, isText, type ParentNode } from 'domhandler'
import { removeAll } from '../util/remove-nodes.ts'
import { blocks } from './elements.ts'
import { remove } from './tree.ts'

/** So long a block is not repeated by a writer, only by a template (a phone's and a desktop's copy, a pull quote). */
const longText = 80

/** Takes out what shows nothing (empty elements, headings over nothing) and what is said twice; changes the tree. */
export function tidy(tree: ParentNode): void {
  dropEmpty(tree)
  dropRepeated(tree)
  // What held nothing but a repetition is no text that a heading announces.
  dropEmpty(tree)
  dropLastHeadings(tree)
}

const shown: ReadonlySet<string> = new Set(['img', 'hr', 'br', 'td', 'th'])

function dropEmpty(parent: ParentNode): void {
  const empty = parent.children.filter((child) => {
    if (isText(child)) return child.data === ''
    if (!isTag(child)) return false
    dropEmpty(child)
    return !shown.has(child.name) && isEmpty(child)
  })
  if (empty.length > 0) removeAll(new Set(empty))
}

/** A figure without its picture is a caption of nothing; a row of empty cells is no row. */
function isEmpty(element: Element): boolean {
  const { name, children } = element
  const kept = children.filter((child) => !(isText(child) && blocks.has(name) && child.data.trim() === ''))
  if (name === 'figure') return !kept.some((child) => isTag(child) && child.name !== 'figcaption')
  if (name === 'tr') return kept.every((child) => isTag(child) && child.children.length === 0)
  if (blocks.has(name)) return kept.every((child) => isTag(child) && child.name === 'br')
  return kept.length === 0
}

function dropRepeated(tree: ParentNode): void {
  const seen = new Set<string>()
  const repeated = new Set<ChildNode>()
  let before: string | undefined
  for (const block of textBlocks(tree)) {
    const text = plain(block)
    if (text === '') continue
    const repeats = text.length >= longText ? seen.has(text) : text === before && block.name === 'p'
    if (repeats) repeated.add(block)
    else before = text
    seen.add(text)
  }
  removeAll(repeated)
}

/** Blocks that hold text and no further blocks, in order; table cells repeat by nature and are not among them. */
function textBlocks(parent: ParentNode): readonly Element[] {
  return parent.children.flatMap((child): readonly Element[] => {
    if (!isTag(child) || child.name === 'table' || child.name === 'pre') return []
    const inner = textBlocks(child)
    return inner.length > 0 ? inner : blocks.has(child.name) ? [child] : []
  })
}

function plain(parent: ParentNode): string {
  return parent.children
    .map((child) => (isText(child) ? child.data : isTag(child) ? plain(child) : ''))
    .join('')
    .trim()
}

/** A heading announces what follows it; at the end it announces something that was left out. */
function dropLastHeadings(tree: ParentNode): void {
  let last: ChildNode | undefined = tree.children.at(-1)
  while (last !== undefined && isTag(last) && (/^h[2-6]$/.test(last.name) || last.name === 'hr')) {
    remove(last)
    last = tree.children.at(-1)
  }
}
