import { monthOf, zoneOffset } from './date-names.ts'

interface DateOptions {
  /** IANA name, for dates that name no zone. */
  readonly timeZone: string
  readonly now: Date
}

interface Fields {
  year: number | undefined
  month: number | undefined
  day: number | undefined
  seconds: number
  milliseconds: number
  /** Minutes east of UTC. */
  offset: number | undefined
}

const dayMs = 86_400_000
/** A clock that is wrong or a zone that is missing explains so much; what is later was made up. */
const futureMs = 2 * dayMs

/**
 * A date as feeds write it: RFC 822 with zone names and two-digit years, RFC 3339, W3CDTF, and month names of several
 * languages. Undefined for what is no date, is impossible, or can be read in two ways; for the epoch itself, which says
 * that a date was not set; and for what lies in the future.
 */
export function parseDate(text: string, options: DateOptions): Date | undefined {
  // What is longer is no date, and the patterns below need not prove themselves on it.
  if (text.length > 100) return undefined
  const time = plain.test(text) ? Date.parse(text) : readTime(text, options.timeZone)
  if (time === undefined || Math.abs(time) < dayMs || time > options.now.getTime() + futureMs) return undefined
  return new Date(time)
}

/**
 * RFC 822 and RFC 3339 as most feeds write them, which Date.parse reads as we do in a tenth of the time. Not the last days
 * of months: it takes 31 February for a day in March.
 */
const plain =
  /^(?:(?:[A-Z][a-z]{2}, )?(?:0?[1-9]|1\d|2[0-8]) (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [12]\d{3} (?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d (?:GMT|UTC|[+-](?:0\d|1[0-3])[0-5]\d)|[12]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{3})?(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d))$/

function readTime(text: string, timeZone: string): number | undefined {
  const fields = isoFields(text.trim()) ?? wordFields(text)
  return fields === undefined ? undefined : timeOf(fields, timeZone)
}

const iso =
  /^(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?(?:(?:[tT]|\s+|\s*[tT]\s*)(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?\s*(.*))?$/

/** RFC 3339 and what passes for it: years, months and days alone, no separators, a space for the T, fewer digits. */
function isoFields(text: string): Fields | undefined {
  const ordinal = /^(\d{4})-?(\d{3})$/.exec(text)
  if (ordinal !== null) return { ...noTime, year: Number(ordinal[1]), month: 0, day: Number(ordinal[2]) }
  const found = iso.exec(text)
  if (found === null) return undefined
  const [, year, month = '1', day = '1', hours = '0', minutes = '0', seconds = '0', fraction = '', zone = ''] = found
  const offset = readZone(zone)
  if (zone.trim() !== '' && offset === undefined) return undefined
  if (!isTime(Number(hours), Number(minutes), Number(seconds))) return undefined
  return {
    year: Number(year),
    month: Number(month) - 1,
    day: isDay(Number(year), Number(month) - 1, Number(day)) ? Number(day) : undefined,
    seconds: Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds),
    milliseconds: fraction === '' ? 0 : Math.trunc(Number(`0.${fraction}`) * 1000),
    offset,
  }
}

const noTime: Fields = {
  year: undefined,
  month: undefined,
  day: undefined,
  seconds: 0,
  milliseconds: 0,
  offset: undefined,
}
const clock = /(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,9}))?)?(?!\d|\.\d)/
const numericDate = /(\d{1,4})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{1,4})/

/** A date in words or in numbers with slashes or dots: each part is known by its own look, whatever the order. */
function wordFields(text: string): Fields | undefined {
  const fields = { ...noTime }
  let rest = text
    .replace(/\([^()]*\)/g, ' ')
    .replace(/[年월月년]/g, '-')
    .replace(/-\s(?=\d)/g, '-')
    .replace(/[日일]/g, ' ')
  const numeric = numericDate.exec(rest)
  if (numeric !== null) {
    if (!readNumericDate(numeric, fields)) return undefined
    rest = cutOut(rest, numeric)
  }
  const time = clock.exec(rest)
  if (time !== null) {
    if (
      !readClock(time, /(^|[^\p{L}])(pm|p\.m\.|오후)/iu.test(rest), /(^|[^\p{L}])(am|a\.m\.|오전)/iu.test(rest), fields)
    )
      return undefined
    rest = cutOut(rest, time, ' @ ')
  }
  const offset = /@.*?([+-])(\d{1,2})(?::?(\d{2}))?(?!\d)/.exec(rest)
  if (offset !== null && time !== null) {
    fields.offset = (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3] ?? '0'))
    rest = cutOut(rest, offset)
  }
  readWords(rest, fields)
  const { year, month, day } = fields
  return year !== undefined && month !== undefined && day !== undefined && isDay(year, month, day) ? fields : undefined
}

function cutOut(text: string, found: RegExpExecArray, filler = ' '): string {
  return text.slice(0, found.index) + filler + text.slice(found.index + found[0].length)
}

/** Year first, or day first with dots; with slashes and hyphens only where one part can't be a month. */
function readNumericDate(found: RegExpExecArray, fields: Fields): boolean {
  const [, first = '', separator, second = '', third = ''] = found
  if (first.length === 4) [fields.year, fields.month, fields.day] = [Number(first), Number(second) - 1, Number(third)]
  else {
    const dayFirst = separator === '.' || Number(first) > 12
    if (!dayFirst && Number(second) <= 12 && first !== second) return false
    const [day, month] = dayFirst ? [first, second] : [second, first]
    ;[fields.year, fields.month, fields.day] = [fullYear(third), Number(month) - 1, Number(day)]
  }
  return true
}

function readClock(found: RegExpExecArray, isAfternoon: boolean, isMorning: boolean, fields: Fields): boolean {
  let hours = Number(found[1])
  const [minutes, seconds] = [Number(found[2]), Number(found[3] ?? '0')]
  if (isAfternoon && hours < 12) hours += 12
  if (isMorning && hours === 12) hours = 0
  if (!isTime(hours, minutes, seconds)) return false
  fields.seconds = hours * 3600 + minutes * 60 + seconds
  fields.milliseconds = found[4] === undefined ? 0 : Math.trunc(Number(`0.${found[4]}`) * 1000)
  return true
}

function readWords(text: string, fields: Fields): void {
  const isNumeric = fields.month !== undefined
  for (const word of text.split(/[\s,;@/]+|(?<=\p{L}\.?)-|-(?=\p{L})/u)) {
    if (word === '') continue
    const number = /^(\d{1,4})(?:st|nd|rd|th|er|º|ª|\.)?$/i.exec(word)?.[1]
    if (number !== undefined) {
      if (number.length <= 2 && fields.day === undefined) fields.day = Number(number)
      else fields.year ??= fullYear(number)
      continue
    }
    // The last such word: "mar" is Tuesday in French, Spanish and Italian when a month follows.
    const month = isNumeric ? undefined : monthOf(word)
    if (month !== undefined) fields.month = month
    else fields.offset ??= zoneOffset(word)
  }
}

/** RFC 2822 4.3: 00 to 49 are of this century, other years of two or three digits of the last. */
function fullYear(digits: string): number {
  const year = Number(digits)
  if (digits.length === 4) return year
  return digits.length === 2 && year < 50 ? 2000 + year : 1900 + year
}

function readZone(text: string): number | undefined {
  const zone = text.trim().replace(/^(gmt|utc)(?=[+-])/i, '')
  const found = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(zone)
  if (found === null) return zoneOffset(zone)
  return (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3] ?? '0'))
}

/** 24:00 is the end of a day (ISO 8601), 23:59:60 a leap second. */
function isTime(hours: number, minutes: number, seconds: number): boolean {
  return minutes < 60 && seconds <= 60 && (hours < 24 || (hours === 24 && minutes === 0 && seconds === 0))
}

function isDay(year: number, month: number, day: number): boolean {
  return month >= 0 && month < 12 && day >= 1 && day <= new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
}

function timeOf(fields: Fields, timeZone: string): number | undefined {
  const { year, month, day, seconds, milliseconds, offset } = fields
  if (year === undefined || month === undefined || day === undefined || year < 1000) return undefined
  const local = Date.UTC(year, month, day, 0, 0, seconds, milliseconds)
  if (offset !== undefined) return Math.abs(offset) <= 14 * 60 ? local - offset * 60_000 : undefined
  // The zone's offset depends on the instant looked for; the second round is right on all but the hours of a change.
  const guess = local - zoneOffsetMs(local, timeZone)
  return local - zoneOffsetMs(guess, timeZone)
}

const formats = new Map<string, Intl.DateTimeFormat>()

function zoneOffsetMs(instant: number, timeZone: string): number {
  if (timeZone === 'UTC') return 0
  let format = formats.get(timeZone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
    formats.set(timeZone, format)
  }
  const name = format.formatToParts(instant).find((part) => part.type === 'timeZoneName')?.value ?? ''
  const found = /([+-])(\d{2}):(\d{2})/.exec(name)
  return found === null ? 0 : (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3])) * 60_000
}
