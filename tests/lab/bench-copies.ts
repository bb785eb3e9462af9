/**
 * Which copies are found and what is joined wrongly, on made texts in twelve languages that no rule was written by: each
 * article with some of its copies (`copies-kinds.ts`), among texts that are alike and none (`copies-negatives.ts`), placed by
 * the program's own store. `npm run bench:copies -- --seed 7` draws others; `--list` names each miss with its text.
 */
import { parseArgs } from 'node:util'
import { cleanHtml } from '../../src/clean/clean.ts'
import { seeded } from '../support/random.ts'
import { cluster } from './cluster.ts'
import { copies } from './copies-kinds.ts'
import { type MadeEntry, type Random, textOf, writerOf } from './copies-made.ts'
import { lookalikes } from './copies-negatives.ts'
import { type Language, languages } from './copies-words.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    articles: { type: 'string', default: '40' },
    list: { type: 'boolean' },
  },
})
const articlesOfEach = Number(values.articles)
const copiesOfEach = 6
const hourMs = 3_600_000
const start = Date.parse('2026-03-02T06:00:00Z')

function draw(language: Language, random: Random): readonly MadeEntry[] {
  const writer = writerOf(language, random)
  const { code, space } = language
  const entries: MadeEntry[] = []
  const put = (entry: Omit<MadeEntry, 'id' | 'published'>, hours: number): void => {
    const published = new Date(start + hours * hourMs).toISOString()
    entries.push({ ...entry, id: `${code}-${entries.length}`, published })
  }
  for (let at = 0; at < articlesOfEach; at += 1) {
    const original = writer.article(writer.pick([6, 10, 16, 30, 60]))
    const truth = `${code} article ${at}`
    const feed = `${code} feed ${at % 9}`
    const address = `https://site-${at % 9}.${code}.example/2026/03/${at}`
    const hours = writer.random() * 400
    const text = textOf(original, space)
    put({ feed, url: address, title: original.title, text, kind: 'original', truth }, hours)
    const kinds = Object.keys(copies)
      .toSorted(() => random() - 0.5)
      .slice(0, copiesOfEach)
    for (const [number, kind] of kinds.entries()) {
      const copy = copies[kind]?.(original, writer)
      if (copy === undefined) continue
      const from = copy.isOwnFeed === true ? feed : `${code} copier ${(at * 7 + number) % 31}`
      put(
        {
          feed: from,
          url: addressOf(copy.address, address, `https://copier-${number}.${code}.example/p/${at}`),
          title: copy.title ?? original.title,
          text: copy.text ?? text,
          ...(copy.html === undefined ? {} : { html: copy.html }),
          kind,
          truth,
        },
        hours + 1 + random() * 60,
      )
    }
    for (const [kind, make] of Object.entries(lookalikes)) {
      if (random() > 0.12) continue
      for (const [number, each] of make(original, writer).entries()) {
        const series = each.isOneFeed ? `${code} ${kind} ${at}` : `${code} ${kind} ${at}-${number}`
        const url = each.url ?? `https://${code}-${at}-${number}.example/${kind.replaceAll(/\W/g, '-')}`
        put(
          { feed: series, url, title: each.title, text: each.text, kind, truth: `${series} ${number}` },
          hours + 2 + number * 20,
        )
      }
    }
  }
  return entries
}

function addressOf(kind: 'same' | 'tracked' | 'amp' | 'mobile' | undefined, address: string, other: string): string {
  if (kind === undefined) return other
  if (kind === 'tracked') return `${address}?utm_source=reader&utm_medium=feed&fbclid=a1b2#top`
  if (kind === 'mobile') return address.replace('https://', 'http://m.')
  return kind === 'amp' ? `${address}/amp` : address
}

function toText({ html, text, title, url }: MadeEntry): string {
  return html === undefined ? text : cleanHtml(html, { title, host: '', siteNames: [], labels: [], baseUrl: url }).text
}

interface Count {
  all: number
  hits: number
}

const entries = languages.flatMap((language, at) => draw(language, seeded(Number(values.seed) * 1000 + at)))
entries.sort((a, b) => (a.published < b.published ? -1 : 1))
const { stories } = await cluster(entries.map((entry) => ({ ...entry, text: toText(entry) })))
const storyOf = ({ id }: MadeEntry): string => stories.get(id) ?? id
const byStory = Map.groupBy(entries, storyOf)
const originals = new Map(
  entries.flatMap((each) => (each.kind === 'original' ? [[each.truth, storyOf(each)] as const] : [])),
)

const counts = new Map<string, Count>()
const byLanguage = new Map<string, Count>()
const tell = (table: Map<string, Count>, name: string, isHit: boolean): void => {
  const count = table.get(name) ?? { all: 0, hits: 0 }
  table.set(name, { all: count.all + 1, hits: count.hits + (isHit ? 1 : 0) })
}
for (const entry of entries) {
  const isCopy = entry.kind in copies
  const others = byStory.get(storyOf(entry)) ?? []
  const isJoined = others.some(({ truth }) => truth !== entry.truth)
  const isHit = isCopy ? originals.get(entry.truth) === storyOf(entry) : isJoined
  tell(counts, entry.kind, isHit)
  if (isCopy) tell(byLanguage, entry.id.split('-', 1)[0] ?? '', isHit)
  if (values.list === true && isHit !== isCopy) {
    const other = others.find(({ truth }) => truth !== entry.truth)
    console.log(
      `${isCopy ? 'missed' : 'joined'}: ${entry.id} ${entry.kind}: ${entry.title}\n   ${toText(entry).slice(0, 200)}`,
    )
    if (!isCopy) console.log(`   with ${other?.id} ${other?.kind}: ${other?.title}\n   ${other?.text.slice(0, 200)}`)
  }
}

const pairs = (sizes: Iterable<number>): number => [...sizes].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0)
const sizesBy = (name: (entry: MadeEntry) => string): readonly number[] =>
  [...Map.groupBy(entries, name).values()].map(({ length }) => length)
const both = pairs(sizesBy((entry) => `${storyOf(entry)} ${entry.truth}`))
const precision = both / pairs(sizesBy(storyOf))
const recall = both / pairs(sizesBy(({ truth }) => truth))
// Of each story the first entry is shown, as a reader who knows nothing better would have it.
const shown = [...byStory.values()].flatMap(([first]) => first?.truth ?? [])
const truths = new Set(entries.map(({ truth }) => truth)).size
const percent = (part: number, whole: number): string => ((100 * part) / whole).toFixed(2)
console.log(`seed ${values.seed}: ${entries.length} entries in ${languages.length} languages`)
console.log(
  `pairs: precision ${precision.toFixed(4)} recall ${recall.toFixed(4)} F1 ${((2 * precision * recall) / (precision + recall)).toFixed(4)}`,
)
console.log(
  `lost ${percent(truths - new Set(shown).size, truths)} %  extra ${percent(shown.length - new Set(shown).size, entries.length)} %`,
)
const table = (rows: Iterable<readonly [string, Count]>, word: string): void => {
  for (const [name, { all, hits }] of rows)
    console.log(`  ${name.padEnd(36)} ${String(all).padStart(5)} ${percent(hits, all).padStart(7)} % ${word}`)
}
table([...counts].filter(([kind]) => kind in copies).toSorted(), 'found')
table([...counts].filter(([kind]) => !(kind in copies)).toSorted(), 'joined wrongly')
table(byLanguage, 'found')
