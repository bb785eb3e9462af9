import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeProgram, type Program } from '../support/program.ts'
import { type MadeEntry, openSite, paragraphs, publish, type Site } from '../support/site.ts'
import { whyWithout } from '../support/tools.ts'
import { openRelay, type Relay } from './relay.ts'

const execute = promisify(execFile)

/** Debian's Python has its packages; another one that comes first in the path does not. */
const python = process.env['PYTHON'] ?? '/usr/bin/python3'
const whyNoNewsboat = whyWithout('newsboat', 'newsboat', ['-h'], 'install it (Debian: apt install newsboat)')
const whyNoFeedparser = whyWithout(
  'feedparser',
  python,
  ['-c', 'import feedparser'],
  'install it (Debian: apt install python3-feedparser) or name a Python that has it with the environment variable PYTHON',
)

const newest = new Date(Math.floor(Date.now() / 60_000) * 60_000)

/** Titles that readers are known to stumble over, as the feed's XML writes them and as a person reads them. */
const titles = [
  ['Plain words', 'Plain words'],
  ['Q&amp;amp;A: Vec&amp;lt;T&amp;gt; &amp;amp; others', 'Q&A: Vec<T> & others'],
  ['Größe, 大きさ, حجم 🙂', 'Größe, 大きさ, حجم 🙂'],
  ['&quot;Quoted&quot; &apos;twice&apos;', '"Quoted" \'twice\''],
  ['50% of $1 is \\n 50¢', '50% of $1 is \\n 50¢'],
] as const

const made = (name: string, seed: number, count: number): readonly MadeEntry[] =>
  Array.from({ length: count }, (_, index) => ({
    path: `/${name}/${index}?a=1&amp;b=${index}`,
    title: titles[index]?.[0] ?? `Report ${index} of ${name}`,
    paragraphs: paragraphs(seed + index),
    date: new Date(newest.getTime() - (seed + index) * 61_000),
  }))

interface Expected {
  readonly title: string
  readonly url: string
  readonly published: Date
}

describe.skipIf(whyNoNewsboat !== undefined && whyNoFeedparser !== undefined)(
  'feed readers read the served feed',
  () => {
    let site: Site
    let program: Program
    let relay: Relay
    let expected: readonly Expected[]

    beforeAll(async () => {
      site = await openSite()
      const feeds = { one: made('one', 1, 12), two: made('two', 100, 12) }
      for (const [name, entries] of Object.entries(feeds)) {
        publish(site, name, entries)
        for (const { path } of entries)
          site.answers.set(path.replaceAll('&amp;', '&'), site.answers.get(path) ?? { status: 404 })
      }
      expected = Object.values(feeds).flatMap((entries) =>
        entries.map(({ path, date }, index) => ({
          title: titles[index]?.[1] ?? entries[index]?.title ?? '',
          url: site.origin + path.replaceAll('&amp;', '&'),
          published: date,
        })),
      )
      program = await makeProgram({
        title: 'Our news',
        feeds: Object.keys(feeds).map((id) => ({ id, url: `${site.origin}/${id}/feed`, backfill: 50 })),
      })
      relay = await openRelay(await program.serve())
    })

    afterAll(async () => {
      await relay?.close()
      await program?.remove()
      await site?.close()
    })

    /** Newsboat takes titles of RSS for text, others for HTML: one that reads differently stands there as HTML. */
    const inNewsboat = (document: string, title: string): string =>
      document === 'rss.xml' && title.includes('<T>')
        ? title.replaceAll('&', '&amp;').replace('<T>', '&lt;T&gt;')
        : title

    const byUrl = <Item extends { readonly url: string }>(items: readonly Item[]): readonly Item[] =>
      items.toSorted((a, b) => (a.url < b.url ? -1 : 1))

    test.skipIf(whyNoNewsboat !== undefined).each(['atom.xml', 'rss.xml'])(
      'newsboat, %s: every entry with its title, date, link and text; asked again with validators, it gets 304',
      async (document) => {
        const home = program.file(`home of ${document}`)
        await mkdir(home)
        await writeFile(`${home}/urls`, `${relay.url}${document}\n`)
        await writeFile(`${home}/config`, '')
        const reload = (): Promise<unknown> => {
          const files = ['-u', `${home}/urls`, '-C', `${home}/config`, '-c', `${home}/cache.db`]
          return execute('newsboat', [...files, '-x', 'reload'], {
            env: { PATH: process.env['PATH'], HOME: home, LANG: 'C.UTF-8' },
          })
        }
        relay.answers.length = 0
        await reload()
        const database = new DatabaseSync(`${home}/cache.db`, { readOnly: true })
        const rows = database.prepare('select title, url, pubDate, content, guid from rss_item').all()
        const [feed] = database.prepare('select title from rss_feed').all()
        database.close()
        expect(
          byUrl(
            rows.map(({ title, url, pubDate }) => ({
              title,
              url: String(url),
              published: new Date(Number(pubDate) * 1000),
            })),
          ),
        ).toEqual(byUrl(expected.map((each) => ({ ...each, title: inNewsboat(document, each.title) }))))
        expect(feed?.['title']).toBe('Our news')
        expect(rows.every(({ guid }) => /^urn:uuid:[0-9a-f-]{36}$/.test(String(guid)))).toBe(true)
        expect(
          rows.every(({ content }) => String(content).split('<p>').length === 6),
          'five paragraphs each',
        ).toBe(true)
        // Newsboat writes a feed's validators to a row that is there only after the first reload (seen with 2.21, any server).
        await reload()
        await reload()
        expect(relay.answers.map(({ path, status }) => [path, status])).toEqual([
          [`/${document}`, 200],
          [`/${document}`, 200],
          [`/${document}`, 304],
        ])
      },
    )

    test.skipIf(whyNoNewsboat !== undefined)('newsboat imports sources.opml: every feed of the settings', async () => {
      const home = program.file('home of sources')
      await mkdir(home)
      await writeFile(`${home}/urls`, '')
      await writeFile(`${home}/config`, '')
      const files = ['-u', `${home}/urls`, '-C', `${home}/config`, '-c', `${home}/cache.db`]
      await execute('newsboat', [...files, '-i', program.file('output', 'sources.opml')], {
        env: { PATH: process.env['PATH'], HOME: home, LANG: 'C.UTF-8' },
      })
      const urls = (await readFile(`${home}/urls`, 'utf8')).trim().split('\n')
      expect(urls.map((line) => line.split(' ')[0])).toEqual([`${site.origin}/one/feed`, `${site.origin}/two/feed`])
    })

    test.skipIf(whyNoFeedparser !== undefined).each([
      ['atom.xml', 'atom10', 'application/atom+xml; charset=utf-8'],
      ['rss.xml', 'rss20', 'application/rss+xml; charset=utf-8'],
    ])(
      'feedparser, %s: not bozo, the same entries; asked again with its ETag or date, it gets 304',
      async (document, version, type) => {
        const script = `
import feedparser, json, sys
url = sys.argv[1]
first = feedparser.parse(url)
by_etag = feedparser.parse(url, etag=first.etag)
by_date = feedparser.parse(url, modified=first.modified)
print(json.dumps({
  'bozo': bool(first.bozo), 'version': first.version, 'title': first.feed.title, 'type': first.headers.get('content-type'),
  'statuses': [first.status, by_etag.status, by_date.status],
  'entries': [{'title': e.title, 'url': e.link, 'published': e.published, 'id': e.id, 'content': e.content[0].value,
               'source': e.source.title, 'author': e.author} for e in first.entries]}))
`
        const { stdout } = await execute(python, ['-c', script, `${relay.url}${document}`], { maxBuffer: 16_000_000 })
        const read = JSON.parse(stdout)
        expect(read).toMatchObject({ bozo: false, version, type, title: 'Our news', statuses: [200, 304, 304] })
        const entries: readonly { title: string; url: string; published: string; source: string; content: string }[] =
          read.entries
        // feedparser gives a plain title as HTML, the markup in it escaped.
        const plain = (title: string): string =>
          title.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
        expect(
          byUrl(
            entries.map(({ title, url, published }) => ({ title: plain(title), url, published: new Date(published) })),
          ),
        ).toEqual(byUrl(expected))
        expect(new Set(entries.map(({ source }) => source))).toEqual(new Set(['one', 'two']))
        expect(
          entries.every(({ content }) => content.split('<p>').length === 6),
          'five paragraphs each',
        ).toBe(true)
      },
    )
  },
)
