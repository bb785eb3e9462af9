import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hostileKinds } from '../support/hostile-kinds.ts'
import { makeProgram, type Program } from '../support/program.ts'
import { openSite, paragraphs, type Site } from '../support/site.ts'
import { openBrowser, openPage, type Watched, whyNoBrowser } from './chromium.ts'
import { armed, hostileInputs } from './hostile-inputs.ts'

/** So many of one kind share a story: a thousand stories would fill more than a feed holds. What is left open ends with its paragraph. */
const perStory = 8
/** A run reads a hundred pages of a feed. */
const perFeed = 90

/** Each input of the list alone, those of the kinds in groups. */
const stories: readonly string[] = [
  ...hostileInputs,
  ...Object.values(hostileKinds).flatMap((list) =>
    Array.from({ length: Math.ceil(list.length / perStory) }, (_, at) =>
      list.slice(at * perStory, (at + 1) * perStory).join('</p><p>'),
    ),
  ),
]

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** Each input stands in every place of an entry that a feed can fill; its page answers 404, so the feed's text is used. */
function hostileFeed(site: Site, inputs: readonly string[], from: number): string {
  const items = inputs.map((input, at) => {
    const index = from + at
    const text = escaped(input)
    const body = `<p>${paragraphs(index + 1).join(`</p>${input}<p>`)}</p>`
    return `<item><title>Body ${index} ${escaped(text)}</title><link>${site.origin}/none/${index}</link><guid>b${index}</guid>
      <dc:creator>${text}</dc:creator><category>${text}</category><description>${text}</description>
      <enclosure url="${text}" type="${text}" length="1"/><media:content url="${text}" medium="image"/>
      <content:encoded>${escaped(body)}</content:encoded></item>`
  })
  return rss(`Bodies ${escaped(escaped('<img src=x onerror=ran(0)>'))}`, items)
}

/** The pages hold the inputs: in the text, in the title, in what they say of themselves. */
function hostilePages(site: Site, inputs: readonly string[], from: number): string {
  return rss(
    'Pages',
    inputs.map((input, at) => {
      const index = from + at
      const text = escaped(input)
      const path = `/pages/${index}`
      const story = paragraphs(1000 + index, 6)
      const ld = JSON.stringify({
        '@type': 'NewsArticle',
        headline: input,
        author: { name: input },
        image: input,
      }).replaceAll('<', '\\u003c')
      const body = `<!DOCTYPE html><html lang="en"><head><title>${text}</title><meta property="og:image" content="${text}">
        <meta name="author" content="${text}"><meta property="og:site_name" content="${text}"><link rel="canonical" href="${text}">
        <script type="application/ld+json">${ld}</script></head><body><nav><a href="/">Home</a></nav>
        <article><h1>Page ${index}</h1><p>${story.slice(0, 3).join('</p><p>')}</p>${input}<p>${story.slice(3).join(`</p>${input}<p>`)}</p></article></body></html>`
      site.answers.set(path, { body, type: 'text/html; charset=utf-8' })
      return `<item><title>Page ${index}</title><link>${site.origin}${path}</link><guid>p${index}</guid><description>${escaped(story[0]?.slice(0, 60) ?? '')}</description></item>`
    }),
  )
}

function rss(title: string, items: readonly string[]): string {
  const names =
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/"'
  return `<?xml version="1.0"?><rss version="2.0" ${names}><channel><title>${title}</title><link>http://127.0.0.1/</link>${items.join('')}</channel></rss>`
}

describe.skipIf(whyNoBrowser !== undefined)('hostile feeds and pages, through the whole program, in a browser', () => {
  let site: Site
  let program: Program
  let browser: Browser
  let url: string
  let inputs: readonly string[]
  let watched: Watched

  beforeAll(async () => {
    site = await openSite()
    inputs = stories.map((input, index) => armed(input, index + 1, site.origin))
    site.answers.set('/i.png', { body: '', type: 'image/png' })
    site.answers.set('/bare', { body: '<!doctype html><title>bare</title><body></body>', type: 'text/html' })
    const raw = {
      items: inputs
        .slice(0, hostileInputs.length)
        .filter((each) => !each.includes('http-equiv'))
        .map((html) => ({ content_html: html, title: '' })),
    }
    site.answers.set('/raw.json', { body: JSON.stringify(raw), type: 'application/feed+json' })
    const feeds: { id: string; url: string; backfill: number }[] = []
    for (let from = 0; from < inputs.length; from += perFeed) {
      for (const [kind, made] of Object.entries({ bodies: hostileFeed, pages: hostilePages })) {
        const id = `${kind}${from}`
        const body = made(site, inputs.slice(from, from + perFeed), from)
        site.answers.set(`/${id}.xml`, { body, type: 'application/rss+xml' })
        feeds.push({ id, url: `${site.origin}/${id}.xml`, backfill: perFeed })
      }
    }
    program = await makeProgram({ feeds, window: { maxEntries: 2000, maxBytes: 50_000_000 } })
    url = await program.serve()
    browser = await openBrowser()
  })

  afterAll(async () => {
    await browser?.close()
    await program?.remove()
    await site?.close()
  })

  /** Ours is set into a page without any of the fences around it (no Content-Security-Policy): cleaning has to be enough. */
  const openUnfenced = async (address: string): Promise<Watched> => {
    watched = await openPage(browser, { bypassCSP: true })
    await watched.page.goto(address)
    return watched
  }

  /** The page itself and the stories' pictures may be asked for; many inputs name one that is not there. */
  const unexpected = (asked: readonly string[]): readonly string[] =>
    [...new Set(asked)].filter((each) => each !== `document ${url}` && !each.startsWith(`image ${site.origin}/`))

  const complaints = (errors: readonly string[]): readonly string[] => errors.filter((each) => !each.includes('404'))

  const settle = (): Promise<void> => watched.page.waitForTimeout(500)

  test('the inputs do run and stray in a page that shows them as they are', async () => {
    const { page, executed, strayed } = await openUnfenced(`${site.origin}/bare`)
    // A refresh would leave the page, and with it all that the others do.
    for (const input of inputs.filter((each) => !each.includes('http-equiv')))
      await page.evaluate(`look.show(${JSON.stringify(input)})`)
    await settle()
    await page.evaluate('look.touchAll()')
    await settle()
    expect(new Set(executed).size).toBeGreaterThan(30)
    expect(new Set(strayed).size).toBeGreaterThan(5)
    expect(await page.evaluate(`look.dangers('body')`)).not.toEqual([])
    await watched.close()
  })

  test('they run in the frames that a JSON Feed is opened in, too', async () => {
    const { page, executed, strayed } = await openUnfenced(`${site.origin}/bare`)
    await page.evaluate(`look.showJsonFeed('${site.origin}/raw.json')`)
    await settle()
    expect(new Set(executed).size).toBeGreaterThan(20)
    expect(new Set(strayed).size).toBeGreaterThan(5)
    await watched.close()
  })

  test('every story is on the front page, and none of them runs, strays or holds what could', async () => {
    const { page, executed, strayed, asked, errors } = await openUnfenced(url)
    expect(((await page.evaluate('look.stories()')) as unknown[]).length).toBe(inputs.length * 2)
    await page.evaluate('look.touchAll()')
    await settle()
    expect(executed).toEqual([])
    expect(strayed).toEqual([])
    expect(unexpected(asked)).toEqual([])
    expect(await page.evaluate(`look.dangers('main')`)).toEqual([])
    expect(complaints(errors)).toEqual([])
    await watched.close()
  })

  test('every body of atom.xml is harmless in the simplest of readers', async () => {
    const { page, executed, strayed, asked } = await openUnfenced(url)
    await page.evaluate('document.body.replaceChildren()')
    expect(await page.evaluate(`look.showFeed('${url}atom.xml')`)).toBeGreaterThanOrEqual(inputs.length * 2)
    await settle()
    await page.evaluate('look.touchAll()')
    await settle()
    expect(executed).toEqual([])
    expect(strayed).toEqual([])
    expect(unexpected(asked)).toEqual([`fetch ${url}atom.xml`])
    expect(await page.evaluate(`look.dangers('body')`)).toEqual([])
    await watched.close()
  })

  test('every item of feed.json is harmless, set into a page and as a document of its own', async () => {
    const { page, executed, strayed, asked, errors } = await openUnfenced(url)
    await page.evaluate('document.body.replaceChildren()')
    expect(await page.evaluate(`look.showJsonFeed('${url}feed.json')`)).toBe(inputs.length * 2)
    const frames = page.frames().slice(1)
    expect(frames).toHaveLength(inputs.length * 2)
    await settle()
    // The page holds nothing but the test's frames, each of which holds an item's body.
    const inFrames: unknown[] = []
    for (const frame of page.frames()) {
      await frame.evaluate('look.touchAll()')
      const found = await frame.evaluate(`look.dangers('body')`)
      if (frame !== page.mainFrame()) inFrames.push(found)
      else expect(found).toEqual(frames.flatMap(() => ['<iframe>', expect.stringMatching(/^srcdoc=/)]))
    }
    await settle()
    expect(page.frames()).toHaveLength(1 + frames.length)
    expect(executed).toEqual([])
    expect(strayed).toEqual([])
    expect(unexpected(asked)).toEqual([`fetch ${url}feed.json`])
    expect(inFrames.flat()).toEqual([])
    expect(complaints(errors)).toEqual([])
    await watched.close()
  })

  test('the page as it is served has nothing to complain of: its own policy lets it be', async () => {
    watched = await openPage(browser)
    await watched.page.goto(url)
    await watched.page.evaluate('look.touchAll()')
    await settle()
    expect([complaints(watched.errors), watched.executed, watched.strayed]).toEqual([[], [], []])
    await watched.close()
  })

  test('at least seven hundred inputs are tried', () => {
    expect(new Set([...hostileInputs, ...Object.values(hostileKinds).flat()]).size).toBeGreaterThanOrEqual(700)
  })
})
