import { copyFile, mkdir, open, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { run } from '../../src/run.ts'
import { readOutput } from '../support/output.ts'
import { openParts, type TestParts } from '../support/parts.ts'
import { makeProgram, type Program } from '../support/program.ts'
import { openSite, type Site } from '../support/site.ts'
import { bring } from './bring.ts'

const id = 'da3a6eda-3a6e-4a3a-8da3-a6eda3a6eda3'

let site: Site
let program: Program

beforeEach(async () => {
  site = await openSite()
  program = await makeProgram({ id, feeds: [{ id: 'news', url: `${site.origin}/news/feed` }] })
})

afterEach(async () => {
  await program.remove()
  await site.close()
})

async function overwrite(file: string, from: number, length: number): Promise<void> {
  await using handle = await open(file, 'r+')
  await handle.write(Buffer.alloc(length, 'damaged '), 0, length, from)
}

const shown = async (): Promise<readonly string[]> => (await readOutput(program.file('output'))).shown.toSorted()

describe('a damaged store: one line that names the way out, the output stays, a backup brings it back', () => {
  test.each<[string, (file: string) => Promise<void>]>([
    ['garbage in its header', (file) => overwrite(file, 0, 100)],
    // Every page but the first few, where the tables are named: whichever a run needs is among them.
    [
      'damaged pages in the middle',
      async (file) => overwrite(file, 8 * 4096, (await readFile(file)).length - 16 * 4096),
    ],
    ['cut off in the middle', async (file) => truncate(file, Math.floor((await readFile(file)).length / 2))],
  ])(
    '%s',
    async (_case, damage) => {
      bring(site, 3)
      expect(await program.run('run')).toMatchObject({ code: 0, err: '' })
      expect((await program.run('backup', program.file('b.backup'))).code).toBe(0)
      const before = await readFile(program.file('output', 'atom.xml'))
      const first = await shown()
      await damage(program.file('data', 'millrace.db'))
      bring(site, 5)
      const { code, err } = await program.run('run', '--all')
      expect([code, err.trim().split('\n').length], err).toEqual([1, 1])
      expect(err).toMatch(/data\/millrace\.db: .*millrace restore FILE/)
      expect(await readFile(program.file('output', 'atom.xml'))).toEqual(before)

      expect(await program.run('restore', program.file('b.backup'))).toMatchObject({ code: 0, err: '' })
      expect((await readdir(program.file('data'))).some((name) => name.startsWith('millrace.db.replaced-'))).toBe(true)
      const after = await program.run('run', '--all')
      expect(after).toMatchObject({ code: 0, err: '' })
      expect(after.out).toMatch(/^published: 5 stories; 2 new or corrected/m)
      expect(await shown()).toEqual(expect.arrayContaining([...first]))
      expect(await shown()).toHaveLength(5)
    },
    120_000,
  )
})

describe('a store whose write-ahead log is lost goes on from before, and publishes nothing twice', () => {
  let parts: TestParts | undefined
  afterEach(() => parts?.close())

  test.each<[string, (log: string) => Promise<void>]>([
    ['emptied', (log) => truncate(log, 0)],
    ['gone', (log) => rm(log)],
    ['cut off', async (log) => truncate(log, Math.floor((await readFile(log)).length / 2))],
  ])('%s', async (_case, lose) => {
    const settings = { id, feeds: [{ id: 'news', url: `${site.origin}/news/feed` }] }
    bring(site, 3)
    const whole = await openParts(program.file('whole'), settings)
    await run(whole, { all: true, signal: new AbortController().signal })
    // As a power cut leaves it: the file and its log, which nobody has closed.
    const folder = program.file('cut')
    await mkdir(path.join(folder, 'data'), { recursive: true })
    for (const tail of ['', '-wal'])
      await copyFile(
        program.file('whole', 'data', `millrace.db${tail}`),
        path.join(folder, 'data', `millrace.db${tail}`),
      )
    await whole.close()
    await lose(path.join(folder, 'data', 'millrace.db-wal'))
    parts = await openParts(folder, settings)
    await run(parts, { all: true, signal: new AbortController().signal })
    const [expected, found] = [
      await readOutput(program.file('whole', 'output')),
      await readOutput(path.join(folder, 'output')),
    ]
    expect(found.shown.toSorted()).toEqual(expected.shown.toSorted())
  })
})

describe('two on one data folder', () => {
  test.each([
    ['start', 'run'],
    ['start', 'start'],
  ] as const)(
    '%s, then %s: the second says so in one line and ends with 75; killed, the first leaves no lock',
    async (first, second) => {
      bring(site, 1)
      const holder = program.start(first)
      await holder.printed(/^published:/m)
      const { code, err } = await program.run(second)
      expect([code, err.trim().split('\n').length]).toEqual([75, 1])
      expect(err).toMatch(
        /data\/lock\.db: another Millrace is running on this data folder .*; end it first, or name another folder/,
      )
      holder.kill('SIGKILL')
      await holder.ended
      const next = program.start(second)
      await next.printed(/^(?:published:|serving )/m)
      next.kill('SIGTERM')
      expect((await next.ended).code).toBe(0)
    },
    120_000,
  )

  test('a lock file that was left behind, even an empty one, locks nobody out', async () => {
    bring(site, 1)
    await mkdir(program.file('data'))
    await writeFile(program.file('data', 'lock.db'), '')
    expect(await program.run('run')).toMatchObject({ code: 0, err: '' })
  })
})
