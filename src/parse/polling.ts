import type { XmlElement } from './xml-element.ts'
import { type AskedNames, asked, childOf, childrenOf, childText, textOf } from './xml-query.ts'

const periodMinutes: Record<string, number> = {
  hourly: 60,
  daily: 1440,
  weekly: 10_080,
  monthly: 43_200,
  yearly: 525_600,
}

const ttlNames = asked('ttl')
const periodNames = asked('sy:updateperiod')
const frequencyNames = asked('sy:updatefrequency')
const skipHoursNames = asked('skiphours')
const hourNames = asked('hour')
const skipDaysNames = asked('skipdays')
const dayNames = asked('day')

/** How long a publisher wants to be left alone: `ttl`, else `sy:updatePeriod` divided by `sy:updateFrequency`. */
export function ttlOf(channel: XmlElement): string | undefined {
  const ttl = childText(channel, ttlNames)
  if (ttl !== undefined && /^[0-9]{1,7}$/.test(ttl)) return Number(ttl) > 0 ? ttl : undefined
  const period = childText(channel, periodNames)?.toLowerCase()
  const minutes = period === undefined ? undefined : periodMinutes[period]
  if (minutes === undefined) return undefined
  const frequency = Math.max(1, Number(childText(channel, frequencyNames) ?? '1') || 1)
  return String(Math.max(1, Math.round(minutes / frequency)))
}

/** The hours of the day, 0 to 23 in UTC, in which `skipHours` asks not to be read. RSS 0.91 counts midnight as 24. */
export function skipHoursOf(channel: XmlElement): number[] {
  return listOf(channel, skipHoursNames, hourNames, (text) => {
    const hour = /^[0-9]{1,2}$/.test(text) ? Number(text) : 99
    return hour <= 24 ? hour % 24 : undefined
  })
}

const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

/** The days of the week, Sunday 0, on which `skipDays` asks not to be read; they are those of UTC. */
export function skipDaysOf(channel: XmlElement): number[] {
  return listOf(channel, skipDaysNames, dayNames, (text) => {
    const day = days.indexOf(text.slice(0, 3).toLowerCase())
    return day < 0 ? undefined : day
  })
}

/** Each value once, ascending. */
function listOf(
  channel: XmlElement,
  listNames: AskedNames,
  names: AskedNames,
  read: (text: string) => number | undefined,
): number[] {
  const list = childOf(channel, listNames)
  if (list === undefined) return []
  const values = childrenOf(list, names).flatMap((child) => read(textOf(child) ?? '') ?? [])
  return [...new Set(values)].sort((a, b) => a - b)
}
