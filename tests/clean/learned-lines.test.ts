import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isLearned, learnedLines, observe, unknownHost } from '../../src/clean/learned-lines.ts'
import type { HostLines, LineSighting, LineSign } from '../../src/types.ts'
import { cutFrom, junkOf, paragraphs } from './junk-case.ts'

const line = (hash: number, ...signs: LineSign[]): LineSighting => ({
  hash,
  place: 'line',
  text: `line ${hash}`,
  signs,
})

/** A host after articles with these lines. */
function seenIn(articles: readonly (readonly LineSighting[])[], from: HostLines = unknownHost): HostLines {
  return articles.reduce((known, lines, index) => observe(known, { hash: known.articles * 1000 + index, lines }), from)
}

const times = <T>(count: number, value: T): readonly T[] => Array<T>(count).fill(value)
const cut = (known: HostLines) => learnedLines('blog.example', known).map(({ hash }) => hash)

describe('what is cut', () => {
  test.each<[string, readonly (readonly LineSighting[])[], readonly number[]]>([
    ['twice is not enough', times(2, [line(1, 'own-name')]), []],
    ['three articles with a second sign are', times(3, [line(1, 'own-name')]), [1]],
    ['without a second sign nothing is cut, however often it recurs', times(30, [line(1)]), []],
    ['three of thirty are less than 12 %', [...times(27, []), ...times(3, [line(1, 'promotion')])], []],
    ['four of thirty are more', [...times(26, []), ...times(4, [line(1, 'promotion')])], [1]],
    [
      'a sign in less than half of the articles proves nothing',
      [...times(6, [line(1)]), ...times(3, [line(1, 'repeated')])],
      [],
    ],
    ['nor does a sign that was seen once', [[line(1)], [line(1, 'promotion')], [line(1)]], []],
    ['what also stands elsewhere is no ending', [...times(4, [line(1)]), ...times(6, [line(1, 'ending')])], []],
    ['what ends every article is', times(5, [line(1, 'ending')]), [1]],
  ])('%s', (_sentence, articles, lines) => {
    expect(cut(seenIn(articles))).toEqual(lines)
  })

  test('the reason names the host, its count and the sign', () => {
    const [learned] = learnedLines('blog.example', seenIn([[], ...times(9, [line(1, 'own-name')])]))
    expect(learned?.reason).toBe('recurs in 9 of 10 articles of blog.example, names the site')
    expect([isLearned(learned ?? { reason: '' }), isLearned({ reason: 'own-name' })]).toEqual([true, false])
  })
})

test.each<[string, Partial<LineSighting>, LineSign, string | undefined]>([
  ['strewn at the edges of paragraphs', { place: 'end', text: '(Brightfold Dental)' }, 'repeated', 'Brightfold Dental'],
  ['with a legal form', { text: 'Brightfold Ltd' }, 'company', 'Brightfold Ltd'],
  ['no name: words that are repeated', { place: 'end', text: 'for a better life' }, 'repeated', undefined],
  ['an author, who may stand on two lines', { text: 'Anna Maria Holm' }, 'repeated', undefined],
  ['an invitation', { place: 'end', text: 'Read More' }, 'promotion', undefined],
])('what tells how the site is called: %s', (_what, made, sign, name) => {
  const [learned] = learnedLines('blog.example', seenIn(times(3, [{ ...line(1, sign), ...made }])))
  expect(learned?.name).toBe(name)
})

test('an article counts once, by however many feeds it comes', () => {
  const once = observe(unknownHost, { hash: 7, lines: [line(1, 'own-name')] })
  expect(observe(once, { hash: 7, lines: [line(1, 'own-name')] })).toBe(once)
})

test('what a host gave up fades, and what is new rises', () => {
  const before = seenIn(times(100, [line(1, 'own-name')]))
  expect(cut(before)).toEqual([1])
  const changed = seenIn(times(200, [line(2, 'own-name')]), before)
  expect(cut(changed)).toEqual([2])
})

test('a record stays small whatever a host does, and keeps what recurs', () => {
  let known = unknownHost
  for (let article = 0; article < 500; article += 1) {
    const lines = Array.from({ length: 40 }, (_, index) => line(100 + article * 20 + index, 'repeated'))
    known = observe(known, { hash: article, lines: [line(1, 'promotion'), ...lines] })
  }
  expect(cut(known)).toContain(1)
  expect(JSON.stringify(known).length).toBeLessThan(40_000)
})

test('the same articles give the same record; it survives JSON', () => {
  const lines = fc.array(fc.record({ hash: fc.nat(30), sign: fc.constantFrom<LineSign>('promotion', 'ending') }), {
    maxLength: 8,
  })
  fc.assert(
    fc.property(fc.array(lines, { maxLength: 250 }), (articles) => {
      const all = articles.map((each) => [...new Map(each.map(({ hash, sign }) => [hash, line(hash, sign)])).values()])
      const known = seenIn(all)
      expect(seenIn(all)).toEqual(known)
      const first = seenIn(all.slice(0, 70))
      const stored: HostLines = JSON.parse(JSON.stringify(first))
      expect(seenIn(all.slice(70), stored)).toEqual(seenIn(all.slice(70), first))
    }),
    { numRuns: 30 },
  )
})

describe('cutting', () => {
  const prose = [
    'The council approved the plan after a long debate.',
    'The work begins in autumn, the mayor said on Monday.',
  ]
  const context = { siteNames: ['Acme'], host: 'acme.example' }
  const learnedFrom = (html: string, ...texts: readonly string[]) =>
    junkOf(html, context).sightings.flatMap(({ hash, text }) =>
      texts.includes(text) ? [{ hash, reason: 'recurs in 3 of 3 articles of acme.example, invites' }] : [],
    )

  test('a line, a start and an end that were learned go, with the reason', () => {
    const html = paragraphs(`Acme: ${prose[0]}`, 'Subscribe to our newsletter', `${prose[1]} Read more here`)
    const learned = learnedFrom(html, 'Acme:', 'Subscribe to our newsletter', 'Read more here')
    const { cuts, html: left } = cutFrom(html, { ...context, learned })
    expect(left).toBe(paragraphs(...prose))
    expect(cuts.map(({ text }) => text)).toEqual(['Acme:', 'Subscribe to our newsletter', 'Read more here'])
    expect(cuts.every(isLearned)).toBe(true)
  })

  test('a name that the host has told is cut where it proves to be strewn, also where feed and address do not tell it', () => {
    const html = paragraphs('BRIGHTFOLD DENTAL', ...prose, 'Brightfold Dental')
    const learned = [{ hash: 1, reason: '', name: 'Brightfold Dental' }]
    expect(cutFrom(html, { ...context, learned }).html).toBe(paragraphs(...prose))
    expect(cutFrom(html, { ...context, learned: [] }).html).toBe(html)
  })

  test('a label that invites takes along what it stands before', () => {
    const html = paragraphs(...prose, 'Read also: Seven ways to rest in autumn')
    const { html: left } = cutFrom(html, { ...context, learned: learnedFrom(html, 'Read also:') })
    expect(left).toBe(paragraphs(...prose))
  })

  test('the line that names the origin is still read when a learned one stands behind it', () => {
    const html = paragraphs(
      ...prose,
      'Source: The Daily Gazette',
      'Join us on Telegram, dear reader, for more of this.',
    )
    const learned = learnedFrom(html, 'Join us on Telegram, dear reader, for more of this.')
    const found = cutFrom(html, { ...context, learned })
    expect(found.credit).toEqual({ name: 'The Daily Gazette' })
    expect(found.html).toBe(paragraphs(...prose))
  })

  test('where no other sentence would be left, what recurs is what the host publishes: it stays', () => {
    const html = paragraphs('Subscribe to our newsletter and never miss a story', 'Quiet day.')
    const learned = learnedFrom(html, 'Subscribe to our newsletter and never miss a story')
    expect(cutFrom(html, { ...context, learned })).toEqual({ html, cuts: [] })
  })
})
