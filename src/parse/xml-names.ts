import { prefixOfUndeclared, prefixOfUri } from './namespaces.ts'
import { nameBit } from './xml-element.ts'

function names(list: string): ReadonlySet<string> {
  return new Set(list.split(' '))
}

/** White space between their children says nothing; the nameless one is the document. */
const containers = new Set(['', ...names('rss channel item rdf:rdf atom:feed atom:entry')])
const entries = names('item atom:entry')
/** Hold text alone: a field that opens inside was meant to stand behind them. */
const textFields = names(
  'title link guid pubdate author category comments atom:title atom:id atom:updated atom:published',
)
const fields = names(
  'title link description guid pubdate author category comments enclosure source content:encoded dc:date dc:creator ' +
    'atom:title atom:id atom:link atom:updated atom:published atom:author atom:category atom:summary atom:content',
)
/** HTML in a field, not escaped, and as in HTML without end tags. */
const htmlVoids = names('br hr img wbr input')

/** The default namespace of these is known by their name alone. */
const defaultsOfRoots = new Map([
  ['rss', ''],
  ['feed', 'atom'],
])

/** What a tag's name means where it stands. */
export interface XmlName {
  /** Lower-case local name behind our prefix of its namespace: `item`, `atom:entry`, `dc:creator`; `*:x` if unknown. */
  readonly name: string
  /** The name's, for the element that holds it (`XmlElement.childBits`). */
  readonly bit: number
  /** As written, in lower case: what its end tag must say. */
  readonly tag: string
  readonly isContainer: boolean
  readonly isEntry: boolean
  readonly isField: boolean
  readonly isTextField: boolean
  readonly isHtmlVoid: boolean
  /** Written in capitals where no format has them. */
  readonly isUpperCase: boolean
  /** What a root's name says of the default namespace, which may be absent, or of another format. */
  readonly ownDefault: string | undefined
}

/** Names and declarations; a feed repeats some forty. A hostile one makes each anew, and they need not be remembered. */
const mostRemembered = 4_000
/** Characters of one. */
const longestRemembered = 1_000

let shared: Scope | undefined
let remembered = 0

/**
 * The scope of a document, before anything is declared. It remembers what other documents declared and named: feeds that one
 * program wrote do the same, and to make the names anew takes a short one a twentieth of its time.
 */
export function documentScope(): Scope {
  if (shared === undefined || remembered > mostRemembered / 2) {
    shared = new Scope()
    remembered = 0
  }
  return shared
}

/** The namespaces that hold inside an element, and the names they give. */
export class Scope {
  readonly #outer: Scope | undefined
  readonly #prefixes: ReadonlyMap<string, string>
  readonly #names = new Map<string, XmlName>()
  readonly #inner = new Map<string, Scope>()

  constructor(prefixes: ReadonlyMap<string, string> = new Map(), outer?: Scope) {
    this.#prefixes = prefixes
    this.#outer = outer
  }

  /** The meaning of a name as written. */
  nameOf(written: string): XmlName {
    const known = this.#names.get(written)
    if (known !== undefined) return known
    if (remembered >= mostRemembered || written.length > longestRemembered) return this.#makeName(written)
    const key = interned(written)
    const made = this.#makeName(key)
    const name = { ...made, name: interned(made.name) }
    this.#names.set(key, name)
    remembered += 1
    return name
  }

  /** The scope inside an element of that name and those attributes; the same one if they declare nothing. */
  within({ ownDefault }: XmlName, attributes: readonly string[]): Scope {
    if (ownDefault === undefined && !attributes.some(isDeclaration)) return this
    const declared = new Map<string, string>()
    for (let at = 0; at < attributes.length; at += 2) {
      const [name = '', uri = ''] = attributes.slice(at, at + 2)
      if (name === 'xmlns') declared.set('', prefixOfUri(uri))
      else if (name.startsWith('xmlns:')) declared.set(interned(name.slice(6)), prefixOfUri(uri))
    }
    if (ownDefault !== undefined && (declared.get('') ?? this.#prefixOf('')) !== ownDefault)
      declared.set('', ownDefault)
    return declared.size === 0 ? this : this.#innerScope(declared)
  }

  /** Entries declare xhtml's namespace each for itself: one scope for all of them. */
  #innerScope(declared: ReadonlyMap<string, string>): Scope {
    const key = [...declared].join(' ')
    const known = this.#inner.get(key)
    if (known !== undefined) return known
    const made = new Scope(declared, this)
    if (remembered < mostRemembered && key.length <= longestRemembered) {
      this.#inner.set(key, made)
      remembered += 1
    }
    return made
  }

  #makeName(written: string): XmlName {
    const tag = written.toLowerCase()
    const colon = tag.indexOf(':')
    const prefix = this.#prefixOf(tag.slice(0, Math.max(0, colon)))
    const local = tag.slice(colon + 1)
    const name = prefix === '' ? local : `${prefix}:${local}`
    const writtenLocal = written.slice(colon + 1)
    return {
      name,
      bit: nameBit(name),
      tag,
      isContainer: containers.has(name),
      isEntry: entries.has(name),
      isField: fields.has(name),
      isTextField: textFields.has(name),
      isHtmlVoid: htmlVoids.has(localName(name)),
      isUpperCase: writtenLocal !== local && writtenLocal === writtenLocal.toUpperCase() && name !== 'rdf:rdf',
      ownDefault: defaultsOfRoots.get(tag),
    }
  }

  #prefixOf(prefix: string): string {
    const found = this.#prefixes.get(prefix)
    if (found !== undefined) return found
    if (this.#outer !== undefined) return this.#outer.#prefixOf(prefix)
    return prefix === '' ? '' : prefixOfUndeclared(prefix)
  }
}

function isDeclaration(attribute: string): boolean {
  return attribute.startsWith('xmlns')
}

/**
 * The same text as the engine's one copy of it, as literals and the names of properties are: comparing two of these, which
 * the adapters do sixty times for each field of an entry, looks at no letters. And it is no slice, which would keep its document.
 */
function interned(name: string): string {
  return Object.keys({ [name]: true })[0] ?? name
}

/** The part of a name behind its prefix. */
export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
