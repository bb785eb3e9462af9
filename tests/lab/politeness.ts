// How publishers find our polling: the counters of Rachel Kroll's feed reader score and a few more, over simulated days
// through the whole program. The suite holds the same to full marks (tests/run/politeness.test.ts).
//   npm run politeness [-- --days 21]
import { parseArgs } from 'node:util'
import { simulate } from '../support/politeness.ts'

const { values } = parseArgs({ options: { days: { type: 'string', default: '7' } } })
const days = Number(values.days)
const columns = ['polls', 'a day', 'shortest', 'uncond.', 'good', 'bad', 'cookies', 'pages', 'robots', 'marks']
const line = (name: string, cells: readonly (string | number)[]): string =>
  name.padEnd(30) + cells.map((cell) => String(cell).padStart(9)).join('')

const marks = await simulate(days)
console.log(`${days} simulated days, a tick every 5 minutes\n`)
console.log(line('publisher', columns))
for (const { about, score, complaints } of marks) {
  const { polls, shortestGapMinutes, unconditional, good, outOfSequence, bogus, incomplete, cookies, pages, robots } =
    score
  const bad = outOfSequence + bogus + incomplete
  const shortest = Number.isFinite(shortestGapMinutes) ? `${Math.round(shortestGapMinutes)} min` : '-'
  const cells = [polls, (polls / days).toFixed(1), shortest, unconditional, good, bad, cookies, pages, robots]
  console.log(line(about, [...cells, complaints.length === 0 ? 'full' : complaints.join(', ')]))
}
console.log(`
polls: requests for the feed. uncond.: without a validator (the first has to be; a redirect's new address has its own
first). good: If-None-Match and If-Modified-Since as last sent; bad: an earlier one, one never sent, one of two left out.
Full marks: none bad, no cookies, Referer, query parameters or change of name, compression asked for, nothing before
Retry-After is over, after a 410, at the old address of a proved 301, sooner than the publisher allows, or against
robots.txt; robots.txt at most once a day.`)
process.exitCode = marks.every(({ complaints }) => complaints.length === 0) ? 0 : 1
