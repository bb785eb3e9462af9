import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeProgram, type Program } from '../../support/program.ts'
import { openSite, paragraphs, publish, type Site } from '../../support/site.ts'

let site: Site
let program: Program

beforeEach(async () => {
  site = await openSite()
  publish(site, 'wire', [{ path: '/a', title: 'First', paragraphs: paragraphs(1), date: new Date() }])
  publish(site, 'mirror', [{ path: '/b', title: 'First', paragraphs: paragraphs(1), date: new Date() }])
  program = await makeProgram({
    feeds: ['wire', 'mirror', 'none'].map((name) => ({ id: name, url: `${site.origin}/${name}/feed` })),
  })
})

afterEach(async () => {
  await program.remove()
  await site.close()
})

test('--log-json: nothing but records, what was new, copied and failed among them', async () => {
  const { code, out, err } = await program.run('run', '--log-json')
  expect([code, err]).toEqual([0, ''])
  const records: readonly { msg: string; id?: string }[] = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  const feeds = records.filter(({ msg }) => msg === 'feed').sort((a, b) => ((a.id ?? '') < (b.id ?? '') ? -1 : 1))
  expect(feeds).toMatchObject([
    { id: 'mirror', level: 'info', status: 'updated', accepted: 1, pagesRead: 1 },
    { id: 'none', level: 'warn', status: 'failed', code: 'FETCH_STATUS' },
    { id: 'wire', level: 'info', status: 'updated', accepted: 1, pagesRead: 1 },
  ])
  expect(records.at(-1)).toMatchObject({ msg: 'run', feeds: 3, failed: 1, accepted: 2, copies: 1, stories: 1 })
})

test('--quiet: only the feed that failed, on standard error', async () => {
  const { code, out, err } = await program.run('run', '--quiet')
  expect([code, out]).toEqual([0, ''])
  expect(err).toMatch(/^failed .*none.*\[FETCH_STATUS\]\n$/)
})

test('both at once are refused', async () => {
  const { code, err } = await program.run('run', '--quiet', '--log-json')
  expect(code).toBe(1)
  expect(err).toContain("'--log-json' cannot be used with option '--quiet'")
})
