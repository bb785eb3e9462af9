// A month of 2,000 made feeds under the real schedule, with a clock of its own: requests and the delay from publication
// to our feed, as a curve over the price of a request, beside fixed intervals.
//   npm run bench:schedule [-- --feeds 2000 --days 30 --seed 1 --svg docs/schedule.svg]
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { nextCheck } from '../../src/schedule/next-check.ts'
import { observe } from '../../src/schedule/rhythm.ts'
import type { Rhythm } from '../../src/types.ts'
import { kinds, type MadeFeed, makeFeeds } from './made-rhythms.ts'
import { plot } from './schedule-plot.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
/** As `schedule.cron` has it. */
const tickMs = 5 * minuteMs
/** What an answer takes. */
const answerMs = 2000
/** What feeds posted before the month: their documents list the newest of it. */
const historyDays = 60

interface Way {
  readonly series: string
  /** What makes it another than the others of its series. */
  readonly label: string
  readonly leastMinutes: number
  readonly priceMinutes: number
  /** A fixed interval instead of the rhythm. */
  readonly refreshMinutes?: number
}

interface Outcome {
  readonly way: Way
  readonly requests: number
  /** Of each entry, in minutes; ascending. */
  readonly delays: Float64Array
  readonly byKind: ReadonlyMap<string, { readonly requests: number; readonly delays: Float64Array }>
}

const { values } = parseArgs({
  options: {
    feeds: { type: 'string', default: '2000' },
    days: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
    svg: { type: 'string' },
  },
})
const start = Date.UTC(2026, 9, 5)
const end = start + Number(values.days) * dayMs
const feeds = makeFeeds(Number(values.feeds), Number(values.seed), start - historyDays * dayMs, end)

/** Asks one feed for the whole time; calls back for each request and each entry found. */
function follow(feed: MadeFeed, way: Way, onRequest: () => void, onEntry: (delayMinutes: number) => void): void {
  let rhythm: Rhythm | undefined
  let since: Date | undefined
  let found = 0
  // Begun all over the first two hours: no interval is lucky or unlucky with feeds that post at the full hour.
  for (let tick = start + (feed.number % 24) * tickMs; tick < end; ) {
    const now = new Date(tick + answerMs)
    onRequest()
    const before = found
    while ((feed.posts[found] ?? Number.POSITIVE_INFINITY) <= tick) found++
    const first = since === undefined ? Math.max(0, found - feed.listed) : before
    const arrivals = feed.posts.slice(first, found).map((time) => dateOf(feed, time))
    if (since !== undefined) for (const time of feed.posts.slice(before, found)) onEntry((tick - time) / minuteMs)
    rhythm = observe(rhythm, { now, arrivals, ...(since === undefined ? {} : { since }) })
    since = now
    const { leastMinutes, priceMinutes, refreshMinutes } = way
    const subscription = { id: feed.id, ...(refreshMinutes === undefined ? {} : { refreshMinutes }) }
    const wishes = { skipHours: [], skipDays: [] }
    const { at } = nextCheck({ subscription, leastMinutes, priceMinutes, now }, { hasValidators: true, wishes, rhythm })
    tick = Math.ceil(at.getTime() / tickMs) * tickMs
  }
}

function dateOf({ dating }: MadeFeed, time: number): Date | undefined {
  return dating === 'none' ? undefined : new Date(dating === 'right' ? time : time - 5 * 60 * minuteMs)
}

function simulate(way: Way): Outcome {
  let requests = 0
  const delays: number[] = []
  const byKind = new Map(kinds.map(({ name }) => [name, { requests: 0, delays: [] as number[] }]))
  for (const feed of feeds) {
    const kind = byKind.get(feed.kind)
    const onRequest = (): void => {
      requests++
      if (kind !== undefined) kind.requests++
    }
    follow(feed, way, onRequest, (delay) => {
      delays.push(delay)
      kind?.delays.push(delay)
    })
  }
  const sorted = (list: readonly number[]): Float64Array => Float64Array.from(list).sort()
  return {
    way,
    requests,
    delays: sorted(delays),
    byKind: new Map(
      [...byKind].map(([name, each]) => [name, { requests: each.requests, delays: sorted(each.delays) }]),
    ),
  }
}

function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.floor(sorted.length * share)] ?? Number.NaN
}

function mean(list: Float64Array): number {
  return list.reduce((sum, each) => sum + each, 0) / list.length
}

function perDay(requests: number, feedCount: number): number {
  return requests / feedCount / Number(values.days)
}

/** Requests, those of a feed and day, and the delays in minutes. */
function line(name: string, { requests, delays }: Pick<Outcome, 'requests' | 'delays'>, feedCount: number): string {
  const minutes = [quantile(delays, 0.5), mean(delays), quantile(delays, 0.9)].map((each) =>
    (Number.isNaN(each) ? '–' : each.toFixed(1)).padStart(8),
  )
  const daily = perDay(requests, feedCount).toFixed(2).padStart(8)
  return `${name.padEnd(52)} ${String(requests).padStart(9)} ${daily} ${minutes.join(' ')}`
}

const fixed: readonly Way[] = [15, 30, 60, 120].map((refreshMinutes) => ({
  series: 'fixed interval, minutes',
  label: `${refreshMinutes}`,
  leastMinutes: 60,
  priceMinutes: 10,
  refreshMinutes,
}))
const byRhythm = (leastMinutes: number, prices: readonly number[]): readonly Way[] =>
  prices.map((priceMinutes) => ({
    series: `by rhythm, not within ${leastMinutes} minutes; price`,
    label: `${priceMinutes}`,
    leastMinutes,
    priceMinutes,
  }))
const ways = [
  ...fixed,
  ...byRhythm(60, [2.5, 5, 10, 20, 40, 80, 160]),
  ...byRhythm(15, [5, 10, 20, 40]),
  ...byRhythm(5, [2.5, 5]),
]

console.log(
  `${feeds.length} feeds, ${values.days} days, seed ${values.seed}, a tick every 5 minutes; of 20 feeds one gives no dates, one those of a wrong zone`,
)
for (const { name, share } of kinds) console.log(`  ${String(share).padStart(3)} % ${name}`)
console.log(`\n${'way'.padEnd(52)}  requests    a day   median     mean      p90`)
const began = process.cpuUsage()
const outcomes = ways.map((way) => {
  const outcome = simulate(way)
  console.log(line(`${way.series} ${way.label}`, outcome, feeds.length))
  return outcome
})
const requests = outcomes.reduce((sum, each) => sum + each.requests, 0)
console.log(`\n${(process.cpuUsage(began).user / requests).toFixed(1)} µs of CPU a request, the simulation included`)
for (const { way, byKind } of outcomes) {
  const isShown =
    way.refreshMinutes === 60 ||
    (way.priceMinutes === 10 && way.leastMinutes === 60 && way.refreshMinutes === undefined)
  if (!isShown) continue
  console.log(`\n${way.series} ${way.label}, by kind`)
  for (const [name, each] of byKind)
    console.log(line(`  ${name}`, each, feeds.filter(({ kind }) => kind === name).length))
}
if (values.svg !== undefined) {
  const points = outcomes.map(({ way, requests, delays }) => ({
    series: way.series,
    label: way.label,
    requestsPerDay: perDay(requests, feeds.length),
    medianMinutes: quantile(delays, 0.5),
  }))
  writeFileSync(values.svg, plot(points))
}
