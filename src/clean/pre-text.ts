import { type ChildNode, type Element, isTag, isText } from 'domhandler'
import { dropped } from './elements.ts'

/** Code keeps its white space; highlighters wrap lines in `div` or `li`, and write breaks as `br`. */
export function preText(pre: Element): string {
  let text = ''
  const waiting: (ChildNode | string)[] = [...pre.children].reverse()
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (typeof node === 'string') text += text.endsWith('\n') || text === '' ? '' : node
    else if (isText(node)) text += node.data
    else if (isTag(node) && node.name === 'br') text += '\n'
    else if (isTag(node) && !dropped.has(node.name)) {
      const isLine = ['div', 'li', 'p', 'tr'].includes(node.name)
      if (isLine) waiting.push('\n')
      for (const child of [...node.children].reverse()) waiting.push(child)
      if (isLine) waiting.push('\n')
    }
  }
  return text.replace(/^\r?\n/, '').trimEnd()
}
