import { type AnyNode, type ChildNode, hasChildren, isTag, isText, type ParentNode } from 'domhandler'
import type { Line } from './junk-lines.ts'

/** A stretch of a line that leaves the tree. */
export interface Removal {
  readonly line: Line
  readonly start: number
  readonly end: number
}

/** Takes stretches of text out of the tree, with the elements and line breaks that they leave empty. */
export function removeFrom(tree: ParentNode, removals: readonly Removal[]): void {
  const ofLine = Map.groupBy(removals, (removal) => removal.line)
  const left = new Set<ParentNode>()
  for (const [line, places] of ofLine) takeOut(line, places)
  for (const line of ofLine.keys()) tidy(line, left)
  // Once a block, not once a line: a block can have thousands of lines.
  for (const block of new Set([...ofLine.keys()].map((line) => line.block))) {
    if ('prev' in block) removeEmpty(block, tree, left)
  }
  for (const parent of left) parent.children = parent.children.filter((child) => child.parent === parent)
}

/** Takes a node from its neighbours at once; from its parent's list later: a walk for each costs minutes on a long list. */
function detach(node: ChildNode, left: Set<ParentNode>): void {
  const { parent, prev, next } = node
  if (parent === null) return
  left.add(parent)
  if (prev !== null) prev.next = next
  if (next !== null) next.prev = prev
  node.parent = null
}

// In one pass: a line can be a megabyte and hold thousands of places, in as many pieces.
function takeOut(line: Line, removals: readonly Removal[]): void {
  const places = removals.toSorted((one, other) => one.start - other.start)
  let next = 0
  for (const { node, start } of line.pieces) {
    const end = start + node.data.length
    let kept = ''
    let at = start
    for (let place = places[next]; place !== undefined && place.start < end; place = places[next]) {
      kept += node.data.slice(at - start, Math.max(at, place.start) - start)
      at = Math.max(at, Math.min(place.end, end))
      if (place.end > end) break
      next += 1
    }
    if (at > start || kept !== '') node.data = kept + node.data.slice(at - start)
  }
}

function tidy(line: Line, left: Set<ParentNode>): void {
  const isGone = line.pieces.every((piece) => piece.node.data.trim() === '')
  const last = line.pieces.at(-1)?.node
  const first = line.pieces[0]?.node
  if (isGone && last !== undefined && first !== undefined) removeBreak(line.block, first, last, left)
  for (const piece of line.pieces) removeEmpty(piece.node, line.block, left)
}

// A line that is gone takes the break behind it along; the last one of its block all those that now end the block.
function removeBreak(block: ParentNode, first: ChildNode, last: ChildNode, left: Set<ParentNode>): void {
  const after = breakBeside(block, last, 'next')
  if (after !== undefined) {
    detach(after, left)
    return
  }
  let before = breakBeside(block, first, 'prev')
  while (before !== undefined) {
    detach(before, left)
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
function removeEmpty(start: ChildNode, tree: ParentNode, left: Set<ParentNode>): void {
  let node: ChildNode | ParentNode = start
  while (node !== tree && isBlank(node)) {
    const parent: ParentNode | null = node.parent
    if (parent === null) return
    // A space between two words stays, unless its whole element goes.
    if (!isText(node) || node.data === '') detach(node, left)
    node = parent
  }
}

const seen = new Set('img picture video audio iframe svg math hr object embed input source td th'.split(' '))

function isBlank(node: AnyNode): boolean {
  const stack: AnyNode[] = [node]
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (isText(next) && next.data.trim() !== '') return false
    if (isTag(next) && seen.has(next.name)) return false
    if (hasChildren(next)) for (const child of next.children) if (child.parent === next) stack.push(child)
  }
  return true
}
