import { load } from 'cheerio/slim'
import { describe, expect, test } from 'vitest'
import { linesOf } from '../../src/clean/junk-lines.ts'
import { ownNames } from '../../src/clean/junk-names.ts'
import { sightingsOf, unitsOf } from '../../src/clean/line-signs.ts'
import type { LineSighting } from '../../src/types.ts'
import { paragraphs } from './junk-case.ts'

const prose = 'The council approved the plan for the harbour after a long debate.'
const other = 'Two researchers measured the tide in the small hours of Monday.'
const site = { title: '', siteNames: ['Harborlane Capital'], labels: [], host: 'harborlane.example' }

function seen(html: string, context = site): readonly LineSighting[] {
  const tree = load(html, { xml: { xmlMode: false } }, false).root()[0]
  if (tree === undefined) throw new Error('no tree')
  return sightingsOf(unitsOf(linesOf(tree), context.title, ownNames(context)))
}

const signed = (html: string, context = site) =>
  seen(html, context).flatMap(({ place, text, signs }) =>
    signs.length === 0 ? [] : [`${place} ${text}: ${signs.join(' ')}`],
  )

interface Case {
  readonly sentence: string
  readonly html: string
  readonly signs: readonly string[]
}

const bearing: readonly Case[] = [
  {
    sentence: 'an invitation, in a heading as well',
    html: `<p>${prose}</p><h3>Subscribe to our newsletter</h3><p>${prose}</p>`,
    signs: ['line Subscribe to our newsletter: promotion'],
  },
  {
    sentence: "a sentence that names the site, and the site's name before a dash",
    html: paragraphs(`HARBORLANE CAPITAL – ${prose}`, 'Harborlane Capital helps you plan for the years ahead.', prose),
    signs: [
      `line HARBORLANE CAPITAL – ${prose}: own-name`,
      'start HARBORLANE CAPITAL –: own-name',
      'line Harborlane Capital helps you plan for the years ahead.: own-name',
    ],
  },
  {
    sentence: "another company's name behind the text, in brackets",
    html: paragraphs(`${prose} (Brightfold Ltd)`),
    signs: ['end (Brightfold Ltd): company'],
  },
  {
    sentence: 'a motto that stands twice, and is the last word',
    html: paragraphs(prose, 'Smart money moves here', prose, 'Smart money moves here'),
    signs: ['line Smart money moves here: ending repeated'],
  },
  {
    sentence: 'a name of two words that stands before the text several times, or behind it, apart',
    html: paragraphs(`Brightfold Dental – ${prose}`, `Brightfold Dental – ${prose}`),
    signs: ['start Brightfold Dental –: repeated'],
  },
  {
    sentence: 'the same in brackets behind the text',
    html: paragraphs(`${prose} (Brightfold Dental)`, `${other} (Brightfold Dental)`),
    signs: ['end (Brightfold Dental): repeated'],
  },
  {
    sentence: 'a name without spaces',
    html: paragraphs('【北斗不動産】市議会は新しい計画を承認した。', '【北斗不動産】大臣は規則をまとめた。'),
    signs: ['start 【北斗不動産】: repeated'],
  },
  {
    sentence: 'a telephone number with its country, and a mail box of an office',
    html: paragraphs(prose, 'Mornings: +44 20 5550 1234', 'info@acme.example', prose),
    signs: ['line Mornings: +44 20 5550 1234: promotion', 'line info@acme.example: promotion'],
  },
  {
    sentence: 'an invitation whose longest word stands in it twice before, and one at the end of a long paragraph',
    html: paragraphs(
      'Lire le livre, à lire aussi : le port',
      `${prose.repeat(6)} Lees verder in onze krant van morgen.`,
    ),
    signs: [
      'line Lire le livre, à lire aussi : le port: promotion',
      'start Lire le livre, à lire aussi :: promotion',
      'end Lees verder in onze krant van morgen.: promotion',
    ],
  },
  {
    sentence: "the site's name in bold, with a letter right behind it: the phrase ends inside a word",
    html: `<p>${prose}</p><p><b>Harborlane Capital</b>s plans for the harbour</p><p>${prose}</p>`,
    signs: ['line Harborlane Capitals plans for the harbour: own-name', 'start Harborlane Capital: own-name'],
  },
  {
    sentence: 'an invitation without spaces between its words',
    html: paragraphs(
      '市議会は長い議論の末に新しい計画を承認した。',
      'メルマガの登録はこちら',
      '大臣は昨日の会合で規則をまとめた。',
    ),
    signs: ['line メルマガの登録はこちら: promotion'],
  },
]

describe('signs that a line is no part of the text', () => {
  test.each(bearing)('$sentence', ({ html, signs }) => {
    expect(signed(html)).toEqual(signs)
  })
})

const without: readonly { readonly sentence: string; readonly html: string }[] = [
  {
    sentence: 'bylines, with the outlet too',
    html: paragraphs('By Anna Holm', prose, 'Anna Holm is a reporter at Harborlane Capital.'),
  },
  { sentence: 'an agency’s sign-off', html: paragraphs(prose, 'Reporting by Anna Holm; Editing by Peter Krug') },
  {
    sentence: 'a disclaimer that names the site',
    html: paragraphs(prose, 'These are not the views of Harborlane Capital.'),
  },
  {
    sentence: 'a first and a last sentence about the site',
    html: paragraphs(`Harborlane Capital is hiring. ${prose.repeat(5)} Nobody at Harborlane Capital would comment.`),
  },
  { sentence: 'a dateline', html: paragraphs(`LONDON – ${prose}`, `PARIS (AP) — ${prose}`) },
  { sentence: 'a refrain', html: paragraphs(prose, 'And so it goes.', prose, 'And so it goes.') },
  { sentence: 'speakers', html: paragraphs('Anna Holm:', prose, 'Peter Krug:', prose, 'Anna Holm:', prose) },
  {
    sentence: 'those who speak in turn',
    html: paragraphs(...[prose, prose].flatMap((text) => [`Anna Holm – ${text}`, `Peter Krug – ${text}`])),
  },
  { sentence: 'one who asks', html: paragraphs('Anna Holm – Why did you leave?', prose, 'Anna Holm – And why now?') },
  {
    sentence: 'one word apart: how loud it was, a label',
    html: paragraphs(`${prose} (Applause)`, `${other} (Applause)`, `Tip – ${prose}`, `Tip – ${prose}`),
  },
  {
    sentence: 'the same without spaces',
    html: paragraphs('彼は規則をまとめた。（会場笑）', '市は計画を承認した。（会場笑）'),
  },
  { sentence: 'section names', html: `<h3>Background</h3><p>${prose}</p><p>At a glance</p><p>${prose}</p>` },
  { sentence: 'an author’s name as the last word', html: paragraphs(prose, 'Anna Holm and Peter Krug, Leipzig') },
  {
    sentence: 'the site’s name in lower case, as words',
    html: paragraphs(prose, 'a harborlane capital of old', prose),
  },
  {
    sentence: 'a source below a chart',
    html: `<p>${prose}</p><figure><img src="/c.png"></figure><p>Source: Eurostat</p>`,
  },
]

describe('lines without a sign', () => {
  test.each(without)('$sentence', ({ html }) => {
    expect(signed(html)).toEqual([])
  })
})

describe('one word of the site’s name', () => {
  const signedAt = (siteName: string, html: string) =>
    signed(html, { ...site, siteNames: [siteName], host: 'a.example' })
  test('a short first word is a word like any other', () => {
    const html = paragraphs(prose, 'Best wishes to all our friends near and far.', prose)
    expect(signedAt('Best Profit', html)).toEqual([])
    expect(signedAt('Harborlane Profit', html.replace('Best', 'Harborlane'))).toHaveLength(1)
  })
  test('before the text it may be a town', () => {
    const starts = (siteName: string) =>
      signedAt(siteName, paragraphs(`BOSTON – ${prose}`)).filter((each) => each.startsWith('start'))
    expect(starts('Boston Traders')).toEqual([])
    expect(starts('Boston')).toEqual(['start BOSTON –: own-name'])
  })
})

test('a line is the same line in every article, whatever its case, accents, and the headline in it', () => {
  const hashOf = (html: string, title = '') =>
    seen(html, { ...site, title }).find(({ place }) => place === 'line')?.hash
  expect(hashOf(paragraphs('Más Información', prose))).toBe(hashOf(paragraphs('mas informacion!', prose)))
  const one = hashOf(paragraphs('The post A new tram line appeared first on Acme'), 'A new tram line')
  expect(one).toBe(hashOf(paragraphs('The post Cheaper homes for all appeared first on Acme'), 'Cheaper homes for all'))
  expect(one).not.toBe(hashOf(paragraphs('The post A new tram line appeared first on Acme')))
})

test('a list of links gives at most 40, those with a sign among them', () => {
  const list = Array.from({ length: 500 }, (_, index) => `Number ${index} of many`)
  const sightings = seen(paragraphs(prose, ...list, 'Follow us', prose))
  expect(sightings).toHaveLength(40)
  expect(sightings[0]).toMatchObject({ text: 'Follow us', signs: ['promotion'] })
})
