/**
 * How much of what made hosts strew through their articles is cut, and what is lost by it: hosts of 3 to 50 articles in five
 * languages, each with some of its language's designs and some harmless lines that recur as well. `npm run bench:junk` takes
 * the texts that the rules were not written by; `-- --tuned` those that they were, `-- --fresh` later ones, `-- --unnamed`
 * leaves the company's name out of feed and address, `-- --list` names each miss and loss.
 */
import { cleanHtml } from '../../src/clean/clean.ts'
import { learnedLines, observe, unknownHost } from '../../src/clean/learned-lines.ts'
import { foldSpace } from '../../src/util/text.ts'
import { seeded } from '../support/random.ts'
import { fresh } from './junk-fresh.ts'
import { heldOut } from './junk-held-out.ts'
import { type Texts, tuned } from './junk-texts.ts'

const sizes = [3, 5, 10, 20, 50]
const hostsOfEach = 12
const leastArticles = 3

interface Piece {
  readonly text: string
  readonly isJunk: boolean
}

interface Made {
  readonly title: string
  readonly html: string
  /** What recurs in it, in the order of the text. */
  readonly pieces: readonly Piece[]
  readonly sentences: readonly string[]
}

interface Tally {
  junk: number
  cut: number
  harmless: number
  lost: number
  sentences: number
  sentencesLost: number
  /** Junk of the first article, and how much of it went. */
  firstJunk: number
  firstCut: number
}

function makeHost(texts: Texts, articles: number, random: () => number) {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const some = (list: readonly string[], most: number) =>
    list
      .toSorted(() => random() - 0.5)
      .slice(0, Math.floor(random() * (most + 1)))
      .map((html) => ({ html, share: 0.5 + random() / 2 }))
  const company = pick(texts.companies)
  const domain = `${
    company
      .normalize('NFKD')
      .replace(/[^a-zA-Z ]/g, '')
      .trim()
      .toLowerCase()
      .replace(/ +/g, '-') || 'kompaniya'
  }.example`
  const fill = (html: string): string =>
    html.replaceAll('{N}', company).replaceAll('{C}', company.toUpperCase()).replaceAll('{D}', domain)
  const design = {
    between: some(texts.between, 3),
    before: some(texts.before, 1),
    behind: some(texts.behind, 1),
    head: some(texts.harmless.head, 1),
    calm: some(texts.harmless.between, 2),
    end: some(texts.harmless.end, 2),
    dateline: some(texts.harmless.dateline, 1),
  }
  const sentence = (): string =>
    `${pick(texts.subjects)} ${pick(texts.verbs)} ${pick(texts.objects)} (${Math.floor(random() * 9000)}).`
  const plain = (html: string): string => foldSpace(fill(html).replace(/<[^>]*>/g, ' '))
  const make = (): Made => {
    const pieces: Piece[] = []
    const sentences: string[] = []
    const put = (html: string, isJunk: boolean): string => {
      pieces.push({ text: plain(html), isJunk })
      return fill(html)
    }
    const now = (list: readonly { html: string; share: number }[]) => list.filter(({ share }) => random() < share)
    const paragraphs = Array.from({ length: 4 + Math.floor(random() * 5) }, () => {
      const own = Array.from({ length: 2 + Math.floor(random() * 2) }, sentence)
      sentences.push(...own)
      return own.join(' ')
    })
    const [before, behind, dateline] = [now(design.before), now(design.behind), now(design.dateline)]
    const body = paragraphs.map((text, index) => {
      const head = index === 0 && dateline[0] ? put(dateline[0].html, false) : ''
      const sign = head === '' && before[0] && random() < 0.6 ? put(before[0].html, true) : ''
      const tail = behind[0] && random() < 0.6 ? put(behind[0].html, true) : ''
      return `<p>${head}${sign}${text}${tail}</p>`
    })
    for (const { html } of now(design.calm))
      body.splice(1 + Math.floor(random() * (body.length - 1)), 0, put(html, false))
    for (const { html } of now(design.between)) body.splice(1 + Math.floor(random() * body.length), 0, put(html, true))
    for (const { html } of now(design.head)) body.unshift(`<p>${put(html, false)}</p>`)
    for (const { html } of now(design.end)) body.push(`<p>${put(html, false)}</p>`)
    return {
      title: `${pick(texts.subjects)} ${pick(texts.verbs)} ${pick(texts.objects)}`,
      html: body.join(''),
      pieces,
      sentences,
    }
  }
  return { company, domain, articles: Array.from({ length: articles }, make) }
}

const times = (text: string, part: string): number => text.split(part).length - 1

function measure(texts: Texts, articles: number, seed: number, tally: Tally, list: (line: string) => void): void {
  const host = makeHost(texts, articles, seeded(seed))
  const context = (made: Made) => ({
    title: made.title,
    host: isUnnamed ? 'b17.example' : host.domain,
    siteNames: isUnnamed ? ['Blog'] : [host.company],
    labels: [],
    baseUrl: `https://${host.domain}/`,
  })
  let known = unknownHost
  const stored = host.articles.map((made, index) => {
    const cleaned = cleanHtml(made.html, { ...context(made), learned: learnedLines(host.domain, known) })
    known = observe(known, { hash: index, lines: cleaned.sightings })
    return cleaned.html
  })
  // As a run does with what it has stored, when a line was learned.
  const learned = learnedLines(host.domain, known)
  const texts_ = stored.map((html, index) =>
    foldSpace(cleanHtml(html, { ...context(host.articles[index] as Made), learned }).text),
  )
  const seen = new Map<string, number>()
  for (const { pieces } of host.articles)
    for (const text of new Set(pieces.map((piece) => piece.text))) seen.set(text, (seen.get(text) ?? 0) + 1)
  for (const [index, made] of host.articles.entries()) {
    const text = texts_[index] ?? ''
    for (const [piece, group] of Map.groupBy(made.pieces, (each) => each.text)) {
      if ((seen.get(piece) ?? 0) < leastArticles || !/[\p{L}\p{N}]/u.test(piece)) continue
      const isJunk = group[0]?.isJunk === true
      const left = Math.min(group.length, times(text, piece))
      const gone = group.length - left
      if (isJunk) {
        tally.junk += group.length
        tally.cut += gone
        if (index === 0) [tally.firstJunk, tally.firstCut] = [tally.firstJunk + group.length, tally.firstCut + gone]
        if (left > 0) list(`missed ${left}: ${texts.language} ${host.company}: ${piece}`)
      } else {
        tally.harmless += group.length
        tally.lost += gone
        if (gone > 0) list(`lost ${gone}: ${texts.language} ${host.company}: ${piece}`)
      }
    }
    for (const sentence of made.sentences) {
      tally.sentences += 1
      if (!text.includes(sentence)) {
        tally.sentencesLost += 1
        list(`lost sentence: ${sentence}`)
      }
    }
  }
}

/** Which texts: those that the rules were written by, those made after the rules, or those only ever measured with. */
const [texts, told] = process.argv.includes('--tuned')
  ? [tuned, 'texts that the rules were written by']
  : process.argv.includes('--fresh')
    ? [fresh, 'texts made after the rules']
    : [heldOut, 'held-out texts']
/** Neither the feed nor the address tells the company's name. */
const isUnnamed = process.argv.includes('--unnamed')
const isListed = process.argv.includes('--list')
const misses = new Map<string, number>()
const share = (part: number, whole: number): string => (whole === 0 ? '-' : (part / whole).toFixed(3))
console.log(`${told}; ${hostsOfEach} hosts of each size and language`)
console.log('articles  recall  precision  harmless lost  sentences lost  recall in the first article')
for (const size of sizes) {
  const tally: Tally = {
    junk: 0,
    cut: 0,
    harmless: 0,
    lost: 0,
    sentences: 0,
    sentencesLost: 0,
    firstJunk: 0,
    firstCut: 0,
  }
  for (const [at, each] of texts.entries()) {
    for (let host = 0; host < hostsOfEach; host += 1) {
      measure(each, size, size * 10_000 + at * 100 + host, tally, (line) => {
        if (size === 10) misses.set(line, (misses.get(line) ?? 0) + 1)
      })
    }
  }
  const wrong = tally.lost + tally.sentencesLost
  console.log(
    [
      String(size).padStart(8),
      share(tally.cut, tally.junk).padStart(7),
      share(tally.cut, tally.cut + wrong).padStart(10),
      share(tally.lost, tally.harmless).padStart(14),
      share(tally.sentencesLost, tally.sentences).padStart(15),
      share(tally.firstCut, tally.firstJunk).padStart(28),
    ].join(' '),
  )
}
if (isListed) for (const [line, count] of misses) console.log(`${count} × ${line}`)
