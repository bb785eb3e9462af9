import { resolveUrl } from './urls.ts'

/** An element of a feed document. */
export interface XmlElement {
  /** Lower-case local name behind our prefix of its namespace: `item`, `atom:entry`, `dc:creator`; `*:x` if unknown. */
  readonly name: string
  /** In turn a lower-case name as written and its value: `attributeOf` reads them. */
  readonly attributes: readonly string[]
  readonly children: readonly (XmlElement | string)[]
  /** The bits of its children's names (`nameBit`), perhaps more: a name whose bit is missing is none of theirs. */
  readonly childBits: number
  /** What its addresses are relative to: xml:base of itself or around it, else the document's. */
  readonly base: string
  /** xml:lang of itself or around it. */
  readonly language: string | undefined
}

/** An element while it is read. */
export interface OpenElement extends XmlElement {
  children: (XmlElement | string)[]
  childBits: number
}

/** Of most elements. */
export const noAttributes: readonly string[] = []
/** Of most elements while they are opened; an array of its own takes more room than a short text. */
export const noChildren: (XmlElement | string)[] = []

/** A new element below another, whose base and language it has unless it says otherwise. */
export function makeElement(name: string, attributes: readonly string[], parent: XmlElement): OpenElement {
  const element = {
    name,
    attributes,
    children: noChildren,
    childBits: 0,
    base: parent.base,
    language: parent.language,
  }
  if (attributes.length === 0) return element
  const base = attributeValue(attributes, 'xml:base')
  const language = attributeValue(attributes, 'xml:lang')?.trim()
  if (base !== undefined) element.base = resolveUrl(base, parent.base) ?? parent.base
  if (language !== undefined) element.language = language === '' ? undefined : language
  return element
}

/** One of 31 bits for a name: an adapter asks an entry for some seventy names, and one look tells of most that they are absent. */
export function nameBit(name: string): number {
  let hash = 0
  for (let at = 0; at < name.length; at++) hash = (hash * 31 + name.charCodeAt(at)) >>> 0
  return 1 << (hash % 31)
}

/** The value of an attribute as it was written, white space and all. */
export function attributeValue(attributes: readonly string[], name: string): string | undefined {
  for (let at = 0; at < attributes.length; at += 2) if (attributes[at] === name) return attributes[at + 1]
  return undefined
}
