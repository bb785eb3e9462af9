import { type AnyNode, type ChildNode, hasChildren, isTag, isText, type ParentNode } from 'domhandler'
import type { Line } from './junk-lines.ts'
import { remove } from './tree.ts'

/** A stretch of a line that leaves the tree. */
export interface Removal {
  readonly line: Line
  readonly start: number
  readonly end: number
}

/** Takes stretches of text out of the tree, with the elements and line breaks that they leave empty. */
export function removeFrom(tree: ParentNode, removals: readonly Removal[]): void {
  // From the back, so that the places of what stands before stay right.
  for (const removal of removals.toSorted((one, other) => other.start - one.start)) {
    const { line, start, end } = removal
    for (const piece of line.pieces) {
      const from = Math.max(start - piece.start, 0)
      const to = end - piece.start
      if (to > 0 && from < piece.node.data.length) {
        piece.node.data = piece.node.data.slice(0, from) + piece.node.data.slice(to)
      }
    }
  }
  const touched = new Set(removals.map((removal) => removal.line))
  for (const line of touched) tidy(line)
  // Once a block, not once a line: a block can have thousands of lines.
  for (const block of new Set([...touched].map((line) => line.block))) {
    if ('prev' in block) removeEmpty(block, tree)
  }
}

function tidy(line: Line): void {
  const isGone = line.pieces.every((piece) => piece.node.data.trim() === '')
  const last = line.pieces.at(-1)?.node
  const first = line.pieces[0]?.node
  if (isGone && last !== undefined && first !== undefined) removeBreak(line.block, first, last)
  for (const piece of line.pieces) removeEmpty(piece.node, line.block)
}

// A line that is gone takes the break behind it along; the last one of its block all those that now end the block.
function removeBreak(block: ParentNode, first: ChildNode, last: ChildNode): void {
  const after = breakBeside(block, last, 'next')
  if (after !== undefined) {
    remove(after)
    return
  }
  let before = breakBeside(block, first, 'prev')
  while (before !== undefined) {
    remove(before)
    before = breakBeside(block, first, 'prev')
  }
}

function breakBeside(block: ParentNode, from: ChildNode, side: 'next' | 'prev'): ChildNode | undefined {
  let node: ChildNode = from
  while (true) {
    const beside: ChildNode | null = node[side]
    if (beside === null) {
      const parent: ParentNode | null = node.parent
      if (parent === null || parent === block) return undefined
      node = parent
    } else {
      if (isTag(beside) && beside.name === 'br') return beside
      if (!isBlank(beside)) return undefined
      node = beside
    }
  }
}

/** Removes a node that holds nothing to see, and every parent that this leaves with nothing. */
function removeEmpty(start: ChildNode, tree: ParentNode): void {
  let node: ChildNode | ParentNode = start
  while (node !== tree && isBlank(node)) {
    const parent: ParentNode | null = node.parent
    if (parent === null) return
    // A space between two words stays, unless its whole element goes.
    if (!isText(node) || node.data === '') remove(node)
    node = parent
  }
}

const seen = new Set('img picture video audio iframe svg math hr object embed input source td th'.split(' '))

function isBlank(node: AnyNode): boolean {
  const stack: AnyNode[] = [node]
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (isText(next) && next.data.trim() !== '') return false
    if (isTag(next) && seen.has(next.name)) return false
    if (hasChildren(next)) for (const child of next.children) stack.push(child)
  }
  return true
}
