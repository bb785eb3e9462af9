import { readFile, writeFile } from 'node:fs/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { oneEntry } from '../support/installation.ts'
import { makeProgram, type Program } from '../support/program.ts'
import { openSite, paragraphs, publish, type Site } from '../support/site.ts'

let site: Site
let program: Program

beforeEach(async () => {
  site = await openSite()
  publish(site, 'one', [oneEntry('/1', paragraphs(1))])
  publish(site, 'two', [oneEntry('/2', paragraphs(2))])
  program = await makeProgram({ feeds: [{ id: 'one', url: `${site.origin}/one/feed` }] })
})
afterEach(async () => {
  await program.remove()
  await site.close()
})

test('start takes a feed that is added or removed up by itself', async () => {
  const server = program.start('start')
  const [, url] = await server.printed(/^serving (\S+);/m)
  await server.printed(/^published: 1 story/m)
  expect((await program.run('add', `${site.origin}/two/feed`, '--tag', 'x')).code).toBe(0)
  await server.printed(/^feeds\.json is taken up: added http.*\/two\/feed$/m)
  await server.printed(/^published: 2 stories/m)
  expect(await (await fetch(`${url}atom.xml`)).text()).toContain('Report /2')
  expect((await program.run('remove', 'two')).code).toBe(0)
  await server.printed(/^feeds\.json is taken up: removed http.*\/two\/feed$/m)
  await server.printed(/published: 1 story[^$]*published: 1 story/m)
  expect(await (await fetch(`${url}atom.xml`)).text()).not.toContain('Report /2')
})

test('a broken feeds.json is reported once, the settings of before stay, and the mended one is taken up', async () => {
  const server = program.start('start')
  const [, url] = await server.printed(/^serving (\S+);/m)
  await server.printed(/^published: 1 story/m)
  const good = await readFile(program.file('feeds.json'), 'utf8')
  await writeFile(program.file('feeds.json'), good.replace('"feeds"', '"feads"'))
  await server.reported(/feads: unknown setting[^$]*the settings of before stay in use/)
  expect(await (await fetch(`${url}atom.xml`)).text()).toContain('Report /1')
  await writeFile(program.file('feeds.json'), good)
  await server.printed(/^feeds\.json is taken up$/m)
  server.kill('SIGTERM')
  const { code, err } = await server.ended
  expect([code, err.match(/stay in use/g)?.length]).toEqual([0, 1])
})

test('beside a start one can look and back up, but not restore; after it, one can', async () => {
  const server = program.start('start')
  await server.printed(/^published: 1 story/m)
  const status = await program.run('status', '--json')
  expect(JSON.parse(status.out).totals).toMatchObject({ health: { healthy: 1 }, stories: 1 })
  expect((await program.run('backup', program.file('b.backup'))).code).toBe(0)
  expect((await program.run('restore', program.file('b.backup'))).code).toBe(75)
  server.kill('SIGTERM')
  await server.ended
  expect((await program.run('restore', program.file('b.backup'))).code).toBe(0)
  expect((await program.run('run')).out).toContain('published: 1 story')
})
