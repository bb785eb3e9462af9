import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeProgram, type Program } from '../support/program.ts'
import { type MadeEntry, openSite, paragraphs, publish, type Site } from '../support/site.ts'
import { openBrowser, openPage, whyNoBrowser } from './chromium.ts'

const newest = new Date()
const entries: readonly MadeEntry[] = Array.from({ length: 12 }, (_, index) => ({
  path: `/news/${index}`,
  title: index === 0 ? 'Donaudampfschifffahrtsgesellschaftskapitaen'.repeat(4) : `Report number ${index} of the day`,
  paragraphs: paragraphs(index + 1),
  date: new Date(newest.getTime() - (index + 1) * 60_000),
}))

describe.skipIf(whyNoBrowser !== undefined)('the front page in a browser', () => {
  let site: Site
  let program: Program
  let browser: Browser
  let url: string

  beforeAll(async () => {
    site = await openSite()
    publish(site, 'daily', entries)
    program = await makeProgram({ title: 'Our news', feeds: [{ url: `${site.origin}/daily/feed`, backfill: 50 }] })
    url = await program.serve()
    browser = await openBrowser()
  })

  afterAll(async () => {
    await browser?.close()
    await program?.remove()
    await site?.close()
  })

  const views = [
    { name: 'wide, light', viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
    { name: 'wide, dark', viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
    { name: 'phone, light', viewport: { width: 390, height: 844 }, colorScheme: 'light' },
    { name: 'phone, dark', viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
  ] as const

  test.each(views)(
    '$name: it shows every story and its text, and nothing goes wrong',
    async ({ name: _, ...options }) => {
      const { page, errors, executed, strayed, close } = await openPage(browser, options)
      try {
        await page.goto(url)
        expect(await page.title()).toBe('Our news')
        expect(await page.evaluate('look.stories()')).toEqual(
          entries.map(({ title, path }) => ({ title, href: `${site.origin}${path}` })),
        )
        expect(await page.evaluate('look.overflows()'), 'pixels to scroll sideways').toBe(0)
        expect(await page.evaluate('look.lowContrast()')).toEqual([])

        const second = page.locator('article', { hasText: 'Report number 1 of the day' })
        await second.getByText('Full text').click()
        expect(await second.locator('.body p').allInnerTexts()).toEqual(entries[1]?.paragraphs)

        await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        expect(await page.evaluate('look.overflows()'), 'pixels to scroll sideways, all texts open').toBe(0)
        expect(await page.evaluate('look.lowContrast()')).toEqual([])
        expect([errors, executed, strayed]).toEqual([[], [], []])
      } finally {
        await close()
      }
    },
  )

  test('it can be read without seeing it', async () => {
    const { page, close } = await openPage(browser)
    await page.goto(url)
    expect(await page.evaluate('look.structure()')).toEqual({
      language: 'en',
      titles: 'Our news',
      headings: 1,
      skippedLevels: 0,
      landmarks: [1, 1, 1],
      withoutAlt: 0,
      namelessLinks: 0,
      doubleIds: 0,
      zoomable: true,
    })
    await close()
  })

  test('the keyboard reaches the stories: the first stop skips to them', async () => {
    const { page, close } = await openPage(browser)
    await page.goto(url)
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the stories')
    await page.keyboard.press('Enter')
    expect(await page.evaluate('location.hash')).toBe('#stories')
    await close()
  })
})
