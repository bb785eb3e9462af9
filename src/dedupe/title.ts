import { isUnspaced, tokensOf } from './normalize.ts'

/** A title, taken apart into the words that name it and the marks that tell one part of a series from the next. */
export interface TitleProfile {
  readonly words: ReadonlySet<string>
  /** Numbers, months, weekdays, roman numerals, in order. */
  readonly marks: readonly string[]
  /** The title with its marks blanked. */
  readonly skeleton: string
  /** In tokens; a CJK character counts for half. */
  readonly length: number
}

/** Languages whose month and weekday names mark a series; Unicode's CLDR knows the names. */
const languages = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'id', 'pl', 'tr', 'ru', 'sv']
const dateWords = new Set(languages.flatMap(dateWordsIn))
const roman = /^(?=[ivx]{1,6}$)x{0,3}(?:ix|iv|v?i{0,3})$/

/** Takes a title apart. */
export function profileTitle(title: string): TitleProfile {
  const tokens = tokensOf(title)
  const isMark = (token: string) => /\p{N}/u.test(token) || dateWords.has(token) || roman.test(token)
  return {
    words: new Set(tokens.filter((token) => !isMark(token))),
    marks: tokens.filter(isMark),
    skeleton: tokens.map((token) => (isMark(token) ? '#' : token)).join(' '),
    length: tokens.reduce((sum, token) => sum + (isUnspaced(token) ? 0.5 : 1), 0),
  }
}

/** Share of words in common, 0 to 1 (Jaccard), or 1 where one title holds all of the other (`… | Site name`). */
export function titleSimilarity(a: TitleProfile, b: TitleProfile): number {
  const smaller = Math.min(a.words.size, b.words.size)
  if (smaller === 0) return a.skeleton !== '' && a.skeleton === b.skeleton ? 1 : 0
  const common = a.words.intersection(b.words).size
  // Fewer than four words ("This week") stand in many titles.
  return common === smaller && smaller >= 4 ? 1 : common / (a.words.size + b.words.size - common)
}

/** Do the titles differ only in numbers or dates, or bear numbers that contradict each other? Then they are parts of a series. */
export function isSeries(a: TitleProfile, b: TitleProfile): boolean {
  if (a.marks.join(' ') === b.marks.join(' ')) return false
  if (a.skeleton === b.skeleton) return true
  const marks = [new Set(a.marks), new Set(b.marks)] as const
  const contradict = !marks[0].isSubsetOf(marks[1]) && !marks[1].isSubsetOf(marks[0])
  return contradict && titleSimilarity(a, b) >= 0.3
}

function dateWordsIn(language: string): readonly string[] {
  const at = { timeZone: 'UTC' } as const
  const name = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(language, { ...options, ...at })
    return (date: Date) =>
      format
        .formatToParts(date)
        .filter((part) => part.type in options)
        .flatMap((part) => tokensOf(part.value))
  }
  const widths = ['long', 'short'] as const
  const months = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2024, month, 15)))
  const days = Array.from({ length: 7 }, (_, day) => new Date(Date.UTC(2024, 0, day + 1)))
  return widths.flatMap((width) => [
    // With a day beside it, a month takes the case it has in dates (Polish `marca`).
    ...months.flatMap(name({ month: width, day: 'numeric' })),
    ...months.flatMap(name({ month: width })),
    ...days.flatMap(name({ weekday: width })),
  ])
}
