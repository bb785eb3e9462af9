// CPU time of reading feeds, bytes to entries, beside feedsmith and rss-parser, in turns within one process.
//   node tests/lab/bench-parse.ts [LABFOLDER] [--rounds 7]
// Each is given bytes, decodes them once and is asked for all that it gives by itself: feedsmith and rss-parser leave addresses
// relative, titles with markup, broken charsets and (feedsmith) dates as written, which ours settles. "feedsmith, dates" reads those.
// Of the lab's folder it takes every feed of 12 kB and more, and those of the farm, which it starts for the time.
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { parseFeed as parseWithFeedsmith } from 'feedsmith'
import RssParser from 'rss-parser'
import { parseFeed } from '../../src/parse/parse-feed.ts'
import { generatedFeeds, type SampleFeed } from './generated-feeds.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '7' } },
})
const rounds = Number(values.rounds)
const warmUp = 3
const smallest = 12_000
const largest = 1_700_000

const decoder = new TextDecoder()
const options = {
  url: 'https://news.example/feed',
  timeZone: 'UTC',
  limits: { entries: 20_000, depth: 256, fieldChars: 4_000_000 },
  now: new Date(),
}
const parsers = {
  ours: (bytes: Uint8Array): unknown => parseFeed(bytes, options),
  feedsmith: (bytes: Uint8Array): unknown => parseWithFeedsmith(decoder.decode(bytes)),
  'feedsmith, dates': (bytes: Uint8Array): unknown =>
    parseWithFeedsmith(decoder.decode(bytes), { parseDateFn: (text) => new Date(text) }),
  'rss-parser': (bytes: Uint8Array): unknown => new RssParser().parseString(decoder.decode(bytes)),
}
type ParserName = keyof typeof parsers
const names = Object.keys(parsers) as ParserName[]

interface Measured {
  readonly name: string
  readonly size: number
  readonly isJson: boolean
  /** Milliseconds of CPU for one document, the median of the rounds; absent for a parser that refuses it. */
  readonly cost: Partial<Record<ParserName, number>>
}

/** CPU milliseconds of this process, with those of its garbage collector's threads. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

async function timeOf(name: ParserName, bytes: Uint8Array, times: number): Promise<number> {
  const start = cpuMs()
  for (let i = 0; i < times; i++) await parsers[name](bytes)
  return (cpuMs() - start) / times
}

async function reads(name: ParserName, bytes: Uint8Array): Promise<boolean> {
  try {
    await parsers[name](bytes)
    return true
  } catch {
    return false // What a parser refuses is not counted against it, nor for it.
  }
}

/** One feed, with what each parser that can read it took in each round. */
interface Run {
  readonly feed: SampleFeed
  readonly able: readonly ParserName[]
  readonly times: Record<ParserName, number[]>
}

async function prepare(feed: SampleFeed): Promise<Run> {
  const able: ParserName[] = []
  for (const parser of names) if (await reads(parser, feed.bytes)) able.push(parser)
  return { feed, able, times: { ours: [], feedsmith: [], 'feedsmith, dates': [], 'rss-parser': [] } }
}

/** All feeds in each round, as a worker sees them: a parser that is measured on one feed alone is tuned to it. */
async function measure(feeds: readonly SampleFeed[]): Promise<readonly Measured[]> {
  const runs = await Promise.all(feeds.map(prepare))
  for (let round = -warmUp; round < rounds; round++) {
    for (const { feed, able, times } of runs) {
      const repeats = Math.max(1, Math.round(400_000 / feed.bytes.length))
      for (let turn = 0; turn < able.length; turn++) {
        const parser = able[(turn + round + warmUp) % able.length] ?? 'ours'
        const time = await timeOf(parser, feed.bytes, repeats)
        if (round >= 0) times[parser].push(time)
      }
    }
  }
  return runs.map(({ feed, able, times }) => ({
    name: feed.name,
    size: feed.bytes.length,
    isJson: feed.bytes[0] === '{'.charCodeAt(0),
    cost: Object.fromEntries(able.map((parser) => [parser, median(times[parser])])),
  }))
}

function median(list: readonly number[]): number {
  return list.toSorted((a, b) => a - b)[list.length >> 1] ?? Number.NaN
}

function storedFeeds(folder: string): readonly SampleFeed[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:xml|rss|atom|rdf|json)$/.test(name) && !name.endsWith('checks.json'))
    .map((name) => ({ name, bytes: new Uint8Array(readFileSync(path.join(folder, name))) }))
}

async function farmFeeds(script: string): Promise<readonly SampleFeed[]> {
  const port = 18_950
  const farm = spawn(process.execPath, [script, '--port', `${port}`, '--sites', '24', '--entries', '40', '--quiet'])
  try {
    const feeds: SampleFeed[] = []
    for (let site = 0; site < 24; site++) feeds.push(await ask(`http://127.0.0.1:${port}/s/${site}/feed.xml`))
    return feeds
  } finally {
    farm.kill()
  }
}

async function ask(url: string): Promise<SampleFeed> {
  for (let tries = 0; ; tries++) {
    try {
      const answer = await fetch(url)
      return { name: new URL(url).pathname, bytes: await answer.bytes() }
    } catch (error) {
      if (tries === 50) throw error
      await new Promise((resolve) => setTimeout(resolve, 100)) // The farm has not begun to listen.
    }
  }
}

function print(title: string, list: readonly Measured[]): void {
  console.log(`\n${title}`)
  console.log(['feed'.padEnd(28), 'kB', 'ours MB/s', '× feedsmith', '× rss-parser'].join('\t'))
  for (const { name, size, cost } of list) {
    const ours = cost.ours ?? Number.NaN
    const ratio = (other: number | undefined): string => (other === undefined ? '-' : (other / ours).toFixed(2))
    const speed = (size / 1000 / ours).toFixed(1)
    console.log(
      [
        name.slice(-28).padEnd(28),
        Math.round(size / 1000),
        speed,
        ratio(cost.feedsmith),
        ratio(cost['rss-parser']),
      ].join('\t'),
    )
  }
}

/** MB/s counts each byte alike, feeds/s each feed. */
function summarise(list: readonly Measured[], other: ParserName): string {
  const both = list.flatMap(({ size, cost }) => {
    const [ours, theirs] = [cost.ours, cost[other]]
    return ours === undefined || theirs === undefined ? [] : [{ size, ours, theirs }]
  })
  const sum = (pick: (each: (typeof both)[number]) => number): number => both.reduce((all, each) => all + pick(each), 0)
  const bytes = sum(({ theirs }) => theirs) / sum(({ ours }) => ours)
  const feeds = sum(({ ours }) => 1 / ours) / sum(({ theirs }) => 1 / theirs)
  const middle = median(both.map(({ ours, theirs }) => theirs / ours))
  return `${other}: MB/s × ${bytes.toFixed(2)}, feeds/s × ${feeds.toFixed(2)}, median feed × ${middle.toFixed(2)} (${both.length} feeds)`
}

const [lab] = positionals
const farmScript = lab === undefined ? undefined : path.join(lab, 'farm', 'farm.mjs')
const given: readonly (readonly [string, readonly SampleFeed[]])[] = [
  ['generated', generatedFeeds()],
  ['stored', lab === undefined ? [] : storedFeeds(lab)],
  ['farm', farmScript !== undefined && existsSync(farmScript) ? await farmFeeds(farmScript) : []],
]
const chosen = given.map(([title, feeds]) => ({
  title,
  feeds: feeds.filter(({ bytes }) => bytes.length >= smallest && bytes.length <= largest),
}))
const everything = await measure(chosen.flatMap(({ feeds }) => feeds))
let done = 0
for (const { title, feeds } of chosen) {
  if (feeds.length > 0) print(title, everything.slice(done, done + feeds.length))
  done += feeds.length
}
const ours = everything.map(({ size, cost }) => ({ size, cost: cost.ours ?? Number.NaN }))
const seconds = ours.reduce((sum, { cost }) => sum + cost, 0) / 1000
console.log(`\nours: ${(ours.reduce((sum, { size }) => sum + size, 0) / 1e6 / seconds).toFixed(1)} MB per CPU second`)
console.log(summarise(everything, 'feedsmith'))
console.log(summarise(everything, 'feedsmith, dates'))
// JSON.parse does nearly all that feedsmith does of it, and most that ours does.
console.log(
  `of XML: ${summarise(
    everything.filter(({ isJson }) => !isJson),
    'feedsmith',
  )}`,
)
console.log(
  `of JSON: ${summarise(
    everything.filter(({ isJson }) => isJson),
    'feedsmith',
  )}`,
)
console.log(summarise(everything, 'rss-parser'))
