import { readFileSync } from 'node:fs'
import { load } from 'cheerio/slim'
import { describe, expect, test } from 'vitest'
import type { JunkContext } from '../../src/clean/junk.ts'
import { tidySummary } from '../../src/clean/summary.ts'
import { cutFrom } from './junk-case.ts'

/** The blog's copy to the letter; its first line is the title, empty lines part the blocks. */
const story = readFileSync('tests/fixtures/clean/story.txt', 'utf8')
const [title = '', ...blocks] = story.split(/\n{2,}/)
const page = 'sample/pages/2021/02/18/whatsapp-komentari-pengguna-telegram-signal-naik-jutaan-orang/index.html'

const site = { host: 'bestprofit-futures-banjarmasin.example', siteNames: ['PT. Bestprofit Futures Banjarmasin'] }
const labels = ['Beranda', 'INFO DAN KEGIATAN', 'news', 'Post Tekno', 'Tekno']

/** What the story's own paragraphs are: the blocks without the strewn names, as a reader would cut them by hand. */
const expected = blocks
  .filter((block) => /^[“\p{L}].*\.( [A-Z. ]+)?$/su.test(block) && block.length > 60)
  .map((block) => block.replace(/^PT\. BESTPROFIT FUTURES BANJARMASIN – /, '').replace(/ (PT\. )?BEST ?PROFIT$/, ''))

const body = blocks.map((block) => `<p>${block.replaceAll('\n', '<br>\n')}</p>`).join('\n')
const clean = expected.map((block) => `<p>${block.replaceAll('\n', '<br>\n')}</p>`)

function squeezed(html: string): string {
  return html.replace(/>\s+</g, '><').trim()
}

describe('the story of the republishing blog', () => {
  const contexts: readonly [string, Partial<JunkContext>][] = [
    ['with all that the page and the feed tell', { title, labels, ...site }],
    ['when only the host is known', { title, host: site.host }],
    ['when only the feed names the site', { title, siteNames: site.siteNames, labels }],
    ['when nothing is known but the text', { title }],
  ]
  test.each(contexts)('keeps its paragraphs to the letter and nothing else, %s', (_, context) => {
    const { html, credit } = cutFrom(body, context)
    expect(expected).toHaveLength(6)
    expect(squeezed(html)).toBe(squeezed(clean.join('')))
    expect(credit).toEqual({ name: 'cnnindonesia' })
  })

  test('says of each cut why', () => {
    const { cuts } = cutFrom(body, { title, labels, ...site })
    expect(cuts.map(({ reason, text }) => `${reason}: ${text}`)).toEqual([
      'label-line: INFO DAN KEGIATAN news Post Tekno',
      'own-name: PT. BESTPROFIT FUTURES',
      'image-number: 5beec836970671542375478',
      'own-name: PT. BESTPROFIT FUTURES BANJARMASIN –',
      'own-name: BESTPROFIT',
      'own-name: BEST PROFIT',
      'own-name: PT. BEST PROFIT',
      'own-name: PT. BESTPROFIT',
      'credit-line: Sumber : cnnindonesia',
    ])
  })

  test('is cut the same when its junk is linked, set strong, or split over elements', () => {
    const dressed = body
      .replace(
        ' BESTPROFIT</p>',
        ' <a href="https://bestprofit-futures-banjarmasin.example/"><strong>BEST</strong>PROFIT</a></p>',
      )
      .replace(' BEST PROFIT</p>', '<em> BEST </em><em>PROFIT</em></p>')
      .replace('<p>PT. BESTPROFIT FUTURES</p>', '<h3><a href="/">PT. BESTPROFIT</a> FUTURES</h3>')
    expect(squeezed(cutFrom(dressed, { title, labels, ...site }).html)).toBe(squeezed(clean.join('')))
  })

  test('is printed to the letter in the sample page', () => {
    const $ = load(readFileSync(page, 'utf8'))
    const printed = $('.entry-content > p')
      .toArray()
      .map((p) => $(p).text())
    expect(printed).toEqual(blocks)
  })

  test('gets a summary of its own first words in place of the excerpt', () => {
    const $ = load(readFileSync('sample/feed.xml', 'utf8'), { xml: true })
    const excerpt = load($('item > description').text()).text()
    expect(excerpt).toContain('PT. BESTPROFIT FUTURES BANJARMASIN')
    const { cuts } = cutFrom(body, { title, labels, ...site })
    const summary = tidySummary(excerpt, { text: expected.join('\n\n'), cuts }, 300)
    expect(summary).toMatch(/^WhatsApp beri tanggapan soal .* memilih\.$/)
  })
})
