import { FeedError } from '../errors.ts'
import { decodeReferences, type OddReference } from '../util/entities.ts'
import { internalEntities } from './internal-entities.ts'
import type { FeedLimits } from './limits.ts'
import type { Repairs } from './repairs.ts'
import { XmlScanner } from './scan-xml.ts'
import {
  attributeValue,
  makeElement,
  noAttributes,
  noChildren,
  type OpenElement,
  type XmlElement,
} from './xml-element.ts'
import { documentScope, type Scope, type XmlName } from './xml-names.ts'

export interface ReadXmlOptions {
  /** For messages. */
  readonly url: string
  readonly base: string
  readonly repairs: Repairs
  /** What follows so many entries is not read. */
  readonly limits: Pick<FeedLimits, 'entries' | 'depth'>
}

/** Elements and attributes that may stand in a document, for each of its entries; what follows is not read. */
const nodesPerEntry = 10
/** For the 40,000 that are looked at by default: who keeps fewer entries still wants the newest of a long list. */
const leastMostNodes = 400_000
/** Pieces of text to a node, as they may stand between comments without an element. */
const textsPerNode = 2.5

/** Four times the longest body that is kept by default: what is longer is left out later, and its references need no room till then. */
const longestText = 16_000_000

interface Frame {
  readonly element: OpenElement
  readonly name: XmlName
  readonly scope: Scope
}

/**
 * Reads XML as it comes, well-formed or not, but without controls (`withoutControls`); the result is a nameless element around
 * whatever stood on the top level.
 */
export function readXml(source: string, options: ReadXmlOptions): XmlElement {
  return new TreeBuilder(source, options).read()
}

/** Holds the scanner's place and the open elements while one document is read. */
class TreeBuilder {
  readonly #source: string
  readonly #url: string
  readonly #repairs: Repairs
  readonly #limits: ReadXmlOptions['limits']
  readonly #maxNodes: number
  readonly #scanner: XmlScanner
  readonly #frames: Frame[]
  readonly #onOdd: (what: OddReference) => void
  readonly #ownEntity: ((name: string) => string | undefined) | undefined
  /** The innermost open element. */
  #top: Frame
  #nodes = 0
  #texts = 0
  #entries = 0
  /** Where the next reference stands, looked for once. */
  #ampersand = -1

  constructor(source: string, { url, base, repairs, limits }: ReadXmlOptions) {
    this.#source = source
    this.#url = url
    this.#repairs = repairs
    this.#limits = limits
    this.#maxNodes = Math.max(leastMostNodes, limits.entries * nodesPerEntry)
    this.#scanner = new XmlScanner(source)
    this.#onOdd = (what) => repairs.add(what)
    const entities = internalEntities(source)
    this.#ownEntity = entities && ((name) => entities.replace(name))
    const scope = documentScope()
    this.#top = {
      element: { name: '', attributes: noAttributes, children: noChildren, childBits: 0, base, language: undefined },
      name: scope.nameOf(''),
      scope,
    }
    this.#frames = [this.#top]
  }

  read(): XmlElement {
    const document = this.#top.element
    const scanner = this.#scanner
    let isCut = false
    while (!isCut) {
      const token = scanner.next()
      if (token === 'text') this.#text(scanner.start, scanner.end)
      else if (token === 'open') isCut = !this.#openTag()
      else if (token === 'close') this.#closeTag()
      else if (token === 'cdata') this.#append(this.#source.slice(scanner.start, scanner.end))
      else break
    }
    if (scanner.bareLessThans > 0) this.#repairs.add('bare-less-than', scanner.bareLessThans)
    if (scanner.unclosedTags > 0) this.#repairs.add('unclosed-tag', scanner.unclosedTags)
    if (this.#frames.length > 1 && !isCut) this.#repairs.add('truncated')
    this.#dropCutField()
    return document
  }

  #text(start: number, end: number): void {
    // Most text of a feed is the line breaks between its fields.
    if (this.#top.name.isContainer && this.#isBlank(start, end)) return
    this.#append(this.#decoded(start, end))
  }

  #isBlank(start: number, end: number): boolean {
    for (let at = start; at < end; at++) if (this.#source.charCodeAt(at) > 0x20) return false
    return true
  }

  #decoded(start: number, end: number): string {
    if (this.#ampersand < start) {
      const found = this.#source.indexOf('&', start)
      this.#ampersand = found < 0 ? this.#source.length : found
    }
    const text = this.#source.slice(start, end)
    if (end - start > longestText) return text
    return this.#ampersand < end ? decodeReferences(text, this.#onOdd, this.#ownEntity) : text
  }

  #append(text: string): void {
    const { element, name } = this.#top
    if (name.isContainer && text.trim() === '') return
    if (name.name === '') {
      this.#repairs.add('text-outside-root')
      return
    }
    this.#texts += 1
    if (this.#texts > this.#maxNodes * textsPerNode) return
    const last = element.children.at(-1)
    if (typeof last === 'string') element.children[element.children.length - 1] = last + text
    else this.#addChild(element, text)
  }

  #addChild(parent: OpenElement, child: XmlElement | string): void {
    // A list of one is made to measure; one that is pushed to has room for sixteen.
    if (parent.children === noChildren) parent.children = [child]
    else parent.children.push(child)
  }

  /** False if no more may be read. */
  #openTag(): boolean {
    const { start, end, isEmpty, attributesEnd } = this.#scanner
    const written = this.#source.slice(start, end)
    const attributes = attributesEnd === 0 ? noAttributes : this.#attributes()
    const outer = this.#top.scope
    const outside = outer.nameOf(written)
    const scope = outer.within(outside, attributes)
    const name = scope === outer ? outside : scope.nameOf(written)
    this.#closeImplied(name)
    if (this.#isTooMany(name, attributes)) return false
    if (name.isUpperCase) this.#repairs.add('upper-case-name')
    const parent = this.#top.element
    const element = makeElement(name.name, namedIn(scope, attributes), parent)
    this.#addChild(parent, element)
    parent.childBits |= name.bit
    if (!isEmpty && !name.isHtmlVoid) this.#open({ element, name, scope })
    return true
  }

  #open(frame: Frame): void {
    this.#frames.push(frame)
    this.#top = frame
    const { depth } = this.#limits
    if (this.#frames.length <= depth + 1) return
    const found = `the document has elements nested more than ${depth} deep`
    throw new FeedError('PARSE_LIMIT', this.#url, `${found}: raise limits.feedDepth if you trust it`)
  }

  /** The first of each name. */
  #attributes(): readonly string[] {
    const { attributes, attributesEnd, hasMoreAttributes } = this.#scanner
    if (hasMoreAttributes) this.#repairs.add('too-many-attributes')
    const found: string[] = []
    for (let at = 0; at < attributesEnd; at += 4) {
      const name = this.#source.slice(attributes[at], attributes[at + 1]).toLowerCase()
      if (attributeValue(found, name) !== undefined) continue
      found.push(name, this.#decoded(attributes[at + 2] ?? 0, attributes[at + 3] ?? 0))
    }
    return found
  }

  #isTooMany(name: XmlName, attributes: readonly string[]): boolean {
    this.#nodes += 1 + attributes.length / 2
    if (name.isEntry) this.#entries += 1
    if (this.#nodes > this.#maxNodes || this.#texts > this.#maxNodes * textsPerNode)
      this.#repairs.add('too-many-elements')
    else if (this.#entries > this.#limits.entries) this.#repairs.add('too-many-entries')
    else return false
    return true
  }

  #closeTag(): void {
    const { start, end } = this.#scanner
    const { tag } = this.#top.name
    if (end - start === tag.length && this.#source.startsWith(tag, start) && this.#frames.length > 1) {
      this.#closeTo(this.#frames.length - 1, 1)
      return
    }
    const { tag: closed, isHtmlVoid } = this.#top.scope.nameOf(this.#source.slice(start, end))
    let index = this.#frames.length - 1
    while (index > 0 && this.#frames[index]?.name.tag !== closed) index--
    if (index > 0) this.#closeTo(index, 1)
    else if (!isHtmlVoid) this.#repairs.add('stray-end-tag')
  }

  /** Ends the open elements from the index on; `closed` of them have an end tag. */
  #closeTo(index: number, closed: number): void {
    const unclosed = this.#frames.length - index - closed
    if (unclosed > 0) this.#repairs.add('unclosed-tag', unclosed)
    // One by one: to set the length of a list takes the engine longer than to read the tag.
    while (this.#frames.length > index) this.#frames.pop()
    this.#top = this.#frames[index - 1] ?? this.#top
  }

  /** Entries don't nest, and fields of text hold no other fields: the end tag before was forgotten. */
  #closeImplied(name: XmlName): void {
    if (name.isEntry) {
      const open = this.#frames.findIndex((frame) => frame.name.isEntry)
      if (open > 0) this.#closeTo(open, 0)
    } else if (name.isField && this.#top.name.isTextField) {
      this.#closeTo(this.#frames.length - 1, 0)
    }
  }

  /** The document, or what is read of it, ends within an entry: the field that is cut says something wrong, the fields before it are sound. */
  #dropCutField(): void {
    const entry = this.#frames.findIndex((frame) => frame.name.isEntry)
    if (entry > 0 && this.#frames.length > entry + 1) this.#frames[entry]?.element.children.pop()
  }
}

/** Attributes with a prefix under ours for its namespace (Namespaces in XML 1.0, 6.2: without a prefix they have none); `xml:` is XML's own. */
function namedIn(scope: Scope, attributes: readonly string[]): readonly string[] {
  let named: string[] | undefined
  for (let at = 0; at < attributes.length; at += 2) {
    const written = attributes[at]
    if (written === undefined || !written.includes(':') || written.startsWith('xml')) continue
    named ??= [...attributes]
    named[at] = scope.nameOf(written).name
  }
  return named ?? attributes
}
