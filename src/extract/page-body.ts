import type { CheerioAPI } from 'cheerio'
import { type ChildNode, Element, isTag } from 'domhandler'
import { removeAll } from '../util/remove-nodes.ts'

/** The page's body as browsers have it, whatever its tags say; changes the tree. */
export function pageBody($: CheerioAPI): Element {
  const body = outermostBody($)
  if (body === undefined) return pageElement($)
  const strays = behind(body)
  removeAll(new Set(strays))
  for (const stray of strays) append(body, stray)
  return body
}

/** Documents pasted into others bring their own `body` along; browsers read them as one. Beside each other, the largest. */
function outermostBody($: CheerioAPI): Element | undefined {
  // Cheerio's own search takes seconds where a page has a hundred thousand elements beside each other.
  return outermostBodies($.root()[0]?.children ?? []).toSorted((a, b) => b.children.length - a.children.length)[0]
}

/** What is within a body need not be walked. */
function outermostBodies(nodes: readonly ChildNode[]): readonly Element[] {
  return nodes
    .filter(isTag)
    .flatMap((element) => (element.name === 'body' ? [element] : outermostBodies(element.children)))
}

/** A page without `body` element is still a page to every browser. */
function pageElement($: CheerioAPI): Element {
  const page = new Element('body', {}, $.root()[0]?.children ?? [])
  for (const child of page.children) child.parent = page
  return page
}

/** What follows `</body>` or `</html>`, which templates close too early: it belongs to the body (HTML 13.2.6.4.19, "after body"). */
function behind(body: Element): readonly ChildNode[] {
  const found: ChildNode[][] = []
  let at = body
  for (let { parent } = at; parent !== null; parent = at.parent) {
    found.push(parent.children.slice(parent.children.indexOf(at) + 1))
    if (!isTag(parent)) break
    at = parent
  }
  return found.flat()
}

function append(body: Element, child: ChildNode): void {
  const last = body.children.at(-1)
  child.parent = body
  child.prev = last ?? null
  if (last !== undefined) last.next = child
  body.children.push(child)
}
