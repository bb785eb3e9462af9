import type { ParentNode } from 'domhandler'
import type { Credit, Cut, LearnedLine, LineSighting } from '../types.ts'
import { placedWords } from '../util/squash.ts'
import { foldSpace } from '../util/text.ts'
import { creditedName, findCredit } from './credit.ts'
import { type Removal, removeFrom } from './junk-edit.ts'
import { findStrewnNames, headOf } from './junk-families.ts'
import { isSentence, type Line, linesOf } from './junk-lines.ts'
import { type Name, nameOf, ownNames, ownness } from './junk-names.ts'
import { imageNumber } from './junk-tokens.ts'
import { sightingsOf, type Unit, unitsOf } from './line-signs.ts'

/** What is known around an article that tells a site's own names from the text's. */
export interface JunkContext {
  /** The article's headline, plain text. */
  readonly title: string
  /** Host of the page. */
  readonly host?: string
  /** What the site calls itself: the feed's title, og:site_name. */
  readonly siteNames: readonly string[]
  /** Texts of the page's category, tag, breadcrumb and navigation links, and the feed's categories. */
  readonly labels: readonly string[]
  /** Lines that are known to recur on the host and to be no part of its articles. */
  readonly learned?: readonly LearnedLine[]
}

/** Why a stretch of text is no part of the article. */
export type JunkReason =
  | 'own-name' // the site's own name, outside the sentences
  | 'strewn-name' // another name that recurs outside the sentences
  | 'image-number' // a picture's file name or number on a line of its own
  | 'label-line' // categories and sections, before the first sentence
  | 'among-junk' // no sentence, and between lines that are junk
  | 'credit-line' // names the outlet that the text is from: kept as the credit

interface Found extends Removal {
  /** What proves it inside the page, or in words what was learned of its host. */
  readonly reason: string
  /** What leaves, where it is no longer in the line. */
  readonly text?: string
}

/** What was taken out of an article, whose text it is, and what of it could recur on its host: also what was taken out. */
export interface Junk {
  readonly cuts: readonly Cut[]
  readonly credit?: Credit
  readonly sightings: readonly LineSighting[]
}

/**
 * Takes out of an allowed, simple tree (changed in place) what a site strews through its articles, and the line that names
 * the text's origin. Only what is proved inside this one page goes, or what recurs on its host; each cut says why.
 */
export function cutJunk(tree: ParentNode, context: JunkContext): Junk {
  const own = ownNames({ ...context, siteNames: [...context.siteNames, ...toldNames(context)] })
  const lines = linesOf(tree)
  const units = unitsOf(lines, context.title, own)
  const sightings = sightingsOf(units)
  const learned = learnedIn(units, lines, context.learned ?? [])
  const { found, credit } = provedIn(lines, learned, context, own)
  // Never an empty article: where nothing would be left, nothing was understood.
  if (wholeLines(found).size === lines.length) return { cuts: [], sightings }
  removeFrom(tree, found)
  return { cuts: toCuts(found, lines), sightings, ...(credit === undefined ? {} : { credit }) }
}

/** What the host's own lines say that it is called. */
function toldNames({ learned = [] }: JunkContext): readonly string[] {
  return learned.flatMap(({ name }) => name ?? [])
}

/** In the order of the text. */
function toCuts(found: readonly Found[], lines: readonly Line[]): readonly Cut[] {
  const order = new Map(lines.map(({ pieces }, index) => [pieces, index]))
  const placeOf = (each: Found): number => order.get(each.line.pieces) ?? 0
  return found
    .toSorted((one, other) => placeOf(one) - placeOf(other) || one.start - other.start)
    .map(({ reason, line, start, end, text }) => ({ reason, text: text ?? foldSpace(line.text.slice(start, end)) }))
}

/** Takes out of an article that was cleaned before only what was learned of its host since. */
export function cutLearned(tree: ParentNode, title: string, learned: readonly LearnedLine[]): readonly Cut[] {
  const lines = linesOf(tree)
  const found = learnedIn(unitsOf(lines, title, []), lines, learned)
  removeFrom(tree, found)
  return toCuts(found, lines)
}

/** The whole lines and phrases that the host is known for. */
function learnedIn(units: readonly Unit[], lines: readonly Line[], learned: readonly LearnedLine[]): readonly Found[] {
  if (learned.length === 0) return []
  const reasons = new Map(learned.map(({ hash, reason }) => [hash, reason]))
  const all = units.flatMap((unit) => {
    const reason = reasons.get(unit.hash)
    return reason === undefined ? [] : [{ line: unit.line, start: unit.start, end: unit.end, reason }]
  })
  const found = withoutInner(all)
  const junk = wholeLines(found)
  // Where no sentence but those would be left, they are what the host publishes: a daily notice, a form that is filled in.
  return lines.some((line) => !junk.has(line) && isSentence(line.text)) ? found : []
}

/** Of stretches that overlap, the longest. */
function withoutInner(found: readonly Found[]): readonly Found[] {
  const longestFirst = found.toSorted((one, other) => other.end - other.start - (one.end - one.start))
  return beside([], longestFirst)
}

/** Those of more that overlap none of the found nor one another, after the found. */
function beside(found: readonly Found[], more: readonly Found[]): readonly Found[] {
  const ofLine = Map.groupBy(found, ({ line }) => line)
  const added: Found[] = []
  for (const each of more) {
    const others = ofLine.get(each.line) ?? []
    if (others.some((other) => each.start < other.end && other.start < each.end)) continue
    ofLine.set(each.line, [...others, each])
    added.push(each)
  }
  return [...found, ...added]
}

/** What is proved inside the page, and what of the learned is not among it. */
function provedIn(
  all: readonly Line[],
  learned: readonly Found[],
  context: JunkContext,
  own: readonly Name[],
): { readonly found: readonly Found[]; readonly credit?: Credit } {
  // A sentence of the host's own hides where the text begins and ends; the one that names its origin is still to be read.
  const foreign = wholeLines(
    learned.filter(({ line }) => isSentence(line.text) && creditedName(line.text) === undefined),
  )
  const printed = foreign.size === 0 ? all : all.filter((line) => !foreign.has(line))
  const credit = findCredit(printed, headOf(printed), own, context.host)
  // Where a line ends on the credit, what is before it is read as the line: its last sentence, then perhaps a name.
  const before = credit && { ...credit.line, text: credit.line.text.slice(0, credit.start) }
  const lines = before && credit.start > 0 ? printed.with(printed.indexOf(credit.line), before) : printed
  const head = headOf(lines)
  const creditLine = credit && (credit.start > 0 ? before : credit.line)
  let found: Found[] = credit && creditLine ? [{ ...credit, line: creditLine, reason: 'credit-line' }] : []
  const rest = credit?.start === 0 ? lines.filter((line) => line !== credit.line) : lines
  for (const name of findStrewnNames(rest, context.title, own, credit !== undefined)) {
    const reason: JunkReason = name.isOwn ? 'own-name' : 'strewn-name'
    for (const { line, start, end } of name.places) found.push({ line, start, end, reason })
  }
  found = found.concat(imageNumbers(lines, new Set(head), wholeLines(found)))
  found = found.concat(labelLines(head, wholeLines(found), context))
  found = found.concat(amongJunk(head, wholeLines(found), context))
  const more = learned.map((each) =>
    before && credit.start > 0 && each.line === credit.line ? { ...each, line: before } : each,
  )
  return {
    found: more.length === 0 ? found : beside(found, more),
    ...(credit === undefined ? {} : { credit: credit.credit }),
  }
}

function wholeLines(found: readonly Found[]): ReadonlySet<Line> {
  return new Set(
    found.filter((each) => each.start === 0 && each.end === each.line.text.length).map((each) => each.line),
  )
}

function whole(line: Line, reason: JunkReason): Found {
  return { line, start: 0, end: line.text.length, reason }
}

function imageNumbers(lines: readonly Line[], head: ReadonlySet<Line>, junk: ReadonlySet<Line>): readonly Found[] {
  return lines.flatMap((line, index) => {
    const certainty = line.kind === 'fixed' || line.kind === 'item' ? 'no' : imageNumber(line.text)
    // "SHA-256:" and the line below it belong together.
    const isAnnounced = /[:：]\s*$/u.test(lines[index - 1]?.text ?? '')
    const isBeside = head.has(line) || [lines[index - 1], lines[index + 1]].some((other) => other && junk.has(other))
    const isCut = certainty === 'sure' || (certainty === 'beside' && isBeside)
    return isCut && !isAnnounced ? [whole(line, 'image-number')] : []
  })
}

/** Lines at the head that are made of the site's labels and nothing else. */
function labelLines(head: readonly Line[], junk: ReadonlySet<Line>, context: JunkContext): readonly Found[] {
  const labels = new Set(context.labels.map(folded).filter((label) => label !== ''))
  return head.flatMap((line) => {
    const isAside = line.kind !== 'prose' && line.kind !== 'heading'
    if (isAside || junk.has(line) || folded(line.text) === folded(context.title)) return []
    const count = tiles(folded(line.text).split(' '), labels)
    // One label as a heading can be the article's own first heading.
    return count >= (line.kind === 'heading' ? 2 : 1) ? [whole(line, 'label-line')] : []
  })
}

function folded(text: string): string {
  return placedWords(text)
    .map((word) => word.folded)
    .join(' ')
}

/** Of how many labels the words are made, leaving none over; 0 when they are not. */
function tiles(words: readonly string[], labels: ReadonlySet<string>): number {
  const counts: (number | undefined)[] = [0]
  for (let end = 1; end <= words.length && end <= 40; end += 1) {
    for (let start = Math.max(0, end - 8); start < end; start += 1) {
      const before = counts[start]
      if (before !== undefined && labels.has(words.slice(start, end).join(' '))) counts[end] = before + 1
    }
  }
  return counts[words.length] ?? 0
}

/** Short lines at the head that stand between the beginning or a junk line and a junk line. */
function amongJunk(head: readonly Line[], junk: ReadonlySet<Line>, context: JunkContext): readonly Found[] {
  const title = new Set(placedWords(context.title).map((word) => word.folded))
  return head.flatMap((line, index) => {
    const before = head[index - 1]
    const after = head[index + 1]
    const isEnclosed =
      (before === undefined || junk.has(before) || folded(before.text) === folded(context.title)) &&
      after !== undefined &&
      junk.has(after)
    const words = placedWords(line.text)
    const shared = words.filter((word) => title.has(word.folded)).length
    const isShort = words.length <= 6 && line.text.length <= 60 && line.kind === 'prose' && shared < 2
    return isEnclosed && isShort && !junk.has(line) ? [whole(line, 'among-junk')] : []
  })
}

/** Whether an author's name was cut from the text as a name that is strewn through it. */
export function isCutName(name: string, cuts: readonly Cut[]): boolean {
  const { squashed } = nameOf(name)
  return cuts.some(({ reason, text }) => reason.endsWith('-name') && nameOf(text).squashed === squashed)
}

/** Accounts that every publishing program sets up and no reader knows. */
const houseAccounts = new Set('admin administrator webmaster root superadmin wordpress user editor redaksi'.split(' '))

/** Whether an author's name is the site itself or its administrator's account, and so names nobody. */
export function isSiteOwnName(name: string, context: JunkContext): boolean {
  const read = nameOf(name)
  return houseAccounts.has(read.squashed) || ['whole', 'part'].includes(ownness(read, ownNames(context)))
}
