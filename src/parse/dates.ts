import { type DateFields, isDay, isTime, noTime } from './date-fields.ts'
import { wordFields } from './date-words.ts'
import { plainTime } from './plain-dates.ts'
import { instantIn, offsetOf, type Zone, zoneOf } from './zone-names.ts'

interface DateOptions {
  /** IANA name, for dates that name no zone. */
  readonly timeZone: string
  readonly now: Date
}

const dayMs = 86_400_000
/** A clock that is wrong or a zone that is missing explains so much; what is later was made up. */
const futureMs = 2 * dayMs

/**
 * A date as feeds write it: RFC 822 with zone names and two-digit years, RFC 3339, W3CDTF, seconds since 1970, and
 * month names of many languages. Undefined for what is no date, is impossible, or can be read in two ways; for the epoch
 * itself, which says that a date was not set; and for what lies in the future.
 */
export function parseDate(text: string, options: DateOptions): Date | undefined {
  // What is longer is no date, and the patterns below need not prove themselves on it.
  if (text.length > 100) return undefined
  const time = plainTime(text) ?? readTime(text, options.timeZone)
  if (time === undefined || Math.abs(time) < dayMs || time > options.now.getTime() + futureMs) return undefined
  return new Date(time)
}

function readTime(text: string, timeZone: string): number | undefined {
  const trimmed = text.trim()
  return sinceEpoch(trimmed) ?? timeOf(isoFields(trimmed) ?? wordFields(text), timeZone)
}

/** Seconds or milliseconds, as programs write them that were never read by a validator. */
function sinceEpoch(text: string): number | undefined {
  if (!/^(\d{10}|\d{13})$/.test(text)) return undefined
  return text.length === 10 ? Number(text) * 1000 : Number(text)
}

const iso =
  /^(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?(?:(?:\s*[tT]\s*|\s+)(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,](\d{0,9}))?)?\s*(.*)|[tT](\d{2})\s*(\D.*)?)?$/

/** RFC 3339 and what passes for it: years, months and days alone, no separators, a space for the T, fewer digits. */
function isoFields(text: string): DateFields | undefined {
  const ordinal = /^(\d{4})-?(\d{3})$/.exec(text)
  if (ordinal !== null) return { ...noTime, year: Number(ordinal[1]), month: 0, day: Number(ordinal[2]) }
  const found = iso.exec(text)
  if (found === null) return undefined
  const [, year, month = '1', day = '1', hours = found[9] ?? '0', minutes = '0', seconds = '0', fraction = ''] = found
  const written = (found[8] ?? found[10] ?? '').replace('\u2212', '-').trim()
  const zone = readZone(written)
  if (written !== '' && zone === undefined) return undefined
  if (!isTime(Number(hours), Number(minutes), Number(seconds))) return undefined
  return {
    year: Number(year),
    month: Number(month) - 1,
    day: isDay(Number(year), Number(month) - 1, Number(day)) ? Number(day) : undefined,
    seconds: Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds),
    milliseconds: fraction === '' ? 0 : Math.trunc(Number(`0.${fraction}`) * 1000),
    zone,
  }
}

/** The name of a place may stand behind it in brackets (RFC 9557). */
function readZone(text: string): Zone | undefined {
  const zone = text.replace(/\s*\[[\w/+-]+\]$/, '')
  return offsetOf(zone) ?? zoneOf(zone)
}

function timeOf(fields: DateFields | undefined, timeZone: string): number | undefined {
  if (fields === undefined) return undefined
  const { year, month, day, seconds, milliseconds, zone } = fields
  if (year === undefined || month === undefined || day === undefined || year < 1000) return undefined
  return instantIn(zone ?? timeZone, Date.UTC(year, month, day, 0, 0, seconds, milliseconds))
}
