import { afterEach, beforeEach, expect, test } from 'vitest'
import { outputs, readOutput } from '../support/output.ts'
import { makeProgram, type Program } from '../support/program.ts'
import { seeded } from '../support/random.ts'
import { openSite, type Site } from '../support/site.ts'
import { feedNames, publishRound } from './history.ts'
import { type Remembered, readStore } from './remembered.ts'

const kills = Number(process.env['CHAOS_RUNS'] ?? 20)
const seed = Number(process.env['CHAOS_SEED'] ?? Math.floor(Math.random() * 1_000_000))
const random = seeded(seed)

/** How often the run of each round is killed before one is let through. */
const plan: readonly number[] = planOf(kills)

let site: Site
let programs: Program[]

beforeEach(async () => {
  site = await openSite()
  programs = []
})

afterEach(async () => {
  for (const each of programs) await each.remove()
  await site.close()
})

test(`killed ${kills} times at any moment, it publishes nothing broken and ends where an undisturbed one ends`, async () => {
  console.log(`CHAOS_SEED=${seed} CHAOS_RUNS=${kills}: ${plan.length} rounds`)
  const undisturbed = await newProgram()
  const times = []
  for (const round of plan.keys()) times.push(await wholeRun(undisturbed, round))
  const expected = readStore(undisturbed.file('data', 'millrace.db'))
  expectSound(expected)
  // Without copies there would be nothing to get wrong.
  if (plan.length > 1) expect(expected.joins.length).toBeGreaterThan(0)

  const disturbed = await newProgram()
  let shown: readonly string[] = []
  let died = 0
  for (const [round, killsOfRound] of plan.entries()) {
    publishRound(site, round)
    for (let each = 0; each < killsOfRound; each++) {
      died += await killAtAnyMoment(disturbed, times[round] ?? 1000)
      shown = await expectOutput(disturbed, shown, 'killed')
    }
    await wholeRun(disturbed, round)
    shown = await expectOutput(disturbed, shown, 'whole')
  }
  console.log(`${died} of ${kills} were killed at work, the others had ended before`)
  expect(died).toBeGreaterThan(0)
  const found = readStore(disturbed.file('data', 'millrace.db'))
  expectSound(found)
  expect(found).toEqual(expected)
  expect(shown).toEqual(await expectOutput(undisturbed, [], 'whole'))
})

async function newProgram(): Promise<Program> {
  const feeds = feedNames.map((id) => ({
    id,
    url: `${site.origin}/${id}/feed`,
    backfill: 50,
    refreshMinutes: 5,
    keep: 1000,
  }))
  const program = await makeProgram({ id: 'c1a05c1a-05c1-4a05-8c1a-05c1a05c1a05', feeds, window: { maxEntries: 2000 } })
  programs.push(program)
  return program
}

/** Publishes the round and runs to the end; gives how long that took. */
async function wholeRun(program: Program, round: number): Promise<number> {
  publishRound(site, round)
  const began = performance.now()
  const { code, err, out } = await program.run('run', '--all')
  expect([code, err], out).toEqual([0, ''])
  expect(out).toMatch(/^published: .* 0 failed/m)
  return performance.now() - began
}

/** Starts a run, or the server, and kills it; says how many died of it (one that was through before did not). */
async function killAtAnyMoment(program: Program, usualMs: number): Promise<number> {
  const run = random() < 0.8 ? program.start('run', '--all') : program.start('start')
  // The first third of the time goes to starting the program, where little can break.
  const timer = setTimeout(() => run.kill('SIGKILL'), usualMs * (0.25 + random()))
  const { signal, code, err } = await run.ended
  clearTimeout(timer)
  expect([signal === 'SIGKILL' || code === 0, err]).toEqual([true, ''])
  return signal === 'SIGKILL' ? 1 : 0
}

/** What readers find: nothing before the first publication, then only whole files, and never less than before. */
async function expectOutput(
  program: Program,
  before: readonly string[],
  when: 'killed' | 'whole',
): Promise<readonly string[]> {
  const { files, ids, shown, sources } = await readOutput(program.file('output'))
  if (when === 'whole' || before.length > 0) expect(files).toEqual(outputs)
  if (sources !== undefined) expect(sources).toBe(feedNames.length)
  // Each is whole at any moment; all are of one set when no run was cut off between their renames.
  if (when === 'whole') expect([ids.rss, ids.json]).toEqual([ids.atom, ids.atom])
  expect(shown).toEqual(expect.arrayContaining([...before]))
  return shown.toSorted()
}

/** What every store must hold to, disturbed or not. */
function expectSound({ entries, logged, feeds }: Remembered): void {
  expect(entries.filter((entry) => !isPlaced(entry))).toEqual([])
  expect(logged.filter((row) => JSON.stringify(row).match(/"times":1\b/) === null)).toEqual([])
  expect(feeds).toHaveLength(feedNames.length)
}

function isPlaced(entry: unknown): boolean {
  return (
    typeof entry === 'object' &&
    entry !== null &&
    'story_id' in entry &&
    entry.story_id !== null &&
    'state' in entry &&
    entry.state === 'read'
  )
}

/** One to three kills a round, until all are used. */
function planOf(count: number): readonly number[] {
  const rounds = []
  for (let left = count; left > 0; ) {
    const here = Math.min(left, 1 + Math.floor(random() * 3))
    rounds.push(here)
    left -= here
  }
  return rounds
}
