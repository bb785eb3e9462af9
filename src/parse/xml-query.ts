import { attributeValue, type XmlElement } from './xml-element.ts'

/** No feed says the same of itself or of an entry so often; making 200,000 addresses absolute takes seconds. */
const mostOfAName = 200

/** The answer to most questions that are put to an entry; it needs no list of its own each time. */
const none: readonly XmlElement[] = []

/** The child elements of a name, in order; of fields the first two hundred. */
export function childrenOf(element: XmlElement, name: string, limit = mostOfAName): readonly XmlElement[] {
  let found: XmlElement[] | undefined
  for (const child of element.children) {
    if (typeof child === 'string' || child.name !== name) continue
    if (found === undefined) found = [child]
    else found.push(child)
    if (found.length === limit) break
  }
  return found ?? none
}

/** The first child element that bears one of the names; an earlier name goes before an earlier place. */
export function childOf(element: XmlElement, ...names: readonly string[]): XmlElement | undefined {
  for (const name of names) {
    for (const child of element.children) if (typeof child !== 'string' && child.name === name) return child
  }
  return undefined
}

/** All text inside an element, trimmed; undefined when there is none. */
export function textOf(element: XmlElement | undefined): string | undefined {
  if (element === undefined) return undefined
  const { children } = element
  const only = children[0]
  // As a rule a field is one piece of text.
  const whole = typeof only === 'string' && children.length === 1 ? only : collectText(element)
  const text = withoutSection(whole.trim())
  return text === '' ? undefined : text
}

/** Programs that put text into CDATA escape what was in CDATA already; in HTML the mark would be a comment to the next `>`. */
function withoutSection(text: string): string {
  return text.startsWith('<![CDATA[') && text.endsWith(']]>') ? text.slice(9, -3).trim() : text
}

function collectText(element: XmlElement): string {
  let text = ''
  for (const child of element.children) text += typeof child === 'string' ? child : collectText(child)
  return text
}

/** The text of the first child of one of the names that has any. */
export function childText(element: XmlElement, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    for (const child of element.children) {
      if (typeof child === 'string' || child.name !== name) continue
      const text = textOf(child)
      if (text !== undefined) return text
    }
  }
  return undefined
}

/** An attribute without white space around it; undefined when absent or empty. */
export function attributeOf(element: XmlElement, name: string): string | undefined {
  if (element.attributes.length === 0) return undefined
  const value = attributeValue(element.attributes, name)?.trim()
  return value === '' ? undefined : value
}

/** All attributes, as names and values; white space around a value may mean something in HTML. */
export function attributesOf(element: XmlElement): readonly (readonly [name: string, value: string])[] {
  const { attributes } = element
  return Array.from({ length: attributes.length / 2 }, (_, index) => [
    attributes[index * 2] ?? '',
    attributes[index * 2 + 1] ?? '',
  ])
}
