import { Tokenizer } from 'htmlparser2'
import { FeedError } from '../errors.ts'
import { decodeReferences } from '../util/entities.ts'
import { tokenHandlers } from '../util/tokens.ts'
import { prefixOfUndeclared, prefixOfUri } from './namespaces.ts'
import type { Repairs } from './repairs.ts'
import { resolveUrl } from './urls.ts'

/** An element of a feed document. */
export interface XmlElement {
  /** Lower-case local name behind our prefix of its namespace: `item`, `atom:entry`, `dc:creator`; `*:x` if unknown. */
  readonly name: string
  /** By lower-case name as written. */
  readonly attributes: ReadonlyMap<string, string>
  readonly children: (XmlElement | string)[]
  /** What its addresses are relative to: xml:base of itself or around it, else the document's. */
  readonly base: string
  /** xml:lang of itself or around it. */
  readonly language: string | undefined
}

export interface ReadXmlOptions {
  /** For messages. */
  readonly url: string
  readonly base: string
  readonly repairs: Repairs
  /** What follows so many is not read. */
  readonly maxEntries: number
}

/** Nesting that no real feed reaches; what walks the tree may recurse. */
const maxDepth = 256
/** Twenty-five for each of the 20,000 entries that are kept by default; what follows is not read. */
const maxElements = 500_000

/** Names of a document's prefixes, with those of the elements around it. */
interface Scope {
  readonly parent: Scope | undefined
  readonly declared: ReadonlyMap<string, string>
  readonly names: Map<string, string>
}

interface Frame {
  readonly element: XmlElement
  /** As written, in lower case: what its end tag must say. */
  readonly tag: string
  readonly scope: Scope
}

const noAttributes: ReadonlyMap<string, string> = new Map()
const controlCharacters = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g
/** White space between their children says nothing. */
const containers = new Set(['', 'rss', 'channel', 'item', 'rdf:rdf', 'atom:feed', 'atom:entry'])
const entries = new Set(['item', 'atom:entry'])
/** Hold text alone: a field that opens inside was meant to stand behind them. */
const textFields = new Set(
  'title link guid pubdate author category comments atom:title atom:id atom:updated atom:published'.split(' '),
)
const fields = new Set(
  (
    'title link description guid pubdate author category comments enclosure source content:encoded dc:date dc:creator ' +
    'atom:title atom:id atom:link atom:updated atom:published atom:author atom:category atom:summary atom:content'
  ).split(' '),
)
/** HTML in a field, not escaped, and as in HTML without end tags. */
const htmlVoids = new Set(['br', 'hr', 'img', 'wbr', 'input'])

/** Reads XML as it comes, well-formed or not; the result is a nameless element around whatever stood on the top level. */
export function readXml(source: string, options: ReadXmlOptions): XmlElement {
  const reader = new TreeBuilder(withoutControls(source, options.repairs), options)
  return reader.read()
}

function withoutControls(source: string, repairs: Repairs): string {
  if (source.search(controlCharacters) < 0) return source
  const cleaned = source.replace(controlCharacters, '')
  repairs.add('control-character', source.length - cleaned.length)
  return cleaned
}

/** Holds the tokenizer's place and the open elements while one document is read. */
class TreeBuilder {
  readonly #source: string
  readonly #url: string
  readonly #repairs: Repairs
  readonly #document: XmlElement
  readonly #root: Frame
  readonly #frames: Frame[]
  readonly #tokenizer: Tokenizer
  readonly #maxEntries: number
  #elements = 0
  #entries = 0
  #isStopped = false
  #tagStart = 0
  #tag = ''
  #attributeName = ''
  #attributeValue = ''
  #attributes: Map<string, string> | undefined

  constructor(source: string, { url, base, repairs, maxEntries }: ReadXmlOptions) {
    this.#source = source
    this.#url = url
    this.#repairs = repairs
    this.#document = { name: '', attributes: noAttributes, children: [], base, language: undefined }
    this.#root = {
      element: this.#document,
      tag: '',
      scope: { parent: undefined, declared: noAttributes, names: new Map() },
    }
    this.#frames = [this.#root]
    this.#maxEntries = maxEntries
    this.#tokenizer = this.#makeTokenizer(source)
  }

  read(): XmlElement {
    this.#tokenizer.write(this.#source)
    this.#tokenizer.end()
    this.#dropCutField()
    return this.#document
  }

  #makeTokenizer(source: string): Tokenizer {
    // References are resolved here, not by the tokenizer: it then skips from tag to tag, and what is no reference gets counted.
    return new Tokenizer(
      { xmlMode: true, decodeEntities: false },
      {
        ...tokenHandlers,
        ontext: (start, end) => this.#text(this.#decode(source.slice(start, end))),
        oncdata: (start, end, offset) => this.#text(source.slice(start, end - offset)),
        onopentagname: (start, end) => {
          this.#tagStart = start - 1
          this.#tag = source.slice(start, end)
          this.#attributes = undefined
        },
        onattribname: (start, end) => {
          this.#attributeName = source.slice(start, end)
          this.#attributeValue = ''
        },
        onattribdata: (start, end) => {
          this.#attributeValue += source.slice(start, end)
        },
        onattribend: () => this.#attribute(),
        onopentagend: (index) => this.#openTag(index + 1, false),
        onselfclosingtag: (index) => this.#openTag(index + 1, true),
        onclosetag: (start, end) => this.#closeTag(source.slice(start, end).toLowerCase()),
      },
    )
  }

  #top(): Frame {
    return this.#frames[this.#frames.length - 1] ?? this.#root
  }

  #decode(text: string): string {
    if (!text.includes('&')) return text
    return decodeReferences(text, (what) => this.#repairs.add(what))
  }

  #text(text: string): void {
    const { children, name } = this.#top().element
    if (containers.has(name)) {
      // What follows a doctype's internal subset is left over by the tokenizer.
      const stray = text.trim()
      if (stray === '') return
      if (name === '') {
        if (stray !== ']>') this.#repairs.add('text-outside-root')
        return
      }
    }
    const last = children.at(-1)
    if (typeof last === 'string') children[children.length - 1] = last + text
    else children.push(text)
  }

  #attribute(): void {
    this.#attributes ??= new Map()
    const name = this.#attributeName.toLowerCase()
    if (!this.#attributes.has(name)) this.#attributes.set(name, this.#decode(this.#attributeValue))
  }

  #openTag(end: number, isEmpty: boolean): void {
    if (!/^[\p{L}_:]/u.test(this.#tag)) {
      this.#repairs.add('bare-less-than')
      this.#text(this.#decode(this.#source.slice(this.#tagStart, end)))
      return
    }
    const attributes = this.#attributes ?? noAttributes
    const tag = this.#tag.toLowerCase()
    const outer = this.#top().scope
    const scope = scopeWithin(outer, tag, attributes)
    const name = this.#nameOf(this.#tag, tag, scope)
    this.#closeImplied(name)
    if (this.#isTooMany(name)) {
      this.#isStopped = true
      this.#tokenizer.pause()
      return
    }
    const parent = this.#top().element
    const ownBase = attributes.get('xml:base')
    const ownLanguage = attributes.get('xml:lang')?.trim()
    const element: XmlElement = {
      name,
      attributes,
      children: [],
      base: ownBase === undefined ? parent.base : (resolveUrl(ownBase, parent.base) ?? parent.base),
      language: ownLanguage === undefined ? parent.language : ownLanguage === '' ? undefined : ownLanguage,
    }
    parent.children.push(element)
    if (isEmpty || htmlVoids.has(localName(name))) return
    this.#frames.push({ element, tag, scope })
    if (this.#frames.length > maxDepth + 1) {
      throw new FeedError('PARSE_LIMIT', this.#url, `the document has elements nested more than ${maxDepth} deep`)
    }
  }

  #isTooMany(name: string): boolean {
    this.#elements += 1
    if (entries.has(name)) this.#entries += 1
    if (this.#elements > maxElements) this.#repairs.add('too-many-elements')
    else if (this.#entries > this.#maxEntries) this.#repairs.add('too-many-entries')
    else return false
    return true
  }

  #closeTag(tag: string): void {
    let index = this.#frames.length - 1
    while (index > 0 && this.#frames[index]?.tag !== tag) index--
    if (index > 0) this.#closeTo(index, 1)
    else if (!htmlVoids.has(tag)) this.#repairs.add('stray-end-tag')
  }

  /** Ends the open elements from the index on; `closed` of them have an end tag. */
  #closeTo(index: number, closed: number): void {
    const unclosed = this.#frames.length - index - closed
    if (unclosed > 0) this.#repairs.add('unclosed-tag', unclosed)
    this.#frames.length = index
  }

  /** Entries don't nest, and fields of text hold no other fields: the end tag before was forgotten. */
  #closeImplied(name: string): void {
    if (entries.has(name)) {
      const open = this.#frames.findIndex((frame) => entries.has(frame.element.name))
      if (open > 0) this.#closeTo(open, 0)
    } else if (fields.has(name) && textFields.has(this.#top().element.name)) {
      this.#closeTo(this.#frames.length - 1, 0)
    }
  }

  #nameOf(written: string, tag: string, scope: Scope): string {
    const known = scope.names.get(written)
    if (known !== undefined) return known
    const colon = tag.indexOf(':')
    const prefix = namespaceOf(tag.slice(0, Math.max(0, colon)), scope)
    const local = tag.slice(colon + 1)
    const name = prefix === '' ? local : `${prefix}:${local}`
    const writtenLocal = written.slice(colon + 1)
    if (writtenLocal !== local && writtenLocal === writtenLocal.toUpperCase() && name !== 'rdf:rdf') {
      this.#repairs.add('upper-case-name')
    }
    scope.names.set(written, name)
    return name
  }

  /** The document, or what is read of it, ends within an entry: the field that is cut says something wrong, the fields before it are sound. */
  #dropCutField(): void {
    if (this.#frames.length === 1) return
    if (!this.#isStopped) this.#repairs.add('truncated')
    const entry = this.#frames.findIndex((frame) => entries.has(frame.element.name))
    if (entry > 0 && this.#frames.length > entry + 1) this.#frames[entry]?.element.children.pop()
  }
}

/** The part of a name behind its prefix. */
export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

function scopeWithin(outer: Scope, tag: string, attributes: ReadonlyMap<string, string>): Scope {
  let declared: Map<string, string> | undefined
  for (const [name, uri] of attributes) {
    if (!name.startsWith('xmlns')) continue
    declared ??= new Map()
    if (name === 'xmlns') declared.set('', prefixOfUri(uri))
    else if (name[5] === ':') declared.set(name.slice(6), prefixOfUri(uri))
  }
  // The root's name says more than a default namespace that is absent, or of another format.
  const fixed = tag === 'rss' ? '' : tag === 'feed' ? 'atom' : undefined
  if (
    fixed !== undefined &&
    namespaceOf('', { ...outer, declared: declared ?? noAttributes, parent: outer }) !== fixed
  ) {
    declared = new Map(declared).set('', fixed)
  }
  return declared === undefined ? outer : { parent: outer, declared, names: new Map() }
}

function namespaceOf(prefix: string, scope: Scope): string {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const found = at.declared.get(prefix)
    if (found !== undefined) return found
  }
  return prefix === '' ? '' : prefixOfUndeclared(prefix)
}
