import { attributeValue, nameBit, type XmlElement } from './xml-element.ts'

/** No feed says the same of itself or of an entry so often; making 200,000 addresses absolute takes seconds. */
const mostOfAName = 200

/** The answer to most questions that are put to an entry; it needs no list of its own each time. */
const none: readonly XmlElement[] = []

interface AskedName {
  readonly name: string
  readonly bit: number
}

/** What children are asked for by, the more trusted name first. */
export interface AskedNames {
  readonly each: readonly AskedName[]
  /** Those of all the names. */
  readonly bits: number
}

/** Names to ask for, as our prefixes give them (`XmlElement.name`); made once for each question, when the program is loaded. */
export function asked(...names: readonly string[]): AskedNames {
  const each = names.map((name) => ({ name, bit: nameBit(name) }))
  return { each, bits: each.reduce((bits, { bit }) => bits | bit, 0) }
}

/** The child elements of the names, those of an earlier name first; of each name no more than `limit`. */
export function childrenOf(
  element: XmlElement,
  { each, bits }: AskedNames,
  limit = mostOfAName,
): readonly XmlElement[] {
  const { children, childBits } = element
  if ((childBits & bits) === 0) return none
  let found: XmlElement[] | undefined
  for (const { name, bit } of each) {
    if ((childBits & bit) === 0) continue
    let count = 0
    for (const child of children) {
      if (typeof child === 'string' || child.name !== name) continue
      if (found === undefined) found = [child]
      else found.push(child)
      count += 1
      if (count === limit) break
    }
  }
  return found ?? none
}

/** The first that `read` makes anything of; an earlier name goes before an earlier place. */
function firstOf<T>(
  element: XmlElement,
  { each, bits }: AskedNames,
  read: (child: XmlElement) => T | undefined,
): T | undefined {
  const { children, childBits } = element
  if ((childBits & bits) === 0) return undefined
  for (const { name, bit } of each) {
    if ((childBits & bit) === 0) continue
    for (const child of children) {
      if (typeof child === 'string' || child.name !== name) continue
      const found = read(child)
      if (found !== undefined) return found
    }
  }
  return undefined
}

/** The first child element that bears one of the names. */
export function childOf(element: XmlElement, names: AskedNames): XmlElement | undefined {
  return firstOf(element, names, itself)
}

function itself(child: XmlElement): XmlElement {
  return child
}

/** The first child element of one of the names that holds anything. */
export function fieldOf(element: XmlElement, names: AskedNames): XmlElement | undefined {
  return firstOf(element, names, unlessEmpty)
}

function unlessEmpty(child: XmlElement): XmlElement | undefined {
  return child.children.length === 0 ? undefined : child
}

/** The text of the first child of one of the names that has any. */
export function childText(element: XmlElement, names: AskedNames): string | undefined {
  return firstOf(element, names, textOf)
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
