import { type Element, isTag, isText } from 'domhandler'
import { inline } from './tree.ts'

/** Blocks of text: what stands between two line breaks of the page. */
export function textBlocks(parent: Element): readonly Element[] {
  return parent.children.flatMap((child): readonly Element[] => {
    if (!isTag(child) || inline.has(child.name) || child.name === 'pre' || child.name === 'table') return []
    const inner = textBlocks(child)
    const own = child.children.some((each) =>
      isText(each) ? each.data.trim() !== '' : isTag(each) && inline.has(each.name),
    )
    return own || inner.length === 0 ? [child] : inner
  })
}

/** The links below an element, none inside another. */
export function linksIn(element: Element): readonly Element[] {
  return element.children.flatMap((child) => (isTag(child) ? (child.name === 'a' ? [child] : linksIn(child)) : []))
}
