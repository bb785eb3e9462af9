import { type AnyNode, Document, Element, isTag, isText, type ParentNode, Text } from 'domhandler'
import { type FoundImage, imageOf } from '../util/pictures.ts'
import { type Attributes, attributesOf, imageElement, languageOf } from './attributes.ts'
import { allowedAttributes, blocks, breaking, dropped, holders, lineBlocks, renamed, structures } from './elements.ts'
import { linkUrl } from './links.ts'
import { isLayoutTable, type Player, playerOf, players } from './media.ts'
import { preText } from './pre-text.ts'
import { foldBlanks, readableText } from './text.ts'
import { append, elementsOf, rawText } from './tree.ts'

/** Deeper markup is read as flat text: no writer nests so deep, and recursion stays far from the end of the stack. */
const deepest = 256

/** Open inline elements are written again in every line: 250 unclosed ones before 16,000 paragraphs made 34 MB of 48 kB. */
const mostFormats = 16

/** An inline element that is open where text comes; it is written again in each line it reaches into. */
interface Format {
  readonly name: string
  readonly attribs: Attributes
}

/** The line of text being written: its block, and the inline elements opened in it. */
interface Line {
  readonly block: ParentNode
  readonly chain: { readonly format: Format; readonly element: Element }[]
  /** What was written last: decides whether a blank or a second break may follow. */
  last: 'start' | 'blank' | 'text' | 'break'
}

/** Foreign nodes, and what their relative addresses are relative to. */
export interface Part {
  readonly nodes: readonly AnyNode[]
  readonly baseUrl: string
}

/** Copies what the allow-list knows out of foreign nodes into a new, simple tree of blocks; nothing else can come through. */
export function allow(parts: readonly Part[]): Document {
  const root = new Document([])
  const copier = new Copier(root)
  for (const part of parts) copier.copy(part)
  return root
}

/** Holds the place in the new tree while the old one is walked. */
class Copier {
  #container: ParentNode
  #formats: readonly Format[] = []
  #line: Line | undefined
  /** `lang` and `dir` of left-out ancestors, for the next blocks. */
  #inherited: Attributes = {}
  #isPre = false
  #depth = 0
  #baseUrl = ''
  readonly #images = new Set<string>()

  constructor(root: ParentNode) {
    this.#container = root
  }

  copy({ nodes, baseUrl }: Part): void {
    this.#baseUrl = baseUrl
    this.#children(nodes)
    this.#endLine()
  }

  #children(nodes: readonly AnyNode[]): void {
    this.#depth += 1
    for (const node of nodes) {
      if (isText(node)) this.#text(node.data)
      else if (isTag(node)) this.#element(node)
      // A nested document node (a page handed over whole) is transparent; comments and directives are not text.
      else if ('children' in node && this.#depth < deepest) this.#children(node.children)
    }
    this.#depth -= 1
  }

  #element(element: Element): void {
    const name = renamed[element.name] ?? element.name
    if (dropped.has(name)) return
    if (this.#depth > deepest) this.#text(` ${rawText(element)} `)
    else if (name === 'br') this.#break()
    else if (name === 'img') this.#image(imageOf(element, this.#baseUrl))
    else if (players.has(name)) this.#player(playerOf(element, this.#baseUrl))
    else if (name === 'noscript') this.#noscript(element)
    else if (name === 'table' && isLayoutTable(element)) this.#transparent(element, true)
    else if (name === 'pre') this.#pre(element)
    else if (blocks.has(name)) this.#block(name, element)
    else if (allowedAttributes[name] !== undefined) this.#inline(name, element)
    else this.#transparent(element, breaking.has(name))
  }

  /** An element that is left out and whose content stays. */
  #transparent(element: Element, breaks: boolean): void {
    const outer = this.#inherited
    this.#inherited = { ...outer, ...languageOf(element) }
    if (breaks) this.#endLine()
    this.#children(element.children)
    if (breaks) this.#endLine()
    this.#inherited = outer
  }

  #block(name: string, element: Element): void {
    const parentName = isTag(this.#container) ? this.#container.name : ''
    const structure = structures[parentName]
    const belongs = structure?.children.includes(name) ?? !strays.has(name)
    // `li` outside a list, `td` outside a table: a plain section. `table > form > tr` and the like stay transparent too.
    if (!belongs && (structure === undefined || strays.has(name))) {
      this.#transparent(element, true)
      return
    }
    this.#endLine()
    if (name === 'hr') {
      append(this.#openContainer(), new Element('hr', {}))
      return
    }
    // No paragraph or heading inside a caption or a term: those hold one text.
    if (lineBlocks.has(name) && singleTexts.has(parentName)) {
      this.#transparent(element, true)
      return
    }
    const block = new Element(name, { ...this.#inherited, ...attributesOf(element, name) })
    const outer = { container: this.#container, inherited: this.#inherited }
    append(structure !== undefined && belongs ? this.#container : this.#openContainer(), block)
    this.#inherited = {}
    if (lineBlocks.has(name)) {
      this.#line = { block, chain: [], last: 'start' }
      this.#children(element.children)
      this.#endLine()
    } else {
      this.#container = block
      this.#children(element.children)
      this.#endLine()
    }
    this.#container = outer.container
    this.#inherited = outer.inherited
  }

  #inline(name: string, element: Element): void {
    if (this.#formats.length >= mostFormats) {
      this.#children(element.children)
      return
    }
    const attribs = attributesOf(element, name)
    if (name === 'a') {
      const href = linkUrl(element.attribs['href'] ?? '', this.#baseUrl)
      const nested = this.#formats.some((format) => format.name === 'a')
      if (href === undefined || nested) {
        this.#children(element.children)
        return
      }
      attribs['href'] = href
    }
    const outer = this.#formats
    this.#formats = [...outer, { name, attribs }]
    this.#children(element.children)
    this.#formats = outer
  }

  #pre(element: Element): void {
    this.#endLine()
    const text = preText(element)
    if (text.trim() === '') return
    const block = new Element('pre', { ...attributesOf(element, 'pre') })
    append(this.#openContainer(), block)
    const line: Line = { block, chain: [], last: 'text' }
    const code = element.children.filter(isTag)[0]?.name === 'code'
    this.#line = line
    const outer = { formats: this.#formats, isPre: this.#isPre }
    this.#formats = code ? [{ name: 'code', attribs: {} }] : []
    this.#isPre = true
    this.#text(text)
    this.#isPre = outer.isPre
    this.#formats = outer.formats
    this.#line = undefined
  }

  #text(data: string): void {
    const text = readableText(data)
    if (this.#isPre) {
      this.#write(text)
      return
    }
    const folded = foldBlanks(text)
    const last = this.#line?.last ?? 'start'
    const fitting = last === 'text' ? folded : folded.trimStart()
    if (fitting === '') return
    this.#write(fitting)
    if (this.#line !== undefined) this.#line.last = fitting.endsWith(' ') ? 'blank' : 'text'
  }

  #write(text: string): void {
    const target = this.#target()
    const last = target.children.at(-1)
    if (last !== undefined && isText(last)) last.data += text
    else append(target, new Text(text))
  }

  #break(): void {
    const line = this.#line
    if (line === undefined || line.last === 'start') return
    const isBreakAfterBreak = line.last === 'break'
    // Two breaks in a row are how people wrote paragraphs before editors did it for them.
    if (isBreakAfterBreak) {
      if (isTag(line.block) && line.block.name === 'p') this.#endLine()
      return
    }
    trimEnd(line)
    append(this.#target(), new Element('br', {}))
    line.last = 'break'
  }

  #image(image: FoundImage | undefined): void {
    if (image === undefined) return
    if (image.emoji !== undefined) {
      this.#text(image.emoji)
      return
    }
    // The lazy picture and its noscript twin, the phone's and the desktop's copy: one is enough.
    if (this.#images.has(image.url)) return
    this.#images.add(image.url)
    this.#put(imageElement(image))
  }

  #put(element: Element): void {
    append(this.#target(), element)
    if (this.#line !== undefined) this.#line.last = 'text'
  }

  #player(player: Player | undefined): void {
    if (player === undefined) return
    this.#endLine()
    const outer = this.#formats
    this.#formats = [{ name: 'a', attribs: { href: player.href } }]
    if (player.poster === undefined) this.#text(player.label)
    else this.#image({ url: player.poster, alt: player.label })
    this.#formats = outer
    this.#endLine()
  }

  /** Lazy loaders put the real picture into `noscript`; everything else there says that scripts are missing. */
  #noscript(element: Element): void {
    const isPicture = rawText(element).trim() === ''
    if (!isPicture) return
    for (const each of elementsOf(element.children)) {
      if (each.name === 'img') this.#image(imageOf(each, this.#baseUrl))
    }
  }

  /** Where text goes now: a line is begun if there is none, and the open inline elements are opened in it. */
  #target(): ParentNode {
    this.#line ??= { block: this.#lineBlock(), chain: [], last: 'start' }
    const { chain } = this.#line
    let same = 0
    while (same < chain.length && same < this.#formats.length && chain[same]?.format === this.#formats[same]) same += 1
    chain.length = same
    for (const format of this.#formats.slice(same)) {
      const element = new Element(format.name, { ...format.attribs })
      append(chain.at(-1)?.element ?? this.#line.block, element)
      chain.push({ format, element })
    }
    return chain.at(-1)?.element ?? this.#line.block
  }

  #lineBlock(): ParentNode {
    const container = this.#openContainer(true)
    if (isTag(container) && holders.has(container.name)) {
      if (container.children.length === 0) return container
      if (singleTexts.has(container.name)) {
        append(container, new Element('br', {}))
        return container
      }
    }
    const block = new Element('p', { ...this.#inherited })
    append(container, block)
    return block
  }

  /** The container, or inside a list or table the child that loose content is put into. */
  #openContainer(isForText = false): ParentNode {
    let container = this.#container
    for (;;) {
      const structure = isTag(container) ? structures[container.name] : undefined
      if (structure === undefined) return container
      const last = container.children.at(-1)
      // A list right inside a list belongs to the item before it, as browsers show it.
      if (!isForText && last !== undefined && isTag(last) && last.name === structure.loose) container = last
      else {
        const child = new Element(structure.loose, {})
        append(container, child)
        container = child
      }
    }
  }

  #endLine(): void {
    if (this.#line !== undefined) trimEnd(this.#line)
    this.#line = undefined
  }
}

/** Children of lists and tables that mean nothing elsewhere. */
const strays: ReadonlySet<string> = new Set(['li', 'dt', 'dd', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'td', 'th'])
const singleTexts: ReadonlySet<string> = new Set(['figcaption', 'caption', 'dt'])

/** Blanks and breaks at the end of a line show nothing. */
function trimEnd(line: Line): void {
  let parent = line.block
  for (;;) {
    const last = parent.children.at(-1)
    if (last === undefined) return
    if (isText(last)) {
      last.data = last.data.trimEnd()
      if (last.data !== '') return
      parent.children.pop()
    } else if (isTag(last) && last.name === 'br') parent.children.pop()
    else if (isTag(last) && last.children.length > 0 && !blocks.has(last.name)) parent = last
    else return
    const end = parent.children.at(-1)
    if (end !== undefined) end.next = null
  }
}
