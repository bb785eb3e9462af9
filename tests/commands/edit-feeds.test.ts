import { readFile, writeFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { add } from '../../src/commands/add.ts'
import { exportFeeds } from '../../src/commands/export.ts'
import { importOpml } from '../../src/commands/import.ts'
import { remove } from '../../src/commands/remove.ts'
import { readJson } from '../../src/config/json.ts'
import { parseOpml } from '../../src/parse/opml.ts'
import { type Installation, makeInstallation, oneEntry } from '../support/installation.ts'
import { paragraphs, publish } from '../support/site.ts'

let here: Installation
let origin: string
const config = () => ({ config: here.file('feeds.json') })

const announcing = (...hrefs: string[]): string =>
  `<!doctype html><html><head>${hrefs.map((href) => `<link rel="alternate" type="application/rss+xml" href="${href}">`).join('')}</head><body>Hello</body></html>`

beforeEach(async () => {
  here = await makeInstallation((site) => [{ id: 'first', url: `${site}/first/feed` }])
  origin = here.site.origin
  publish(here.site, 'news', [oneEntry('/1', paragraphs(1))])
  publish(here.site, 'other', [oneEntry('/2', paragraphs(2))])
  await writeFile(
    here.file('feeds.json'),
    `{\n  "allowAddresses": ["127.0.0.0/8"], // here\n  "feeds": [\n    { "id": "first", "url": "${origin}/first/feed" } // mine\n  ]\n}\n`,
  )
})
afterEach(() => here.remove())

const page = (path: string, body: string): void => {
  here.site.answers.set(path, { body, type: 'text/html' })
}

describe('add', () => {
  test('the feed that a site announces, shown, and written behind the others', async () => {
    page('/', announcing('/broken', '/news/feed', '/other/feed'))
    page('/broken', 'no feed')
    const before = await here.settings()
    expect(await add(here.context, `${origin}/`, { ...config(), tag: ['tech'] })).toBe(0)
    expect(await here.settings()).toBe(
      before.replace(' } // mine', ` }, // mine\n    { "url": "${origin}/news/feed", "tags": ["tech"] }`),
    )
    const out = here.out()
    expect(out).toContain('feed      news (rss, language en): 1 entry, the newest 1 hour ago')
    expect(out).toContain('1  2026-11-20  Report /1')
    expect(out).toContain(`announced too: ${origin}/other/feed`)
    expect(out).toMatch(/^added {5}http.*\/news\/feed to .*feeds\.json$/m)
  })

  test('the feed itself, by its address; --json', async () => {
    await add(here.context, `${origin}/news/feed`, { ...config(), title: 'Mine', json: true })
    expect(JSON.parse(here.out())).toMatchObject({ added: { url: `${origin}/news/feed`, title: 'news', entries: 1 } })
    expect(readJson(await here.settings()).value).toMatchObject({ feeds: [{}, { title: 'Mine' }] })
  })

  test('a feed that has moved for good is written with its new address', async () => {
    here.site.answers.set('/old', { status: 301, location: '/news/feed' })
    await add(here.context, `${origin}/old`, config())
    expect(readJson(await here.settings()).value).toMatchObject({ feeds: [{}, { url: `${origin}/news/feed` }] })
    await expect(add(here.context, `${origin}/old`, config())).rejects.toThrow('is there already')
  })

  test('--dry-run writes nothing', async () => {
    const before = await here.settings()
    await add(here.context, `${origin}/news/feed`, { ...config(), dryRun: true })
    expect([await here.settings(), here.out().includes('nothing was written')]).toEqual([before, true])
  })

  test('what is there already is refused, before anybody is asked', async () => {
    await expect(add(here.context, `${origin}/first/feed/`, config())).rejects.toThrow(
      /first is there already; nothing was written/,
    )
    expect(here.site.requests).toEqual([])
    page('/', announcing('/first/feed'))
    publish(here.site, 'first', [oneEntry('/3', paragraphs(3))])
    await expect(add(here.context, origin, config())).rejects.toThrow('first is there already')
  })

  test.each([
    ['no feed and none announced', '<!doctype html><html><body>Hello</body></html>', 'PARSE_NOT_A_FEED'],
    ['a file of this machine announced', announcing('file:feeds.json', 'file:///etc/hostname'), 'PARSE_NOT_A_FEED'],
    ['an announced feed that is missing', announcing('/missing'), 'FETCH_STATUS'],
    ['another network announced', announcing('http://10.0.0.1/feed'), 'FETCH_REFUSED'],
  ])('%s: nothing is written', async (_, body, code) => {
    page('/', body)
    const before = await here.settings()
    await expect(add(here.context, origin, config())).rejects.toMatchObject({ code })
    expect(await here.settings()).toBe(before)
  })

  describe('where a site announces none, the usual places are asked, one after the other', () => {
    const asked = (): readonly string[] => here.site.requests.map(({ path }) => path)
    beforeEach(() => page('/blog/', `<!doctype html><html><body>Hello ${'padding '.repeat(5000)}</body></html>`))

    test('up to the first feed', async () => {
      page('/feed', '<!doctype html><p>not here')
      const feed = here.site.answers.get('/news/feed')
      if (feed !== undefined) here.site.answers.set('/atom.xml', feed)
      await add(here.context, `${origin}/blog/`, config())
      expect(asked()).toEqual(['/blog/', '/feed', '/rss.xml', '/atom.xml'])
      expect(here.out()).toMatch(/^added {5}http.*\/atom\.xml to /m)
    })

    test('none: what was tried', async () => {
      await expect(add(here.context, `${origin}/blog/`, config())).rejects.toMatchObject({
        code: 'PARSE_NOT_A_FEED',
        message: expect.stringMatching(/there is none at \/feed, \/rss\.xml, .*\/rss$/),
      })
      expect(asked()).toHaveLength(7)
    })

    test('no further than where it asks to be left alone', async () => {
      here.site.answers.set('/rss.xml', { status: 429 })
      await expect(add(here.context, `${origin}/blog/`, config())).rejects.toMatchObject({ code: 'FETCH_STATUS' })
      expect(asked()).toEqual(['/blog/', '/feed', '/rss.xml'])
    })
  })

  test('beside a broken feeds.json: its mistakes', async () => {
    await writeFile(here.file('feeds.json'), '{ "feeds": [ { "ulr": 1 } ] }')
    await expect(add(here.context, origin, config())).rejects.toMatchObject({ code: 'CONFIG' })
  })
})

describe('remove', () => {
  test('by title, id or part of the address; the text is as before the feed was added', async () => {
    const before = await here.settings()
    for (const name of ['My News', `${origin}/news/feed`, 'news/fe']) {
      await add(here.context, `${origin}/news/feed`, { ...config(), title: 'My news' })
      expect(await remove(here.context, name, config())).toBe(0)
      expect(await here.settings()).toBe(before)
    }
    expect(here.out()).toContain('nothing comes twice')
  })

  test('an unknown name, a part of several, and the only feed are refused', async () => {
    await expect(remove(here.context, 'first', config())).rejects.toThrow('only feed')
    await add(here.context, `${origin}/news/feed`, config())
    await expect(remove(here.context, 'feed', config())).rejects.toThrow(/part of several.*first, http/)
    await expect(remove(here.context, 'frist', config())).rejects.toThrow('did you mean "first"?')
  })

  test('its stories leave the feed at the next run; put back, nothing comes twice', async () => {
    const output = (): Promise<string> => readFile(here.file('output', 'atom.xml'), 'utf8')
    const rerun = async (): Promise<string> => {
      const { loadSettings } = await import('../../src/config/load.ts')
      const { run } = await import('../../src/run.ts')
      const settings = await loadSettings(here.file('feeds.json'), () => true)
      here.parts.advance(90)
      await run({ ...here.parts, settings }, { all: true, signal: here.context.signal })
      return await output()
    }
    publish(here.site, 'first', [oneEntry('/3', paragraphs(3))])
    await add(here.context, `${origin}/news/feed`, config())
    const both = await rerun()
    const ids = (atom: string): readonly string[] =>
      [...atom.matchAll(/<entry[\s\S]*?<id>(.*?)<\/id>/g)].map((m) => m[1] ?? '')
    expect(ids(both)).toHaveLength(2)
    await remove(here.context, 'news', config())
    expect(ids(await rerun())).toHaveLength(1)
    await add(here.context, `${origin}/news/feed`, config())
    expect(ids(await rerun()).toSorted()).toEqual(ids(both).toSorted())
    expect((await here.parts.store.counts()).stories).toBe(2)
  })
})

describe('import and export', () => {
  const opml = (): string => `<opml version="2.0"><body>
    <outline text="Tech"><outline text="News" xmlUrl="${origin}/news/feed"/></outline>
    <outline text="Again" xmlUrl="${origin}/news/feed/"/>
    <outline text="First" xmlUrl="${origin}/first/feed"/>
    <outline text="Ftp" xmlUrl="ftp://a.example/"/>
    <outline text="Secret" xmlUrl="https://me:pass@a.example/"/></body></opml>`

  test('what is new is added with title and tags; the rest is named', async () => {
    await writeFile(here.file('subs.opml'), opml())
    expect(await importOpml(here.context, here.file('subs.opml'), config())).toBe(0)
    const out = here.out()
    expect(out).toMatch(/1 feed added to .*feeds\.json, 2 there already, 2 left out/)
    expect(out).not.toContain('pass')
    expect(await here.settings()).toContain(
      `}, // mine\n    { "url": "${origin}/news/feed", "title": "News", "tags": ["Tech"] }\n`,
    )
    await importOpml(here.context, here.file('subs.opml'), { ...config(), json: true })
    expect(JSON.parse(here.out())).toMatchObject({ added: [], known: { length: 3 }, refused: { length: 2 } })
    expect(here.site.requests).toEqual([])
  })

  test('--dry-run writes nothing; what is no OPML is refused', async () => {
    const before = await here.settings()
    await writeFile(here.file('subs.opml'), opml())
    await importOpml(here.context, here.file('subs.opml'), { ...config(), dryRun: true })
    expect([await here.settings(), here.out().includes('would be added')]).toEqual([before, true])
    await expect(importOpml(here.context, here.file('feeds.json'), config())).rejects.toThrow('no OPML')
    await expect(importOpml(here.context, here.file('none'), config())).rejects.toThrow("can't be read")
  })

  test('export opml is what import takes; secrets stay here', async () => {
    await writeFile(here.file('subs.opml'), opml())
    await importOpml(here.context, here.file('subs.opml'), config())
    const text = (await here.settings()).replace(
      '"id": "first"',
      '"auth": { "username": "u", "password": "hidden" }, "id": "first"',
    )
    await writeFile(here.file('feeds.json'), text)
    here.out()
    await exportFeeds(here.context, 'opml', config())
    const out = here.out()
    expect(parseOpml(new TextEncoder().encode(out), 'out')).toEqual([
      { url: `${origin}/news/feed`, title: 'News', tags: ['Tech'] },
    ])
    expect(here.err()).toContain('1 feed left out')
    await exportFeeds(here.context, 'json', config())
    const json = here.out()
    expect(JSON.parse(json).feeds).toEqual([{ url: `${origin}/news/feed`, title: 'News', tags: ['Tech'] }])
    expect(out + json).not.toContain('hidden')
  })
})
