import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { followSettings } from '../../src/commands/follow-settings.ts'

let folder: string
let file: string
const good = '{ "feeds": [ { "url": "https://a.example/" } ] }'

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'millrace-follow-'))
  file = path.join(folder, 'feeds.json')
  await writeFile(file, good)
})
afterEach(() => rm(folder, { recursive: true }))

test('a changed text gives its settings, once', async () => {
  const followed = followSettings(file, good)
  expect(await followed.changed()).toBeUndefined()
  await writeFile(file, good.replace('a.', 'b.'))
  expect((await followed.changed())?.feeds.map(({ id }) => id)).toEqual(['https://b.example/'])
  expect(await followed.changed()).toBeUndefined()
  followed.forget()
  expect((await followed.changed())?.feeds.map(({ id }) => id)).toEqual(['https://b.example/'])
})

test.each([
  ['a mistake', () => writeFile(file, '{ "feeds": [] }')],
  ['no file', () => rm(file)],
])('%s is thrown once; what is mended is taken up', async (_, spoil) => {
  const followed = followSettings(file, good)
  await spoil()
  await expect(followed.changed()).rejects.toMatchObject({ code: 'CONFIG' })
  expect(await followed.changed()).toBeUndefined()
  await writeFile(file, good)
  expect((await followed.changed())?.feeds).toHaveLength(1)
})
