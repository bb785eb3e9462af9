import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createStore } from '../../src/store/create-store.ts'
import type { Database } from '../../src/store/database.ts'
import { migrate } from '../../src/store/migrate.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { NodeSqliteDialect } from '../../src/store/sqlite-dialect.ts'
import { addRead, addStory, findKeys, hour, makeArticle, makeFingerprint, makeNewEntry } from './records.ts'
import { temporaryFolder } from './stores.ts'

let folder: ReturnType<typeof temporaryFolder>
let path: string
beforeEach(() => {
  folder = temporaryFolder()
  path = join(folder.path, 'data', 'millrace.db')
})
afterEach(() => folder.remove())

describe('the file', () => {
  test('its folder is made, and everything is there when it is opened again', async () => {
    const first = await openSqliteStore(path)
    await first.installationId(() => 'id')
    await addStory(first, '1', 'story')
    await first.appendToLog('main', hour(1))
    const before = await first.storyRecords(['story'])
    await first.close()
    const second = await openSqliteStore(path)
    expect(await second.installationId(() => 'other')).toBe('id')
    expect(await second.storyRecords(['story'])).toEqual(before)
    expect(await second.appendToLog('main', hour(2))).toBe(0)
    expect(await second.loggedAt('main')).toEqual(hour(1))
    await second.close()
  })

  test('two commands work beside each other on one file', async () => {
    const [one, two] = [await openSqliteStore(path), await openSqliteStore(path)]
    await Promise.all([one, two].map((store, index) => addRead(store, String(index))))
    expect((await one.counts()).read).toBe(2)
    expect((await two.counts()).read).toBe(2)
    await Promise.all([one.close(), two.close()])
  })
})

describe('what can be wrong with the file is one line with the path and a way out', () => {
  const refusal = async (): Promise<{ code: string; message: string }> => {
    const error: unknown = await openSqliteStore(path).then(
      (store) => store.close(),
      (thrown: unknown) => thrown,
    )
    expect(error).toMatchObject({ name: 'FatalError' })
    const { code, message } = error as { code: string; message: string }
    expect(message).not.toContain('\n')
    return { code, message }
  }

  test('it is no database', async () => {
    path = join(folder.path, 'millrace.db')
    writeFileSync(path, 'this is a text file, and longer than the header of a database would be: a hundred bytes of it')
    expect(await refusal()).toEqual({
      code: 'STORE',
      message: `${path}: the file is no SQLite database; bring a backup back with \`millrace restore FILE\`, or move the file away and Millrace begins a new one`,
    })
  })

  test('it is damaged', async () => {
    const store = await openSqliteStore(path)
    await store.close()
    const bytes = readFileSync(path)
    randomBytes(bytes.length - 100).copy(bytes, 100)
    writeFileSync(path, bytes)
    const { code, message } = await refusal()
    expect(code).toBe('STORE')
    expect(message).toContain(`${path}: the file is damaged; bring a backup back with \`millrace restore FILE\``)
  })

  test('it is a folder', async () => {
    path = folder.path
    const { code, message } = await refusal()
    expect(code).toBe('STORE')
    expect(message).toContain(`${path}: the file can't be opened; give the user`)
  })

  test('its folder lies inside a file', async () => {
    writeFileSync(join(folder.path, 'data'), '')
    const { code, message } = await refusal()
    expect(code).toBe('STORE')
    expect(message).toContain("the folder can't be made (EEXIST)")
  })

  // Root may write anywhere, whatever the mode says.
  test.skipIf(process.getuid?.() === 0)('its folder is read-only', async () => {
    path = join(folder.path, 'millrace.db')
    chmodSync(folder.path, 0o500)
    const { code, message } = await refusal()
    chmodSync(folder.path, 0o700)
    expect(code).toBe('STORE')
    expect(message).toContain('or set DATA_DIR to another folder')
  })

  test('a newer Millrace wrote it', async () => {
    const store = await openSqliteStore(path)
    await store.close()
    const database = new DatabaseSync(path)
    database.exec("insert into kysely_migration values ('999-later', '2027-01-01T00:00:00.000Z')")
    database.close()
    const { code, message } = await refusal()
    expect(code).toBe('STORE')
    expect(message).toContain(`${path}: written by a newer Millrace (step 999-later); run that version again`)
  })
})

describe('a full disk', () => {
  test('ends the write with a way out, and what was stored before stays readable', async () => {
    const database = new DatabaseSync(':memory:')
    const db = new Kysely<Database>({ dialect: new NodeSqliteDialect(database, path) })
    await migrate(db, 'sqlite', path)
    const store = createStore(db)
    await addStory(store, '1', 'story')
    database.exec('pragma max_page_count = 100') // SQLite answers as for a disk without room
    await store.addEntries([makeNewEntry('2')])
    const large = { article: makeArticle({ html: 'x'.repeat(1_000_000) }), urls: [] }
    await expect(store.saveArticle('2', large)).rejects.toMatchObject({
      code: 'STORE',
      message: `${path}: the disk is full; make room there, then start again: nothing that was stored is lost`,
    })
    expect(await store.counts()).toEqual({ entries: 2, read: 1, unread: 1, stories: 1 })
    await store.close()
  })
})

test('a file that turns read-only ends the write with a way out', async () => {
  const database = new DatabaseSync(':memory:')
  const db = new Kysely<Database>({ dialect: new NodeSqliteDialect(database, path) })
  await migrate(db, 'sqlite', path)
  const store = createStore(db)
  database.exec('pragma query_only = on') // SQLite answers as for a file it may not write
  await expect(store.holdHost('a.example', hour(1), hour(9))).rejects.toMatchObject({
    code: 'STORE',
    message: expect.stringContaining(`${path}: the file or its folder is read-only; give the user`),
  })
  expect(await store.hostHolds()).toEqual(new Map())
  await store.close()
})

test('a migration that fails half way leaves nothing behind', async () => {
  const database = new DatabaseSync(':memory:')
  database.exec('create table documents (x)') // the last table that the first step makes
  const db = new Kysely<Database>({ dialect: new NodeSqliteDialect(database, path) })
  await expect(migrate(db, 'sqlite', path)).rejects.toThrow('documents already exists')
  const tables = database.prepare("select name from sqlite_schema where type = 'table' and name = 'entries'").all()
  expect(tables).toEqual([])
  await db.destroy()
})

test('a long chain of queries lets timers run in between', async () => {
  const store = await openSqliteStore(path)
  let ticks = 0
  const timer = setInterval(() => ticks++, 1)
  const entries = Array.from({ length: 2000 }, (_, index) => makeNewEntry(String(index)))
  await store.addEntries(entries) // some tens of milliseconds of nothing but awaited queries
  clearInterval(timer)
  expect(ticks).toBeGreaterThan(0)
  await store.close()
})

test('two entries with one number in the index are both found', async () => {
  const store = await openSqliteStore(path)
  await addStory(store, '1', 's1', { article: { fingerprint: makeFingerprint([1]) } })
  await addStory(store, '2', 's2')
  const database = new DatabaseSync(path)
  database.exec("update entries set number = (select number from entries where key = '1')")
  database.close()
  expect(await findKeys(store, [1], [])).toEqual(['1', '2'])
  await store.close()
})

test('nothing is printed on opening', async () => {
  const script = `const { openSqliteStore } = await import(${JSON.stringify(new URL('../../src/store/sqlite.ts', import.meta.url).href)})
    await (await openSqliteStore(process.argv[1])).close()`
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script, path], {
    encoding: 'utf8',
  })
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' })
})
