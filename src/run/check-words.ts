import { busyHours, isKnown, seenPerDay } from '../schedule/rhythm.ts'
import type { Pace, Rhythm, Wishes } from '../types.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** Why a feed is asked next at `at`, after a wait of so long, in a few words for a person. */
export function checkWords({ why, wishes, rhythm }: Pace, at: Date, waitMs: number, failures: number): string {
  const span = spanWords(waitMs)
  switch (why) {
    case 'rhythm':
      return `after ${span}: ${rhythmWords(rhythm)}`
    case 'least-interval':
      return `every ${span}, the least: ${rhythmWords(rhythm)}`
    case 'own-interval':
      return `every ${span}, as feeds.json says`
    case 'no-validators':
      return `every ${span}: its server sends neither ETag nor Last-Modified, so that each request costs it the whole feed`
    case 'max-age':
      return `its publisher asks for ${span} (max-age)`
    case 'ttl':
      return `its publisher asks for ${span} (ttl)`
    case 'skip':
      return `its publisher does not want to be asked before (${skipNames(wishes)})`
    case 'retry-after':
      return `not before ${clockWords(at)}: the server asked (Retry-After)`
    case 'host-busy':
      return 'its host had others to answer first'
    case 'failures':
      return `after ${numbered(failures, 'failure')} in a row`
  }
}

/** "posts about 5 a day, mostly 8–18 UTC". */
function rhythmWords(rhythm: Rhythm | undefined): string {
  if (rhythm === undefined || !isKnown(rhythm)) return 'how often it posts is not known yet'
  const busy = busyHours(rhythm)
  const hours = busy === undefined ? '' : `, mostly ${busy.from}–${busy.to} UTC`
  return `posts ${frequencyWords(seenPerDay(rhythm))}${hours}`
}

const periods = [
  ['a day', 1],
  ['a week', 7],
  ['a month', 30],
] as const

function frequencyWords(perDay: number): string {
  const period = periods.find(([, days]) => perDay * days >= 1.5)
  return period === undefined ? 'once a month or less' : `about ${Math.round(perDay * period[1])} ${period[0]}`
}

/** Rounded to what a person would say; the spread of the schedule vanishes. */
function spanWords(ms: number): string {
  const [size, noun] =
    ms >= 47 * hourMs ? [dayMs, 'day'] : ms >= 100 * minuteMs ? [hourMs, 'hour'] : [minuteMs, 'minute']
  const step = noun === 'minute' && ms > 10 * minuteMs ? 5 : 1
  const number = Math.max(1, Math.round(ms / size / step) * step)
  return numbered(number, noun)
}

function numbered(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

function skipNames({ skipHours, skipDays }: Wishes): string {
  return [...(skipHours.length === 0 ? [] : ['skipHours']), ...(skipDays.length === 0 ? [] : ['skipDays'])].join(', ')
}

/** "14:00 UTC", with its date where that is not plain. */
function clockWords(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
