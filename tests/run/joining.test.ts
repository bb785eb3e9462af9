import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { run } from '../../src/run.ts'
import type { Article } from '../../src/types.ts'
import { openParts, type TestParts } from '../support/parts.ts'
import { openSite, paragraphs, type Site } from '../support/site.ts'

let folder: string
let site: Site
let parts: TestParts | undefined

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'millrace-joining-'))
  site = await openSite()
})

afterEach(async () => {
  await parts?.close()
  parts = undefined
  await site.close()
  await rm(folder, { recursive: true })
})

const title = 'How the harbour crane was taken down'
const html = 'text/html; charset=utf-8'

/** A page of the article with texts of its own, the site's furniture and whatever leads on. */
function page(number: number, more: string, { name = title, count = 4 } = {}): string {
  const texts = paragraphs(number, count).map((text) => `<p>${text}</p>`)
  return `<!DOCTYPE html><html lang="en"><head><title>${name} | The Quay</title></head><body><nav><a href="/">Home</a></nav>
    <article><h1>${name}</h1>${texts.join('')}<p><img src="pictures/${number}.jpg" width="600" height="400" alt="A crane"></p>${more}</article></body></html>`
}

const pages = (...numbers: readonly number[]): string =>
  `<div class="page-links">Pages: ${numbers.map((number) => `<a href="/crane/${number}">${number}</a>`).join(' ')}</div>`

function answer(where: string, body: string): void {
  site.answers.set(where, { body, type: html })
}

/** The feed, with the one entry. */
function announce(name = title): void {
  const item = `<item><title>${name}</title><link>${site.origin}/crane</link><guid isPermaLink="false">crane</guid><description>The crane.</description></item>`
  const body = `<?xml version="1.0"?><rss version="2.0"><channel><title>Quay</title><description>News</description>${item}</channel></rss>`
  site.answers.set('/feed', { body, type: 'application/rss+xml' })
}

async function open(settings: object = {}): Promise<TestParts> {
  announce()
  parts = await openParts(folder, { feeds: [{ id: 'quay', url: `${site.origin}/feed` }], ...settings })
  return parts
}

/** One run; gives what is kept of the article, and the paths that were asked for. */
async function pass(on: TestParts, minutes = 0): Promise<{ article: Article | undefined; asked: readonly string[] }> {
  site.requests.length = 0
  on.advance(minutes)
  await run(on, { all: minutes > 60, signal: new AbortController().signal })
  const logged = await on.store.loggedStories('main', [{ id: 'quay', keep: 9 }], new Date(0))
  const [record] = await on.store.storyRecords(logged.map(({ storyId }) => storyId))
  return {
    article: record?.canonical.article,
    asked: site.requests.map(({ path }) => path).filter((where) => where !== '/feed'),
  }
}

const textOf = (...numbers: readonly number[]): string =>
  numbers.flatMap((number) => paragraphs(number, 4)).join('\n\n')

test('an article on three pages is published as one, its pictures found beside each page', async () => {
  answer('/crane', page(1, pages(2, 3)))
  answer('/crane/2', page(2, pages(1, 3)))
  answer('/crane/3', page(3, pages(1, 2)))
  const { article, asked } = await pass(await open())
  expect(asked).toEqual(['/crane', '/crane/2', '/crane/3'])
  expect(article?.text).toBe(textOf(1, 2, 3))
  expect(article?.html).toContain(`${site.origin}/pictures/1.jpg`)
  expect(article?.html).toContain(`${site.origin}/crane/pictures/2.jpg`)
  expect(article).toMatchObject({ origin: 'page', title })
  expect(article?.pageTrouble).toBeUndefined()
})

describe('nothing is joined', () => {
  test('of the next article, although its address looks like a page', async () => {
    answer('/crane', page(1, '<p><a rel="next" href="/crane/2">Next</a></p>'))
    answer('/crane/2', page(2, '', { name: 'Another story altogether' }))
    const { article, asked } = await pass(await open())
    expect(asked).toEqual(['/crane', '/crane/2'])
    expect(article?.text).toBe(textOf(1))
  })

  test('of a server that answers every number with the first page, and it is asked no further', async () => {
    for (const where of ['/crane', '/crane/2', '/crane/3']) answer(where, page(1, pages(2, 3)))
    const { article, asked } = await pass(await open())
    expect(asked).toEqual(['/crane', '/crane/2'])
    expect(article?.text).toBe(textOf(1))
  })

  test('that robots.txt closes: the article says where it ends', async () => {
    site.answers.set('/robots.txt', { body: 'User-agent: *\nDisallow: /crane/', type: 'text/plain' })
    answer('/crane', page(1, pages(2)))
    answer('/crane/2', page(2, ''))
    const { article, asked } = await pass(await open())
    expect(asked).toEqual(['/robots.txt', '/crane'])
    expect(article?.text).toBe(textOf(1))
    expect(article?.pageTrouble).toContain('/crane/2: robots.txt of')
  })
})

describe('a further page that can’t be had', () => {
  test('is tried again as any page is, and the article waits for it', async () => {
    answer('/crane', page(1, pages(2)))
    site.answers.set('/crane/2', { status: 500 })
    const on = await open()
    expect((await pass(on)).article).toBeUndefined()
    answer('/crane/2', page(2, ''))
    const { article } = await pass(on, 11)
    expect(article?.text).toBe(textOf(1, 2))
  })

  test('stays away in the end: what there is of the article is published, and says so', async () => {
    answer('/crane', page(1, pages(2)))
    site.answers.set('/crane/2', { status: 500 })
    const on = await open()
    await pass(on)
    expect((await pass(on, 11)).article).toBeUndefined()
    const { article } = await pass(on, 41)
    expect(article?.text).toBe(textOf(1))
    expect(article?.pageTrouble).toContain(`ends before its page ${site.origin}/crane/2: `)
  })

  test('is not there at all: nobody waits', async () => {
    answer('/crane', page(1, pages(2)))
    const { article } = await pass(await open())
    expect(article?.text).toBe(textOf(1))
    expect(article?.pageTrouble).toContain('404')
  })
})

test('an article of more pages than anybody writes ends at the twelfth', async () => {
  answer('/crane', page(1, pages(2)))
  for (let number = 2; number < 20; number++) answer(`/crane/${number}`, page(number, pages(number + 1)))
  const { asked } = await pass(await open())
  expect(asked.at(-1)).toBe('/crane/12')
})

test('the pages of an article are together no larger than one may be', async () => {
  const large = `<!--${'x'.repeat(30_000)}-->`
  answer('/crane', page(1, `${pages(2)}${large}`))
  answer('/crane/2', page(2, `${pages(3)}${large}`))
  answer('/crane/3', page(3, large))
  const { article } = await pass(await open({ limits: { hostGapMs: 0, pageBytes: 70_000 } }))
  expect(article?.text).toBe(textOf(1, 2))
  expect(article?.pageTrouble).toContain('too large together')
})

describe('when its entry changes, an article that was whole stays whole', () => {
  test.each([
    ['without its second page', page(1, pages(2))],
    [
      'as a stump for subscribers',
      page(1, '<script type="application/ld+json">{"@type":"Article","isAccessibleForFree":"False"}</script>'),
    ],
  ])('%s', async (_, later) => {
    answer('/crane', page(1, pages(2)))
    answer('/crane/2', page(2, ''))
    const on = await open()
    await pass(on)
    announce(`${title}, part by part`)
    answer('/crane', later)
    site.answers.delete('/crane/2')
    const { article, asked } = await pass(on, 90)
    expect(asked[0]).toBe('/crane')
    expect(article).toMatchObject({ title: `${title}, part by part`, text: textOf(1, 2) })
  })
})
