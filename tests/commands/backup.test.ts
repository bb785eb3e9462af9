import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { backUp } from '../../src/commands/backup.ts'
import { restore } from '../../src/commands/restore.ts'
import { acquireLock } from '../../src/store/lock.ts'
import { type Installation, makeInstallation, oneEntry } from '../support/installation.ts'
import { paragraphs, publish } from '../support/site.ts'

let here: Installation
const config = () => ({ config: here.file('feeds.json') })
const output = (): Promise<string> => readFile(here.file('output', 'atom.xml'), 'utf8')

beforeEach(async () => {
  here = await makeInstallation((origin) => [{ id: 'news', url: `${origin}/news/feed` }])
  publish(here.site, 'news', [oneEntry('/1', paragraphs(1))])
})
afterEach(() => here.remove())

test('backup works beside a run; restore brings store and settings back and keeps what it replaces', async () => {
  await here.run()
  const [settings, atom] = [await here.settings(), await output()]
  expect(await backUp(here.context, here.file('b.backup'), config())).toBe(0)
  expect(here.out()).toMatch(/^written: .*b\.backup \(the store and feeds\.json\)/)
  await here.parts.store.close()
  await rm(here.file('data'), { recursive: true })
  await writeFile(here.file('feeds.json'), 'spoilt')
  expect(await restore(here.context, here.file('b.backup'), config())).toBe(0)
  expect(here.out()).toMatch(/^restored: 1 entry, 1 story, as of 2026-11-20T12:00:00.000Z\nwhat it replaced/)
  expect(await here.settings()).toBe(settings)
  const kept = (await readdir(here.file())).filter((name) => name.includes('.replaced-'))
  expect(await readFile(here.file(kept[0] ?? ''), 'utf8')).toBe('spoilt')
  const { openSqliteStore } = await import('../../src/store/sqlite.ts')
  const store = await openSqliteStore(here.file('data', 'millrace.db'))
  const document = await store.document('atom.xml')
  await store.close()
  expect(new TextDecoder().decode(document?.bytes)).toBe(atom)
})

test('--no-settings leaves them; --json names what is kept', async () => {
  await here.run()
  await backUp(here.context, here.file('b.backup'), { ...config(), json: true })
  expect(JSON.parse(here.out())).toEqual({ file: here.file('b.backup'), entries: 1, stories: 1 })
  const changed = `${await here.settings()} // changed`
  await writeFile(here.file('feeds.json'), changed)
  await here.parts.store.close()
  await restore(here.context, here.file('b.backup'), { ...config(), settings: false, json: true })
  expect(JSON.parse(here.out())).toMatchObject({ entries: 1, kept: [expect.stringContaining('millrace.db.replaced-')] })
  expect(await here.settings()).toBe(changed)
})

test('a store is not exchanged under a run', async () => {
  await here.run()
  await backUp(here.context, here.file('b.backup'), config())
  const lock = acquireLock(here.file('data', 'lock.db'))
  await expect(restore(here.context, here.file('b.backup'), config())).rejects.toMatchObject({ code: 'LOCKED' })
  lock.close()
})

test('what can’t be restored changes nothing', async () => {
  await here.run()
  await writeFile(here.file('b.backup'), 'no backup')
  const before = await readdir(here.file('data'))
  await expect(restore(here.context, here.file('b.backup'), config())).rejects.toMatchObject({ code: 'STORE' })
  expect(await readdir(here.file('data'))).toEqual(before)
})

test('nothing to back up before the first run', async () => {
  const elsewhere = { ...config(), data: here.file('none') }
  await expect(backUp(here.context, here.file('b.backup'), elsewhere)).rejects.toThrow('before the first run')
})
