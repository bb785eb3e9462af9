import { SaxesParser } from 'saxes'

/** An element as a strict parser sees it. */
export interface StrictElement {
  /** Its local name for elements in `homeNamespace`, else `{namespace}name`. */
  readonly name: string
  /** By name as written. */
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly StrictElement[]
  /** Its own text, without that of its children. */
  readonly text: string
}

/** One that is being read. */
interface OpenElement extends StrictElement {
  readonly children: OpenElement[]
  text: string
}

/** Elements of one name that are looked at as they end and then dropped: a feed's entries are most of it. */
export interface Passing {
  readonly name: string
  readonly look: (element: StrictElement) => void
}

/**
 * Reads a whole document; throws an Error for the first place where it is not well-formed XML with namespaces, and what
 * `passing.look` throws.
 */
export function readStrict(xml: string, homeNamespace: string, passing?: Passing): StrictElement {
  const document: OpenElement = { name: '', attributes: {}, children: [], text: '' }
  const open = [document]
  const parser = new SaxesParser({ xmlns: true, position: true })
  parser.on('opentag', (tag) => {
    const name = tag.uri === homeNamespace ? tag.local : `{${tag.uri}}${tag.local}`
    const attributes = Object.fromEntries(Object.values(tag.attributes).map((each) => [each.name, each.value]))
    const element: OpenElement = { name, attributes, children: [], text: '' }
    if (name !== passing?.name) open.at(-1)?.children.push(element)
    open.push(element)
  })
  parser.on('closetag', () => {
    const element = open.pop()
    if (element !== undefined && element.name === passing?.name) passing.look(element)
  })
  const addText = (text: string): void => {
    const element = open.at(-1)
    if (element !== undefined) element.text += text
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.write(xml).close()
  const [root] = document.children
  if (root === undefined) throw new Error('it has no root element')
  return root
}

export function childrenOf(element: StrictElement, name: string): readonly StrictElement[] {
  return element.children.filter((child) => child.name === name)
}

/** Text of the first child of that name, `''` when there is none. */
export function childText(element: StrictElement, name: string): string {
  return childrenOf(element, name)[0]?.text ?? ''
}

/** Throws unless each of the named children is there exactly once. */
export function requireOne(element: StrictElement, place: string, ...names: readonly string[]): void {
  for (const name of names) {
    const found = childrenOf(element, name).length
    if (found !== 1) throw new Error(`${place} has ${found} ${name} elements instead of one`)
  }
}
