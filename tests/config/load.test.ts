import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { loadSettings } from '../../src/config/load.ts'
import { FatalError } from '../../src/errors.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'millrace-config-'))
afterAll(() => rmSync(folder, { recursive: true }))

const file = path.join(folder, 'feeds.json')
const isCron = (expression: string): boolean => expression.startsWith('*')

async function load(content: string | Uint8Array | object) {
  const isRaw = typeof content === 'string' || content instanceof Uint8Array
  writeFileSync(file, isRaw ? content : JSON.stringify(content))
  return loadSettings(file, isCron)
}

/** The lines below the file's name. */
async function mistakes(content: string | Uint8Array | object): Promise<readonly string[]> {
  const error: unknown = await load(content).catch((thrown: unknown) => thrown)
  if (!(error instanceof FatalError)) throw new Error('it was accepted')
  expect(error.code).toBe('CONFIG')
  expect(error.message.startsWith(`${file}:`)).toBe(true)
  return error.message
    .split('\n')
    .slice(1)
    .map((line) => line.trim())
}

const url = 'https://a.example/feed'

describe('what is left out gets its default', () => {
  test('where the article is in a feed’s pages may be said by its body or by what is no part of it', async () => {
    const { feeds } = await load({ feeds: [{ url, article: { body: '.story p' } }] })
    expect(feeds[0]?.article).toEqual({ body: '.story p', remove: [] })
  })

  test('the least possible file', async () => {
    expect(await load({ feeds: [{ url }] })).toEqual({
      title: 'Millrace',
      url: 'http://127.0.0.1:8080/',
      content: 'full',
      alsoAt: false,
      related: true,
      readFrom: 'page',
      schedule: { cron: '*/5 * * * *', refreshMinutes: 60 },
      window: { days: 7, maxEntries: 200, alwaysHours: 24, maxBytes: 2_000_000 },
      limits: {
        feedBytes: 14_000_000,
        pageBytes: 5_242_880,
        requestSeconds: 30,
        redirects: 5,
        connections: 64,
        connectionsPerHost: 2,
        hostGapMs: 500,
        entriesPerFeed: 20_000,
        feedDepth: 256,
        fieldChars: 4_000_000,
      },
      server: { host: '127.0.0.1', port: 8080 },
      allowAddresses: [],
      feeds: [
        {
          id: url,
          url,
          tags: [],
          content: 'full',
          readFrom: 'page',
          priority: 0,
          keep: 0,
          backfill: 10,
          headers: {},
          timeZone: 'UTC',
          disabled: false,
          pages: [],
        },
      ],
    })
  })

  test('a feed takes content and userAgent from above, unless it has its own; an interval is its own or none', async () => {
    const settings = await load({
      content: 'link',
      userAgent: 'ours',
      schedule: { refreshMinutes: 90 },
      feeds: [{ url }, { url: 'https://b.example/', content: 'full', refreshMinutes: 5, userAgent: 'theirs' }],
    })
    expect(
      settings.feeds.map(({ content, refreshMinutes, userAgent }) => [content, refreshMinutes, userAgent]),
    ).toEqual([
      ['link', undefined, 'ours'],
      ['full', 5, 'theirs'],
    ])
  })

  test('comments, a trailing comma and a byte order mark are fine', async () => {
    const settings = await load(`\uFEFF{ // ours\n "feeds": [ { "url": "${url}", }, ], /* end */ }`)
    expect(settings.feeds).toHaveLength(1)
  })

  test.each([
    ['https://news.example/tech', 'https://news.example/tech/'],
    ['HTTP://127.0.0.1', 'http://127.0.0.1/'],
    ['https://news.example/tech/', 'https://news.example/tech/'],
  ])('the public address %s ends in a slash', async (written, expected) => {
    expect((await load({ url: written, content: 'link', feeds: [{ url }] })).url).toBe(expected)
  })

  test.each([
    [{ host: '::1', port: 9000 }, 'http://[::1]:9000/'],
    [{ host: '0.0.0.0' }, 'http://localhost:8080/'],
    [{ port: 9000 }, 'http://127.0.0.1:9000/'],
  ])('the address of the server %o is the default of url', async (server, expected) => {
    expect((await load({ server, content: 'full', feeds: [{ url }] })).url).toBe(expected)
  })
})

describe('feeds from files', () => {
  test('the address and the pages become absolute, the id stays as written', async () => {
    mkdirSync(path.join(folder, 'sample'), { recursive: true })
    const { feeds } = await load({
      feeds: [{ url: 'file:sample/feed.xml', pages: { 'https://Blog.example': 'sample/pages' } }],
    })
    expect(feeds[0]).toMatchObject({
      id: 'file:sample/feed.xml',
      url: pathToFileURL(path.join(folder, 'sample/feed.xml')).href,
      pages: [{ prefix: 'https://blog.example/', folder: path.join(folder, 'sample/pages') }],
    })
  })

  test.each([
    'file:../feed.xml',
    'file:sample/../../feed.xml',
    'file:sample/%2e%2e/%2e%2e/feed.xml',
    'file:sample%2Ffeed.xml',
    'file:/etc/passwd',
    'file:///etc/passwd',
    'file://elsewhere/feed.xml',
    'file:feed%00.xml',
    'file:.',
    'file:feed.xml?x',
    'file:http://a.example/feed',
  ])('%s is no file inside the folder', async (outside) => {
    expect(await mistakes({ feeds: [{ url: outside }] })).toEqual([
      `feeds[0].url: expected a file inside the folder of feeds.json, such as file:sample/feed.xml, found "${outside}"`,
    ])
  })

  test.each(['../pages', '/etc', '.', 'sample/../..'])('%s is no folder for pages', async (outside) => {
    expect(await mistakes({ feeds: [{ url: 'file:feed.xml', pages: { 'https://a.example/': outside } }] })).toEqual([
      `feeds[0].pages["https://a.example/"]: expected a folder inside the folder of feeds.json, found "${outside}"`,
    ])
  })

  test('pages belong to a file: address, and their prefix is a web address', async () => {
    expect(
      await mistakes({
        feeds: [
          { url, pages: { 'https://a.example/': 'pages' } },
          { url: 'file:feed.xml', pages: { 'a.example': 'pages' } },
        ],
      }),
    ).toEqual([
      'feeds[0].pages: only a feed with a file: address may have pages in a folder',
      'feeds[1].pages["a.example"]: expected an http or https address as prefix',
    ])
  })
})

describe('every mistake gets its line', () => {
  test('all of a file at once: of the schema, between settings, and of the folder', async () => {
    expect(
      await mistakes({
        windw: {},
        refreshMinutes: 5,
        url: 'https://news.example',
        schedule: { cron: 'often' },
        feeds: [
          { url, tilte: 'A' },
          { url: `${url}#top`, refreshMinutes: 1 },
          { url: 'file:../x', timeZone: 'Berlin', keep: 1.5 },
          { id: 'x' },
        ],
      }),
    ).toEqual([
      'feeds[0].tilte: unknown setting; did you mean "title"?',
      'feeds[1].refreshMinutes: expected a whole number, 5 or more, found 1',
      'feeds[2].keep: expected a whole number, 0 or more, found 1.5',
      'feeds[2].timeZone: expected a time zone such as "Europe/Berlin", found "Berlin"',
      'feeds[3].url: expected an http, https or file: address, found nothing',
      'windw: unknown setting; did you mean "window"?',
      'refreshMinutes: unknown setting; did you mean "schedule.refreshMinutes"?',
      'schedule.cron: expected a cron expression such as "*/5 * * * *", found "often"',
      'content: has to be chosen, here or for every feed, because url https://news.example is a public address: "link" and "summary" suit most feeds; "full" republishes whole articles, which needs the publishers\' consent',
      'feeds[2].url: expected a file inside the folder of feeds.json, such as file:sample/feed.xml, found "file:../x"',
      'feeds[1].url: the same address as feeds[0].url',
    ])
  })

  const feeds = [{ url }]
  test.each<[string, object, string]>([
    [
      'a selector that no engine reads',
      { feeds: [{ url, article: { remove: ['.quiz', 'p:nope'] } }] },
      'feeds[0].article.remove[1]: expected a CSS selector such as "article .text", found "p:nope"',
    ],
    ['no feeds', {}, 'feeds: expected a list of feeds, found nothing'],
    ['an empty list of feeds', { feeds: [] }, 'feeds: expected at least one feed, found an empty list'],
    ['a list instead of an object', [], 'expected an object with a list "feeds", found an empty list'],
    ['an unknown name like no other', { feeds, zzzzzz: 1 }, 'zzzzzz: unknown setting'],
    ['an id that is no UUID', { feeds, id: '7' }, 'id: expected a UUID, such as `millrace init` writes, found "7"'],
    ['an empty title', { feeds, title: ' ' }, 'title: expected a text that is not empty, found " "'],
    ['null is not the way to leave out', { feeds, title: null }, 'title: expected a text, found null'],
    [
      'too big a number',
      { feeds, server: { port: 65536 } },
      'server.port: expected a whole number, 65535 or less, found 65536',
    ],
    [
      'a language that is none',
      { feeds, language: 'en_US' },
      'language: expected a language tag such as "en" or "id", found "en_US"',
    ],
    ['content of no kind', { feeds, content: 'all' }, 'content: expected "full", "summary" or "link", found "all"'],
    [
      'an address of no kind',
      { feeds: [{ url: 'a.example/feed' }] },
      'feeds[0].url: expected an http or https address, or file: and a path beside feeds.json, found "a.example/feed"',
    ],
    [
      'two feeds of one id',
      {
        feeds: [
          { url, id: 'a' },
          { url: 'https://b.example/', id: 'a' },
        ],
      },
      'feeds[1].id: the same id as feeds[0]: "a"',
    ],
    [
      'an id that is the address of another',
      { feeds: [{ url }, { url: 'https://b.example/', id: url }] },
      `feeds[1].id: the same id as feeds[0]: "${url}"`,
    ],
    [
      'a header of ours',
      { feeds: [{ url, headers: { 'If-None-Match': '"x"' } }] },
      'feeds[0].headers["If-None-Match"]: Millrace sets this header itself; leave it out',
    ],
    [
      'a header of two lines',
      { feeds: [{ url, headers: { Cookie: 'a\r\nb' } }] },
      'feeds[0].headers.Cookie: a header is one line without control characters',
    ],
    [
      'allowAddresses that are none',
      { feeds, allowAddresses: ['10.0.0.0/33'] },
      'allowAddresses[0]: expected an IP address, a block such as 10.0.0.0/8, an address with a port such as 10.0.0.5:8000, or a name with its port such as nas.local:80, found "10.0.0.0/33"',
    ],
  ])('%s', async (_what, content, line) => {
    expect(await mistakes(content)).toEqual([line])
  })

  test('a password is pointed to its setting, and never repeated', async () => {
    const lines = await mistakes({
      url: 'https://me:secret@news.example/',
      feeds: [
        { url: 'https://me:secret@a.example/feed' },
        { url: 'https://b.example/', id: 'https://me:secret@a.example/feed' },
        { url: 'ftp://me:secret@a.example/feed' },
        { url, auth: { username: 'me', password: ['secret'] }, headers: { Authorization: { bearer: 'secret' } } },
      ],
    })
    expect(lines.map((line) => line.split(': ')[0])).toEqual([
      'url',
      'feeds[0].url',
      'feeds[2].url',
      'feeds[3].headers.Authorization',
      'feeds[3].auth.password',
      'content',
      'feeds[1].id',
    ])
    expect(lines[1]).toContain('a user name and password do not belong in an address')
    expect(lines[1]).toContain('"auth"')
    expect(lines.join('\n')).not.toContain('secret')
  })

  test.each([
    ['10.0.0.7', true],
    ['fd00::/8', true],
    ['127.0.0.1:8000', true],
    ['[::1]:8000', true],
    ['nas.home.example:8000', true],
    ['nas.home.example', false],
    ['127.0.0.1:0', false],
    ['127.0.0.1:65536', false],
    ['[127.0.0.1]:80', false],
    ['10.0.0/8', false],
    ['http://10.0.0.7/', false],
  ])('allowAddresses: %s is accepted: %s', async (address, accepted) => {
    const loading = load({ feeds, allowAddresses: [address] })
    if (accepted) expect((await loading).allowAddresses).toEqual([address])
    else await expect(loading).rejects.toThrow('allowAddresses[0]: expected')
  })
})

describe('content has to be chosen where strangers can read it', () => {
  const feeds = [{ url }]
  test.each<[object, boolean]>([
    [{ url: 'https://news.example/' }, true],
    [{ url: 'http://8.8.8.8/' }, true],
    [{ server: { host: '0.0.0.0' } }, true],
    [{ url: 'http://192.168.1.4:8080/', server: { host: '0.0.0.0' } }, true],
    [{ url: 'http://192.168.1.4:8080/', server: { host: '192.168.1.4' } }, false],
    [{ url: 'http://localhost:8080/' }, false],
    [{ url: 'http://feeds.localhost/' }, false],
    [{ url: 'http://[::1]/' }, false],
    [{ url: 'http://[fd00::1]/' }, false],
    [{ url: 'http://[::ffff:127.0.0.1]/' }, false],
    [{ url: 'https://news.example/', content: 'full' }, false],
    [{ url: 'https://news.example/', feeds: [{ url, content: 'link' }] }, false],
    [{ url: 'https://news.example/', feeds: [{ url, content: 'link' }, { url: 'https://b.example/' }] }, true],
  ])('%o: %s', async (settings, refused) => {
    const loading = load({ feeds, ...settings })
    if (refused) await expect(loading).rejects.toThrow('  content: has to be chosen')
    else expect((await loading).feeds.length).toBeGreaterThan(0)
  })
})

describe('a file that is no JSON', () => {
  test('each slip with line and column', async () => {
    expect(await mistakes('{\n  "title": "A"\n  "feeds": [tru]\n}')).toEqual([
      'line 3, column 3: comma expected',
      'line 3, column 13: invalid symbol',
    ])
  })

  test('a name that stands twice, at any depth', async () => {
    expect(
      await mistakes(`{ "feeds": [{ "url": "${url}", "url": "x" }],\n  "feeds": [{ "url": "https://b.example/" }] }`),
    ).toEqual([
      'line 1, column 48: "url" stands here a second time',
      'line 2, column 3: "feeds" stands here a second time',
    ])
  })

  test.each([
    ['empty', '', 'line 1, column 1: value expected'],
    ['cut off', '{ "feeds": [', 'line 1, column 13: close bracket expected'],
  ])('%s', async (_what, content, line) => {
    expect(await mistakes(content)).toContain(line)
  })

  test('another encoding', async () => {
    await expect(load(Buffer.from('{ "title": "caf\xe9" }', 'latin1'))).rejects.toThrow('is not UTF-8 text')
  })

  test('a missing file names the way out', async () => {
    await expect(loadSettings(path.join(folder, 'none.json'), isCron)).rejects.toThrow(
      'none.json: no such file; `millrace init` writes one',
    )
  })

  test('a folder', async () => {
    await expect(loadSettings(folder, isCron)).rejects.toThrow('is a folder')
  })
})

test('whatever a setting is set to, it is accepted or a mistake with its place, never anything else', async () => {
  const places = ['url', 'content', 'schedule', 'server', 'window', 'feeds', 'allowAddresses', 'id']
  const feedPlaces = ['url', 'id', 'headers', 'auth', 'pages', 'tags', 'content']
  const odd = fc.oneof(fc.jsonValue(), fc.constantFrom('file:', 'file:x', 'http://', 'https://[::1', '__proto__'))
  const oddFeed = fc.dictionary(fc.constantFrom(...feedPlaces), odd)
  const oddFile = fc.dictionary(fc.constantFrom(...places), fc.oneof(odd, fc.array(oddFeed)))
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.jsonValue(), oddFile), async (content) => {
      const result: unknown = await load(JSON.stringify(content)).catch((thrown: unknown) => thrown)
      if (!(result instanceof Error)) return
      expect(result).toBeInstanceOf(FatalError)
      expect(result.message.split('\n').length).toBeGreaterThan(1)
    }),
    { numRuns: 500 },
  )
})

describe('metrics', () => {
  test.each([
    ['127.0.0.1:9464', { host: '127.0.0.1', port: 9464 }],
    ['[::1]:9464', { host: '::1', port: 9464 }],
    ['localhost:0', { host: 'localhost', port: 0 }],
  ])('%s', async (metrics, address) => {
    expect((await load({ feeds: [{ url }], metrics })).metrics).toEqual(address)
  })

  test.each(['9464', '127.0.0.1', '127.0.0.1:70000', '[127.0.0.1]:80', 'http://127.0.0.1:80', ''])(
    '%s is none',
    async (metrics) => {
      expect(await mistakes({ feeds: [{ url }], metrics })).toEqual([
        `metrics: expected an address with a port such as "127.0.0.1:9464", found ${JSON.stringify(metrics)}`,
      ])
    },
  )
})
