import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { backUpStore, readBackup, restoreStore } from '../../src/store/backup.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import type { Store } from '../../src/store/store.ts'
import { addStory, hour } from './records.ts'
import { temporaryFolder } from './stores.ts'

let folder: ReturnType<typeof temporaryFolder>
let store: Store
const at = (name: string): string => join(folder.path, name)
const note = { settings: '{ "feeds": [] } // mine', version: '1.2.3', madeAt: new Date('2026-11-20T12:00:00Z') }

beforeEach(async () => {
  folder = temporaryFolder()
  store = await openSqliteStore(at('millrace.db'))
  await store.installationId(() => 'id')
  await addStory(store, '1', 'story')
  await store.appendToLog('main', hour(1))
})
afterEach(async () => {
  await store.close()
  folder.remove()
})

async function storiesIn(path: string): Promise<readonly string[]> {
  const opened = await openSqliteStore(path)
  const stories = await opened.loggedStories('main', [{ id: 'a', keep: 100 }], hour(0))
  await opened.close()
  return stories.map(({ storyId }) => storyId).sort()
}

test('beside a store that is open and written to: one file, its note, and everything comes back', async () => {
  await Promise.all([backUpStore(at('millrace.db'), at('b.backup'), note), addStory(store, '2', 'second')])
  expect(readdirSync(folder.path).filter((name) => name.includes('backup'))).toEqual(['b.backup'])
  expect(readBackup(at('b.backup'))).toEqual(note)
  expect(statSync(at('b.backup')).mode & 0o777).toBe(0o600)
  await store.appendToLog('main', hour(2))
  const everything = await storiesIn(at('millrace.db'))
  await store.close()
  const restored = await restoreStore(at('b.backup'), at('millrace.db'), at('millrace.db.replaced'))
  expect(restored).toMatchObject({ kept: at('millrace.db.replaced') })
  expect(await storiesIn(at('millrace.db.replaced'))).toEqual(everything)
  store = await openSqliteStore(at('millrace.db'))
  expect(await store.installationId(() => 'other')).toBe('id')
  expect((await store.counts()).stories).toBe(restored.stories)
  expect(readdirSync(folder.path).filter((name) => name.includes('restoring'))).toEqual([])
})

test('into an empty place', async () => {
  await backUpStore(at('millrace.db'), at('b.backup'), note)
  expect(await restoreStore(at('b.backup'), at('other.db'), at('kept.db'))).toEqual({ entries: 1, stories: 1 })
  expect(await storiesIn(at('other.db'))).toEqual(await storiesIn(at('millrace.db')))
})

test('in place of a damaged store, which is kept as it was', async () => {
  await backUpStore(at('millrace.db'), at('b.backup'), note)
  writeFileSync(at('damaged.db'), 'no database at all, whatever its name says')
  writeFileSync(at('damaged.db-wal'), 'its log')
  await restoreStore(at('b.backup'), at('damaged.db'), at('kept.db'))
  expect(readFileSync(at('kept.db'), 'utf8')).toBe('no database at all, whatever its name says')
  expect(existsSync(at('damaged.db-wal'))).toBe(false)
  expect((await storiesIn(at('damaged.db'))).length).toBe(1)
})

test('a later backup takes the place of the earlier one, and of nothing else', async () => {
  await backUpStore(at('millrace.db'), at('b.backup'), note)
  await backUpStore(at('millrace.db'), at('b.backup'), { ...note, version: '1.2.4' })
  expect(readBackup(at('b.backup')).version).toBe('1.2.4')
  writeFileSync(at('feeds.json'), '{}')
  await expect(backUpStore(at('millrace.db'), at('feeds.json'), note)).rejects.toMatchObject({ code: 'STORE' })
  await expect(backUpStore(at('millrace.db'), at('millrace.db'), note)).rejects.toMatchObject({ code: 'STORE' })
  expect(readFileSync(at('feeds.json'), 'utf8')).toBe('{}')
})

describe('what is no whole backup is refused, in words', () => {
  test.each([
    ['no file', () => undefined],
    ['another file', () => writeFileSync(at('b.backup'), 'text '.repeat(1000))],
    ['an empty file', () => writeFileSync(at('b.backup'), '')],
    ['another database', () => new DatabaseSync(at('b.backup')).exec('create table x (y)')],
    [
      'one that was cut',
      async () => {
        await backUpStore(at('millrace.db'), at('b.backup'), note)
        const bytes = readFileSync(at('b.backup'))
        writeFileSync(at('b.backup'), bytes.subarray(0, bytes.length - 8192))
      },
    ],
  ])('%s', async (_, make) => {
    await make()
    expect(() => readBackup(at('b.backup'))).toThrow(/no whole backup of Millrace \(.*\); name a file/)
  })

  test('one of a newer Millrace, and the store stays', async () => {
    await backUpStore(at('millrace.db'), at('b.backup'), note)
    const database = new DatabaseSync(at('b.backup'))
    database.exec("insert into kysely_migration (name, timestamp) values ('999-later', '2030')")
    database.close()
    await expect(restoreStore(at('b.backup'), at('millrace.db'), at('kept.db'))).rejects.toThrow('newer Millrace')
    expect((await store.counts()).stories).toBe(1)
    expect(existsSync(at('kept.db'))).toBe(false)
  })
})
