import { type AnyNode, isTag, isText, type ParentNode } from 'domhandler'
import { blocks } from './elements.ts'

const voids: ReadonlySet<string> = new Set(['br', 'hr', 'img'])

/** An allowed tree as HTML that every parser, HTML and XML, reads the same way. */
export function toHtml(tree: ParentNode): string {
  return tree.children.map(nodeHtml).join('')
}

function nodeHtml(node: AnyNode): string {
  if (isText(node)) return escapeText(node.data)
  if (!isTag(node)) return ''
  const attributes = Object.entries(node.attribs).map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`)
  const tag = `${node.name}${attributes.join('')}`
  if (voids.has(node.name)) return `<${tag}>`
  // HTML 13.1.2.5: a parser drops one line feed right after <pre>.
  const guard = node.name === 'pre' && firstText(node).startsWith('\n') ? '\n' : ''
  return `<${tag}>${guard}${toHtml(node)}</${node.name}>`
}

function firstText(parent: ParentNode): string {
  const first = parent.children[0]
  return first !== undefined && isText(first) ? first.data : ''
}

function escapeText(text: string): string {
  return text.replace(/[&<>]/g, (char) => (char === '&' ? '&amp;' : char === '<' ? '&lt;' : '&gt;'))
}

function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', '&quot;').replaceAll('`', '&#96;')
}

/**
 * The running text: blocks separated by an empty line, list items and table rows on lines of their own, code as it
 * stands. Captions are left out: they tell the picture, differ from copy to copy, and break a sentence's neighbours.
 */
export function toText(tree: ParentNode): string {
  const parts: string[] = []
  writeText(tree, parts)
  return parts
    .join('')
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

const lines: ReadonlySet<string> = new Set(['li', 'tr', 'dt', 'dd'])

function writeText(parent: ParentNode, parts: string[]): void {
  for (const node of parent.children) {
    if (isText(node)) parts.push(node.data)
    else if (isTag(node) && node.name !== 'figcaption') {
      const edge = edgeOf(node.name)
      parts.push(edge)
      writeText(node, parts)
      parts.push(node.name === 'br' ? '' : edge)
    }
  }
}

function edgeOf(name: string): string {
  if (name === 'td' || name === 'th') return ' '
  if (name === 'br' || lines.has(name)) return '\n'
  return blocks.has(name) ? '\n\n' : ''
}
