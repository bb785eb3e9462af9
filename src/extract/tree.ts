import { type AnyNode, type Element, isTag, isText, type ParentNode } from 'domhandler'
import { foldSpace } from '../util/text.ts'

/** All elements below a node in document order. */
export function elementsOf(root: ParentNode): Element[] {
  const found: Element[] = []
  const visit = (parent: ParentNode): void => {
    for (const child of parent.children) {
      if (!isTag(child)) continue
      found.push(child)
      visit(child)
    }
  }
  visit(root)
  return found
}

/** Text that a reader would see below a node, white space folded. */
export function shownText(node: AnyNode): string {
  const shown: Shown = { text: '', isApart: false }
  collect(node, shown)
  return shown.text
}

/** What has been read so far, folded, and whether white space or a line's end came last. */
interface Shown {
  text: string
  isApart: boolean
}

function collect(node: AnyNode, shown: Shown): void {
  if (isText(node)) addText(node.data, shown)
  if (!('children' in node) || (isTag(node) && unread.has(node.name))) return
  const isBreak = isTag(node) && (node.name === 'br' || !inline.has(node.name))
  if (isBreak) shown.isApart = true
  for (const child of node.children) collect(child, shown)
  if (isBreak) shown.isApart = true
}

function addText(data: string, shown: Shown): void {
  const text = foldSpace(data)
  if (text === '') {
    shown.isApart ||= data !== ''
    return
  }
  const isApart = shown.isApart || !data.startsWith(text.charAt(0))
  shown.text += isApart && shown.text !== '' ? ` ${text}` : text
  shown.isApart = !data.endsWith(text.charAt(text.length - 1))
}

/** Elements whose text no reader sees. */
export const unread: ReadonlySet<string> = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'svg',
  'textarea',
  'select',
  'iframe',
])

/** Elements that stand inside a line of text; every other breaks it. */
export const inline: ReadonlySet<string> = new Set([
  ...[
    'a',
    'abbr',
    'acronym',
    'amp-img',
    'b',
    'bdi',
    'bdo',
    'big',
    'br',
    'cite',
    'code',
    'data',
    'del',
    'dfn',
    'em',
    'font',
  ],
  ...[
    'i',
    'img',
    'ins',
    'kbd',
    'label',
    'mark',
    'picture',
    'q',
    'rb',
    'rp',
    'rt',
    'ruby',
    's',
    'samp',
    'small',
    'source',
  ],
  ...['span', 'strike', 'strong', 'sub', 'sup', 'svg', 'time', 'tt', 'u', 'var', 'wbr', 'o:p', 'nobr', 'math'],
])

/** The words of an element's class and id, lower case: `storyBody--Main_text` gives story, body, main, text. */
export function hintWords(element: Element): readonly string[] {
  return hintsOf(element).words
}

/** What an element's names say, shared by all elements of the same names. */
interface Hints {
  readonly words: readonly string[]
  /** Judgements of the words, each at its judge's place. */
  readonly judged: unknown[]
}

function hintsOf({ attribs }: Element): Hints {
  const { class: classes, id, 'data-testid': test, 'data-component': component } = attribs
  if (id === undefined && test === undefined && component === undefined)
    return classes === undefined ? none : hintsOfNames(classes)
  const named = id !== undefined && slug.test(id) ? '' : (id ?? '')
  return hintsOfNames(`${classes ?? ''} ${named} ${test ?? ''} ${component ?? ''}`)
}

function hintsOfNames(given: string): Hints {
  const known = knownHints.get(given)
  if (known !== undefined) return known
  // A piece of a page's text keeps all of it in memory (V8's sliced strings): what outlives the page is a copy.
  const names = ` ${given}`.slice(1)
  const own = names.includes('hentry') ? names.replace(taxonomy, ' ') : names
  if (own.length > longestNames) return none
  const words = wordsIn(own)
  const hints: Hints = words.length === 0 ? none : { words, judged: [] }
  if (knownHints.size >= mostNames) knownHints.clear()
  if (names.length <= longestNames) knownHints.set(names, hints)
  return hints
}

/**
 * `storyBody`, `story-body` and `story_body2` give story, body: `ad2` is a name with a number, `1ad269af0d` a hash. Read unit
 * by unit and without patterns, since each site brings hundreds of names never met.
 */
function wordsIn(names: string): readonly string[] {
  const words: string[] = []
  for (let at = 0; at < names.length; at++) {
    const start = at
    while (isCapital(names.charCodeAt(at))) at++
    while (isSmall(names.charCodeAt(at))) at++
    const end = at
    while (isDigit(names.charCodeAt(at))) at++
    const isHash = isSmall(names.charCodeAt(at))
    while (isSmall(names.charCodeAt(at)) || isDigit(names.charCodeAt(at))) at++
    if (end > start && !isHash) words.push(names.slice(start, end).toLowerCase())
    // A capital begins the next word, anything else stands between two.
    if (isCapital(names.charCodeAt(at))) at--
  }
  return words
}

function isCapital(unit: number): boolean {
  return unit >= 0x41 && unit <= 0x5a
}

function isSmall(unit: number): boolean {
  return unit >= 0x61 && unit <= 0x7a
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39
}

/** Characters of an element's names; longer ones are data. */
const longestNames = 2000

/** An id that a heading's words were made into says what a part of the text is about, not what the template holds it for. */
const slug = /^(?:[a-z\d]{1,30}-){5}/i

/** WordPress names the categories and tags of each post among its classes (`get_post_class`). */
const taxonomy = /(?<=^|\s)(?:tag|category)-\S+/g

/** A page uses few names, each many times. A hostile one must not fill the memory. */
const knownHints = new Map<string, Hints>()
const mostNames = 2000
const none: Hints = { words: [], judged: [] }

/** Judges so far: each has its own place among the judgements of the same words. */
let judges = 0

/** A judgement of elements by their words, made once for each of the names that a page uses again and again. */
export function byWords<T extends object>(judge: (words: readonly string[]) => T): (element: Element) => T {
  const place = judges++
  return (element) => {
    const { words, judged } = hintsOf(element)
    // Nobody else writes there.
    const known = judged[place] as T | undefined
    if (known !== undefined) return known
    const judgement = judge(words)
    judged[place] = judgement
    return judgement
  }
}

/** Bears the element one of the words? */
export function bears(words: ReadonlySet<string>): (element: Element) => boolean {
  const judged = byWords((borne) => ({ isBorne: borne.some((word) => words.has(word)) }))
  return (element) => judged(element).isBorne
}

/** The element and its ancestors, nearest first. */
export function lineage(element: Element): readonly Element[] {
  const found: Element[] = []
  for (let at: ParentNode | null = element; at !== null && isTag(at); at = at.parent) found.push(at)
  return found
}

/** Those of the elements that no other of them holds. */
export function outermost(elements: readonly Element[]): readonly Element[] {
  const all = new Set(elements)
  return elements.filter(
    (element) =>
      !lineage(element)
        .slice(1)
        .some((above) => all.has(above)),
  )
}
