import { placedWords } from '../util/squash.ts'
import { creditedName } from './credit.ts'
import { isSentence, type Line, lastEnds, sentenceEnds, wordsOf } from './junk-lines.ts'
import { type Name, nameOf, type Ownness, ownness } from './junk-names.ts'

/** A short phrase that stands outside the flow of the sentences: it may be a name strewn through the text. */
export interface Mark {
  readonly line: Line
  readonly start: number
  readonly end: number
  readonly name: Name
  readonly own: Ownness
  /**
   * A line of its own, behind a line's last sentence, or before the dash at its beginning; `aside` is a name that is not the
   * site's, behind a sentence in brackets or behind a dash, or before a colon: the places of authors and speakers.
   */
  readonly place: 'line' | 'tail' | 'head' | 'aside'
}

/** The marks of an article, at most one a line and place. */
export function findMarks(lines: readonly Line[], title: string, own: readonly Name[]): readonly Mark[] {
  // Two lines that begin with a word and a colon are a conversation: the word is who speaks.
  const hasSpeakers =
    lines.filter((line) => hasColon.test(line.text.slice(0, 80)) && labelled.test(line.text)).length >= 2
  const forms = hasSpeakers ? [dashed, bracketed] : headForms
  const titleWords = placedWords(title).map((word) => word.folded)
  return lines.flatMap((line) => {
    if (line.kind === 'fixed') return []
    // A line with the title in it is about as long; to read the words of every line for that costs more than all else.
    const mayHoldTitle = line.text.length >= title.length / 2 && line.text.length <= title.length * 2 + 200
    const whole = (mayHoldTitle ? besideTitle(line, titleWords, own) : undefined) ?? wholeLine(line, own)
    if (whole !== undefined) return [whole]
    return [atHead(line, forms, own), afterSentence(line, own)].filter((mark) => mark !== undefined)
  })
}

const maxWords = 8
const maxChars = 80
/** With "Source:" before it, in every form in a row. */
const maxLine = 300

function mark(
  line: Line,
  place: Mark['place'],
  range: { start: number; end: number },
  phrase: string,
  own: readonly Name[],
): Mark | undefined {
  // Most that is asked for is a paragraph's last sentence; © is the credit of a picture.
  if (phrase.length > maxChars || phrase.split(' ').length > maxWords + 2 || phrase.startsWith('©')) return undefined
  const listed = ownList(phrase, own)
  const name = listed ?? nameOf(phrase)
  if (name.squashed === '' || name.words.length > maxWords) return undefined
  // "Acme Robotics opens a plant" is a headline, "ACME ROBOTICS LEIPZIG" a name.
  const isHeadline = place === 'line' && (line.kind === 'heading' || (listed === undefined && !isNameLike(phrase)))
  const covered = ownness(name, own)
  return { line, ...range, name, own: covered === 'more' && isHeadline ? 'none' : covered, place }
}

/** What parts the names of a list, at a fraction of the cost of taking one apart. */
const mayBeList = /[,|/•·–—#]|\s-\s|\.\s/

// "BESTPROFIT | BEST PROFIT, PT. BESTPROFIT": several forms of the name in a row are the name; the longest stands for all.
function ownList(phrase: string, own: readonly Name[]): Name | undefined {
  if (!mayBeList.test(phrase)) return undefined
  const parts = phrase
    .split(/\s*[,|/•·–—#]\s*|\s+-\s+|(?<=\p{L}{3})\.\s+/u)
    .filter((part) => /[\p{L}\p{N}]/u.test(part))
  const names: Name[] = []
  for (const part of parts.length < 2 ? [] : parts) {
    const name = nameOf(part)
    if (ownness(name, own) === 'none') return undefined
    names.push(name)
  }
  if (names.length < 2) return undefined
  return names.reduce((longest, name) => (name.squashed.length > longest.squashed.length ? name : longest))
}

function wholeLine(line: Line, own: readonly Name[]): Mark | undefined {
  const text = line.text.trim()
  if (text.length > maxLine) return undefined
  const range = { start: 0, end: line.text.length }
  const credited = creditedName(text)
  // "Source: NAME" with the site's own name.
  if (credited !== undefined && ownness(nameOf(credited), own) !== 'none')
    return mark(line, 'line', range, credited, own)
  // "Smith:" is a speaker, "Q." a part of an interview, "“Acme”" a quotation.
  const isQuoted = /^["“”„«»].*["”“»«]$/u.test(text)
  if (isQuoted || /[:：?？!！"”]$/u.test(text) || isSentence(text)) return undefined
  return mark(line, 'line', range, text, own)
}

// "HARBORLANE – The headline once more": the site's name and the title it prints above.
function besideTitle(line: Line, title: readonly string[], own: readonly Name[]): Mark | undefined {
  if (title.length < 3 || line.text.length > 400) return undefined
  const words = wordsOf(line)
  const added = words.length - title.length
  if (added < 1 || added > maxWords) return undefined
  const isBehind = title.every((word, index) => words[added + index]?.folded === word)
  const isBefore = title.every((word, index) => words[index]?.folded === word)
  if (!isBehind && !isBefore) return undefined
  const phrase = isBehind ? line.text.slice(0, words[added]?.start) : line.text.slice(words[title.length]?.start)
  const found = mark(line, 'head', { start: 0, end: line.text.length }, phrase, own)
  return found?.own === 'none' ? undefined : found
}

function afterSentence(line: Line, own: readonly Name[]): Mark | undefined {
  const { text } = line
  const from = Math.max(0, text.length - maxChars)
  const ends = lastEnds(line, 2 * maxChars).filter((end) => end >= from && /\S/.test(text.slice(end)))
  for (const end of [...ends, ...pauses(text, from)]) {
    const phrase = text.slice(end).trim()
    if (phrase.split(' ', maxWords + 3).length > maxWords + 2) continue
    const before = text.slice(Math.max(0, end - maxChars), end)
    if (placedWords(before).length < (unspaced.test(before) ? 1 : 3)) continue
    const found = mark(line, 'tail', { start: end, end: text.length }, phrase, own)
    // "example.harborlane" is an address, "conditions.HARBORLANE" a name without its space.
    const isGlued = !isApart(line, end) && /^\p{Ll}/u.test(text.slice(end))
    if (found !== undefined && found.own !== 'none' && !isGlued) return found
  }
  const end = ends.at(-1)
  if (end === undefined || !isApart(line, end) || !isSentence(text.slice(0, end))) return undefined
  // "… of the city. HARBORLANE." A fragment that is no name ("Sold.") is seldom set in capitals.
  const phrase = text
    .slice(end)
    .trim()
    .replace(/^(.{4,}[^.])\.$/u, (all, name: string) => (isInCapitals(name) || nameOf(name).hasLegalForm ? name : all))
  const inner = phrase.replace(/^[([（【–—|-]\s*|[)\]）】]$/gu, '')
  const place = inner === phrase ? 'tail' : 'aside'
  return isNameLike(inner) ? mark(line, place, { start: end, end: text.length }, inner, own) : undefined
}

/** Written in capitals throughout, by a script that has them. */
export function isInCapitals(text: string): boolean {
  return text === text.toUpperCase() && text !== text.toLowerCase()
}

const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

// Where Thai and its neighbours, which have no full stop, pause: at any space.
function pauses(text: string, from: number): readonly number[] {
  if (!/[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]/.test(text)) return []
  const pause = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]\p{M}*(?=\s)/gu
  return Array.from(text.slice(from).matchAll(pause), (match) => from + match.index + match[0].length)
}

// "example.com" and "Node.js" are one word. A phrase set without a space must begin a link or other element.
function isApart(line: Line, end: number): boolean {
  if (/\s/.test(line.text.charAt(end)) || /[。．！？”’»」』）]/u.test(line.text.charAt(end - 1))) return true
  return line.pieces.some((piece) => piece.start === end)
}

/** Written as a name is: up to six words that each begin with a capital or digit, or have none; no end of a sentence. */
export function isNameLike(phrase: string): boolean {
  // What costs least first: most that is asked for is a sentence.
  if (phrase.length > 50 || /[:;,?!"“”/]/u.test(phrase)) return false
  if (!/^[\p{L}\p{N}]/u.test(phrase) || !/[\p{L}\p{N}]\.?$/u.test(phrase)) return false
  const words = placedWords(phrase)
  if (words.length > 6 || words.some((word) => /^\p{Ll}/u.test(phrase.slice(word.start)))) return false
  return sentenceEnds(phrase).length === 0
}

/** A phrase without what sets it apart from the text beside it. */
export function withoutBrackets(phrase: string): string {
  return phrase.replace(/^[\s|:([（【–—»-]+|[\s|:)\]）】»–—.-]+$/gu, '')
}

// `(?=\S)`: without it, each way to share leading blanks between `\s*` and the phrase is tried, seconds for 8,000 of them.
const dashed = /^\s*(?=\S)([^–—―－|]{2,90}?)(?:\s{0,9}[–—―－]+\s*|\s{1,9}-{1,2}\s+|\s{1,9}[|»]\s+)(?=\S)/u
const bracketed = /^\s*[【[(（]([^】\])）]{2,60})[】\])）]\s*(?=\S)/u
const labelled = /^\s*(?=\S)([^:：!?]{2,60}?)\s{0,9}[:：](?=\s|\p{Script=Han}|\p{Script=Hangul})\s*(?=\S)/u

/** What the forms need within their reach, at a fraction of their cost. */
const hasColon = /[:：]/
const closesHead = /[–—―－|»:：】\])）-]/

/** Whether one of the forms may be found in a line: what ends it is near the beginning. */
export function mayHaveHead(text: string): boolean {
  return closesHead.test(text.slice(0, 120))
}

/** The forms of what stands before a line's text: before a dash, in brackets, before a colon. The phrase is the first group. */
export const headForms: readonly RegExp[] = [dashed, bracketed, labelled]

// Anything short can stand before a dash.
function atHead(line: Line, forms: readonly RegExp[], own: readonly Name[]): Mark | undefined {
  if (!mayHaveHead(line.text)) return undefined
  for (const form of forms) {
    const match = form.exec(line.text)
    const phrase = match?.[1]
    if (match === null || phrase === undefined || sentenceEnds(phrase).length > 0) continue
    // "Acme (head office: Leipzig) said" is no label.
    if (/[(（[【][^)）\]】]*$/u.test(phrase) || !isSentence(line.text.slice(match[0].length))) continue
    const found = mark(line, 'head', { start: 0, end: match[0].length }, phrase, own)
    if (found !== undefined && (form === dashed || found.own !== 'none')) return found
    if (found !== undefined && isNameLike(phrase)) return { ...found, place: 'aside' }
  }
  return undefined
}
