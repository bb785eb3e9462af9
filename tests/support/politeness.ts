import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { run } from '../../src/run.ts'
import { openParts, startOfTests } from './parts.ts'
import { type Instead, type Manner, type Publisher, publisher, type Score } from './publisher.ts'

const tickMs = 5 * 60_000
const hourMs = 3_600_000

/** A refusal in the stretch of hours from `from` to `to`. */
function between(from: number, to: number, answer: () => Instead): NonNullable<Manner['instead']> {
  return (_poll, hours) => (hours >= from && hours < to ? answer() : undefined)
}

const plain = { postsEveryHours: 7, validators: 'both', leastGapMinutes: 60 } as const

/** The publishers of the test: each has one wish or one oddity. */
const manners: readonly Manner[] = [
  { ...plain, about: 'both validators' },
  { ...plain, about: 'an ETag alone', validators: 'etag' },
  { ...plain, about: 'a date alone', validators: 'date' },
  { ...plain, about: 'a new ETag with each 304', validators: 'etag anew each time' },
  { ...plain, about: 'no validators at all', validators: 'none', leastGapMinutes: 6 * 60, unconditional: Infinity },
  { ...plain, about: 'ttl of three hours', ttlMinutes: 180, leastGapMinutes: 180 },
  { ...plain, about: 'fresh for two hours', headers: { 'cache-control': 'max-age=7200' }, leastGapMinutes: 120 },
  {
    ...plain,
    about: '429, Retry-After in seconds',
    instead: between(20, 30, () => ({ status: 429, headers: { 'retry-after': '14400' } })),
  },
  {
    ...plain,
    about: '503, Retry-After as a date',
    instead: (_poll, hours) =>
      hours >= 20 && hours < 30
        ? {
            status: 503,
            headers: { 'retry-after': new Date(startOfTests.getTime() + 40 * hourMs).toUTCString() },
          }
        : undefined,
  },
  { ...plain, about: '410', instead: between(30, Infinity, () => ({ status: 410 })) },
  { ...plain, about: '404 for good', instead: between(30, Infinity, () => ({ status: 404 })) },
  {
    ...plain,
    about: '301 after a day',
    instead: (_poll, hours, where) =>
      where === '/feed' && hours >= 24 ? { status: 301, headers: { location: '/new' } } : undefined,
    unconditional: 2,
  },
  {
    ...plain,
    about: '302 all the time',
    instead: (_poll, _hours, where) =>
      where === '/feed' ? { status: 302, headers: { location: '/today' } } : undefined,
  },
  // Two weeks and a quarter of nothing else, and the whole feed is asked for.
  { ...plain, about: '304 whatever happens', isStuck: true, unconditional: 2 },
  { ...plain, about: 'robots.txt closes its pages', robots: 'User-agent: *\nDisallow: /', isClosed: true },
  {
    ...plain,
    about: 'robots.txt lets us in alone',
    robots: 'User-agent: Millrace\nDisallow:\n\nUser-agent: *\nDisallow: /x',
  },
]

/** What went on at one publisher, and whether it has anything to complain of. */
export interface Mark {
  readonly about: string
  readonly score: Score
  /** What was not as it should be; empty for full marks. */
  readonly complaints: readonly string[]
}

/** Runs the program over simulated days, tick by tick as `start` does, and asks the publishers how it was. */
export async function simulate(days: number): Promise<readonly Mark[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'millrace-politeness-'))
  let now = startOfTests
  const publishers: Publisher[] = []
  for (const [index, manner] of manners.entries()) {
    publishers.push(await publisher(manner, `127.0.1.${index + 1}`, () => now, startOfTests))
  }
  const parts = await openParts(folder, { feeds: publishers.map(({ url }, index) => ({ id: `${index}`, url })) })
  try {
    const end = startOfTests.getTime() + days * 24 * hourMs
    while (now.getTime() < end) {
      await run(parts, { all: false, signal: new AbortController().signal })
      // The ticks at which nothing is due are passed over.
      const due = (await parts.store.feedStates()).flatMap(({ nextCheckAt, goneAt }) =>
        goneAt ? [] : nextCheckAt.getTime(),
      )
      const next = Math.max(Math.min(...due), now.getTime() + 1)
      const minutes = (Math.ceil(next / tickMs) * tickMs - now.getTime()) / 60_000
      parts.advance(minutes)
      now = parts.now()
    }
    return publishers.map(({ manner, score }) => ({
      about: manner.about,
      score,
      complaints: complaintsOf(manner, score),
    }))
  } finally {
    await parts.close()
    for (const each of publishers) await each.close()
    await rm(folder, { recursive: true })
  }
}

const never: readonly (keyof Score)[] = [
  'outOfSequence',
  'bogus',
  'incomplete',
  'cookies',
  'referers',
  'queries',
  'unnamed',
  'uncompressed',
  'impatient',
  'afterGone',
  'afterMove',
  'tooSoon',
  'forbidden',
  'robotsTooSoon',
]

function complaintsOf({ unconditional = 1 }: Manner, score: Score): readonly string[] {
  const counted = never.flatMap((name) => (score[name] > 0 ? [`${name} ${score[name]}`] : []))
  const tooMany = score.unconditional > unconditional ? [`unconditional ${score.unconditional}`] : []
  return [...counted, ...tooMany, ...(score.polls === 0 ? ['never asked'] : [])]
}
