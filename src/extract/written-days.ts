/**
 * Days as people write them: "5. Oktober 2013", "Jan 8, 2020", "20 de mayo de 2022", "2025年1月14日", "03/10/2023". The names of
 * months and the order of numbers come from the CLDR, by way of Intl, for the page's own language and for English.
 */

/** A day found in a text, at 00:00 UTC, with where it stands. */
export interface WrittenDay {
  readonly day: Date
  readonly start: number
  readonly end: number
}

/** Reads the first day in a text, undefined when there is none. */
export type DayReader = (text: string) => WrittenDay | undefined

/** What every form below needs, asked first: nearly all texts of a page have no year and no two numbers with a mark between. */
const mayHoldDay = /[\d٠-٩۰-۹०-९০-৯๐-๙]{4}|\d[./]\d/

const ordinal = '(?:st|nd|rd|th|er|ère|º|ª|°)?'
/** "de" (Spanish, Portuguese), "of", "d’" (Catalan): what may stand between the parts. */
const between = "(?:\\s+(?:(?:del?|of)(?=\\s)|d[’']))?\\s*"
const wordForms: readonly { readonly form: RegExp; readonly order: 'dmy' | 'mdy' | 'ymd' }[] = [
  {
    form: new RegExp(
      `(?<!\\d)(\\d{1,2})${ordinal}[.,]?${between}[-–]?(\\p{L}[\\p{L}\\p{M}]+)[.,]*${between}[-–,]?\\s*(\\d{4})(?!\\d)`,
      'gu',
    ),
    order: 'dmy',
  },
  {
    form: new RegExp(`(\\p{L}[\\p{L}\\p{M}]+)\\.?\\s+(\\d{1,2})${ordinal}[.,]?\\s+(\\d{4})(?!\\d)`, 'gu'),
    order: 'mdy',
  },
  { form: /(?<!\d)(\d{4})[.,]?\s+(?:m\.\s+)?(\p{L}[\p{L}\p{M}]+)\.?\s+(\d{1,2})(?!\d)/gu, order: 'ymd' },
]

/** Chinese, Japanese and Korean name the unit behind each number; Vietnamese names the month before it. */
const unitForms: readonly { readonly form: RegExp; readonly order: 'dmy' | 'ymd' }[] = [
  { form: /(?<!\d)(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]/u, order: 'ymd' },
  { form: /(?<!\d)(\d{1,2})\s+tháng\s+(\d{1,2})(?:,|\s+năm)\s*(\d{4})(?!\d)/iu, order: 'dmy' },
]

const numberForm = /(?<![\d.,/-])(\d{1,4})([./-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/-]|[.,]\d)/g

/** The reader for a page of a language (BCP 47) and host; built once for each language and top-level domain. */
export function dayReader(language: string | undefined, host: string): DayReader {
  const top = host.split('.').at(-1) ?? ''
  const key = `${language} ${top}`
  const known = readers.get(key)
  if (known !== undefined) return known
  const locale = localeOf(language, top)
  otherMonths ??= monthsOf(otherLanguages)
  const months = new Map([...otherMonths, ...monthsOf([locale, 'en'])])
  const isMonthFirst = startsWithMonth(locale)
  const reader: DayReader = (text) => {
    if (!mayHoldDay.test(text)) return undefined
    const plain = withPlainDigits(text)
    return inWords(plain, months) ?? inUnits(plain) ?? inNumbers(plain, isMonthFirst)
  }
  // A worker meets few languages; a hostile one must not fill the memory with them.
  if (readers.size < 200) readers.set(key, reader)
  return reader
}

const readers = new Map<string, DayReader>()

/** Templates declare no language, or their own instead of the text's: after the declared one, the months of these are tried. */
const otherLanguages: readonly string[] = ['de', 'fr', 'es', 'pt', 'it', 'nl', 'id', 'sv', 'da', 'pl', 'ru', 'tr']
let otherMonths: ReadonlyMap<string, number> | undefined

/** Country codes that are sold as names all over the world say nothing of a language's country. */
const soldDomains = /^(?:ai|am|cc|co|fm|gg|io|ly|me|ms|nu|sh|to|tv|ws)$/

/**
 * The declared language, with the country of the host where the language alone leaves the order of numbers open; where
 * no language is declared, the one that most people of the host's country write.
 */
function localeOf(language: string | undefined, top: string): string {
  try {
    const country = regions[top] ?? (/^[a-z]{2}$/.test(top) && !soldDomains.test(top) ? top.toUpperCase() : undefined)
    const declared = new Intl.Locale(language ?? (country === undefined ? 'en' : `und-${country}`))
    const region = declared.region ?? country
    const spoken = language === undefined ? declared.maximize().language : declared.language
    return region === undefined ? spoken : `${spoken}-${region}`
  } catch {
    return 'en' // no language tag: as good as none declared
  }
}

/** Domains that are no ISO 3166 code: Britain's, and the European Union's (in the CLDR: Europe). */
const regions: Readonly<Record<string, string>> = { uk: 'GB', eu: '150' }

/** Names of the months, long and short, as they stand beside a day and alone, folded: each with its number from 1. */
function monthsOf(locales: readonly string[]): ReadonlyMap<string, number> {
  const months = new Map<string, number>()
  for (const locale of locales) {
    const beside = (['long', 'short'] as const).map((month) => form(locale, { month, day: 'numeric' }))
    const alone = (['long', 'short'] as const).map((month) => form(locale, { month }))
    for (let month = 1; month <= 12; month++) {
      const date = Date.UTC(2024, month - 1, 5)
      for (const format of [...beside, ...alone]) {
        const name = format.formatToParts(date).find(({ type }) => type === 'month')?.value
        const key = name === undefined ? '' : monthKey(name)
        if (key !== '' && !months.has(key)) months.set(key, month)
      }
    }
  }
  return months
}

function form(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(`${locale}-u-ca-gregory-nu-latn`, { ...options, timeZone: 'UTC' })
}

function startsWithMonth(locale: string): boolean {
  const parts = form(locale, { year: 'numeric', month: 'numeric', day: 'numeric' }).formatToParts(0)
  const place = (sought: string): number => parts.findIndex(({ type }) => type === sought)
  return place('month') < place('day') && place('day') < place('year')
}

function monthKey(name: string): string {
  return name.toLowerCase().replace(/[.\s]/g, '').normalize('NFC')
}

/** Decimal digits of other scripts (Unicode runs of ten from these) as ASCII ones. */
const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50]

function withPlainDigits(text: string): string {
  return text.replace(/[٠-٩۰-۹०-९০-৯๐-๙]/g, (digit) => {
    const code = digit.charCodeAt(0)
    const zero = zeros.find((each) => code >= each && code < each + 10) ?? code
    return String(code - zero)
  })
}

function inWords(text: string, months: ReadonlyMap<string, number>): WrittenDay | undefined {
  for (const { form: pattern, order } of wordForms) {
    for (const match of text.matchAll(pattern)) {
      const [, first = '', second = '', third = ''] = match
      const [day, word, year] =
        order === 'dmy' ? [first, second, third] : order === 'mdy' ? [second, first, third] : [third, second, first]
      // "September" is often cut to "Sept", "December" to "Decem": the first three letters tell in English alone.
      // Hebrew writes its "in" onto the month.
      const month =
        months.get(monthKey(word)) ??
        months.get(monthKey(word).replace(/^ב/, '')) ??
        (/^sept$/i.test(word) ? 9 : undefined)
      const found = month === undefined ? undefined : dayOf(Number(year), month, Number(day))
      if (found !== undefined) return { day: found, ...placeOf(match) }
    }
  }
  return undefined
}

function inUnits(text: string): WrittenDay | undefined {
  for (const { form: pattern, order } of unitForms) {
    const match = pattern.exec(text)
    if (match === null) continue
    const [first, second, third] = match.slice(1, 4).map(Number)
    const found = order === 'ymd' ? dayOf(first, second, third) : dayOf(third, second, first)
    if (found !== undefined) return { day: found, ...placeOf(match) }
  }
  return undefined
}

function inNumbers(text: string, isMonthFirst: boolean): WrittenDay | undefined {
  for (const match of text.matchAll(numberForm)) {
    const [, first = '', mark = '', second = '', third = ''] = match
    const [one, two, three] = [Number(first), Number(second), Number(third)]
    let found: Date | undefined
    if (first.length === 4) found = third.length === 2 ? dayOf(one, two, three) : undefined
    else if (first.length < 3) {
      const year = third.length === 2 ? 2000 + three : three
      // With points the day is first everywhere (CLDR); else a number over 12 tells, else the country's habit.
      const monthFirst = mark !== '.' && one <= 12 && (two > 12 || isMonthFirst)
      found = monthFirst ? dayOf(year, one, two) : dayOf(year, two, one)
    }
    if (found !== undefined) return { day: found, ...placeOf(match) }
  }
  return undefined
}

/** A day that exists; Thai years count from 543 before ours. */
function dayOf(year = 0, month = 0, day = 0): Date | undefined {
  const common = year > 2400 ? year - 543 : year
  if (common < 1990 || common > 2100 || month < 1 || month > 12 || day < 1) return undefined
  const date = new Date(Date.UTC(common, month - 1, day))
  return date.getUTCMonth() === month - 1 ? date : undefined
}

function placeOf(match: RegExpExecArray): { readonly start: number; readonly end: number } {
  return { start: match.index, end: match.index + match[0].length }
}
