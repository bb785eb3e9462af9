import { type DateFields, fullYear, isDay, isTime, noTime } from './date-fields.ts'
import { inPlainScript } from './date-script.ts'
import { monthOf } from './month-names.ts'
import { offsetOf, zoneOf } from './zone-names.ts'

/** 08:09:10.123, 8h09, 08.09 */
const clock = /(?<!\d)(\d{1,2})(?::(\d{1,2})|[.h](\d{2}))(?:[:.](\d{1,2})(?:[.,](\d{1,9}))?)?(?!\d|\.\d)/
const numericDate = /(?<!\d)(\d{1,4})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{1,4})/
const area = /(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)\/[A-Za-z_/-]+/

/** A date in words, or in numbers with slashes or dots: each part is known by its own look, whatever the order. */
export function wordFields(text: string): DateFields | undefined {
  const fields: DateFields = { ...noTime }
  let rest = inPlainScript(text)
    .replace(/\([^()]*\)/g, ' ')
    // An hour alone.
    .replace(/(?<![:.\d])(\d{1,2})\s?([ap]\.?m\b)/gi, '$1:00 $2')
  const place = area.exec(rest)
  if (place !== null) {
    fields.zone = place[0]
    rest = cutOut(rest, place)
  }
  const numeric = numericDate.exec(rest)
  if (numeric !== null) {
    if (!readNumericDate(numeric, fields)) return undefined
    rest = cutOut(rest, numeric)
  }
  const time = clock.exec(rest)
  if (time !== null) {
    const isAfternoon = /(^|[^\p{L}])p\.?m(?!\p{L})/iu.test(rest)
    const isMorning = /(^|[^\p{L}])a\.?m(?!\p{L})/iu.test(rest)
    if (!readClock(time, isAfternoon, isMorning, fields)) return undefined
    const [before, after] = [rest.slice(0, time.index), rest.slice(time.index + time[0].length)]
    rest = `${before} ${readZone(after, fields)}`
  }
  readWords(rest, fields)
  const { year, month, day } = fields
  return year !== undefined && month !== undefined && day !== undefined && isDay(year, month, day) ? fields : undefined
}

function cutOut(text: string, found: RegExpExecArray): string {
  return `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`
}

/** Year first, or day first with dots; with slashes and hyphens only where one part can't be a month. */
function readNumericDate(found: RegExpExecArray, fields: DateFields): boolean {
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

function readClock(found: RegExpExecArray, isAfternoon: boolean, isMorning: boolean, fields: DateFields): boolean {
  let hours = Number(found[1])
  const [minutes, seconds] = [Number(found[2] ?? found[3]), Number(found[4] ?? '0')]
  if (isAfternoon && hours < 12) hours += 12
  if (isMorning && hours === 12) hours = 0
  if (!isTime(hours, minutes, seconds)) return false
  fields.seconds = hours * 3600 + minutes * 60 + seconds
  fields.milliseconds = found[5] === undefined ? 0 : Math.trunc(Number(`0.${found[5]}`) * 1000)
  return true
}

/** The zone behind a time: an offset goes before a name, of names the first counts. Gives what is left. */
function readZone(text: string, fields: DateFields): string {
  const offset = /(?:gmt|utc?)?[+-]\d{1,2}(?::?\d{2}){0,2}(?!\d)/i.exec(text)
  const minutes = offset === null ? undefined : offsetOf(offset[0])
  if (offset !== null && minutes !== undefined) {
    fields.zone = minutes
    return cutOut(text, offset)
  }
  for (const word of text.split(/[\s,;]+/)) {
    const zone = zoneOf(word)
    if (zone === undefined) continue
    fields.zone ??= zone
    return text.replace(word, ' ')
  }
  return text
}

function readWords(text: string, fields: DateFields): void {
  const isNumeric = fields.month !== undefined
  for (const word of text.split(/[\s,،;/]+|(?<=\p{L}\.?)-|-(?=\p{L})/u)) {
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
    // A zone without a time; words of one and two letters mean other things there.
    else if (word.length > 2) fields.zone ??= zoneOf(word)
  }
}
