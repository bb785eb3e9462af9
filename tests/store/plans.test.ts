import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { type CompiledQuery, Kysely } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { createStore } from '../../src/store/create-store.ts'
import type { Database } from '../../src/store/database.ts'
import { migrate } from '../../src/store/migrate.ts'
import { NodeSqliteDialect } from '../../src/store/sqlite-dialect.ts'
import type { Store } from '../../src/store/store.ts'
import { addStory, hour, makeArticle, makeEntry, makePlacement } from './records.ts'

const database = new DatabaseSync(':memory:')
const asked: CompiledQuery[] = []
const db = new Kysely<Database>({
  dialect: new NodeSqliteDialect(database, ':memory:'),
  log: (event) => {
    asked.push(event.query)
  },
})
let tables: ReadonlySet<string>

beforeAll(async () => {
  await migrate(db, 'sqlite', ':memory:')
  const rows = database.prepare("select name from sqlite_schema where type = 'table'").all()
  tables = new Set(rows.map((row) => String(row['name'])))
    // A row a host: looked through once a day, where an index would cost something at each request. A row for each
    // decision of a person: all are wanted at once.
    // What the run has left to learn from: all of it, at its end.
    .difference(new Set(['hosts', 'robots', 'user_rules', 'host_lines', 'seen_articles']))
})

/** The tables that a query reads from end to end, by SQLite's own plan. */
function scanned({ sql, parameters }: CompiledQuery): readonly string[] {
  if (!/^\s*(select|insert|update|delete)/i.test(sql)) return []
  const plan = database.prepare(`explain query plan ${sql}`).all(...(parameters as SQLInputValue[]))
  return plan.flatMap((row) => {
    const detail = String(row['detail'])
    const table = /^SCAN (\w+)/.exec(detail)?.[1]
    // A partial index holds only the work that is left; reading it in order is what it is for.
    const isPartial = / USING (COVERING )?INDEX entries_(unplaced|unread|with_bodies|unlisted)/.test(detail)
    return table !== undefined && tables.has(table) && !isPartial ? [`${detail}: ${sql}`] : []
  })
}

const subscriptions = [
  { id: 'a', keep: 1 },
  { id: 'b', keep: 0 },
]
const calls: readonly (readonly [string, (store: Store) => Promise<unknown>])[] = [
  ['findEntries', (store) => store.findEntries('a', { keys: ['1', '2'], links: ['l'], feedTextHashes: ['h', 'i'] })],
  ['markListed', (store) => store.markListed(['1'], hour(1))],
  ['changeEntry', (store) => store.changeEntry('1', { entry: makeEntry(), feedTextHash: 'h' })],
  ['unreadEntries', (store) => store.unreadEntries('a', hour(0), 100)],
  ['unreadCounts', (store) => store.unreadCounts(hour(0))],
  ['claimHosts', (store) => store.claimHosts(['a.example'], { by: 'me', now: hour(0), until: hour(1) })],
  ['robots', (store) => store.robots('https://a.example')],
  ['hostLines', (store) => store.hostLines('a.example')],
  ['storedArticles', (store) => store.storedArticles('https://a.example/', hour(0), 10)],
  ['saveArticle', (store) => store.saveArticle('1', { article: makeArticle(), urls: ['u:1'], updated: hour(7) })],
  ['unplacedEntries', (store) => store.unplacedEntries(5)],
  ['findIndexed', (store) => store.findIndexed([1, 2], ['u:1'])],
  ['indexedEntries', (store) => store.indexedEntries([1, 2], hour(0))],
  ['copyCounts', (store) => store.copyCounts('a')],
  ['storiesOf', (store) => store.storiesOf(['1', '2'])],
  ['userRules', (store) => store.userRules()],
  ['splitEntry', (store) => store.splitEntry('1', { drop: [], keep: [] })],
  ['mergeStories', (store) => store.mergeStories({ from: 's', to: 't', canonicalKey: '1' }, { drop: [], keep: [] })],
  ['restoreStory', (store) => store.restoreStory({ id: 's', keys: ['1'], canonicalKey: '1' }, { drop: [], keep: [] })],
  ['storyMembers', (store) => store.storyMembers(['story'])],
  [
    'place',
    (store) =>
      store.place([
        makePlacement('1', 'story', {
          founded: { subscription: 'a', updated: hour(0), enteredAt: hour(0), isBackfill: false },
          evidence: { kind: 'same-text', with: '2', similarity: 1 },
          absorbs: ['other'],
          rows: Uint32Array.of(1, 2),
          urls: ['u:1'],
        }),
        makePlacement('2', 'another'),
      ]),
  ],
  ['setCanonical', (store) => store.setCanonical('story', '1')],
  ['unreadCounts', (store) => store.unreadCounts(hour(1))],
  ['appendToLog', (store) => store.appendToLog('main', hour(1))],
  ['loggedAt', (store) => store.loggedAt('main')],
  ['loggedStories', (store) => store.loggedStories('main', subscriptions, hour(0))],
  ['storyRecords', (store) => store.storyRecords(['story'])],
  ['prune', (store) => store.prune(hour(1))],
]

describe('no query reads a table from end to end', () => {
  test.each(calls)('%s', async (_name, call) => {
    const store = createStore(db)
    await addStory(store, '1', 'story')
    asked.length = 0
    await call(store)
    expect(asked.length).toBeGreaterThan(0)
    expect(asked.flatMap(scanned)).toEqual([])
  })
})

test('a query without an index is seen', async () => {
  asked.length = 0
  await db.selectFrom('entries').select('key').where('listed_at', '>', 1).execute()
  expect(asked.flatMap(scanned)).toHaveLength(1)
})
