import { type Element, isTag, isText } from 'domhandler'
import { inline } from './tree.ts'

/** What the text below an element is like. */
export interface Measure {
  /** Characters; those of scripts without spaces count double, as they say twice as much. */
  chars: number
  linkChars: number
  /** Characters in blocks that read like written sentences. */
  prose: number
  /** Worth of all blocks: prose adds, links and loose words take away. */
  value: number
}

/** Measures of all elements of a tree. */
export type Measures = ReadonlyMap<Element, Measure>

/** A run of text without a block boundary inside. */
interface Run {
  /** Read at its end alone: a string that is read while it grows is copied at each read. */
  text: string
  endsInSpace: boolean
  chars: number
  linkChars: number
}

const wide = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}\p{sc=Hangul}]/gu
/** Thai, Lao, Khmer and Burmese part their sentences by spaces alone. */
const stops =
  /[.!?…,;:](?=[\s"'”’»)\]]|$)|[。、，！？；：．｡؟،۔।॥՝։]|(?<=[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]) (?=\S)/g

/** Where those scripts are in Unicode, roughly: asked first, at a tenth of the cost. */
const mayBeWide =
  /[\u0e00-\u0eff\u1000-\u11ff\u1780-\u17ff\u19e0-\u19ff\u2e80-\ud7ff\ud840-\udbff\uf900-\ufaff\uff00-\uffef]/

/** Length of a text in the measure's characters. */
export function weigh(text: string): number {
  return text.length + (mayBeWide.test(text) ? countOf(wide, text) : 0)
}

/** How often a global pattern is found: without the list of all that it finds. */
function countOf(pattern: RegExp, text: string): number {
  let count = 0
  pattern.lastIndex = 0
  while (pattern.test(text)) count += 1
  return count
}

/** Measures every element below the root; `isKnown` says of a block's text that the feed has it too. */
export function measure(root: Element, isKnown: (text: string) => boolean): Map<Element, Measure> {
  const walk: Walk = { measures: new Map(), holding: new Map(), isKnown }
  measureBlock(root, false, walk)
  return walk.measures
}

/** What a walk over a tree carries along. */
interface Walk {
  readonly measures: Map<Element, Measure>
  /** Whether an inline element holds a block: every level of a deep nest asks it of all below. */
  readonly holding: Map<Element, boolean>
  readonly isKnown: (text: string) => boolean
}

/** An element that breaks the line, while it is measured. */
interface Block {
  readonly name: string
  readonly sum: Measure
  run: Run
}

function measureBlock(element: Element, inLink: boolean, walk: Walk): Measure {
  const sum: Measure = { chars: 0, linkChars: 0, prose: 0, value: 0 }
  walk.measures.set(element, sum)
  const block: Block = { name: element.name, sum, run: emptyRun() }
  measureChildren(element, inLink || element.name === 'a', block, walk)
  endRun(block, walk)
  return sum
}

function measureChildren(parent: Element, linked: boolean, block: Block, walk: Walk): void {
  for (const child of parent.children) {
    if (isText(child)) addText(block.run, child.data, linked)
    else if (!isTag(child) || unmeasured.has(child.name)) continue
    else if (inline.has(child.name) && !holdsBlock(child, walk.holding)) {
      const { chars, linkChars } = block.run
      measureChildren(child, linked || child.name === 'a', block, walk)
      const { run } = block
      walk.measures.set(child, { chars: run.chars - chars, linkChars: run.linkChars - linkChars, prose: 0, value: 0 })
    } else {
      endRun(block, walk)
      add(block.sum, measureBlock(child, linked || child.name === 'a', walk))
    }
  }
}

function endRun(block: Block, { isKnown }: Walk): void {
  const { run } = block
  if (run.chars > 0) addRun(block.sum, run, block.name, isKnown)
  if (run.text !== '') block.run = emptyRun()
}

function emptyRun(): Run {
  return { text: '', endsInSpace: false, chars: 0, linkChars: 0 }
}

function holdsBlock(element: Element, holding: Map<Element, boolean>): boolean {
  const known = holding.get(element)
  if (known !== undefined) return known
  const inner = element.children.filter(isTag)
  if (inner.length === 0) return false
  const holds = inner.some((child) => !inline.has(child.name) || holdsBlock(child, holding))
  holding.set(element, holds)
  return holds
}

const unmeasured: ReadonlySet<string> = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'svg',
  'head',
  'textarea',
  'select',
  'iframe',
  'button',
])

function add(sum: Measure, part: Measure): void {
  sum.chars += part.chars
  sum.linkChars += part.linkChars
  sum.prose += part.prose
  sum.value += part.value
}

const loose = /[^\S ]| {2}/

function addText(run: Run, data: string, linked: boolean): void {
  if (data.trim() === '') {
    // Markup's indentation: a space between two words, and most of it nothing, between blocks.
    if (data !== '' && run.text !== '' && !run.endsInSpace) run.text += ' '
    run.endsInSpace ||= data !== ''
    return
  }
  const text = loose.test(data) ? data.replace(/\s+/g, ' ') : data
  const chars = weigh(text)
  run.text += text
  run.endsInSpace = text.endsWith(' ')
  run.chars += chars
  if (linked) run.linkChars += chars
}

function addRun(sum: Measure, run: Run, name: string, isKnown: (text: string) => boolean): void {
  const text = run.text.trim()
  const { chars, linkChars } = run
  sum.chars += chars
  sum.linkChars += linkChars
  const density = linkChars / chars
  const marks = countOf(stops, text)
  if (density > 0.5) sum.value -= 10 + chars * 0.4
  else if (/^h[1-6]$/.test(name)) sum.value -= 5
  else if (marks > 0 && chars >= 60 && density < 0.35) {
    const worth = chars * (1 - 2 * density) + marks * 10
    sum.prose += chars
    sum.value += isKnown(text) ? worth * 3 : worth
  } else if (marks > 0 && chars >= 25 && density < 0.2) sum.value += name === 'p' ? chars * 0.6 : chars * 0.2
  else sum.value -= name === 'li' || name === 'td' ? 2 : 6
}
