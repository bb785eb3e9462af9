import { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../src/store/database.ts'
import { migrate } from '../../src/store/migrate.ts'
import { askedInPieces, prepare, writtenInPieces } from '../../src/store/prepare.ts'
import { NodeSqliteDialect } from '../../src/store/sqlite-dialect.ts'

const db = new Kysely<Database>({ dialect: new NodeSqliteDialect(new DatabaseSync(':memory:'), ':memory:') })
beforeAll(() => migrate(db, 'sqlite', ':memory:'))
afterAll(() => db.destroy())

test('a query is built once for each length of its lists, and bound to what each call gives', async () => {
  let built = 0
  const put = prepare(({ rows }: { rows: readonly { name: string; value: string }[] }) => {
    built++
    return db.insertInto('meta').values(rows)
  })
  const find = prepare(({ names, value }: { names: readonly string[]; value: string }) => {
    built++
    return db.selectFrom('meta').select('name').where('name', 'in', names).where('value', '=', value).orderBy('name')
  })
  await put(db, {
    rows: [
      { name: 'a', value: '1' },
      { name: 'b', value: '2' },
    ],
  })
  await put(db, {
    rows: [
      { name: 'c', value: '1' },
      { name: 'd', value: '1' },
    ],
  })
  expect(await find(db, { names: ['a', 'b', 'c'], value: '1' })).toEqual([{ name: 'a' }, { name: 'c' }])
  expect(await find(db, { names: ['b', 'c', 'd'], value: '2' })).toEqual([{ name: 'b' }])
  expect(await find(db, { names: ['d'], value: '1' })).toEqual([{ name: 'd' }])
  expect(built).toBe(3)
})

test('within a transaction it is undone with it', async () => {
  const put = prepare(({ name }: { name: string }) => db.insertInto('meta').values({ name, value: '' }))
  const failed = db.transaction().execute(async (trx) => {
    await put(trx, { name: 'undone' })
    throw new Error('on purpose')
  })
  await expect(failed).rejects.toThrow('on purpose')
  expect(await db.selectFrom('meta').where('name', '=', 'undone').selectAll().execute()).toEqual([])
})

test('asked in few lengths: each piece is filled up with its last value', () => {
  expect([...askedInPieces([1, 2, 3], 4)]).toEqual([[1, 2, 3, 3]])
  expect([...askedInPieces([1, 2, 3, 4, 5], 4)]).toEqual([[1, 2, 3, 4], [5]])
  expect([...askedInPieces([])]).toEqual([])
})

test('written in few lengths: each value once', () => {
  expect([...writtenInPieces([1, 2, 3, 4, 5, 6, 7], 4)]).toEqual([[1, 2, 3, 4], [5, 6], [7]])
  expect([...writtenInPieces([])]).toEqual([])
})
