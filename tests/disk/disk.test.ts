import { readdir, readFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { outputs, readOutput } from '../support/output.ts'
import { type Ended, makeProgram, type Program } from '../support/program.ts'
import { openSite, type Site } from '../support/site.ts'
import { whyWithout } from '../support/tools.ts'
import { bring } from './bring.ts'
import { type Mounts, openMounts } from './mounts.ts'

const missing = whyWithout(
  'a mount namespace',
  'unshare',
  ['-m', 'sh', '-c', 'mount -t tmpfs -o size=1m none /mnt && nsenter --version'],
  'run it as root on Linux, with util-linux',
)

let site: Site
let program: Program
let mounts: Mounts

beforeEach(async () => {
  if (missing !== undefined) return
  site = await openSite()
  mounts = await openMounts()
  const feeds = [{ id: 'news', url: `${site.origin}/news/feed` }]
  program = await makeProgram(
    { id: 'd15cd15c-d15c-4d15-8d15-d15cd15cd15c', feeds, schedule: { cron: '*/2 * * * * *' } },
    mounts.prefix,
  )
})

afterEach(async () => {
  if (missing !== undefined) return
  await program.remove()
  await mounts.end()
  await site.close()
})

/** A folder of the installation on a disk of its own, of 20 MB. */
function mount(folder: 'data' | 'output'): void {
  const path = program.file(folder)
  mounts.shell(`mkdir -p ${path} && mount -t tmpfs -o size=20m none ${path}`)
}

/** Takes all room but for so many kilobytes. */
function fill(folder: 'data' | 'output', leftKilobytes: number): void {
  const filler = program.file(folder, 'filler')
  mounts.shell(`dd if=/dev/zero of=${filler} bs=64k 2>/dev/null; truncate -s -${leftKilobytes}k ${filler}`)
}

function makeRoom(folder: 'data' | 'output'): void {
  mounts.shell(`rm ${program.file(folder, 'filler')}`)
}

const run = (): Promise<Ended> => program.run('run', '--all')
const outputFolder = (): string => mounts.seen(program.file('output'))

/** Every visible file, byte for byte. */
async function readFiles(): Promise<ReadonlyMap<string, string>> {
  const names = (await readdir(outputFolder())).filter((name) => name !== 'filler')
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(`${outputFolder()}/${name}`, 'utf8')] as const)),
  )
}

/** Refused in one line that matches; the output is byte for byte what it was, without anything beside it. */
async function expectRefused(before: ReadonlyMap<string, string>, line: RegExp): Promise<void> {
  const { code, err } = await run()
  expect([code, err.trim().split('\n').length], err).toEqual([1, 1])
  expect(err).toMatch(line)
  expect(await readFiles()).toEqual(before)
  expect((await readOutput(outputFolder())).files.filter((name) => name !== 'filler')).toEqual(outputs)
}

/** So many stories are in every format. */
async function expectPublished(count: number): Promise<void> {
  expect(await run()).toMatchObject({ code: 0, err: '' })
  const { ids } = await readOutput(outputFolder())
  expect([ids.atom?.length, ids.rss, ids.json]).toEqual([count, ids.atom, ids.atom])
}

const refusedWhenFull = {
  data: /data\/\S+: (?:the disk is full; make room there|the disk gives an input or output error)/,
  output: /Can't write \S+ \(ENOSPC\): the disk is full; free some space\. The last output stays\./,
}

describe.skipIf(missing !== undefined)('a disk', () => {
  test.each([
    ...[0, 4, 64, 256].map((left) => ['data', left] as const),
    ...[0, 8, 64].map((left) => ['output', left] as const),
  ])('for the %s, full but for %i kB', async (what, left) => {
    mount(what)
    bring(site, 3)
    await expectPublished(3)
    const before = await readFiles()
    fill(what, left)
    bring(site, 10)
    await expectRefused(before, refusedWhenFull[what])
    makeRoom(what)
    await expectPublished(10)
  })

  test.each([
    ['output', /\(EROFS\): its file system is read-only; mount it writable or choose another folder/],
    ['data', /data\/\S+: .*(?:read-only|can't be opened); .*DATA_DIR/],
  ] as const)('for the %s, mounted read-only', async (what, line) => {
    mount(what)
    bring(site, 3)
    await expectPublished(3)
    const before = await readFiles()
    mounts.shell(`mount -o remount,ro ${program.file(what)}`)
    bring(site, 4)
    await expectRefused(before, line)
    mounts.shell(`mount -o remount,rw ${program.file(what)}`)
    await expectPublished(4)
  })

  test('that fills up under `start`: it says so, leaves the last output, serves a whole one, and publishes once there is room', async () => {
    mount('output')
    bring(site, 3)
    await expectPublished(3)
    fill('output', 0)
    bring(site, 5)
    const before = await readFiles()
    const server = program.start('start')
    const [, url = ''] = await server.printed(/^serving (\S+);/m)
    expect((await program.run('resume', 'news')).code).toBe(0)
    await server.reported(/\(ENOSPC\): the disk is full/)
    expect(await readFiles()).toEqual(before)
    const served = await fetch(`${url}atom.xml`)
    expect(await served.text()).toMatch(/<\/feed>\s*$/)
    const etag = served.headers.get('etag') ?? ''
    expect((await fetch(`${url}atom.xml`, { headers: { 'if-none-match': etag } })).status).toBe(304)
    makeRoom('output')
    await server.printed(/^published: 5 stories/m)
    server.kill('SIGTERM')
    expect((await server.ended).code).toBe(0)
    expect((await readOutput(outputFolder())).ids.atom?.length).toBe(5)
  })
})
