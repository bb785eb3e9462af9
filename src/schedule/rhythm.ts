import type { Rhythm } from '../types.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** Two weeks: long enough to know weekdays from weekends, short enough to follow a blog that wakes up or a new season. */
const halfLifeDays = 14
/** No more than so many entries of one look: a feed that dates all its entries anew each time teaches nothing. */
const mostArrivals = 500
/**
 * What is believed before anything is seen, in entries and days: one entry a day, and so faintly that a single day
 * outweighs it. A feed without dates, or one never seen to post, thins out from there.
 */
const prior = { entries: 0.5, days: 0.5 }
/** So many entries' worth of belief, for each part of a profile, that it is like the others. */
const sameness = { hours: 0.5, weekdays: 4, minutes: 4 }
const partsOfHour = 6

/** What one look at a feed brought. */
export interface Look {
  readonly now: Date
  /** The last successful look before; absent at the first. */
  readonly since?: Date
  /** Dates of the entries that were not there before (at the first look: of all), as the feed gives them; absent where it gives none. */
  readonly arrivals: readonly (Date | undefined)[]
}

/**
 * The rhythm after another look, from what a client can know: when the entries that are new say they were published,
 * and that nothing else came since the last look. Weights halve in two weeks; the record stays as small as it is.
 */
export function observe(before: Rhythm | undefined, look: Look): Rhythm {
  const now = look.now.getTime()
  const times =
    look.since === undefined
      ? backlog(look.arrivals, now)
      : arrivals(look.arrivals, Math.min(look.since.getTime(), now), now)
  const from = before?.until ?? times.reduce((oldest, time) => Math.min(oldest, time), now)
  const passedDays = Math.max(0, now - from) / dayMs
  const kept = 2 ** (-passedDays / halfLifeDays)
  const hours = aged(before?.hours, 24, kept)
  const weekdays = aged(before?.weekdays, 7, kept)
  const minutes = aged(before?.minutes, partsOfHour, kept)
  for (const time of times) {
    const weight = 2 ** (-(now - time) / dayMs / halfLifeDays)
    for (const [list, part] of [
      [hours, hourOf(time)],
      [weekdays, weekdayOf(time)],
      [minutes, partOfHour(time)],
    ] as const)
      list[part] = (list[part] ?? 0) + weight
  }
  return {
    until: now,
    // The integral of the weight over the time that has passed.
    days: rounded((before?.days ?? 0) * kept + (halfLifeDays / Math.LN2) * (1 - kept)),
    hours: hours.map(rounded),
    weekdays: weekdays.map(rounded),
    minutes: minutes.map(rounded),
  }
}

/** At the first look the dates are all there is. */
function backlog(dates: readonly (Date | undefined)[], now: number): readonly number[] {
  return dates
    .flatMap((date) => (date !== undefined && date.getTime() <= now ? date.getTime() : []))
    .slice(0, mostArrivals)
}

/**
 * Later ones came between two looks, whatever they say: a date outside (a wrong zone, a post that waited for its
 * editor) is taken for the middle. So the rhythm is that of the feed, not of its authors' clocks.
 */
function arrivals(dates: readonly (Date | undefined)[], since: number, now: number): readonly number[] {
  const middle = (since + now) / 2
  return dates.slice(0, mostArrivals).map((date) => {
    const time = date?.getTime() ?? middle
    return time > since && time <= now ? time : middle
  })
}

function aged(weights: readonly number[] | undefined, parts: number, kept: number): number[] {
  return Array.from({ length: parts }, (_, part) => (weights?.[part] ?? 0) * kept)
}

/** Two decimals are plenty, and keep the stored record short. */
function rounded(weight: number): number {
  return Math.round(weight * 100) / 100
}

/** How many entries a day have been seen, over the whole week; what is told to people. */
export function seenPerDay({ hours, days }: Rhythm): number {
  return days === 0 ? 0 : sum(hours) / days
}

/** How many entries a day are expected, over the whole week. */
export function entriesPerDay(rhythm: Rhythm | undefined): number {
  const seen = rhythm === undefined ? 0 : sum(rhythm.hours)
  return (seen + prior.entries) / ((rhythm?.days ?? 0) + prior.days)
}

/**
 * The expected entries per day at a moment: the mean, times how much livelier than the mean this hour of the day, this
 * day of the week and this part of the hour are. Each factor is drawn to 1 as long as few entries are known. Taken
 * apart like this, some forty numbers learn from a dozen entries what 168 hours of the week could not.
 */
export function rateOf(rhythm: Rhythm | undefined): (time: number) => number {
  const mean = entriesPerDay(rhythm)
  if (rhythm === undefined) return () => mean
  // A post at 8:55 speaks for 9 o'clock as well.
  const hours = factors(smooth(rhythm.hours), sameness.hours)
  const weekdays = factors(rhythm.weekdays, sameness.weekdays)
  const minutes = factors(rhythm.minutes, sameness.minutes)
  return (time) =>
    mean * (hours[hourOf(time)] ?? 1) * (weekdays[weekdayOf(time)] ?? 1) * (minutes[partOfHour(time)] ?? 1)
}

function factors(weights: readonly number[], same: number): readonly number[] {
  const mean = sum(weights) / weights.length
  return weights.map((weight) => (weight + same) / (mean + same))
}

function smooth(weights: readonly number[]): readonly number[] {
  return weights.map(
    (weight, index) => weight / 2 + ((weights.at(index - 1) ?? 0) + (weights[(index + 1) % weights.length] ?? 0)) / 4,
  )
}

/** Whether enough has been seen to speak of a rhythm: a few entries, or silence for some days. */
export function isKnown({ days, hours }: Rhythm): boolean {
  return sum(hours) >= 3 || days >= 3
}

/** The shortest stretch of the day that holds four fifths of the entries, as hours in UTC; undefined when it is no habit. */
export function busyHours(rhythm: Rhythm): { readonly from: number; readonly to: number } | undefined {
  const all = sum(rhythm.hours)
  if (all < 10) return undefined // a handful lies together by chance
  for (let length = 1; length <= 14; length++)
    for (let from = 0; from < 24; from++) {
      const inside = Array.from({ length }, (_, hour) => rhythm.hours[(from + hour) % 24] ?? 0)
      if (sum(inside) >= 0.8 * all) return { from, to: (from + length) % 24 }
    }
  return undefined
}

function sum(weights: readonly number[]): number {
  return weights.reduce((total, weight) => total + weight, 0)
}

function hourOf(time: number): number {
  return Math.floor(time / hourMs) % 24
}

/** 1 January 1970 was a Thursday. */
function weekdayOf(time: number): number {
  return (Math.floor(time / dayMs) + 4) % 7
}

function partOfHour(time: number): number {
  return Math.floor((time % hourMs) / (hourMs / partsOfHour))
}
