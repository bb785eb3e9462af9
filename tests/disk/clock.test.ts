import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { outputs, readOutput } from '../support/output.ts'
import { makeProgram, type Program } from '../support/program.ts'
import { openSite, type Site } from '../support/site.ts'
import { bring } from './bring.ts'

const dayMs = 86_400_000

let site: Site
let program: Program
/** What comes before the program's own words. */
const prefix: string[] = []

beforeEach(async () => {
  site = await openSite()
  prefix.splice(0)
  program = await makeProgram({ feeds: [{ id: 'news', url: `${site.origin}/news/feed`, refreshMinutes: 60 }] }, prefix)
})

afterEach(async () => {
  await program.remove()
  await site.close()
})

/** The machine's clock goes wrong by so many days from now on. */
function shiftClock(days: number): void {
  const preload = path.resolve('tests/disk/shifted-clock.mjs')
  prefix.splice(0, prefix.length, 'env', `CLOCK_SHIFT_MS=${days * dayMs}`, `NODE_OPTIONS=--import=${preload}`)
}

const output = (): Promise<readonly string[]> =>
  Promise.all(outputs.map((name) => readFile(program.file('output', name), 'utf8')))

/** A run goes well, the feed is asked, and so many stories are shown, each once. */
async function expectPublished(count: number): Promise<void> {
  site.requests.splice(0)
  expect(await program.run('run')).toMatchObject({ code: 0, err: '' })
  expect(site.requests.map((each) => each.path)).toContain('/news/feed')
  expect((await readOutput(program.file('output'))).shown).toHaveLength(count)
}

test('a day back: it goes on, also when the clock is right again', async () => {
  bring(site, 3)
  await expectPublished(3)
  shiftClock(-1)
  bring(site, 4)
  await expectPublished(4)
  shiftClock(1 / 12)
  bring(site, 5)
  await expectPublished(5)
}, 120_000)

test.each([
  ['a year ahead', 365, /clock says .* a long time after the last run at .*set the clock right/],
  ['a month back', -30, /clock says .*, but Millrace ran here at .*set the clock right/],
])(
  '%s: one line, the last output stays, and it goes on when the clock is right',
  async (_case, days, line) => {
    bring(site, 3)
    await expectPublished(3)
    const before = await output()
    bring(site, 5)
    shiftClock(days)
    const { code, err } = await program.run('run')
    expect([code, err.trim().split('\n').length], err).toEqual([1, 1])
    expect(err).toMatch(line)
    expect(await output()).toEqual(before)
    shiftClock(1 / 12) // two hours later: the feed is due again
    await expectPublished(5)
  },
  120_000,
)
