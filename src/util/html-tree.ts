import { type ChildNode, Document, Element, type ParentNode, Text } from 'domhandler'
import { decodeHTML, decodeHTMLAttribute } from 'entities/decode'
import { type Handler, Parser } from 'htmlparser2'

/** A page's tree, and how many levels its deepest element is below the root. */
export interface HtmlTree {
  readonly root: Document
  readonly depth: number
}

/**
 * Reads HTML into the tree that Cheerio works on, as its `load` does but without comments and declarations, at two thirds of
 * its cost: references are resolved in the few texts that hold an ampersand, so that the tokenizer may skip through all.
 * A tag that the end of the page cuts off counts.
 */
export function readTree(html: string): HtmlTree {
  const builder = new Builder()
  new Parser(builder, { decodeEntities: false }).end(html)
  return builder
}

/** Their text is what it is: no reference in it is one (HTML 13.2.5.2 and 13.2.5.3, script data and raw text). */
const raw: ReadonlySet<string> = new Set(['script', 'style'])

/** Takes tags as they begin, and attributes one by one: the parser then keeps no record of its own for each tag. */
class Builder implements Partial<Handler> {
  readonly root = new Document([])
  depth = 0
  readonly #above: ParentNode[] = []
  #open: ParentNode = this.root
  #attribs: Record<string, string> = {}
  #isRaw = false
  /** The text that goes on, where nothing but a comment stood between. */
  #text: Text | undefined

  onopentagname(name: string): void {
    this.#attribs = {}
    const element = new Element(name, this.#attribs)
    this.#add(element)
    this.#above.push(this.#open)
    this.depth = Math.max(this.depth, this.#above.length)
    this.#enter(element, raw.has(name))
  }

  onattribute(name: string, value: string): void {
    // The first of a name counts (HTML 13.2.5.33).
    if (Object.hasOwn(this.#attribs, name)) return
    this.#attribs[name] = value.includes('&') ? decodeHTMLAttribute(value) : value
  }

  onclosetag(): void {
    this.#enter(this.#above.pop() ?? this.root, false)
  }

  ontext(data: string): void {
    const text = this.#isRaw || !data.includes('&') ? data : decodeHTML(data)
    if (this.#text !== undefined) this.#text.data += text
    else {
      this.#text = new Text(text)
      this.#add(this.#text)
    }
  }

  oncomment(): void {
    this.#text = undefined
  }

  #enter(parent: ParentNode, isRaw: boolean): void {
    this.#open = parent
    this.#isRaw = isRaw
    this.#text = undefined
  }

  #add(node: ChildNode): void {
    const parent = this.#open
    const last = parent.children.at(-1)
    node.parent = parent
    // The engine keeps room for 16 where something is pushed into an empty list, and many elements hold one text.
    if (last === undefined) parent.children = [node]
    else {
      node.prev = last
      last.next = node
      parent.children.push(node)
    }
  }
}
