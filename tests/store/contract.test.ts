import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FeedState, Rendering, Store } from '../../src/store/store.ts'
import type { Document, HostLines, KnownRobots, SeenArticle, UserRule } from '../../src/types.ts'
import {
  addRead,
  addStory,
  day,
  findKeys,
  hour,
  makeArticle,
  makeEntry,
  makeFingerprint,
  makeNewEntry,
  makePlacement,
} from './records.ts'
import { type Opened, stores } from './stores.ts'

const keys = (records: readonly { readonly key: string }[]) => records.map((record) => record.key)
const ids = (records: readonly { readonly storyId: string }[]) => records.map((record) => record.storyId)
const some = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('expected a value')
  return value
}

describe.each(Object.entries(stores))('%s store', (_name, open) => {
  let opened: Opened
  let store: Store
  beforeEach(async () => {
    opened = await open()
    store = opened.store
  })
  afterEach(() => opened.end())

  describe('installation, feeds and hosts', () => {
    test('the installation id is minted once', async () => {
      expect(await store.installationId(() => 'first')).toBe('first')
      expect(await store.installationId(() => 'second')).toBe('first')
    })

    const least: FeedState = {
      id: 'a',
      url: 'https://a.example/feed',
      validators: {},
      repairs: [],
      nextCheckAt: hour(1),
      failures: 0,
    }
    const full: FeedState = {
      id: 'b',
      url: 'https://b.example/feed',
      movedTo: 'https://new.example/feed',
      moving: { url: 'https://third.example/feed', times: 1 },
      answeredUrl: 'https://cdn.example/feed',
      validators: { etag: 'W/"1"', lastModified: 'Sun, 01 Nov 2026 00:00:00 GMT' },
      fullAt: new Date('2026-11-01T00:00:00Z'),
      bodyHash: 'abc',
      source: { id: 'b', title: 'B', updated: hour(2), links: [], authors: [{ name: 'Ben' }], language: 'de' },
      repairs: [{ code: 'bare-ampersand', count: 2 }],
      lastSuccessAt: hour(4),
      lastCheckedAt: hour(5),
      nextCheckAt: hour(6),
      pace: {
        wishes: { ttlMinutes: 90, skipHours: [1, 2], skipDays: [0] },
        rhythm: { until: 7, days: 3.25, hours: [0.5, 1], weekdays: [1.5], minutes: [] },
        why: 'ttl',
      },
      failures: 7,
      error: { code: 'FETCH_STATUS', message: '500', since: hour(8), httpStatus: 500 },
      goneAt: hour(9),
    }

    test('a feed state comes back as it was saved, by id', async () => {
      await store.saveFeedState(full)
      await store.saveFeedState(least)
      expect(await store.feedStates()).toStrictEqual([least, full])
      expect(await store.feedStates(['b', 'none'])).toStrictEqual([full])
      expect(await store.feedStates([])).toStrictEqual([])
      const { id, url, lastCheckedAt, nextCheckAt, failures, goneAt } = full
      expect(await store.feedTimes()).toStrictEqual([
        { id: 'a', url: least.url, nextCheckAt: least.nextCheckAt, failures: 0 },
        { id, url, lastCheckedAt, nextCheckAt, failures, goneAt },
      ])
    })

    test('saving a feed state replaces it, what is absent now too', async () => {
      await store.saveFeedState(full)
      await store.saveFeedState({ ...least, id: 'b' })
      expect(await store.feedStates()).toStrictEqual([{ ...least, id: 'b' }])
    })

    test('a host hold is only ever lengthened', async () => {
      await store.holdHost('a.example', hour(2), hour(9))
      await store.holdHost('a.example', hour(1), hour(9))
      await store.holdHost('b.example', hour(1), hour(9))
      await store.holdHost('b.example', hour(3), hour(9))
      expect(await store.hostHolds()).toEqual(
        new Map([
          ['a.example', hour(2)],
          ['b.example', hour(3)],
        ]),
      )
    })

    test('a hold that ends later than any may gives way: a clock that was ahead has written it', async () => {
      await store.holdHost('a.example', day(365), day(370))
      await store.holdHost('a.example', hour(2), day(9))
      expect(await store.hostHolds()).toEqual(new Map([['a.example', hour(2)]]))
    })

    test('the last run is remembered, and one that has not come to its end', async () => {
      expect([await store.ranAt(), await store.begunAt()]).toEqual([undefined, undefined])
      await store.runBegins(hour(1))
      await store.runBegins(hour(2))
      expect([await store.ranAt(), await store.begunAt()]).toEqual([undefined, hour(2)])
      await store.runEnds(hour(2))
      await store.runEnds(hour(3))
      expect([await store.ranAt(), await store.begunAt()]).toEqual([hour(3), undefined])
    })

    test('entries seen since a time are counted by their publishers’ dates', async () => {
      const dated = (published: Date) => ({ entry: makeEntry({ published }) })
      await store.addEntries([
        makeNewEntry('before', dated(hour(5))),
        makeNewEntry('dated', { firstSeenAt: hour(2), ...dated(hour(1)) }),
        makeNewEntry('within', { firstSeenAt: hour(2), ...dated(hour(4)) }),
        makeNewEntry('at the end', { firstSeenAt: hour(3), ...dated(hour(5)) }),
        makeNewEntry('undated', { firstSeenAt: hour(3) }),
      ])
      const found = await store.datedSince(hour(2), { from: hour(4), before: hour(5) })
      expect(found).toEqual({ seen: 4, dated: 3, within: 1 })
    })

    test('times after now are brought back, in their order, and the others stay', async () => {
      await store.saveFeedState({ ...full, lastCheckedAt: day(365), nextCheckAt: day(366), goneAt: hour(1) })
      await store.saveFeedState({ ...least, nextCheckAt: hour(3) })
      for (const [key, at] of [
        ['1', hour(1)],
        ['2', day(365)],
        ['3', day(366)],
      ] as const) {
        await addStory(store, key, `story ${key}`, { entry: { firstSeenAt: at, enteredAt: at } })
      }
      await store.appendToLog('main', day(366))
      await store.bringBack(hour(2))
      const [one, two] = await store.feedStates()
      expect([one?.nextCheckAt, two?.lastCheckedAt, two?.nextCheckAt, two?.goneAt]).toEqual([
        hour(3),
        hour(2),
        hour(2),
        hour(1),
      ])
      const logged = await store.loggedStories('main', [{ id: 'a', keep: 0 }], hour(0))
      expect(logged.map(({ storyId, enteredAt }) => [storyId, hour(2).getTime() - enteredAt.getTime()])).toEqual([
        ['story 3', 1],
        ['story 2', 2],
        ['story 1', 3_600_000],
      ])
      expect((await store.storyRecords(['story 3']))[0]?.updated).toEqual(new Date(hour(2).getTime() - 1))
      expect(await store.loggedAt('main')).toEqual(hour(2))
    })

    test('a host belongs to whoever claimed it, until that time is over or it is given back', async () => {
      const hosts = ['a.example', 'b.example']
      const mine = { by: 'me', now: hour(0), until: hour(2) }
      await store.holdHost('b.example', hour(9), day(400))
      expect(await store.claimHosts(hosts, mine)).toEqual(
        new Map([
          ['a.example', undefined],
          ['b.example', hour(9)],
        ]),
      )
      const yours = { by: 'you', now: hour(1), until: hour(3) }
      expect(await store.claimHosts([...hosts, 'c.example'], yours)).toEqual(new Map([['c.example', undefined]]))
      expect((await store.claimHosts(hosts, { ...mine, now: hour(1) })).size).toBe(2)
      expect((await store.claimHosts(['a.example'], { ...yours, now: hour(2) })).size).toBe(1)
      await store.releaseHosts('me', hour(1))
      expect((await store.claimHosts(['b.example'], yours)).size).toBe(1)
      expect((await store.claimHosts(hosts, mine)).size).toBe(0)
    })

    test('a claim or a rest that a clock a day ahead has written holds nobody back', async () => {
      await store.claimHosts(['a.example', 'b.example'], { by: 'you', now: day(1), until: hour(25) })
      await store.releaseHosts('you', day(1))
      await store.claimHosts(['b.example'], { by: 'you', now: day(1), until: hour(25) })
      const mine = { by: 'me', now: hour(0), until: hour(1) }
      expect((await store.claimHosts(['a.example', 'b.example'], mine)).size).toBe(2)
    })

    test('a claim leaves the peace that a host asked for as it is', async () => {
      await store.holdHost('a.example', hour(2), day(400))
      await store.claimHosts(['a.example', 'b.example'], { by: 'me', now: hour(0), until: hour(1) })
      await store.holdHost('b.example', hour(3), day(400))
      expect(await store.hostHolds()).toEqual(
        new Map([
          ['a.example', hour(2)],
          ['b.example', hour(3)],
        ]),
      )
    })

    test('what is known of a robots.txt comes back as it was saved', async () => {
      const closed: KnownRobots = { freshUntil: hour(1), validators: {} }
      const known: KnownRobots = {
        robots: { rules: [{ isAllowed: false, pattern: '/a*b$' }], crawlDelaySeconds: 1.5 },
        freshUntil: hour(2),
        answeredUrl: 'https://www.a.example/robots.txt',
        validators: { etag: '"1"', lastModified: 'then' },
      }
      expect(await store.robots('https://a.example')).toBeUndefined()
      await store.saveRobots('https://a.example', closed)
      expect(await store.robots('https://a.example')).toStrictEqual(closed)
      await store.saveRobots('https://a.example', known)
      expect(await store.robots('https://a.example')).toStrictEqual(known)
    })

    test('what recurs on a host is changed from what it was, and forgotten when nothing comes any more', async () => {
      const known: HostLines = {
        articles: 3,
        lines: [{ hash: 4_294_967_295, place: 'end', text: 'Read more', count: 3, signs: { promotion: 2 } }],
        once: [1, 2],
        recent: [3],
        applied: [4],
      }
      expect(await store.hostLines('a.example')).toBeUndefined()
      expect(await store.changeHostLines('a.example', day(0), (before) => before ?? known)).toStrictEqual(known)
      const more = (before?: HostLines): HostLines => ({ ...known, articles: (before?.articles ?? 0) + 1 })
      await Promise.all([1, 2, 3].map(() => store.changeHostLines('a.example', day(1), more)))
      expect(await store.hostLines('a.example')).toStrictEqual({ ...known, articles: 6 })
      await store.prune(day(181))
      expect(await store.hostLines('a.example')).toBeDefined()
      await store.prune(day(182))
      expect(await store.hostLines('a.example')).toBeUndefined()
    })

    test('what was seen in articles is handed to their hosts once, by key, also what an earlier program has left', async () => {
      const seen = (host: string, hash: number) => ({ host, hash, lines: [sighting] })
      const sighting = { hash: 7, place: 'end' as const, text: 'Read more', signs: ['ending' as const] }
      await store.addEntries(['3', '1', '2'].map((key) => makeNewEntry(key)))
      const save = (key: string, host: string) =>
        store.saveArticle(key, { article: makeArticle(), urls: [], seen: seen(host, Number(key)) })
      await Promise.all([save('3', 'a.example'), save('1', 'a.example'), save('2', 'b.example')])
      const handed: unknown[] = []
      const learn = (known: HostLines | undefined, articles: readonly SeenArticle[]): HostLines => {
        handed.push([known?.articles, articles])
        return { articles: articles.length, lines: [], once: [], recent: [], applied: [] }
      }
      const learned = await store.learnHosts(day(0), learn)
      expect([...learned].map(([host, { articles }]) => [host, articles])).toEqual([
        ['a.example', 2],
        ['b.example', 1],
      ])
      expect(handed).toEqual([
        [
          undefined,
          [
            { hash: 1, lines: [sighting] },
            { hash: 3, lines: [sighting] },
          ],
        ],
        [undefined, [{ hash: 2, lines: [sighting] }]],
      ])
      expect(await store.hostLines('a.example')).toStrictEqual(learned.get('a.example'))
      expect(await store.learnHosts(day(0), learn)).toEqual(new Map())
    })

    test('hosts and robots.txt of long ago are dropped, what still binds is kept', async () => {
      const day = (n: number) => hour(24 * n)
      await store.claimHosts(['old.example', 'held.example'], { by: 'me', now: day(0), until: hour(1) })
      await store.holdHost('held.example', day(100), day(200))
      await store.saveRobots('https://old.example', { freshUntil: day(1), validators: {} })
      await store.saveRobots('https://new.example', { freshUntil: day(39), validators: {} })
      await store.prune(day(40))
      expect([...(await store.hostHolds()).keys()]).toEqual(['held.example'])
      expect(await store.robots('https://old.example')).toBeUndefined()
      expect(await store.robots('https://new.example')).toBeDefined()
    })
  })

  describe('what a source brings', () => {
    test('stored articles of a host, since a time, the oldest first', async () => {
      await addRead(store, 'late', { entry: { firstSeenAt: hour(3) }, urls: ['u:late'] })
      await addRead(store, 'early', { entry: { firstSeenAt: hour(2) } })
      await addRead(store, 'before', { entry: { firstSeenAt: hour(0) } })
      await addRead(store, 'elsewhere', { entry: { firstSeenAt: hour(2), link: 'https://b.example/1' } })
      await store.addEntries([makeNewEntry('unread', { firstSeenAt: hour(2) })])
      const found = await store.storedArticles('https://a.example/', hour(1), 10)
      expect(keys(found)).toEqual(['early', 'late'])
      expect(found[1]).toMatchObject({ urls: ['u:late'], article: { html: '<p>Grüße</p>' } })
      expect(keys(await store.storedArticles('https://a.example/', hour(1), 1))).toEqual(['early'])
    })

    test('the shares of copies and of cut texts, by subscription; what waits for its story is not counted', async () => {
      await addStory(store, '1', 'one', { article: { cuts: [] } })
      await addStory(store, '2', 'two', { entry: { subscription: 'b' } })
      await addRead(store, '3', { entry: { subscription: 'b' } })
      await addRead(store, '4', { entry: { subscription: 'b' } })
      await store.place([makePlacement('3', 'one', { canonicalKey: '1' })])
      expect(await store.sourceShares()).toEqual(
        new Map([
          ['a', { entries: 1, copies: 0, withCuts: 0 }],
          ['b', { entries: 2, copies: 1, withCuts: 2 }],
        ]),
      )
    })
  })

  describe('entries', () => {
    test('entries are found by key, link or text hash, within their subscription only, each once', async () => {
      const one = makeNewEntry('1')
      const two = makeNewEntry('2')
      const three = makeNewEntry('3')
      const elsewhere = makeNewEntry('4', { subscription: 'b', link: 'https://a.example/2' })
      await store.addEntries([one, two, three, elsewhere, makeNewEntry('5')])
      const found = await store.findEntries('a', {
        keys: ['1', '4', 'unheard of'],
        links: ['https://a.example/1', 'https://a.example/2'],
        feedTextHashes: ['hash of 3'],
      })
      const withoutEntry = [one, two, three].map(({ entry: _entry, ...row }) => row)
      expect(found).toStrictEqual(withoutEntry)
    })

    test('nothing asked finds nothing', async () => {
      await store.addEntries([makeNewEntry('1')])
      expect(await store.findEntries('a', { keys: [], links: [], feedTextHashes: [] })).toEqual([])
    })

    test('more keys than one statement takes are found', async () => {
      const many = Array.from({ length: 1200 }, (_, index) => makeNewEntry(String(index), { state: 'known' }))
      await store.addEntries(many)
      const found = await store.findEntries('a', { keys: keys(many), links: [], feedTextHashes: [] })
      expect(found).toHaveLength(1200)
      expect((await store.counts()).entries).toBe(1200)
    })

    test('an entry whose key is known already is left as it is', async () => {
      await store.addEntries([makeNewEntry('1')])
      await store.addEntries([makeNewEntry('1', { state: 'known', feedTextHash: 'other' }), makeNewEntry('2')])
      const [row] = await store.findEntries('a', { keys: ['1'], links: [], feedTextHashes: [] })
      expect(row).toMatchObject({ state: 'unread', feedTextHash: 'hash of 1' })
      expect((await store.counts()).entries).toBe(2)
    })

    test('an empty list of entries is no error', async () => {
      await store.addEntries([])
      await store.markListed([], hour(1))
      expect(await store.counts()).toEqual({ entries: 0, read: 0, unread: 0, stories: 0 })
    })

    test('marking as listed moves only that time', async () => {
      await store.addEntries([makeNewEntry('1'), makeNewEntry('2')])
      await store.markListed(['1'], hour(5))
      const found = await store.findEntries('a', { keys: ['1', '2'], links: [], feedTextHashes: [] })
      expect(found.map((row) => row.listedAt)).toEqual([hour(5), hour(0)])
      expect(found.map((row) => row.firstSeenAt)).toEqual([hour(0), hour(0)])
    })

    test('unread entries come newest first, with their dates, without what is only known', async () => {
      const entry = makeEntry({ published: hour(1), updated: hour(2), source: { title: 'S', updated: hour(3) } })
      await store.addEntries([
        makeNewEntry('old', { enteredAt: hour(1) }),
        makeNewEntry('new', { enteredAt: hour(3), entry }),
        makeNewEntry('also new', { enteredAt: hour(3) }),
        makeNewEntry('known', { state: 'known' }),
        makeNewEntry('elsewhere', { subscription: 'b' }),
      ])
      const unread = await store.unreadEntries('a', hour(0), 100)
      expect(keys(unread)).toEqual(['also new', 'new', 'old'])
      expect(unread[1]).toStrictEqual({ key: 'new', entry, enteredAt: hour(3), tries: 0 })
    })

    test('so many of them as are asked for', async () => {
      await store.addEntries([makeNewEntry('1'), makeNewEntry('2', { enteredAt: hour(1) }), makeNewEntry('3')])
      expect(keys(await store.unreadEntries('a', hour(0), 2))).toEqual(['2', '1'])
      expect(await store.unreadCounts(hour(0))).toEqual(new Map([['a', 3]]))
    })

    test('a deferred entry rests until its next try, or until its feed changes it', async () => {
      await store.addEntries([makeNewEntry('1')])
      await store.deferEntry('1', hour(5))
      expect(await store.unreadEntries('a', hour(4), 100)).toEqual([])
      expect(await store.unreadCounts(hour(4))).toEqual(new Map())
      expect(keys(await store.unreadEntries('a', hour(5), 100))).toEqual(['1'])
      await store.changeEntry('1', { entry: makeEntry(), feedTextHash: 'h' })
      expect(keys(await store.unreadEntries('a', hour(0), 100))).toEqual(['1'])
    })

    test('a deferred entry stays unread and counts its tries, until its feed changes it', async () => {
      await store.addEntries([makeNewEntry('1')])
      await store.deferEntry('1', hour(0))
      await store.deferEntry('1', hour(0))
      expect((await store.unreadEntries('a', hour(0), 100)).map(({ tries }) => tries)).toEqual([2])
      await store.changeEntry('1', { entry: makeEntry(), feedTextHash: 'h' })
      expect((await store.unreadEntries('a', hour(0), 100)).map(({ tries }) => tries)).toEqual([0])
    })

    test('what is written at the same time is all written, and what fails fails alone', async () => {
      const wrote = await Promise.allSettled([
        store.addEntries([makeNewEntry('1')]),
        store.saveArticle('none', { article: makeArticle(), urls: [] }),
        store.saveArticle('1', { article: makeArticle(), urls: [] }),
        store.holdHost('a.example', hour(1), day(1)),
      ])
      expect(wrote.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
      expect((await store.counts()).read).toBe(1)
      expect((await store.hostHolds()).size).toBe(1)
    })

    test('counts tell known, unread and read apart', async () => {
      await store.addEntries([makeNewEntry('1'), makeNewEntry('2', { state: 'known' })])
      await addStory(store, '3', 'story')
      expect(await store.counts()).toEqual({ entries: 3, read: 1, unread: 1, stories: 1 })
    })
  })

  describe('articles', () => {
    test('a saved article makes its entry read and comes back whole with its story', async () => {
      const article = makeArticle({
        summary: 'short',
        published: hour(1),
        updated: hour(2),
        language: 'id',
        image: { url: 'https://a.example/i.jpg', width: 2, height: 1, alt: 'x' },
        canonicalUrl: 'https://a.example/c',
        siteName: 'A',
        credit: { name: 'CNN Indonesia' },
        fingerprint: makeFingerprint([1, 2 ** 32 - 1]),
      })
      await addStory(store, '1', 'story', { article })
      expect(await store.unreadEntries('a', hour(0), 100)).toEqual([])
      const [record] = await store.storyRecords(['story'])
      expect(some(record).canonical.article).toStrictEqual(article)
    })

    test('a changed entry is unread again, and still has its article and story', async () => {
      await addStory(store, '1', 'story', { article: { title: 'before' } })
      await store.changeEntry('1', { entry: makeEntry({ title: 'after' }), feedTextHash: 'new hash' })
      const [unread] = await store.unreadEntries('a', hour(0), 100)
      expect(some(unread).entry.title).toBe('after')
      expect(unread?.article?.title).toBe('before')
      const [row] = await store.findEntries('a', { keys: [], links: [], feedTextHashes: ['new hash'] })
      expect(row?.state).toBe('unread')
      const [record] = await store.storyRecords(['story'])
      expect(record?.canonical.article.title).toBe('before')
    })

    test('reading again replaces rows and addresses in the index', async () => {
      await addStory(store, '1', 'story', { article: { fingerprint: makeFingerprint([1, 2]) }, urls: ['u:1', 'u:2'] })
      const article = makeArticle({ fingerprint: makeFingerprint([2, 3]) })
      await store.saveArticle('1', { article, urls: ['u:2', 'u:3'] })
      const find = (rows: readonly number[], urls: readonly string[]) => findKeys(store, rows, urls)
      expect(await find([1], [])).toEqual([])
      expect(await find([2], [])).toEqual(['1'])
      expect(await find([3], [])).toEqual(['1'])
      expect(await find([], ['u:1'])).toEqual([])
      expect(await find([], ['u:3'])).toEqual(['1'])
    })

    test('an article for an entry that is not there is refused, and leaves nothing', async () => {
      const read = { article: makeArticle({ fingerprint: makeFingerprint([1]) }), urls: [] }
      await expect(store.saveArticle('none', read)).rejects.toThrow()
      expect(await store.counts()).toEqual({ entries: 0, read: 0, unread: 0, stories: 0 })
    })

    test('dates that the article does not know are the feed’s, also of a changed entry', async () => {
      await addRead(store, '1', { entry: { entry: makeEntry({ published: hour(1), updated: hour(2) }) } })
      expect(await store.unplacedEntries(1)).toMatchObject([{ published: hour(1), updated: hour(2) }])
      await store.changeEntry('1', { entry: makeEntry({ published: hour(3) }), feedTextHash: 'h' })
      await store.saveArticle('1', { article: makeArticle({ updated: hour(4) }), urls: [] })
      expect(await store.unplacedEntries(1)).toMatchObject([{ published: hour(3), updated: hour(4) }])
    })

    test('a change by the publisher moves the story only if its entry is canonical', async () => {
      await addStory(store, '1', 'story')
      await addRead(store, '2')
      await store.place([makePlacement('2', 'story', { canonicalKey: '1' })])
      await store.saveArticle('2', { article: makeArticle(), urls: [], updated: hour(5) })
      expect((await store.storyRecords(['story']))[0]?.updated).toEqual(hour(0))
      await store.saveArticle('1', { article: makeArticle(), urls: [] })
      expect((await store.storyRecords(['story']))[0]?.updated).toEqual(hour(0))
      await store.saveArticle('1', { article: makeArticle(), urls: [], updated: hour(6) })
      expect((await store.storyRecords(['story']))[0]?.updated).toEqual(hour(6))
      await store.saveArticle('1', { article: makeArticle(), urls: [], updated: hour(5) })
      expect((await store.storyRecords(['story']))[0]?.updated, 'it never moves back').toEqual(hour(6))
    })
  })

  describe('placing', () => {
    test('unplaced entries come by first seen, then published (undated last), then key, up to the limit', async () => {
      await addRead(store, 'later', { entry: { firstSeenAt: hour(2) } })
      await addRead(store, 'undated', {})
      await addRead(store, 'dated', { article: { published: hour(-5) } })
      await addRead(store, 'dated by feed', { entry: { entry: makeEntry({ published: hour(-6) }) } })
      await addRead(store, 'also undated', {})
      await addStory(store, 'placed', 'story')
      await store.addEntries([makeNewEntry('unread')])
      const order = ['dated by feed', 'dated', 'also undated', 'undated', 'later']
      expect(keys(await store.unplacedEntries(10))).toEqual(order)
      expect(keys(await store.unplacedEntries(2))).toEqual(order.slice(0, 2))
    })

    test('an unplaced entry has all that dedupe compares', async () => {
      const article = {
        title: 'T',
        canonicalUrl: 'https://a.example/c',
        credit: { name: 'N', url: 'https://n.example/' },
        published: hour(-1),
        fingerprint: makeFingerprint([5, 6]),
      }
      const entry = makeEntry({ published: hour(-9), updated: hour(-2) })
      await addRead(store, '1', { entry: { entry, enteredAt: hour(-3) }, article, urls: ['https://a.example/c'] })
      expect(await store.unplacedEntries(1)).toStrictEqual([
        {
          key: '1',
          subscription: 'a',
          ...article,
          urls: ['https://a.example/c'],
          published: hour(-1),
          updated: hour(-2),
          firstSeenAt: hour(0),
          enteredAt: hour(-3),
          splits: 0,
        },
      ])
    })

    test('the index gives the entries of stories by each row and address that they bear', async () => {
      const rows = (...list: number[]) => ({ article: { fingerprint: makeFingerprint(list) } })
      await addStory(store, '1', 's1', { ...rows(1, 2), urls: ['u:1'] })
      await addStory(store, '2', 's2', rows(2, 2 ** 32 - 1))
      await addRead(store, 'unplaced', { ...rows(1, 2), urls: ['u:1'] })
      const found = await store.findIndexed([1, 2, 2 ** 32 - 1, 2 ** 32 - 2], ['u:1', 'u:2'])
      expect([...found.keys()].toSorted()).toEqual([1, 2, 2 ** 32 - 1, 'u:1'])
      const [one] = some(found.get(1))
      const both = some(found.get(2))
      expect(found.get('u:1')).toEqual([one])
      expect(both).toEqual([...both].toSorted((a, b) => a - b))
      const entries = await store.indexedEntries(both, hour(0))
      expect(entries.find(({ number }) => number === one)).toStrictEqual({
        number: one,
        key: '1',
        storyId: 's1',
        firstSeenAt: hour(0),
      })
      expect(keys(entries).toSorted()).toEqual(['1', '2'])
      expect(await store.findIndexed([], [])).toEqual(new Map())
      expect(await store.indexedEntries([], hour(0))).toEqual([])
    })

    test('so many rows that some move to the large table are found wherever they lie, and leave it with their entry', async () => {
      const list = Array.from({ length: 9000 }, (_, at) => at * 477_218)
      await addStory(store, '1', 's1', { article: { fingerprint: makeFingerprint(list) } })
      await addStory(store, '2', 's2', { article: { fingerprint: makeFingerprint([0, 1]) } })
      const found = await store.findIndexed(list, [])
      expect([...found.keys()].toSorted((a, b) => Number(a) - Number(b))).toEqual(list)
      expect(await findKeys(store, [0], [])).toEqual(['1', '2'])
      const article = makeArticle({ fingerprint: makeFingerprint([7]) })
      await store.saveArticle('1', { article, urls: [], updated: hour(1) })
      expect([...(await store.findIndexed(list, [])).keys()]).toEqual([0])
      expect(await findKeys(store, [0, 7], [])).toEqual(['1', '2'])
    })

    test('what was first seen before is left out', async () => {
      const found = { article: { fingerprint: makeFingerprint([1]) } }
      await addStory(store, 'old', 's1', { ...found, entry: { firstSeenAt: hour(-1) } })
      await addStory(store, 'new', 's2', found)
      expect(await findKeys(store, [1], [], hour(0))).toEqual(['new'])
    })

    test('more than one statement takes is found and placed', async () => {
      const many = Array.from({ length: 700 }, (_, at) => `${at}`)
      await store.addEntries(many.map((key) => makeNewEntry(key)))
      const placed = many.map((key, at) =>
        makePlacement(key, `story ${key}`, {
          founded: { subscription: 'a', updated: hour(at), enteredAt: hour(at), isBackfill: false },
          rows: Uint32Array.of(at, at + 10_000),
          urls: [`u:${at}`],
        }),
      )
      await store.place(placed)
      expect((await store.counts()).stories).toBe(700)
      expect(await findKeys(store, many.map(Number), [])).toHaveLength(700)
      expect(
        await findKeys(
          store,
          [],
          placed.flatMap(({ urls }) => urls),
        ),
      ).toHaveLength(700)
      expect(await store.appendToLog('main', hour(1))).toBe(700)
    })

    test('placements of one call are done in their order: stories founded, joined and absorbed', async () => {
      for (const key of ['1', '2', '3', '4']) await addRead(store, key)
      const founded = { subscription: 'a', updated: hour(1), enteredAt: hour(1), isBackfill: false }
      await store.place([
        makePlacement('1', 'a', { founded }),
        makePlacement('2', 'b', { founded }),
        makePlacement('3', 'b', { canonicalKey: '3', evidence: { kind: 'excerpt', with: '2', similarity: 1 } }),
        makePlacement('4', 'a', { canonicalKey: '3', absorbs: ['b'] }),
      ])
      expect(keys(await store.storyMembers(['a', 'b']))).toEqual(['1', '2', '3', '4'])
      const [record] = await store.storyRecords(['a', 'b'])
      expect(record?.id).toBe('a')
      expect(record?.canonical.key).toBe('3')
      expect((await store.counts()).stories).toBe(1)
    })

    test('of several canonical entries that one call gives a story the last one stands', async () => {
      await addRead(store, '1')
      await addRead(store, '2', { entry: { subscription: 'b' } })
      const founded = { subscription: 'a', updated: hour(1), enteredAt: hour(1), isBackfill: false }
      await store.place([
        makePlacement('1', 'story', { founded, canonicalKey: '2' }),
        makePlacement('2', 'story', { canonicalKey: '1', evidence: { kind: 'excerpt', with: '1', similarity: 1 } }),
      ])
      expect(await store.storyRecords(['story'])).toMatchObject([{ canonical: { key: '1', subscription: 'a' } }])
    })

    test('a story absorbed by one that is absorbed in turn goes the whole way', async () => {
      for (const name of ['a', 'b', 'c']) await addStory(store, `of ${name}`, name)
      await addRead(store, '1')
      await addRead(store, '2')
      await store.place([
        makePlacement('1', 'b', { canonicalKey: 'of b', absorbs: ['c'] }),
        makePlacement('2', 'a', { canonicalKey: 'of a', absorbs: ['b'] }),
      ])
      expect(keys(await store.storyMembers(['a']))).toEqual(['1', '2', 'of a', 'of b', 'of c'])
      expect((await store.counts()).stories).toBe(1)
    })

    test('an entry that tells another text leaves its story to the others, and waits to be placed anew', async () => {
      const found = { article: { fingerprint: makeFingerprint([1]) }, urls: ['u:1'] }
      await addStory(store, '1', 'story', found)
      await addRead(store, '2', { ...found, entry: { subscription: 'b' } })
      await store.place([makePlacement('2', 'story', { canonicalKey: '1', rows: Uint32Array.of(1), urls: ['u:1'] })])
      const other = { article: makeArticle({ title: 'Another' }), urls: ['u:1'], updated: hour(5), isAnother: true }
      await store.saveArticle('1', other)
      const [story] = await store.storyRecords(['story'])
      expect(story).toMatchObject({ updated: hour(0), canonical: { key: '2', subscription: 'b' }, copies: [] })
      expect(await findKeys(store, [1], ['u:1'])).toEqual(['2'])
      expect(await store.unplacedEntries(9)).toMatchObject([
        { key: '1', title: 'Another', splits: 1, enteredAt: hour(5) },
      ])
    })

    test('one that is alone in its story stays there, whatever it tells', async () => {
      await addStory(store, '1', 'story')
      await store.saveArticle('1', { article: makeArticle(), urls: ['u:2'], updated: hour(5), isAnother: true })
      expect(await store.storyRecords(['story'])).toMatchObject([{ updated: hour(5), canonical: { key: '1' } }])
      expect(await findKeys(store, [], ['u:2'])).toEqual(['1'])
      expect(await store.unplacedEntries(9)).toEqual([])
    })

    test('one that left its story while another was being placed there does not stand for it any more', async () => {
      await addStory(store, '1', 'story')
      await addRead(store, '2')
      await store.place([makePlacement('2', 'story', { canonicalKey: '1' })])
      await addRead(store, '3')
      await store.saveArticle('1', { article: makeArticle(), urls: [], updated: hour(5), isAnother: true })
      await store.place([makePlacement('3', 'story', { canonicalKey: '1' })])
      const [story] = await store.storyRecords(['story'])
      expect([story?.canonical.key, keys(some(story).copies)]).toEqual(['2', ['3']])
    })

    test('placing twice is placing once', async () => {
      await addStory(store, '1', 'story')
      await addRead(store, '2')
      const joined = makePlacement('2', 'story', {
        canonicalKey: '2',
        evidence: { kind: 'same-text', with: '1', similarity: 0.987654321 },
      })
      await store.place([joined])
      await store.place([joined])
      expect(keys(await store.storyMembers(['story']))).toEqual(['1', '2'])
      expect(await store.unplacedEntries(9)).toEqual([])
      const [record] = await store.storyRecords(['story'])
      expect(record?.canonical.key).toBe('2')
      expect(keys(some(record).copies)).toEqual(['1'])
      const founding = makePlacement('1', 'story', {
        founded: { subscription: 'a', updated: hour(9), enteredAt: hour(9), isBackfill: false },
      })
      await store.place([{ ...founding, canonicalKey: '2' }])
      expect((await store.storyRecords(['story']))[0]).toEqual(record)
    })

    test('an absorbed story hands over its entries and is no story any more', async () => {
      await addStory(store, '1', 'kept')
      await addStory(store, '2', 'absorbed')
      await addStory(store, '3', 'other')
      await addRead(store, '4')
      const placement = makePlacement('4', 'kept', { canonicalKey: '1', absorbs: ['absorbed'] })
      await store.place([placement])
      await store.place([placement])
      expect(keys(await store.storyMembers(['kept']))).toEqual(['1', '2', '4'])
      expect(await store.storyMembers(['absorbed'])).toEqual([])
      expect((await store.storyRecords(['absorbed', 'kept'])).map((record) => record.id)).toEqual(['kept'])
      expect((await store.counts()).stories).toBe(2)
    })
  })

  describe('what people ask and decide', () => {
    const split: UserRule = { kind: 'split', storyId: 'urn:s', keys: ['a 2'], others: ['a 1'] }
    const rules = (keep: readonly UserRule[], drop: readonly UserRule[] = []) => ({ keep, drop })

    /** Two stories; the first has two entries. */
    async function addTwo(): Promise<void> {
      await addStory(store, 'a 1', 'urn:s', { article: { title: 'One Ärger of many' }, urls: ['https://a.example/1'] })
      await addRead(store, 'a 2', { article: { fingerprint: makeFingerprint([7]) }, urls: ['https://a.example/two'] })
      const evidence = { kind: 'same-text', with: 'a 1', similarity: 0.9 }
      const found = { rows: new Uint32Array([7]), urls: ['https://a.example/two'] }
      await store.place([makePlacement('a 2', 'urn:s', { canonicalKey: 'a 1', evidence, ...found })])
      await addStory(store, 'b 3', 'urn:t', { entry: { subscription: 'b' } })
    }

    test('rules are kept and dropped by kind and first key', async () => {
      const merge: UserRule = { kind: 'merge', storyId: 'urn:t', keys: ['a 2', 'a 9'], others: ['b 3'] }
      await store.changeRules(rules([split, merge]))
      await store.changeRules(rules([{ ...split, others: ['a 1', 'a 5'] }]))
      expect(await store.userRules()).toEqual([merge, { ...split, others: ['a 1', 'a 5'] }])
      await store.changeRules(rules([], [split]))
      expect(await store.userRules()).toEqual([merge])
    })

    test('an entry that is split off waits for another story, is not found any more, and the version moves', async () => {
      await addTwo()
      const version = await store.storiesVersion()
      expect(await store.splitEntry('a 2', rules([split]))).toBe(true)
      expect(await store.storiesOf(['a 1', 'a 2', 'none'])).toEqual(new Map([['a 1', 'urn:s']]))
      expect((await store.unplacedEntries(9)).map(({ key, splits }) => [key, splits])).toEqual([['a 2', 1]])
      expect(await findKeys(store, [7], ['https://a.example/two'])).toEqual([])
      expect(await store.joinsOf('urn:s')).toEqual(new Map())
      expect(await store.userRules()).toEqual([split])
      expect(await store.storiesVersion()).toBeGreaterThan(version)
    })

    test('the only entry of a story stays, and no rule is kept', async () => {
      await addTwo()
      expect(await store.splitEntry('b 3', rules([split]))).toBe(false)
      expect(await store.userRules()).toEqual([])
    })

    test('a merged story goes, and comes back under its id, to the log as well', async () => {
      await addTwo()
      await store.mergeStories({ from: 'urn:t', to: 'urn:s', canonicalKey: 'b 3' }, rules([]))
      expect(await store.appendToLog('main', hour(1))).toBe(1)
      const [merged] = await store.storyRecords(['urn:s', 'urn:t'])
      expect([merged?.canonical.key, merged?.copies.length]).toEqual(['b 3', 2])
      await store.restoreStory({ id: 'urn:t', keys: ['b 3'], canonicalKey: 'b 3' }, rules([]))
      await store.setCanonical('urn:s', 'a 1')
      const records = await store.storyRecords(['urn:s', 'urn:t'])
      expect(records.map(({ id, canonical }) => [id, canonical.key])).toEqual([
        ['urn:s', 'a 1'],
        ['urn:t', 'b 3'],
      ])
      expect(await store.appendToLog('main', hour(2))).toBe(1)
      expect(await store.logOf('urn:t')).toEqual([{ publication: 'main', sequence: 2, updated: hour(0), at: hour(2) }])
    })

    test('what is placed into a story that was merged meanwhile goes where its entries went', async () => {
      await addTwo()
      await addRead(store, 'b 4')
      await store.mergeStories({ from: 'urn:t', to: 'urn:s', canonicalKey: 'a 1' }, rules([]))
      await store.place([makePlacement('b 4', 'urn:t', { canonicalKey: 'b 4' })])
      expect(await store.storiesOf(['b 4'])).toEqual(new Map([['b 4', 'urn:s']]))
      expect((await store.storyRecords(['urn:s']))[0]?.canonical.key).toBe('a 1')
    })

    test('stories that were merged meanwhile the other way round are one, not a circle', async () => {
      await addTwo()
      await addRead(store, 'b 4')
      await store.mergeStories({ from: 'urn:s', to: 'urn:t', canonicalKey: 'b 3' }, rules([]))
      await store.place([makePlacement('b 4', 'urn:s', { canonicalKey: 'b 4', absorbs: ['urn:t'] })])
      const stories = await store.storiesOf(['a 1', 'a 2', 'b 3', 'b 4'])
      expect(new Set(stories.values())).toEqual(new Set(['urn:t']))
    })

    test('an entry that left a story meanwhile can’t stand for it', async () => {
      await addTwo()
      await store.splitEntry('a 2', rules([]))
      await store.setCanonical('urn:s', 'a 2')
      expect((await store.storyRecords(['urn:s']))[0]?.canonical.key).toBe('a 1')
    })

    test.each([
      ['a key', 'a 2', ['a 2']],
      ['a story', 'urn:uuid:00000000-0000-5000-8000-000000000001', ['c 5']],
      ['a story without the scheme', '00000000-0000-5000-8000-000000000001', ['c 5']],
      ['an address that one of its addresses is', 'http://www.a.example/two?utm_source=x', ['a 2']],
      ['the feed’s own id', '3', ['b 3']],
      ['words of the title', 'ärger MANY', ['a 1']],
      ['words that no title has', 'ärger few', []],
      ['nothing', ' ', []],
    ])('a person finds an entry by %s', async (_how, name, keys) => {
      await addTwo()
      const entry = { subscription: name === '3' ? 'b' : 'c' }
      await addStory(store, 'c 5', 'urn:uuid:00000000-0000-5000-8000-000000000001', { entry })
      const found = await store.findForPerson(name)
      expect(found.map(({ key }) => key)).toEqual(keys)
    })

    test('the account of an entry, and how it joined', async () => {
      await addTwo()
      expect(await store.entryAccount('a 2')).toMatchObject({
        storyId: 'urn:s',
        state: 'read',
        tries: 0,
        hasBodies: true,
      })
      expect(await store.entryAccount('none')).toBeUndefined()
      expect(await store.joinsOf('urn:s')).toEqual(
        new Map([['a 2', { kind: 'same-text', with: 'a 1', similarity: 0.9 }]]),
      )
    })

    test('how much of what a source brings are copies', async () => {
      await addTwo()
      expect(await store.copyCounts('a')).toEqual({ copies: 1, stories: 1 })
      await store.setCanonical('urn:s', 'a 2')
      expect(await store.copyCounts('a')).toEqual({ copies: 0, stories: 1 })
      expect(await store.copyCounts('b')).toEqual({ copies: 0, stories: 1 })
    })

    test('what a source brought before a time can be counted alone', async () => {
      await addTwo()
      const { firstSeenAt } = (await store.storyMembers(['urn:s']))[0] ?? {}
      expect(await store.copyCounts('a', firstSeenAt)).toEqual({ copies: 0, stories: 0 })
      expect(await store.copyCounts('a', new Date((firstSeenAt?.getTime() ?? 0) + 1))).toEqual({
        copies: 1,
        stories: 1,
      })
    })
  })

  describe('publication log', () => {
    const all = [
      { id: 'a', keep: 0 },
      { id: 'b', keep: 0 },
    ]

    test('an empty log says so', async () => {
      expect(await store.loggedAt('main')).toBeUndefined()
      expect(await store.appendToLog('main', hour(1))).toBe(0)
      expect(await store.loggedAt('main')).toBeUndefined()
      expect(await store.loggedStories('main', all, hour(-9))).toEqual([])
    })

    test('stories are appended once, in the order they entered, then by id', async () => {
      await addStory(store, '1', 'late', { entry: { enteredAt: hour(3) } })
      await addStory(store, '2', 'early b', { entry: { enteredAt: hour(1) } })
      await addStory(store, '3', 'early a', { entry: { enteredAt: hour(1), subscription: 'b' } })
      expect(await store.appendToLog('main', hour(4))).toBe(3)
      expect(await store.appendToLog('main', hour(5))).toBe(0)
      expect(await store.loggedAt('main')).toEqual(hour(4))
      expect(await store.loggedStories('main', all, hour(0))).toStrictEqual([
        { storyId: 'late', sequence: 3, subscription: 'a', enteredAt: hour(3), isBackfill: false, bytes: 14 },
        { storyId: 'early a', sequence: 1, subscription: 'b', enteredAt: hour(1), isBackfill: false, bytes: 14 },
        { storyId: 'early b', sequence: 2, subscription: 'a', enteredAt: hour(1), isBackfill: false, bytes: 14 },
      ])
    })

    test('a story is appended again when its updated moves, and shown once, as it was appended last', async () => {
      await addStory(store, '1', 'one')
      await addStory(store, '2', 'two')
      await store.appendToLog('main', hour(1))
      await store.saveArticle('1', { article: makeArticle(), urls: [], updated: hour(2) })
      await store.saveArticle('1', { article: makeArticle(), urls: [], updated: hour(2) })
      expect(await store.appendToLog('main', hour(3))).toBe(1)
      const logged = await store.loggedStories('main', all, hour(0))
      expect(logged.map(({ storyId, sequence }) => [storyId, sequence])).toEqual([
        ['one', 3],
        ['two', 2],
      ])
      await store.saveArticle('1', { article: makeArticle(), urls: [], updated: hour(2) })
      await store.place([
        makePlacement('1', 'one', {
          founded: { subscription: 'a', updated: hour(9), enteredAt: hour(9), isBackfill: false },
        }),
      ])
      expect(await store.appendToLog('main', hour(4))).toBe(0)
    })

    test('each publication has a log of its own', async () => {
      await addStory(store, '1', 'one')
      await store.appendToLog('main', hour(1))
      await addStory(store, '2', 'two')
      expect(await store.appendToLog('view', hour(2))).toBe(2)
      expect(ids(await store.loggedStories('main', all, hour(0)))).toEqual(['one'])
      expect(ids(await store.loggedStories('view', all, hour(0)))).toEqual(['one', 'two'])
    })

    test('an absorbed story leaves the window and is not appended any more', async () => {
      await addStory(store, '1', 'kept')
      await addStory(store, '2', 'published before')
      await store.appendToLog('main', hour(1))
      await addStory(store, '3', 'never published')
      await addRead(store, '4')
      const absorbs = ['published before', 'never published']
      await store.place([makePlacement('4', 'kept', { canonicalKey: '1', absorbs })])
      expect(await store.appendToLog('main', hour(2))).toBe(0)
      expect(ids(await store.loggedStories('main', all, hour(0)))).toEqual(['kept'])
      await store.saveArticle('2', { article: makeArticle(), urls: [], updated: hour(3) })
      expect(await store.appendToLog('main', hour(4))).toBe(0)
    })

    test('a new canonical entry moves the story to its subscription, and appends nothing', async () => {
      await addStory(store, '1', 'one')
      await store.appendToLog('main', hour(1))
      await addRead(store, '2', { entry: { subscription: 'b' }, article: { html: 'twelve bytes' } })
      await store.place([makePlacement('2', 'one')])
      expect(await store.appendToLog('main', hour(2))).toBe(0)
      expect(await store.loggedStories('main', [{ id: 'a', keep: 9 }], hour(0))).toEqual([])
      const [logged] = await store.loggedStories('main', [{ id: 'b', keep: 0 }], hour(0))
      expect(logged).toMatchObject({ storyId: 'one', subscription: 'b', bytes: 12 })
    })

    test('what entered before the window is left out, but for the newest that a subscription keeps', async () => {
      await addStory(store, '1', 'a old', { entry: { enteredAt: hour(1) } })
      await addStory(store, '2', 'a older', { entry: { enteredAt: hour(0) } })
      await addStory(store, '3', 'b old', { entry: { enteredAt: hour(1), subscription: 'b' } })
      await addStory(store, '4', 'b new', { entry: { enteredAt: hour(5), subscription: 'b' } })
      await store.appendToLog('main', hour(6))
      await addStory(store, '5', 'a unlogged', { entry: { enteredAt: hour(6) } })
      const keep = (a: number, b: number) => [
        { id: 'a', keep: a },
        { id: 'b', keep: b },
      ]
      expect(ids(await store.loggedStories('main', keep(0, 0), hour(5)))).toEqual(['b new'])
      expect(ids(await store.loggedStories('main', keep(1, 1), hour(5)))).toEqual(['b new', 'a old'])
      expect(ids(await store.loggedStories('main', keep(2, 2), hour(5)))).toEqual([
        'b new',
        'a old',
        'b old',
        'a older',
      ])
    })

    test('story records come in the order asked, unknown ids left out, copies by first seen', async () => {
      await addStory(store, '1', 'one', { entry: { firstSeenAt: hour(3), enteredAt: hour(2) } })
      await addRead(store, '2', { entry: { firstSeenAt: hour(2) } })
      await addRead(store, '3', { entry: { firstSeenAt: hour(1) } })
      await store.place([makePlacement('2', 'one', { canonicalKey: '1' })])
      await store.place([makePlacement('3', 'one', { canonicalKey: '1' })])
      const stories = Array.from({ length: 120 }, (_, index) => `s${index}`)
      for (const id of stories) await addStory(store, `of ${id}`, id)
      const asked = [...stories.toReversed(), 'none', 'one']
      const records = await store.storyRecords(asked)
      expect(records.map((record) => record.id)).toEqual(asked.filter((id) => id !== 'none'))
      const last = some(records.at(-1))
      expect(last).toMatchObject({ updated: hour(2), enteredAt: hour(2) })
      expect(last.canonical).toMatchObject({ key: '1', subscription: 'a', firstSeenAt: hour(3) })
      expect(last.canonical.entry).toStrictEqual(makeEntry({ id: '1' }))
      expect(keys(last.copies)).toEqual(['3', '2'])
    })
  })

  describe('documents', () => {
    const document = (path: string, text: string): Document => {
      const bytes = new TextEncoder().encode(text)
      const [mediaType, etag, modified] = ['application/atom+xml', `"${text.length}"`, hour(1)]
      return { path, mediaType, size: bytes.byteLength, bytes, etag, modified }
    }

    const rendering = (recipe: string): Rendering => {
      return { recipe, basis: 'b', holdsFrom: 1, holdsUntil: 2, stories: 2, problems: ['one: has no title'] }
    }

    test('saving replaces the whole set, and bytes come back as they were', async () => {
      expect(await store.documents()).toEqual([])
      expect(await store.rendering()).toBeUndefined()
      await store.saveDocuments([document('b.xml', 'b'), document('a.xml', 'a')], rendering('first'))
      const next = [document('a.xml', '\u0000\uffff new'), document('c.html', '')]
      await store.saveDocuments(next, rendering('second'))
      expect(await store.rendering()).toEqual(rendering('second'))
      expect(await store.documents()).toEqual(next.map(({ bytes: _, ...info }) => info))
      for (const { path, bytes, ...info } of next) {
        const { bytes: read, ...others } = some(await store.document(path))
        expect([...read]).toEqual([...bytes])
        expect(others).toEqual({ path, ...info })
      }
      expect(await store.document('b.xml')).toBeUndefined()
    })

    test('what the set would be made from now is noted without touching it', async () => {
      await store.saveDocuments([document('a.xml', 'a')], rendering('first'))
      await store.saveRendering(rendering('second'))
      expect(await store.rendering()).toEqual(rendering('second'))
      expect((await store.documents()).map(({ path }) => path)).toEqual(['a.xml'])
    })
  })

  test('whatever can change how a story is published moves the version of the stories, asking feeds does not', async () => {
    await addRead(store, '1')
    const versions = [await store.storiesVersion()]
    const note = async (): Promise<void> => void versions.push(await store.storiesVersion())
    await store.place([
      makePlacement('1', 'story', {
        founded: { subscription: 'a', updated: hour(0), enteredAt: hour(0), isBackfill: false },
      }),
    ])
    await note()
    await store.changeEntry('1', { entry: makeEntry({ title: 'Changed' }), feedTextHash: 'changed' })
    await note()
    await store.saveArticle('1', { article: makeArticle({ title: 'Changed' }), urls: [] })
    await note()
    await store.setCanonical('story', '1')
    await note()
    expect(versions).toEqual([...new Set(versions)].toSorted((a, b) => a - b))
    await store.markListed(['1'], hour(2))
    await store.appendToLog('main', hour(2))
    await store.prune(hour(3))
    expect(await store.storiesVersion()).toBe(versions.at(-1))
  })

  test('the version of the sources moves with what a feed says of itself, and with nothing else', async () => {
    const versions = new Set([await store.sourcesVersion()])
    const state: FeedState = {
      id: 'a',
      url: 'https://a.example/feed',
      validators: {},
      repairs: [],
      nextCheckAt: hour(2),
      failures: 0,
    }
    await store.saveFeedState(state)
    versions.add(await store.sourcesVersion())
    await store.saveFeedState({ ...state, nextCheckAt: hour(9), failures: 3 })
    versions.add(await store.sourcesVersion())
    expect(versions.size).toBe(2)
    await store.saveFeedState({ ...state, source: { id: 'a', title: 'Another', links: [], authors: [] } })
    versions.add(await store.sourcesVersion())
    expect(versions.size).toBe(3)
  })

  test('what a feed said of itself and is only stored again, after it was read from the store, is no change', async () => {
    const source = { id: 'a', updated: hour(1), title: 'Dated before its title', links: [], authors: [] }
    await store.saveFeedState({
      id: 'a',
      url: 'https://a.example/feed',
      validators: {},
      repairs: [],
      nextCheckAt: hour(2),
      failures: 0,
      source,
    })
    const before = await store.sourcesVersion()
    for (const state of await store.feedStates()) await store.saveFeedState(state)
    expect(await store.sourcesVersion()).toBe(before)
  })

  test('stories of a subscription that another one carries too are found, and can go on under its entry', async () => {
    await addStory(store, '1', 'both')
    await addRead(store, '2', { entry: { subscription: 'b' } })
    await store.place([makePlacement('2', 'both', { canonicalKey: '1' })])
    await addStory(store, '3', 'only here')
    expect(await store.storiesCarriedElsewhere([], hour(-99))).toEqual([])
    expect(await store.storiesCarriedElsewhere(['a'], hour(-99))).toEqual(['both'])
    expect(await store.storiesCarriedElsewhere(['a'], hour(99))).toEqual([])
    expect(await store.storiesCarriedElsewhere(['a', 'b'], hour(-99))).toEqual([])
    await store.setCanonical('both', '2')
    expect((await store.storyRecords(['both']))[0]?.canonical.key).toBe('2')
    expect(await store.storiesCarriedElsewhere(['a'], hour(-99))).toEqual([])
  })

  describe('retention', () => {
    const read = { article: { fingerprint: makeFingerprint([1, 2]) }, urls: ['u:1'] }
    const lookUp = () => findKeys(store, [1, 2], ['u:1'])

    test('texts of copies go 90 days after they were first seen, those of canonical entries stay', async () => {
      await addStory(store, 'canonical', 'story', read)
      await addRead(store, 'copy', read)
      await addRead(store, 'young copy', { ...read, entry: { firstSeenAt: day(2) } })
      const found = { canonicalKey: 'canonical', rows: read.article.fingerprint.rows, urls: read.urls }
      await store.place([makePlacement('copy', 'story', found), makePlacement('young copy', 'story', found)])
      await store.prune(day(90))
      expect(keys(await store.storyMembers(['story']))).toEqual(['canonical', 'copy', 'young copy'])
      await store.prune(day(91))
      await store.prune(day(91))
      const record = some((await store.storyRecords(['story']))[0])
      expect(record.canonical.article.text).toBe('Grüße')
      expect(record.canonical.entry.content).toBe('<p>long</p>')
      const [copy, young] = record.copies
      expect(copy).toMatchObject({ key: 'copy', article: { title: 'An article', html: '', text: '' } })
      expect(copy?.entry).toMatchObject({ title: 'A title' })
      expect(copy?.entry.content ?? copy?.entry.summary).toBeUndefined()
      expect(young?.article.text).toBe('Grüße')
      // Without a text it can neither be compared nor chosen.
      expect(keys(await store.storyMembers(['story']))).toEqual(['canonical', 'young copy'])
      expect(await lookUp()).toEqual(['canonical', 'young copy'])
    })

    test('a copy whose text was dropped can be read again', async () => {
      await addStory(store, 'canonical', 'story')
      await addRead(store, 'copy', read)
      await store.place([makePlacement('copy', 'story', { canonicalKey: 'canonical' })])
      await store.prune(day(91))
      await store.changeEntry('copy', { entry: makeEntry({ content: 'again' }), feedTextHash: 'h' })
      await store.prune(day(91))
      expect((await store.unreadEntries('a', hour(0), 100))[0]?.entry.content).toBe('again')
      await store.saveArticle('copy', { article: makeArticle(read.article), urls: read.urls })
      expect(await lookUp()).toEqual(['copy'])
    })

    test('an entry that lost its text before it was placed is not placed any more', async () => {
      await addRead(store, 'forgotten', read)
      await store.prune(day(91))
      await addRead(store, 'fresh', { entry: { firstSeenAt: day(91) } })
      expect(keys(await store.unplacedEntries(1))).toEqual(['fresh'])
    })

    const readOn = (date: Date) =>
      store.saveFeedState({
        id: 'a',
        url: 'u',
        validators: {},
        repairs: [],
        nextCheckAt: date,
        failures: 0,
        readAt: date,
      })

    test('keys go 180 days after their feed last listed them, unless they belong to a story', async () => {
      const known = { state: 'known', listedAt: day(0) } as const
      await store.addEntries([makeNewEntry('unlisted', known), makeNewEntry('listed', known)])
      await addRead(store, 'unplaced', read)
      await addStory(store, 'published', 'story')
      await store.markListed(['listed'], day(100))
      await readOn(day(180))
      await store.prune(day(180))
      expect((await store.counts()).entries).toBe(4)
      await readOn(day(181))
      await store.prune(day(181))
      const all = ['unlisted', 'listed', 'unplaced', 'published']
      const left = await store.findEntries('a', { keys: all, links: [], feedTextHashes: [] })
      expect(keys(left)).toEqual(['listed', 'published'])
    })

    test('no key goes while its feed answers that nothing changed: it still lists what it listed', async () => {
      await store.addEntries([makeNewEntry('listed', { state: 'known', listedAt: day(0) })])
      await readOn(day(0))
      await store.prune(day(400))
      expect((await store.counts()).entries).toBe(1)
    })

    test('more than one batch is pruned', async () => {
      const many = Array.from({ length: 130 }, (_, index) => makeNewEntry(String(index), { state: 'known' }))
      await store.addEntries(many)
      await addStory(store, 'canonical', 'story')
      for (let index = 0; index < 110; index++) {
        await addRead(store, `copy ${index}`, {})
        await store.place([makePlacement(`copy ${index}`, 'story', { canonicalKey: 'canonical' })])
      }
      await readOn(day(365))
      await store.prune(day(365))
      expect((await store.counts()).entries).toBe(111)
      expect(keys(await store.storyMembers(['story']))).toEqual(['canonical'])
    })
  })
})
