import { seeded } from '../support/random.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** A way of posting, made up. Hours are local to the feed, whose zone is drawn from `zones`. */
interface Kind {
  readonly name: string
  /** Of a hundred feeds. */
  readonly share: number
  /** Entries its document lists. */
  readonly listed: number
  readonly post: (chance: () => number, fromMs: number, toMs: number) => readonly number[]
}

/** Hours from UTC; where the feeds of a news aggregator mostly live. */
const zones = [-8, -5, -5, 0, 1, 1, 2, 5.5, 7, 8, 9, 10]

/** Entries a day on a weekday, and what of it is left on Saturdays and Sundays; `from`–`to` are the hours of posting. */
function dayAndNight(perDay: number, from: number, to: number, weekend: number) {
  return (chance: () => number, fromMs: number, toMs: number): readonly number[] => {
    const zone = zones[Math.floor(chance() * zones.length)] ?? 0
    const own = perDay * (0.3 + 1.4 * chance())
    return days(fromMs, toMs).flatMap((day) =>
      Array.from({ length: poisson(chance, isWeekend(day) ? own * weekend : own) }, () =>
        Math.floor(day + (from - zone + (to - from) * chance()) * hourMs),
      ),
    )
  }
}

/** Once every `everyMs`, at the same time but for some minutes. */
function byClock(everyMs: number, minutesLate: number) {
  return (chance: () => number, fromMs: number, toMs: number): readonly number[] => {
    // Four of five are set to a round hour, as people set clocks.
    const hours = Math.floor(chance() * (everyMs / hourMs)) * hourMs
    const offset = hours + (chance() < 0.8 ? 0 : Math.floor(chance() * 60) * minuteMs)
    const first = Math.ceil((fromMs - offset) / everyMs) * everyMs + offset
    const times = Array.from(
      { length: Math.floor((toMs - first) / everyMs) + 1 },
      (_, index) => first + index * everyMs,
    )
    return times.map((time) => Math.floor(time + chance() * minutesLate * minuteMs))
  }
}

/** Nothing for days, then many posts in a few hours. */
function bursts(everyDays: number, posts: number, hours: number) {
  return (chance: () => number, fromMs: number, toMs: number): readonly number[] =>
    evenly(1 / everyDays)(chance, fromMs, toMs).flatMap((begun) =>
      Array.from({ length: 1 + poisson(chance, posts - 1) }, () => Math.floor(begun + chance() * hours * hourMs)),
    )
}

function evenly(perDay: number) {
  return (chance: () => number, fromMs: number, toMs: number): readonly number[] =>
    Array.from({ length: poisson(chance, perDay * ((toMs - fromMs) / dayMs)) }, () =>
      Math.floor(fromMs + chance() * (toMs - fromMs)),
    )
}

export const kinds: readonly Kind[] = [
  { name: 'newsroom: 30 a day, 6–23 h, half at weekends', share: 8, listed: 40, post: dayAndNight(30, 6, 23, 0.5) },
  { name: 'magazine: 6 a day, 8–19 h, few at weekends', share: 15, listed: 20, post: dayAndNight(6, 8, 19, 0.2) },
  { name: 'office blog: 1 a day, 9–17 h, weekdays', share: 20, listed: 10, post: dayAndNight(1, 9, 17, 0) },
  { name: 'hobby blog: 2 a week, 17–24 h', share: 15, listed: 10, post: dayAndNight(0.29, 17, 24, 1.5) },
  { name: 'wire: 100 a day, around the clock', share: 2, listed: 100, post: evenly(100) },
  { name: 'bursts: 8 posts in 3 h, every 4 days', share: 8, listed: 20, post: bursts(4, 8, 3) },
  { name: 'hourly digest, up to 3 minutes late', share: 4, listed: 24, post: byClock(hourMs, 3) },
  { name: 'daily digest, up to 5 minutes late', share: 8, listed: 10, post: byClock(dayMs, 5) },
  { name: 'weekly column, up to 20 minutes late', share: 5, listed: 10, post: byClock(7 * dayMs, 20) },
  { name: 'very rare: one in two months', share: 8, listed: 10, post: evenly(1 / 60) },
  {
    name: 'dead for a year',
    share: 7,
    listed: 10,
    post: (chance, fromMs) => evenly(1)(chance, fromMs - 380 * dayMs, fromMs - 365 * dayMs),
  },
]

/** How its dates stand in the document: as they are, five hours off (a wrong zone), or not at all. */
export type Dating = 'right' | 'wrong zone' | 'none'

export interface MadeFeed {
  readonly id: string
  /** Drawn with the rest. */
  readonly number: number
  readonly kind: string
  readonly listed: number
  readonly dating: Dating
  /** Ascending; milliseconds since 1970. */
  readonly posts: readonly number[]
}

/** So many feeds, each drawn by the seed and its own number alone; nine of ten date their entries rightly. */
export function makeFeeds(count: number, seed: number, fromMs: number, toMs: number): readonly MadeFeed[] {
  const places = kinds.flatMap((kind) => Array.from({ length: kind.share }, () => kind))
  return Array.from({ length: count }, (_, index) => {
    const chance = seeded(seed * 1_000_003 + index)
    const kind = places[index % places.length]
    if (kind === undefined) throw new Error('no kinds')
    const posts = kind
      .post(chance, fromMs, toMs)
      .filter((time) => time < toMs)
      .toSorted((a, b) => a - b)
    const dating: Dating = index % 20 === 7 ? 'none' : index % 20 === 13 ? 'wrong zone' : 'right'
    return {
      id: `feed ${index}`,
      number: Math.floor(chance() * 1000),
      kind: kind.name,
      listed: kind.listed,
      dating,
      posts,
    }
  })
}

function days(fromMs: number, toMs: number): readonly number[] {
  const first = Math.floor(fromMs / dayMs) * dayMs
  return Array.from({ length: Math.ceil((toMs - first) / dayMs) }, (_, index) => first + index * dayMs)
}

/** 1 January 1970 was a Thursday. */
function isWeekend(dayMs_: number): boolean {
  return [0, 6].includes((Math.floor(dayMs_ / dayMs) + 4) % 7)
}

/** A number of events of which so many are expected (Knuth, for the small means here; in pieces for large ones). */
function poisson(chance: () => number, mean: number): number {
  if (mean > 30) return poisson(chance, 30) + poisson(chance, mean - 30)
  const limit = Math.exp(-mean)
  let count = 0
  for (let product = chance(); product > limit; product *= chance()) count++
  return count
}
