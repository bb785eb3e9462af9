import { type AnyNode, type Element, isTag, isText, type ParentNode, type Text } from 'domhandler'
import { isAsciiWord, type PlacedWord, placedWords } from '../util/squash.ts'
import { isLegalForm } from './junk-names.ts'

/** Part of a line: a text node and where in the line its text begins. */
export interface Piece {
  readonly node: Text
  readonly start: number
}

/** What kind of block a line stands in; names in the later ones never prove anything on their own. */
export type LineKind = 'prose' | 'quote' | 'heading' | 'item' | 'caption' | 'fixed'

/** One printed line: what stands between two borders of blocks or `<br>`. */
export interface Line {
  readonly text: string
  readonly pieces: readonly Piece[]
  readonly block: ParentNode
  readonly kind: LineKind
}

// A small picture in a line (a smiley) does not end it.
const inlineElements = new Set(
  'a abbr b bdi bdo cite code del dfn em font i img ins kbd mark q rb rp rt ruby s samp small span strong sub sup time tt u var wbr'.split(
    ' ',
  ),
)
const kinds: Readonly<Record<string, LineKind>> = {
  blockquote: 'quote',
  figcaption: 'caption',
  caption: 'caption',
  li: 'item',
  dt: 'item',
  dd: 'item',
  pre: 'fixed',
  table: 'fixed',
  math: 'fixed',
  h1: 'heading',
  h2: 'heading',
  h3: 'heading',
  h4: 'heading',
  h5: 'heading',
  h6: 'heading',
}

/** The lines of a tree in reading order; white space alone is no line. */
export function linesOf(tree: ParentNode): readonly Line[] {
  const lines: Line[] = []
  let open: { pieces: Piece[]; text: string; block: ParentNode; kind: LineKind } | undefined
  const close = (): void => {
    if (open !== undefined && /\S/.test(open.text)) lines.push(open)
    open = undefined
  }
  // A stack of its own instead of recursion: pages nest thousands of elements deep.
  const stack: Step[] = [{ node: tree, block: tree, kind: 'prose' }]
  for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
    if (step.node === undefined) {
      close()
    } else if (isText(step.node)) {
      open ??= { pieces: [], text: '', block: step.block, kind: step.kind }
      open.pieces.push({ node: step.node, start: open.text.length })
      open.text += step.node.data
    } else if ('children' in step.node) {
      const inside = enter(step.node, step)
      if (inside.isBlock) close()
      if (inside.isBlock) stack.push({ node: undefined, block: step.block, kind: step.kind })
      for (const child of step.node.children.toReversed())
        stack.push({ node: child, block: inside.block, kind: inside.kind })
    }
  }
  close()
  return lines
}

interface Step {
  /** Undefined: the end of a block. */
  readonly node: AnyNode | undefined
  readonly block: ParentNode
  readonly kind: LineKind
}

function enter(node: ParentNode, outer: Step): { isBlock: boolean; block: ParentNode; kind: LineKind } {
  if (!isTag(node)) return { isBlock: true, block: node, kind: outer.kind }
  const isBlock = !inlineElements.has(node.name)
  if (!isBlock) return { isBlock, block: outer.block, kind: outer.kind }
  const kind = outer.kind === 'fixed' ? 'fixed' : (kinds[node.name] ?? outer.kind)
  return { isBlock, block: node, kind }
}

const placed = new WeakMap<Line, readonly PlacedWord[]>()

/** The words of a line; read once, since a line is looked at for every name. */
export function wordsOf(line: Line): readonly PlacedWord[] {
  const known = placed.get(line) ?? placedWords(line.text)
  placed.set(line, known)
  return known
}

/** The element that holds all of a line's text between two places and is a link, if there is one. */
export function linkAround(line: Line, start: number, end: number): Element | undefined {
  for (const piece of line.pieces) {
    if (piece.start + piece.node.data.length <= start || piece.start >= end) continue
    for (let node: ParentNode | null = piece.node.parent; node !== null && node !== line.block; node = node.parent) {
      if (isTag(node) && node.name === 'a') return node
    }
  }
  return undefined
}

/** Ends of sentences in the scripts of the world, with the quotes and brackets that may close after them. */
const sentenceEnd = /[.!?…。．！？｡؟۔।॥။፡։][.!?…]*["'”’»›」』）)\]]*/gu
/** What a match begins with. */
const endMark = /[.!?…。．！？｡؟۔।॥။፡։]/u

/** Where sentences end in a text: each place is just behind the punctuation. */
export function sentenceEnds(text: string): readonly number[] {
  const ends: number[] = []
  sentenceEnd.lastIndex = 0
  // `test` tells where a match ends without making a record of it: this is asked of most of a text, several times.
  while (sentenceEnd.test(text)) {
    const end = sentenceEnd.lastIndex
    if (!isOneDot(text, end - 1) || !isOfWord(text, end - 1)) ends.push(end)
  }
  return ends
}

/** Whether a match that ends with that character is one dot; more of them are one match. */
function isOneDot(text: string, at: number): boolean {
  return text.charAt(at) === '.' && !endMark.test(text.charAt(at - 1))
}

/** Whether a dot belongs to the word before it ("PT. Acme"), or stands inside of one ("example.com", "Node.js"). */
function isOfWord(text: string, dot: number): boolean {
  return /^\p{Ll}/u.test(text.slice(dot + 1, dot + 3)) || isAbbreviation(text.slice(Math.max(0, dot - 30), dot))
}

/** Those among a line's last characters: a line can be a megabyte. */
export function lastEnds(line: Line, chars: number): readonly number[] {
  const from = Math.max(0, line.text.length - chars)
  return sentenceEnds(line.text.slice(from)).map((end) => from + end)
}

// "PT. Acme", "J. Smith", "St. Louis", "Bayern vs. Dortmund", "12. Runde": the dot ends the word, not the sentence.
function isAbbreviation(before: string): boolean {
  const word = lastWord(before)
  return (word.length <= 6 && abbreviated.test(word)) || isLegalForm(word)
}

const abbreviated = /^(?:\d{1,2}|\p{L}|\p{Lu}\p{L}|\p{Lu}\p{Ll}{1,2}|vs|no|nr|bzw|ca|etc|prof|jend|kol|bpk|ibu)$/u

/** The word that a text ends with; empty where it ends otherwise. */
function lastWord(text: string): string {
  let start = text.length
  while (start > 0 && isAsciiWord(text.charCodeAt(start - 1))) start -= 1
  // The pattern tries each place of the text.
  const isAscii = start === 0 || text.charCodeAt(start - 1) <= 0x7f
  return isAscii ? text.slice(start) : (/[\p{L}\p{N}\p{M}]+$/u.exec(text)?.[0] ?? '')
}

/** So many words are no title or name. */
const sentenceWords = 14

const manyWords = new RegExp(
  `^[^\\p{L}\\p{N}]*(?:[\\p{L}\\p{N}]+[^\\p{L}\\p{N}]+){${sentenceWords - 1}}[\\p{L}\\p{N}]`,
  'u',
)

/** Words of a text of ASCII alone, not counted beyond `most`; undefined where another character comes first. */
function countAsciiWords(text: string, most: number): number | undefined {
  let words = 0
  let isInside = false
  for (let at = 0; at < text.length && words < most; at++) {
    const code = text.charCodeAt(at)
    if (code > 0x7f) return undefined
    const isWord = isAsciiWord(code)
    if (isWord && !isInside) words += 1
    isInside = isWord
  }
  return words
}

/** Letters of scripts that set no spaces between words. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu

/** Whether a line reads as a sentence: enough words and an end, or so many words that it is no title or name. */
export function isSentence(line: string): boolean {
  // The beginning tells, and a line can be a megabyte.
  const text = line.slice(0, 2000)
  // Where they are of ASCII, counting the words costs a third of the patterns.
  const plain = countAsciiWords(text, sentenceWords)
  if (plain === undefined ? manyWords.test(text) : plain >= sentenceWords) return true
  const words = plain ?? text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0
  const letters = plain === undefined ? (text.match(unspaced)?.length ?? 0) : 0
  const isLong = words >= 5 || letters >= 10
  return (isLong && sentenceEnds(text).length > 0) || letters >= 40
}
