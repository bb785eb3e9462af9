import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseFeed } from '../../src/parse/parse-feed.ts'
import { renderAtom } from '../../src/publish/atom.ts'
import { checkAtom } from '../../src/publish/check-atom.ts'
import { checkJsonFeed } from '../../src/publish/check-json-feed.ts'
import { checkRss } from '../../src/publish/check-rss.ts'
import { prepareEntries } from '../../src/publish/entry.ts'
import { renderJsonFeed } from '../../src/publish/json-feed.ts'
import { renderRss } from '../../src/publish/rss.ts'
import type { Entry, Feed, Publication, Story } from '../../src/types.ts'
import { textOfHtml } from '../../src/util/text.ts'
import { anyPublication, anyStories } from './hostile.ts'
import { makeStory, publication } from './sample.ts'

type Format = 'atom' | 'rss' | 'json'

/** All documents of the same stories, each checked. */
function renderAll(of: Publication, stories: readonly Story[]): Record<Format, string> {
  const { entries } = prepareEntries(of, stories)
  const expected = { ids: entries.map(({ id }) => id) }
  const atom = renderAtom(of, entries, '1')
  checkAtom(atom, expected)
  const rss = renderRss(of, entries, '1')
  checkRss(rss, expected)
  const json = renderJsonFeed(of, entries)
  checkJsonFeed(json, expected)
  return { atom, rss, json }
}

async function readBack(text: string): Promise<Feed> {
  const options = {
    url: publication.url,
    timeZone: 'UTC',
    limits: { entries: 1000, depth: 256, fieldChars: 4_000_000 },
    now: publication.updated,
  }
  const feed = await parseFeed(new TextEncoder().encode(text), options)
  // A date can be right and still none for an article: the year 1970, or one to come.
  expect(feed.repairs.filter(({ code }) => code !== 'bad-date')).toEqual([])
  return feed
}

/** What every format can say of an entry, to the second. */
function common({
  id,
  title,
  links,
  published,
  updated,
  authors,
  categories,
  summary,
  content,
  language,
}: Entry): object {
  const seconds = (date: Date | undefined): number => Math.floor((date?.getTime() ?? 0) / 1000)
  return {
    id,
    title,
    page: links.find(({ rel }) => rel === 'alternate')?.href,
    enclosures: links
      .filter(({ rel }) => rel === 'enclosure')
      .map(({ href, length, type }) => ({ href, length, type })),
    published: seconds(published),
    updated: seconds(updated),
    authors: authors.map(({ name }) => name),
    categories: categories.map(({ term }) => term),
    summary: textOfHtml(summary ?? ''),
    content,
    language,
  }
}

const related = ({ links }: Entry): object => links.filter(({ rel }) => rel === 'via' || rel === 'related')

const stories: readonly Story[] = [
  makeStory(1),
  makeStory(2, {
    title: 'AT&T: Größe, 大きさ, حجم 🙂 "twice"',
    summary: 'if a < b && c > d, write "]]>"',
    html: '<p>a ]]> b &amp;amp; <code>Vec&lt;T&gt;</code></p><p><img src="https://example.com/a.png" alt=""></p>',
    language: 'id',
    published: new Date('1999-12-31T23:59:59.999Z'),
    authors: [{ name: 'Ann' }, { name: 'Ben & Co' }],
    credit: { name: 'CNN', url: 'https://cnn.example/' },
    copies: [{ title: 'A copy', url: 'https://a.example/1', sourceTitle: 'A' }],
    enclosures: [
      { rel: 'enclosure', href: 'https://example.com/a.mp3', type: 'audio/mpeg' },
      { rel: 'enclosure', href: 'https://example.com/b.mp4', type: 'video/mp4', length: 7 },
    ],
  }),
  makeStory(3, { title: 'Vec<T> & others', authors: [], categories: [], enclosures: [] }),
]

describe('read by our own parser, every format gives the entries of the Atom document', () => {
  test.each(['rss', 'json'] as const)('%s', async (format) => {
    const documents = renderAll({ ...publication, subtitle: 'Once & well', alsoAt: true }, stories)
    const atom = await readBack(documents.atom)
    const other = await readBack(documents[format])
    expect(other.entries.map(common)).toEqual(atom.entries.map(common))
    expect(atom.entries.map(({ title }) => title)).toEqual(stories.map(({ title }) => title))
    const head = ({ source: { title, subtitle, language } }: Feed): object => ({ title, subtitle, language })
    expect(head(other)).toEqual(head(atom))
  })

  test('in RSS also the credited origin, the copies, the source and the rights', async () => {
    const documents = renderAll(publication, stories)
    const [atom, rss] = [await readBack(documents.atom), await readBack(documents.rss)]
    expect(rss.entries.map(related)).toEqual(atom.entries.map(related))
    expect(rss.entries.map(({ rights, source }) => [rights, source?.title])).toEqual(
      atom.entries.map(({ rights, source }) => [rights, source?.title]),
    )
  })

  test.each(['rss', 'json'] as const)('%s where only summaries are published', async (format) => {
    const documents = renderAll(
      publication,
      stories.map(({ html: _html, ...rest }) => rest),
    )
    const [atom, other] = [await readBack(documents.atom), await readBack(documents[format])]
    const summaries = ({ entries }: Feed): object => entries.map(({ id, summary }) => [id, textOfHtml(summary ?? '')])
    expect(summaries(other)).toEqual(summaries(atom))
    for (const text of Object.values(documents)) expect(text).not.toContain('A body')
  })
})

test('the same stories give the same bytes', () => {
  expect(renderAll(publication, stories)).toEqual(renderAll(publication, stories))
})

test('whatever the fields hold, every document is valid and holds the same stories; the others are named', () => {
  fc.assert(
    fc.property(anyPublication, anyStories, (head, given) => {
      const { entries, problems } = prepareEntries(head, given)
      expect(entries.length + problems.length).toBe(given.length)
      for (const text of Object.values(renderAll(head, given))) {
        expect(new TextDecoder().decode(new TextEncoder().encode(text))).toBe(text)
      }
    }),
    { numRuns: 500 },
  )
})

test('whatever the fields hold, every document is read back without repairs, with the same ids and pages', async () => {
  const keys = ({ entries }: Feed): object => entries.map(({ id, links }) => [id, links.find(isPage)?.href])
  const isPage = ({ rel }: { readonly rel: string }): boolean => rel === 'alternate'
  await fc.assert(
    fc.asyncProperty(anyPublication, anyStories, async (head, given) => {
      const documents = renderAll(head, given)
      const atom = keys(await readBack(documents.atom))
      expect(keys(await readBack(documents.rss))).toEqual(atom)
      expect(keys(await readBack(documents.json))).toEqual(atom)
    }),
    { numRuns: 200 },
  )
})
