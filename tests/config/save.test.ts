import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { saveSettings } from '../../src/config/save.ts'

let folder: string
let file: string
const before = '{ "feeds": [ { "url": "https://a.example/" } ] }'
const after = '{ "feeds": [ { "url": "https://b.example/" } ] } // new'
const isCron = () => true

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'millrace-save-'))
  file = path.join(folder, 'feeds.json')
  await writeFile(file, before, { mode: 0o600 })
})
afterEach(() => rm(folder, { recursive: true }))

test('replaces the file with its permissions, leaves nothing beside it, gives the settings', async () => {
  const settings = await saveSettings(file, { before, after }, isCron)
  expect(settings.feeds.map(({ url }) => url)).toEqual(['https://b.example/'])
  expect(await readFile(file, 'utf8')).toBe(after)
  expect([(await stat(file)).mode & 0o777, await readdir(folder)]).toEqual([0o600, ['feeds.json']])
})

test('of edits at the same time each is either made or refused, none is lost', async () => {
  const names = [...'cdefgh']
  const edits = names.map(async (name) => {
    const text = await readFile(file, 'utf8')
    const more = text.replace(' ] }', `, { "url": "https://${name}.example/" } ] }`)
    await saveSettings(file, { before: text, after: more }, isCron)
    return name
  })
  const made = (await Promise.allSettled(edits)).flatMap((edit) => (edit.status === 'fulfilled' ? edit.value : []))
  expect(made.length).toBeGreaterThan(0)
  const text = await readFile(file, 'utf8')
  expect(names.filter((name) => text.includes(`${name}.example`))).toEqual(made)
  expect(await readdir(folder)).toEqual(['feeds.json'])
})

test('an edit that was cut off stands in the way, in words', async () => {
  await writeFile(path.join(folder, '.feeds.json.millrace-tmp'), '')
  await expect(saveSettings(file, { before, after }, isCron)).rejects.toThrow(
    /millrace-tmp: another edit.*remove this file/,
  )
  expect(await readFile(file, 'utf8')).toBe(before)
})

test('a link stays a link', async () => {
  const link = path.join(folder, 'link.json')
  await symlink('feeds.json', link)
  await saveSettings(link, { before, after }, isCron)
  expect(await readFile(file, 'utf8')).toBe(after)
})

test('mistakes are refused before anything is written', async () => {
  await expect(saveSettings(file, { before, after: '{ "feeds": [] }' }, isCron)).rejects.toMatchObject({
    code: 'CONFIG',
  })
  expect(await readFile(file, 'utf8')).toBe(before)
})

test("somebody else's change since it was read is not lost", async () => {
  await writeFile(file, after)
  await expect(saveSettings(file, { before, after: before }, isCron)).rejects.toThrow('try again')
  expect(await readFile(file, 'utf8')).toBe(after)
})
