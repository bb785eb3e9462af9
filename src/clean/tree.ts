import { type AnyNode, type ChildNode, type Element, isTag, isText, type ParentNode } from 'domhandler'

/** Puts a fresh node at the end of a parent. */
export function append(parent: ParentNode, child: ChildNode): void {
  const last = parent.children.at(-1) ?? null
  child.parent = parent
  child.prev = last
  child.next = null
  if (last !== null) last.next = child
  parent.children.push(child)
}

/** Takes a node out of its parent. */
export function remove(child: ChildNode): void {
  const { parent, prev, next } = child
  if (parent === null) return
  const index = parent.children.lastIndexOf(child)
  if (index >= 0) parent.children.splice(index, 1)
  if (prev !== null) prev.next = next
  if (next !== null) next.prev = prev
  child.parent = null
  child.prev = null
  child.next = null
}

/** All elements below the nodes, in document order; iterative, so that no depth overflows the stack. */
export function* elementsOf(nodes: readonly AnyNode[]): Generator<Element> {
  const waiting = [...nodes].reverse()
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (isTag(node)) yield node
    if ('children' in node) for (let at = node.children.length - 1; at >= 0; at--) push(waiting, node.children[at])
  }
}

function push(waiting: AnyNode[], node: AnyNode | undefined): void {
  if (node !== undefined) waiting.push(node)
}

/** All text below a node, as it stands; iterative. */
export function rawText(root: AnyNode): string {
  let text = ''
  const waiting: AnyNode[] = [root]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (isText(node)) text += node.data
    else if ('children' in node) for (let at = node.children.length - 1; at >= 0; at--) push(waiting, node.children[at])
  }
  return text
}
