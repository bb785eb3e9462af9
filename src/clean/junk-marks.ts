import { type PlacedWord, placedWords } from '../util/squash.ts'
import { creditedName } from './credit.ts'
import { isSentence, type Line, sentenceEnds } from './junk-lines.ts'
import { areKin, isLegalForm, type Name, nameOf, type Ownness, ownness } from './junk-names.ts'

/** A short phrase that stands outside the flow of the sentences: it may be a name strewn through the text. */
export interface Mark {
  readonly line: Line
  readonly start: number
  readonly end: number
  readonly name: Name
  readonly own: Ownness
  /** A line of its own, behind a line's last sentence, or before the dash at its beginning. */
  readonly place: 'line' | 'tail' | 'head'
}

/** The marks of an article, at most one a line and place. */
export function findMarks(lines: readonly Line[], own: readonly Name[]): readonly Mark[] {
  // Two lines that begin with a word and a colon are a conversation: the word is who speaks.
  const hasSpeakers = lines.filter((line) => labelled.test(line.text)).length >= 2
  const headForms = hasSpeakers ? [dashed, bracketed] : [dashed, bracketed, labelled]
  return lines.flatMap((line) => {
    if (line.kind === 'fixed') return []
    const whole = wholeLine(line, own)
    if (whole !== undefined) return [whole]
    return [atHead(line, headForms, own), afterSentence(line, own)].filter((mark) => mark !== undefined)
  })
}

const maxWords = 8
const maxChars = 80

function mark(
  line: Line,
  place: Mark['place'],
  range: { start: number; end: number },
  phrase: string,
  own: readonly Name[],
): Mark | undefined {
  // The credit of a picture.
  if (phrase.startsWith('©')) return undefined
  const listed = ownList(phrase, own)
  const name = listed ?? nameOf(phrase)
  if (name.squashed === '' || name.words.length > maxWords || phrase.length > maxChars) return undefined
  // "Acme Robotics opens a plant" is a headline, "ACME ROBOTICS LEIPZIG" a name.
  const isHeadline = place === 'line' && (line.kind === 'heading' || (listed === undefined && !isNameLike(phrase)))
  const covered = ownness(name, own)
  return { line, ...range, name, own: covered === 'more' && isHeadline ? 'none' : covered, place }
}

// "BESTPROFIT | BEST PROFIT, PT. BESTPROFIT": several forms of the name in a row are the name; the longest stands for all.
function ownList(phrase: string, own: readonly Name[]): Name | undefined {
  const parts = phrase
    .split(/\s*[,|/•·–—#]\s*|\s+-\s+|(?<=\p{L}{3})\.\s+/u)
    .filter((part) => /[\p{L}\p{N}]/u.test(part))
  const names = parts.map(nameOf)
  if (names.length < 2 || names.some((name) => ownness(name, own) === 'none')) return undefined
  return names.reduce((longest, name) => (name.squashed.length > longest.squashed.length ? name : longest))
}

function wholeLine(line: Line, own: readonly Name[]): Mark | undefined {
  const text = line.text.trim()
  const range = { start: 0, end: line.text.length }
  const credited = creditedName(text)
  // "Source: NAME" with the site's own name.
  if (credited !== undefined && ownness(nameOf(credited), own) !== 'none')
    return mark(line, 'line', range, credited, own)
  // "Smith:" is a speaker, "Q." a part of an interview, "“Acme”" a quotation.
  if (/[:：?？!！"”»]$/u.test(text) || isSentence(text)) return undefined
  return mark(line, 'line', range, text, own)
}

function afterSentence(line: Line, own: readonly Name[]): Mark | undefined {
  const { text } = line
  const ends = sentenceEnds(text).filter((end) => text.length - end <= maxChars && /\S/.test(text.slice(end)))
  for (const end of ends) {
    if (placedWords(text.slice(0, end)).length < 3) continue
    const found = mark(line, 'tail', { start: end, end: text.length }, text.slice(end).trim(), own)
    // "example.harborlane" is an address, "conditions.HARBORLANE" a name without its space.
    const isGlued = !isApart(line, end) && /^\p{Ll}/u.test(text.slice(end))
    if (found !== undefined && found.own !== 'none' && !isGlued) return found
  }
  const end = ends.at(-1)
  if (end === undefined || !isApart(line, end) || !isSentence(text.slice(0, end))) return undefined
  const phrase = text.slice(end).trim()
  return isNameLike(phrase) ? mark(line, 'tail', { start: end, end: text.length }, phrase, own) : undefined
}

// "example.com" and "Node.js" are one word. A phrase set without a space must begin a link or other element.
function isApart(line: Line, end: number): boolean {
  if (/\s/.test(line.text.charAt(end)) || /[。．！？”’»」』）]/u.test(line.text.charAt(end - 1))) return true
  return line.pieces.some((piece) => piece.start === end)
}

/** Written as a name is: up to six words that each begin with a capital or digit, or have none; no end of a sentence. */
export function isNameLike(phrase: string): boolean {
  const words = placedWords(phrase)
  if (/[:;,?!"“”/]/u.test(phrase)) return false
  const small = words.some((word) => /^\p{Ll}/u.test(phrase.slice(word.start)))
  return (
    words.length <= 6 &&
    phrase.length <= 50 &&
    !small &&
    sentenceEnds(phrase).length === 0 &&
    /[\p{L}\p{N}]\.?$/u.test(phrase) &&
    /^[\p{L}\p{N}]/u.test(phrase)
  )
}

// `(?=\S)`: without it, each way to share leading blanks between `\s*` and the phrase is tried, seconds for 8,000 of them.
const dashed = /^\s*(?=\S)([^–—―－|]{2,90}?)(?:\s*[–—―－]+\s*|\s+-{1,2}\s+|\s+[|»]\s+)(?=\S)/u
const bracketed = /^\s*[【[(（]([^】\])）]{2,60})[】\])）]\s*(?=\S)/u
const labelled = /^\s*(?=\S)([^:：.!?]{2,60}?)\s*[:：](?=\s|\p{Script=Han}|\p{Script=Hangul})\s*(?=\S)/u

// Anything short can stand before a dash; in brackets or before a colon only the site's own name is looked at.
function atHead(line: Line, forms: readonly RegExp[], own: readonly Name[]): Mark | undefined {
  for (const form of forms) {
    const match = form.exec(line.text)
    const phrase = match?.[1]
    if (match === null || phrase === undefined || sentenceEnds(phrase).length > 0) continue
    if (!isSentence(line.text.slice(match[0].length))) continue
    const found = mark(line, 'head', { start: 0, end: match[0].length }, phrase, own)
    if (found !== undefined && (form === dashed || found.own !== 'none')) return found
  }
  return undefined
}

/** Where a family's name stands outside its marks. */
export interface Flow {
  /** Times that it is a word of a sentence. */
  readonly inSentences: number
  /** Between two sentences, or at the end of a line that has no full stop: junk only if the name is proved to be. */
  readonly loose: readonly { readonly line: Line; readonly start: number; readonly end: number }[]
}

/** Looks for the family's forms in everything that is not one of its marks. */
export function findFlow(lines: readonly Line[], title: string, marks: readonly Mark[], own: readonly Name[]): Flow {
  const forms = new Set(marks.map((each) => each.name.squashed))
  for (const name of own) if ([...forms].some((form) => areKin(form, name.squashed))) forms.add(name.squashed)
  const loose: { line: Line; start: number; end: number }[] = []
  let inSentences = 0
  const marksOf = Map.groupBy(marks, (each) => each.line)
  for (const line of lines) {
    const taken = marksOf.get(line) ?? []
    for (const place of occurrences(line.text, forms)) {
      if (taken.some((each) => place.start < each.end && place.end > each.start)) continue
      const full = withLegalForm(line.text, place)
      if (isBetween(line.text, full) || isAtEnd(line.text, full)) loose.push({ line, ...withSpace(line.text, full) })
      else inSentences += 1
    }
  }
  // A title may bear the site's name behind a dash.
  const parts = title.split(/\s+[-–—|:»]\s+/u)
  for (const part of parts) if (!forms.has(nameOf(part).squashed)) inSentences += occurrences(part, forms).length
  return { inSentences, loose }
}

function occurrences(text: string, forms: ReadonlySet<string>): readonly { start: number; end: number }[] {
  const words = placedWords(text)
  const longest = Math.max(...[...forms].map((form) => form.length))
  const found: { start: number; end: number }[] = []
  for (let index = 0; index < words.length; index += 1) {
    const run = longestRun(words, index, forms, longest)
    const first = words[index]
    if (run === undefined || first === undefined) continue
    const last = words[index + run - 1] ?? first
    index += run - 1
    // "the best profit" is no name, "info@acme.example" no sentence.
    const isSmall = /^\p{Ll}/u.test(text.slice(first.start))
    const isAddress =
      /[@/.]$/u.test(text.slice(0, first.start).slice(-1)) || /^(?:\.\p{Ll}|@)/u.test(text.slice(last.end))
    if (!isSmall && !isAddress) found.push({ start: first.start, end: last.end })
  }
  return found
}

function longestRun(
  words: readonly PlacedWord[],
  from: number,
  forms: ReadonlySet<string>,
  longest: number,
): number | undefined {
  let text = ''
  let found: number | undefined
  for (let index = from; index < words.length && text.length < longest; index += 1) {
    text += words[index]?.folded ?? ''
    if (forms.has(text)) found = index - from + 1
  }
  return found
}

// Headings, captions and list items have no full stop before the name that is strewn behind them.
function isAtEnd(text: string, place: { start: number; end: number }): boolean {
  return (
    /^[\s)\]]*$/.test(text.slice(place.end)) &&
    /\S\s+[([]?$/u.test(text.slice(Math.max(0, place.start - 12), place.start))
  )
}

/** The place with the legal form before or behind the name. */
function withLegalForm(text: string, place: { start: number; end: number }): { start: number; end: number } {
  const from = Math.max(0, place.start - 12)
  const before = /(?<!\p{L})(\p{L}{1,5})\.?\s+$/u.exec(text.slice(from, place.start))
  const behind = /^\s+(\p{L}[\p{L}.]{0,6})/u.exec(text.slice(place.end, place.end + 20))
  return {
    start: before?.[1] !== undefined && isLegalForm(before[1]) ? from + before.index : place.start,
    end: behind?.[1] !== undefined && isLegalForm(behind[1]) ? place.end + behind[0].length : place.end,
  }
}

/** The place with the white space that would be left over: behind it, and at the end of a line before it. */
function withSpace(text: string, place: { start: number; end: number }): { start: number; end: number } {
  const isLast = text.slice(place.end).trim() === ''
  const before = isLast ? place.start - text.slice(0, place.start).trimEnd().length : 0
  const behind = /^\s*/.exec(text.slice(place.end))?.[0].length ?? 0
  return { start: place.start - before, end: place.end + behind }
}

function isBetween(text: string, place: { start: number; end: number }): boolean {
  // The last words are enough to see whether a sentence ends there, and a line can be a megabyte.
  const before = text.slice(Math.max(0, place.start - 40), place.start).trimEnd()
  const name = text.slice(place.start, place.end)
  if (!/^\s+(?:["“„«‘「『(]|\p{Lu})/u.test(text.slice(place.end))) return false
  // Before a line's first sentence only in capitals: "Acme Kunden" is how a German sentence begins.
  if (before === '') return name.length >= 4 && name === name.toUpperCase() && /\p{Lu}/u.test(name)
  return sentenceEnds(before).at(-1) === before.length
}
