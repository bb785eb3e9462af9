import { type PlacedWord, placedWords } from '../util/squash.ts'
import { type Line, sentenceEnds, wordsOf } from './junk-lines.ts'
import { isInCapitals, type Mark } from './junk-marks.ts'
import { areKin, isLegalForm, type Name, nameOf } from './junk-names.ts'

interface Place {
  readonly start: number
  readonly end: number
}

/** A stretch of a line. */
export interface Stretch extends Place {
  readonly line: Line
}

/** Where a family's name stands outside its marks. */
export interface Flow {
  /** Times that it is a word of a sentence. */
  readonly inSentences: number
  /** Between two sentences, or at the end of a line that has no full stop: junk only if the name is proved to be. */
  readonly loose: readonly Stretch[]
}

/** Looks for the family's forms in everything that is not one of its marks. */
export function findFlow(lines: readonly Line[], title: string, marks: readonly Mark[], own: readonly Name[]): Flow {
  const forms = formsOf(marks, own)
  const loose: Stretch[] = []
  let inSentences = 0
  const marksOf = Map.groupBy(marks, (each) => each.line)
  for (const line of lines) {
    const taken = marksOf.get(line) ?? []
    const places = occurrences(line.text, wordsOf(line), forms)
    if (places.length === 0 || taken.some((each) => each.start === 0 && each.end === line.text.length)) continue
    if (isNothingElse(line, places)) {
      loose.push({ line, start: 0, end: line.text.length })
      continue
    }
    for (const place of places) {
      if (taken.some((each) => place.start < each.end && place.end > each.start)) continue
      const full = widened(line.text, place)
      if (isBetween(line.text, full) || isAtEnd(line.text, full) || isLabel(line.text, full))
        loose.push({ line, ...withSpace(line.text, full) })
      else if (!/[#@]/.test(line.text.charAt(place.start - 1))) inSentences += 1
    }
  }
  // A title may bear the site's name behind a dash.
  const parts = title.split(/\s+[-–—|:»]\s+/u)
  for (const part of parts) {
    if (!forms.whole.has(nameOf(part).squashed)) inSentences += occurrences(part, placedWords(part), forms).length
  }
  return { inSentences, loose }
}

interface Forms {
  readonly whole: ReadonlySet<string>
  /** Every beginning of every form, so that a run of words is given up at the first letter that leads nowhere. */
  readonly beginnings: ReadonlySet<string>
}

function formsOf(marks: readonly Mark[], own: readonly Name[]): Forms {
  const whole = new Set(marks.map((each) => each.name.squashed))
  const shortest = Math.min(...[...whole].map((form) => form.length))
  for (const name of own) {
    if (![...whole].some((form) => areKin(form, name.squashed))) continue
    // Of the own name the first words count, too: "Best Profit Futures" of "Best Profit Futures Solo".
    for (let count = 1; count <= name.words.length; count += 1) {
      const form = name.words.slice(0, count).join('')
      if (form.length >= shortest) whole.add(form)
    }
  }
  const beginnings = new Set<string>()
  for (const form of whole) for (let end = 1; end <= form.length; end += 1) beginnings.add(form.slice(0, end))
  return { whole, beginnings }
}

function occurrences(text: string, words: readonly PlacedWord[], forms: Forms): readonly Place[] {
  const found: Place[] = []
  for (let index = 0; index < words.length; index += 1) {
    const first = words[index]
    const run = first && isHandle(text, first) && holdsForm(first, forms) ? 1 : longestRun(words, index, forms)
    if (run === undefined || first === undefined) continue
    const last = words[index + run - 1] ?? first
    index += run - 1
    // "the best profit" is no name, "info@acme.example" no sentence.
    const isSmall = !isHandle(text, first) && /^\p{Ll}/u.test(text.charAt(first.start))
    const isAddress =
      /[\p{L}\d][@/.]$/u.test(text.slice(Math.max(0, first.start - 2), first.start)) ||
      /^(?:\.\p{Ll}|@)/u.test(text.slice(last.end, last.end + 2))
    if (!isSmall && !isAddress) found.push({ start: first.start, end: last.end })
  }
  return found
}

// "#bestprofit", "@ptbestprofit"
function isHandle(text: string, word: PlacedWord): boolean {
  return /(?:^|[^\p{L}\d])[#@]$/u.test(text.slice(Math.max(0, word.start - 2), word.start))
}

function holdsForm(word: PlacedWord, forms: Forms): boolean {
  for (const form of forms.whole) if (form.length >= 5 && word.folded.includes(form)) return true
  return false
}

/** Of how many words, run together, the longest form is made that begins at a word. */
function longestRun(words: readonly PlacedWord[], from: number, forms: Forms): number | undefined {
  let text = ''
  let found: number | undefined
  for (let index = from; index < words.length; index += 1) {
    text += words[index]?.folded ?? ''
    if (!forms.beginnings.has(text)) break
    if (forms.whole.has(text)) found = index - from + 1
  }
  return found
}

// "#harborlane #ptharborlane", "HARBORLANE, Harborlane Ltd": the line holds the name's forms and nothing else.
function isNothingElse(line: Line, places: readonly Place[]): boolean {
  let next = 0
  return wordsOf(line).every((word) => {
    while ((places[next]?.end ?? Number.POSITIVE_INFINITY) <= word.start) next += 1
    return word.start >= (places[next]?.start ?? Number.POSITIVE_INFINITY) || isLegalForm(word.folded)
  })
}

// Headings, captions and list items have no full stop before the name that is strewn behind them.
function isAtEnd(text: string, place: Place): boolean {
  return (
    text.length - place.end < 10 &&
    /^[\s)\]）】.]*$/u.test(text.slice(place.end)) &&
    /\S\s+[([（【#@–—|-]?\s*$/u.test(text.slice(Math.max(0, place.start - 12), place.start))
  )
}

// "HARBORLANE | The council …", "HARBORLANE: The council …" at the beginning of a line.
function isLabel(text: string, place: Place): boolean {
  return (
    text.slice(0, Math.min(place.start, 20)).trim() === '' &&
    /^\s*[|:：–—»]\s/u.test(text.slice(place.end, place.end + 5))
  )
}

/** The place with the legal form before or behind the name, and with the rest of a name that is all in capitals. */
function widened(text: string, place: Place): Place {
  const from = Math.max(0, place.start - 12)
  const before = /(?<!\p{L})(\p{L}{1,5})\.?\s+$/u.exec(text.slice(from, place.start))
  const start = before?.[1] !== undefined && isLegalForm(before[1]) ? from + before.index : place.start
  const capitals = /^(?:\s+\p{Lu}{2,}(?![\p{L}\p{N}]))+/u.exec(text.slice(place.end, place.end + 60))
  const name = text.slice(place.start, place.end)
  const end = capitals !== null && name.length >= 4 && isInCapitals(name) ? place.end + capitals[0].length : place.end
  const behind = /^\s+(\p{L}[\p{L}.]{0,6})/u.exec(text.slice(end, end + 20))
  return { start, end: behind?.[1] !== undefined && isLegalForm(behind[1]) ? end + behind[0].length : end }
}

/** The place with the marks and white space that would be left over: behind it, and at the end of a line before it. */
function withSpace(text: string, place: Place): Place {
  const behind = /^[)\]）】]?\s*(?:[|:：–—»]\s+)?/u.exec(text.slice(place.end, place.end + 20))?.[0].length ?? 0
  if (text.length - place.end >= 10 || /[^\s)\]）】.]/u.test(text.slice(place.end)))
    return { start: place.start, end: place.end + behind }
  const before = /[\s([（【#@–—|-]*$/u.exec(text.slice(Math.max(0, place.start - 12), place.start))?.[0].length ?? 0
  return { start: place.start - before, end: text.length }
}

function isBetween(text: string, place: Place): boolean {
  // The last words are enough to see whether a sentence ends there, and a line can be a megabyte.
  const before = text.slice(Math.max(0, place.start - 40), place.start).trimEnd()
  const name = text.slice(place.start, place.end)
  // Where there are no capitals, only the spaces around it in a text without spaces set a name apart.
  if (
    !/^(?:\s+(?:["“„«‘「『(]|\p{Lu})|\s+[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])/u.test(
      text.slice(place.end, place.end + 20),
    )
  )
    return false
  // Before a line's first sentence only in capitals: "Acme Kunden" is how a German sentence begins.
  if (before === '') return name.length >= 4 && isInCapitals(name)
  return sentenceEnds(before).at(-1) === before.length
}
