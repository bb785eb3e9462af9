// `kill -9` at random moments of runs on the farm, a tick of news between them: what readers find must be whole each time,
// and what is remembered at the end must be what an undisturbed installation remembers that read the same farm.
//   node tests/lab/kills.ts FARM.mjs [--kills 50] [--sites 100] [--seed 1]
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { isDeepStrictEqual, parseArgs } from 'node:util'
import { type Remembered, readStore } from '../chaos/remembered.ts'
import { outputs, readOutput } from '../support/output.ts'
import { seeded } from '../support/random.ts'
import { type Farm, makeDue, startFarm } from './farm-control.ts'

/** When the last of a run's feeds has been read, how long it goes on, and the whole of it, in milliseconds. */
interface Length {
  readonly wholeMs: number
  readonly afterReadingMs: number
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    kills: { type: 'string', default: '50' },
    sites: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
  },
})
const [farmScript] = positionals
if (farmScript === undefined) throw new Error('name the farm: node tests/lab/kills.ts FARM.mjs')
const sites = Number(values.sites)
const random = seeded(Number(values.seed))
/** A fifth of the kills in the first round, where most is done; then one to three a round. */
const plan = planOf(Number(values.kills))
// The same dates in both farms, lately enough for the window and never in the future.
const farmNow = new Date(Date.now() - 2 * 24 * 3_600_000).toISOString()
const settings = {
  id: '5a1e5a1e-5a1e-4a1e-8a1e-5a1e5a1e5a1e',
  server: { port: 0 },
  schedule: { cron: '* * * * * *' },
  window: { maxEntries: 5000 },
}

/** Too late: none of the kills. */
const hadEnded = 'had ended before'

const began = performance.now()
const undisturbed = await undisturbedRuns()
const disturbed = await disturbedRuns(undisturbed.lengths)
compare(undisturbed, disturbed)
console.log(`${((performance.now() - began) / 1000).toFixed(0)} s`)

interface Result {
  readonly remembered: Remembered
  readonly shown: readonly string[]
}

async function onFarm<Value>(work: (farm: Farm, folder: string) => Promise<Value>): Promise<Value> {
  const args = ['--sites', values.sites, '--now', farmNow, '--publish', '0.3', '--seed', values.seed]
  const farm = await startFarm(path.resolve(farmScript ?? ''), 18_820, args)
  const folder = await farm.installation(settings)
  try {
    return await work(farm, folder)
  } finally {
    await farm.stop()
    rmSync(folder, { recursive: true })
  }
}

function undisturbedRuns(): Promise<Result & { readonly lengths: readonly Length[] }> {
  return onFarm(async (farm, folder) => {
    const lengths = []
    for (const round of plan.keys()) {
      if (round > 0) await farm.json('/tick')
      lengths.push(await wholeRun(folder))
    }
    const { entries, stories, joins } = storeOf(folder)
    console.log(
      `${plan.length} undisturbed runs: ${entries.length} entries, ${stories.length} stories, ${joins.length} copies`,
    )
    return { lengths, ...(await resultOf(folder)) }
  })
}

function disturbedRuns(lengths: readonly Length[]): Promise<Result> {
  return onFarm(async (farm, folder) => {
    const hits = new Map<string, number>()
    const count = (what: string): void => void hits.set(what, (hits.get(what) ?? 0) + 1)
    for (const [round, kills] of plan.entries()) {
      if (round > 0) await farm.json('/tick')
      const before = (await readOutput(path.join(folder, 'output'))).shown
      for (let died = 0; died < kills; ) {
        const command = random() < 0.6 ? 'run' : 'start'
        const phase = await killOne(folder, command, lengths[round])
        if (phase !== hadEnded) died++
        count(`${command}: ${phase}`)
        await expectNothingLost(folder, before)
      }
      await wholeRun(folder)
      await expectConsistent(folder)
    }
    console.log(`seed ${values.seed}; ${values.kills} kills in ${plan.length} rounds:`)
    for (const [what, times] of [...hits].toSorted()) console.log(`  ${String(times).padStart(3)} ${what}`)
    return resultOf(folder)
  })
}

function launch(folder: string, args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [path.resolve('src/main.ts'), ...args, '--config', path.join(folder, 'feeds.json')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DATA_DIR: '', NO_COLOR: '1' },
  })
}

async function wholeRun(folder: string): Promise<Length> {
  const start = performance.now()
  const child = launch(folder, ['run', '--all'])
  const feeds = feedsRead(child)
  let err = ''
  child.stderr?.on('data', (chunk) => {
    err += chunk
  })
  const code = await ended(child)
  if (code !== 0 || err !== '') throw new Error(`a whole run ended with ${code}: ${err}`)
  const end = performance.now()
  return { wholeMs: end - start, afterReadingMs: end - (feeds.allAt() ?? start) }
}

/** How far it had come. Half are killed on the way to the last feed, some after the last feed, some while files are replaced. */
async function killOne(folder: string, command: 'run' | 'start', length: Length | undefined): Promise<string> {
  const { wholeMs, afterReadingMs } = length ?? { wholeMs: 1000, afterReadingMs: 100 }
  const child = command === 'run' ? launch(folder, ['run', '--all']) : await launchStart(folder)
  const feeds = feedsRead(child)
  child.stderr?.resume()
  const over = ended(child)
  const [aim, moment] = [random(), random()]
  if (aim < 0.1) await Promise.race([over, pause(wholeMs * moment)])
  else if (aim < 0.5) {
    // By the feeds it has read, not by the clock: another day the same run takes half the time.
    await Promise.race([over, feeds.reached(Math.floor(moment * sites)), pause(wholeMs)])
    await Promise.race([over, pause(random() * 50)])
  } else {
    await Promise.race([over, feeds.reached(sites), pause(wholeMs)])
    if (aim < 0.8) await Promise.race([over, pause(afterReadingMs * moment)])
    else await Promise.race([over, firstTemporary(folder, child, wholeMs)])
  }
  child.kill('SIGKILL')
  await over
  if (child.signalCode !== 'SIGKILL') return hadEnded
  const left = phaseOf(folder)
  if (left !== undefined) return left
  if (feeds.count() === 0) return 'before the first feed'
  return feeds.count() < sites ? 'while asking' : 'all asked, nothing left to do'
}

/** Counts the feeds' lines. */
function feedsRead(child: ChildProcess): {
  reached(count: number): Promise<void>
  count(): number
  allAt(): number | undefined
} {
  let lines = 0
  let at: number | undefined
  child.stdout?.on('data', (chunk: Buffer) => {
    lines += chunk.toString().match(/^(?:updated|unchanged|failed|waiting) /gm)?.length ?? 0
    if (lines >= sites) at ??= performance.now()
  })
  return {
    reached: async (count) => {
      while (lines < count && isRunning(child)) await pause(1)
    },
    count: () => lines,
    allAt: () => at,
  }
}

/** A program that was killed has no exit code. */
function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null
}

/** Settles when the first of the new files is being written. */
async function firstTemporary(folder: string, child: ChildProcess, longestMs: number): Promise<void> {
  const file = path.join(folder, 'output', '.atom.xml.millrace-tmp')
  const until = performance.now() + longestMs
  while (isRunning(child) && performance.now() < until && !existsSync(file)) await pause(0)
  await pause(random() * 20)
}

/** What is left half done; undefined where nothing is. */
function phaseOf(folder: string): string | undefined {
  const file = path.join(folder, 'data', 'millrace.db')
  if (!existsSync(file)) return 'before the store was made'
  const database = new DatabaseSync(file, { readOnly: true })
  const count = (query: string): number => Number(database.prepare(query).get()?.['n'])
  try {
    if (count("select count(*) n from sqlite_schema where name = 'documents'") === 0) return 'while the store was made'
    if (count("select count(*) n from entries where state = 'unread'") > 0) return 'while reading'
    if (count("select count(*) n from entries where state = 'read' and story_id is null") > 0)
      return 'read, not all placed'
    if (count('select count(*) n from stories where change > (select coalesce(max(change), 0) from publications)') > 0)
      return 'placed, not logged'
    if (
      count(
        'select count(*) n from publications where logged_at > (select coalesce(max(modified_at), 0) from documents)',
      ) > 0
    )
      return 'logged, not rendered'
    const documents = database.prepare('select path, bytes from documents').all()
    const stale = documents.filter((row) => !isWritten(folder, row)).length
    if (stale > 0) return stale === documents.length ? 'rendered, no file replaced' : 'between two files'
    return undefined
  } finally {
    database.close()
  }
}

function isWritten(folder: string, row: Record<string, unknown>): boolean {
  const file = path.join(folder, 'output', String(row['path']))
  return row['bytes'] instanceof Uint8Array && existsSync(file) && readFileSync(file).equals(row['bytes'])
}

/** Only whole files, and nothing that was there before has gone. */
async function expectNothingLost(folder: string, before: readonly string[]): Promise<void> {
  const { files, shown } = await readOutput(path.join(folder, 'output'))
  if (before.length > 0 && !isDeepStrictEqual(files, outputs)) throw new Error(`files are missing: ${files}`)
  const now = new Set(shown)
  const lost = before.filter((each) => !now.has(each))
  if (lost.length > 0) throw new Error(`readers lost ${lost.length} entries: ${lost[0]}`)
}

/** After a whole run: all files are of one set, which is the one that the store holds. */
async function expectConsistent(folder: string): Promise<void> {
  const { files, ids, sources } = await readOutput(path.join(folder, 'output'))
  if (!isDeepStrictEqual(files, outputs) || sources !== sites) throw new Error(`not all is there: ${files}, ${sources}`)
  if (!isDeepStrictEqual(ids.atom, ids.rss) || !isDeepStrictEqual(ids.atom, ids.json))
    throw new Error('the formats are not of one set')
  const left = phaseOf(folder)
  if (left !== undefined) throw new Error(`a whole run left it ${left}`)
}

function compare(expected: Result, found: Result): void {
  const parts = ['entries', 'stories', 'joins', 'logged', 'feeds'] as const
  for (const part of parts) report(part, expected.remembered[part], found.remembered[part])
  report('published', expected.shown, found.shown)
}

function report(what: string, expected: readonly unknown[], found: readonly unknown[]): void {
  const [left, right] = [expected, found].map((rows) => new Set(rows.map((row) => JSON.stringify(row))))
  const [missing, extra] = [
    [...(left?.difference(right ?? new Set()) ?? [])],
    [...(right?.difference(left ?? new Set()) ?? [])],
  ]
  const same = missing.length + extra.length === 0 && expected.length === found.length
  console.log(
    `${what}: ${found.length}, ${same ? 'the same' : `NOT the same: ${missing.length} missing, ${extra.length} others`}`,
  )
  if (same) return
  process.exitCode = 1
  for (const [index, row] of missing.slice(0, 3).entries()) {
    const other = extra[index] ?? ''
    const from = Math.max(0, [...row].findIndex((char, at) => char !== other[at]) - 100)
    console.log(`  ${row.slice(0, 100)} …\n    ${row.slice(from, from + 300)}\n    ${other.slice(from, from + 300)}`)
  }
}

async function resultOf(folder: string): Promise<Result> {
  const { shown } = await readOutput(path.join(folder, 'output'))
  return { remembered: storeOf(folder), shown: shown.toSorted() }
}

function storeOf(folder: string): Remembered {
  return readStore(path.join(folder, 'data', 'millrace.db'))
}

/**
 * `start`, with all feeds due once it is there: what is due before was missed, is asked for bit by bit, and founds other
 * stories than a run that asks them all.
 */
async function launchStart(folder: string): Promise<ChildProcess> {
  // A killed program may not have come so far as to make a store.
  const hasStore = existsSync(path.join(folder, 'data', 'millrace.db')) && !phaseOf(folder)?.includes('store was made')
  if (hasStore) makeDue(folder, new Date(Date.now() + 3_600_000))
  const child = launch(folder, ['start'])
  await new Promise<void>((resolve) => {
    child.once('close', () => resolve())
    child.stdout?.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('serving ')) resolve()
    })
  })
  // Not at once: its first look, just after it has said that it serves, still counts what it finds due as missed.
  if (hasStore) makeDue(folder, new Date(Date.now() + 1000))
  return child
}

function planOf(count: number): readonly number[] {
  const first = Math.ceil(count / 5)
  const rounds = [first]
  for (let left = count - first; left > 0; ) {
    const here = Math.min(left, 1 + Math.floor(random() * 3))
    rounds.push(here)
    left -= here
  }
  return rounds
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('close', resolve))
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
