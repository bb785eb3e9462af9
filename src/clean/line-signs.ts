import type { LineSighting, LineSign } from '../types.ts'
import { hash32 } from '../util/hash.ts'
import { type PlacedWord, placedWords } from '../util/squash.ts'
import { foldSpace, truncateText } from '../util/text.ts'
import { bylineWords, isByline } from './byline-words.ts'
import { creditedName, isBelowChart } from './credit.ts'
import type { Removal } from './junk-edit.ts'
import { agencies, headOf } from './junk-families.ts'
import { isSentence, type Line, lastEnds, sentenceEnds, wordsOf } from './junk-lines.ts'
import { headForms, isInCapitals, isNameLike, mayHaveHead, withoutBrackets } from './junk-marks.ts'
import { type Name, nameOf, ownness } from './junk-names.ts'
import { type Forms, formsOf, holdsForm, type NamedPhrase, runTogether } from './own-forms.ts'
import { promotes, promotionWords } from './promotion-words.ts'

/** A stretch of an article that could recur: a line, or a phrase apart from the sentences at a line's start or end. */
export interface Unit extends LineSighting, Removal {
  /** A line that is no sentence: worth remembering without any sign. */
  readonly isShort: boolean
}

/** Nobody strews longer lines through an article, and a paragraph of one recurs nowhere. */
const maxLineChars = 300
const maxPhraseChars = 100
const maxShownChars = 120
/** Sightings of one article: a list of links has thousands of lines. */
const maxSightings = 40

/** What of an article the host's record takes up: each once, those that bear a sign first. */
export function sightingsOf(units: readonly Unit[]): readonly LineSighting[] {
  const found = new Map<number, LineSighting>()
  for (const { hash, place, text, signs, isShort } of units) {
    if (signs.length > 0 || isShort) found.set(hash, { hash, place, text, signs })
  }
  return [...found.values()]
    .toSorted((one, other) => Number(other.signs.length > 0) - Number(one.signs.length > 0))
    .slice(0, maxSightings)
    .map((each) => ({ ...each, text: truncateText(foldSpace(each.text), maxShownChars) }))
}

/** The stretches of an article that could recur, each with the signs that it is no part of it. */
export function unitsOf(lines: readonly Line[], title: string, own: readonly Name[]): readonly Unit[] {
  const head = new Set(headOf(lines))
  const last = lines.findLastIndex((line) => isSentence(line.text))
  const around: Around = {
    title: placedWords(title).map(({ folded }) => folded),
    ...formsOf(own),
    own,
    head,
    closing: new Set([...lines.slice(last + 1), ...lines.slice(-1)]),
  }
  const units = lines.flatMap((line) =>
    line.kind === 'fixed' || line.kind === 'caption' ? [] : unitsOfLine(line, around),
  )
  return withRepeated(units)
}

interface Around extends Forms {
  readonly title: readonly string[]
  readonly own: readonly Name[]
  readonly head: ReadonlySet<Line>
  /** What follows the last sentence, and the last line. */
  readonly closing: ReadonlySet<Line>
}

function unitsOfLine(line: Line, around: Around): readonly Unit[] {
  const { length } = line.text
  const places: Omit<Removal & { place: LineSighting['place'] }, 'line'>[] = []
  if (length <= maxLineChars) places.push({ place: 'line', start: 0, end: length })
  for (const end of startsOf(line)) places.push({ place: 'start', start: 0, end })
  for (const start of endsOf(line)) places.push({ place: 'end', start, end: length })
  return places.flatMap(({ place, start, end }) => {
    const phrase = line.text.slice(start, end)
    const words = place === 'line' ? wordsOf(line) : wordsBetween(line, start, end)
    if (words.length === 0) return []
    const hash = hashOf(place, words, around.title)
    const isShort = place === 'line' && line.kind !== 'item' && words.length <= 12 && !isSentence(phrase)
    const signs = signsOf({ line, place, phrase, start, words }, around)
    return [
      { line, start, end: isLabel(place, phrase, signs) ? length : end, place, hash, text: phrase, signs, isShort },
    ]
  })
}

/** A phrase without one of them, and not begun as a byline is, has no maker and no agency, and invites to nothing by its words. */
const telling: ReadonlySet<string> = new Set([...bylineWords, ...promotionWords, ...agencies])

/** The words of a phrase, with their places in the line; a phrase can begin or end inside a word, with a link. */
function wordsBetween(line: Line, start: number, end: number): readonly PlacedWord[] {
  // Of a longer line only its phrases are read.
  if (line.text.length <= maxLineChars) {
    const all = wordsOf(line)
    const isCut = all.some((word) => (word.start < start && word.end > start) || (word.start < end && word.end > end))
    if (!isCut) return all.filter((word) => word.start >= start && word.end <= end)
  }
  const words = placedWords(line.text.slice(start, end))
  return words.map((word) => ({ ...word, start: word.start + start, end: word.end + start }))
}

/** Of a phrase's place and words. "The post TITLE appeared first on SITE" is one line, whatever the title. */
function hashOf(place: LineSighting['place'], words: readonly PlacedWord[], title: readonly string[]): number {
  const titleAt = placeOfTitle(words, title)
  let hash = hash32(place)
  for (let at = 0; at < words.length; at += at === titleAt ? title.length : 1) {
    hash = hash32(at === titleAt ? '§' : (words[at]?.folded ?? ''), hash32(' ', hash))
  }
  return hash
}

// "Read also: another article's headline": what the label invites to changes, and is nothing without it.
function isLabel(place: LineSighting['place'], phrase: string, signs: readonly LineSign[]): boolean {
  return place === 'start' && signs.includes('promotion') && /[:：]\s*$/u.test(phrase)
}

/** At which of the words the title stands among others; -1 where it does not. */
function placeOfTitle(words: readonly PlacedWord[], title: readonly string[]): number {
  const [first] = title
  if (first === undefined || title.length < 3 || words.length <= title.length) return -1
  return words.findIndex(
    ({ folded }, index) => folded === first && title.every((each, offset) => words[index + offset]?.folded === each),
  )
}

/** Where phrases end that stand before a line's text. */
function startsOf(line: Line): readonly number[] {
  const { text, pieces } = line
  const ends = mayHaveHead(text) ? headForms.map((form) => form.exec(text)?.[0].length ?? 0) : []
  ends.push(sentenceEnds(text.slice(0, maxPhraseChars + 2))[0] ?? 0, pieces[1]?.start ?? 0)
  const found = ends.filter((end) => end > 0)
  const behind = found.map((end) => end + (/^[\s|:–—»-]*/u.exec(text.slice(end, end + 6))?.[0].length ?? 0))
  return [...new Set(behind)].filter((end) => end > 1 && end <= maxPhraseChars && /[\p{L}\p{N}]/u.test(text.slice(end)))
}

/** In brackets or behind a dash or bar at the end; in capitals behind anything. */
const endForms = [
  /(?:\s+[|–—»-]\s+|\s*[([（【])[^|–—()[\]（）【】]{2,80}[)\]）】]?\s*$/u,
  /\s+\p{Lu}[\p{Lu}\d.&'-]+(?:\s+\p{Lu}[\p{Lu}\d.&'-]+)*\s*$/u,
]

/** Where phrases begin that stand behind a line's text: the last sentence, and what follows it. */
function endsOf(line: Line): readonly number[] {
  const { text, pieces } = line
  const from = Math.max(0, text.length - maxPhraseChars)
  const tail = text.slice(from)
  const ends = lastEnds(line, maxPhraseChars).filter((end) => /[\p{L}\p{N}]/u.test(text.slice(end)))
  const starts = ends.slice(-1)
  for (const form of endForms) starts.push(from + (form.exec(tail)?.index ?? -from))
  starts.push(pieces.length > 1 ? (pieces.at(-1)?.start ?? 0) : 0)
  const before = starts.map(
    (start) => start - (/\s*$/u.exec(text.slice(Math.max(0, start - 6), start))?.[0].length ?? 0),
  )
  return [...new Set(before)].filter(
    (start) => start > 0 && start >= from && /[\p{L}\p{N}]/u.test(text.slice(0, start)),
  )
}

interface Phrase extends NamedPhrase {
  readonly line: Line
  readonly place: LineSighting['place']
}

/** A byline may be known by its first words alone where it is no longer. */
const shortByline = 8

function signsOf(found: Phrase, around: Around): readonly LineSign[] {
  const { line, place, phrase, words } = found
  // Most phrases hold none, and their words are looked up in none of the lists.
  const isWorthIt = words.length <= shortByline || words.some((word) => telling.has(word.folded))
  const folded = isWorthIt ? words.map((word) => word.folded) : []
  const name = phrase.length <= maxPhraseChars ? nameOf(phrase, words) : undefined
  if (isByline(phrase, folded) && !isOwnByline(found, around.own)) return []
  const signs: LineSign[] = []
  if (promotes(phrase, folded)) signs.push('promotion')
  if (line.kind !== 'item' && namesOwn(found, name, around)) signs.push('own-name')
  if (folded.some((word) => agencies.has(word))) return signs
  const isOutside = around.closing.has(line) || around.head.has(line)
  if (name?.hasLegalForm === true && isNameLike(withoutBrackets(phrase)) && (place !== 'line' || isOutside))
    signs.push('company')
  if (isOutside && place !== 'start' && creditedName(phrase) !== undefined && !isBelowChart(line)) signs.push('credit')
  if (place === 'line' && around.closing.has(line) && isLastWord(line, words)) signs.push('ending')
  return signs
}

/** "By HARBORLANE": a byline that names nobody but the site. */
function isOwnByline({ phrase, start, words }: Phrase, own: readonly Name[]): boolean {
  const second = words[1]
  return (
    second !== undefined && words.length <= 6 && ownness(nameOf(phrase.slice(second.start - start)), own) !== 'none'
  )
}

function namesOwn(found: Phrase, name: Name | undefined, around: Around): boolean {
  const { line, place, phrase } = found
  const covered = name === undefined ? 'none' : ownness(name, around.own)
  if (line.kind === 'heading' && place === 'line') return covered === 'whole'
  // "BOSTON – " is a town on the site of the Boston Traders, too.
  const isOne = place === 'start' && covered === 'part' && name?.words.length === 1
  if (covered === 'whole' || (covered !== 'none' && !isOne && isNameLike(withoutBrackets(phrase)))) return true
  // The first or last sentence of a paragraph may well be about the site.
  return place !== 'start' && !(place === 'end' && isSentence(phrase)) && holdsForm(found, around)
}

/** How sentences end, also short ones, and what announces the next line. */
const endsFlow = /[.!?…:。！？：]["'”’»)]*\s*$/u

const particles = new Set(
  'of the and for de du des la le et y e i di da do dos der die das und von van en en ve и'.split(' '),
)

/** At the end of an article and no sentence; not a person's or place's name, whose words are all written with capitals. */
function isLastWord(line: Line, words: readonly PlacedWord[]): boolean {
  const isAside = line.kind !== 'prose' && line.kind !== 'quote'
  if (isAside || words.length < 3 || isSentence(line.text) || endsFlow.test(line.text)) return false
  const small = words.filter((word) => /^\p{Ll}/u.test(line.text.slice(word.start)) && !particles.has(word.folded))
  return small.length >= 2
}

/** Adds the sign of what stands in an article more than once: sentences do, too (a refrain), speakers, and single words. */
function withRepeated(units: readonly Unit[]): readonly Unit[] {
  const firstLines = new Map<number, Line>()
  const repeated = new Set<number>()
  const repeatedStarts = new Set<number>()
  for (const { hash, line, place } of units) {
    const first = firstLines.get(hash)
    if (first === undefined) firstLines.set(hash, line)
    else if (first !== line) {
      repeated.add(hash)
      if (place === 'start') repeatedStarts.add(hash)
    }
  }
  // Those who speak take turns, and so do myths and facts.
  const isTurn = ({ place }: Unit): boolean => place === 'start' && repeatedStarts.size > 1
  return units.map((unit) =>
    repeated.has(unit.hash) && !isTurn(unit) && mayRepeat(unit)
      ? { ...unit, signs: [...unit.signs, 'repeated'] }
      : unit,
  )
}

function mayRepeat({ line, place, text }: Unit): boolean {
  if ((line.kind !== 'prose' && line.kind !== 'quote') || endsFlow.test(text)) return false
  const words = placedWords(text)
  const folded = words.map((word) => word.folded)
  if (isByline(text, folded) || folded.some((word) => agencies.has(word))) return false
  const name = withoutBrackets(text)
  if (place === 'start') return isLongName(name) && !asks.test(line.text)
  if (place === 'end' && isLongName(name)) return true
  return words.length >= 3 || (place === 'end' && isInCapitals(name) && name.length >= 5)
}

/** What stands before a question is who asks. */
const asks = /[?？؟]["'”’»)]*\s*$/u

/** A single word apart ("Tip – ", "(Applause)", 「（笑）」) is seldom a name. */
function isLongName(phrase: string): boolean {
  const isLong = runTogether.test(phrase) ? phrase.length >= 5 : phrase.includes(' ')
  return isLong && isNameLike(phrase)
}
