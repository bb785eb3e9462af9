// The whole program on the farm, and how much of each published body is the article: word F1 of feed.json's bodies against
// the farm's truth, by the shape of the pages and the kind of the entry, with the worst; then what is published of entries
// whose pages are faulty.
//   node tests/lab/texts.ts FARM.mjs [--sites 100] [--port 18970] [--worst 10] [--keep]
import { spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { parseArgs } from 'node:util'
import { textOfHtml } from '../../src/util/text.ts'
import { type Farm, makeDue, startFarm } from './farm-control.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    sites: { type: 'string', default: '100' },
    port: { type: 'string', default: '18970' },
    worst: { type: 'string', default: '10' },
    keep: { type: 'boolean', default: false },
  },
})
const [farmScript] = positionals
if (farmScript === undefined) throw new Error('name the farm: node tests/lab/texts.ts FARM.mjs')
/** A body that cannot be read at one run is tried again; after these the feed's own text has to do. */
const faultRuns = 3
const healthyRuns = 2

interface Truth {
  readonly shape: string
  readonly kind: string
  readonly title: string
  readonly text: string
}

/** A published entry beside what it should be. */
interface Body extends Truth {
  readonly name: string
  readonly seq: number
  readonly found: string
  readonly f1: number
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}

/** How many words two texts share, each counted as often as it stands there. */
function sharedWords(found: string, truth: string): number {
  const counts = new Map<string, number>()
  for (const word of wordsOf(truth)) counts.set(word, (counts.get(word) ?? 0) + 1)
  let shared = 0
  for (const word of wordsOf(found)) {
    const left = counts.get(word) ?? 0
    if (left > 0) shared += 1
    counts.set(word, left - 1)
  }
  return shared
}

function wordF1(found: string, truth: string): number {
  return (2 * sharedWords(found, truth)) / Math.max(1, wordsOf(found).length + wordsOf(truth).length)
}

function precisionOf(found: string, truth: string): number {
  return sharedWords(found, truth) / Math.max(1, wordsOf(found).length)
}

/** One run of the program, all of it as in use. */
async function millrace(folder: string): Promise<void> {
  const args = [path.resolve('src/main.ts'), 'run', '--quiet', '--config', path.join(folder, 'feeds.json')]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] })
  const code = await new Promise((resolve) => child.on('close', resolve))
  if (code !== 0) throw new Error(`the run ended with ${code}`)
}

/** An entry as the farm lists it. */
interface Member {
  readonly site: string
  readonly seq: number
  readonly guid: string
  readonly url: string
}

/** Which of the farm's entries each story's canonical entry is; RSS 1.0 has addresses for ids. */
async function canonicalEntries(farm: Farm, folder: string): Promise<ReadonlyMap<string, string>> {
  const { all } = await farm.json<{ all: readonly [string, readonly Member[]][] }>('/truth.json?all=1&mode=ip')
  const names = new Map<string, string>(
    all.flatMap(([, members]) =>
      members.flatMap(({ site, seq, guid, url }) =>
        [guid, url, url.replace('http:', 'https:')].map((id) => [`${site} ${id}`, `${site}/${seq}`] as const),
      ),
    ),
  )
  const db = new DatabaseSync(path.join(folder, 'data', 'millrace.db'), { readOnly: true })
  const rows = db.prepare('select id, canonical_key as key from stories').all()
  db.close()
  return new Map(
    rows.map(({ id, key }) => {
      const faulty = /^(f-\S+) tag:farm\.example,2026:.*\/(\d+)$/.exec(String(key))
      return [String(id), names.get(String(key)) ?? `${faulty?.[1]}/${faulty?.[2]}`]
    }),
  )
}

/** What feed.json holds, each body with the truth of the entry that stands for its story. */
async function published(farm: Farm, folder: string): Promise<readonly Body[]> {
  const { items }: { items: readonly { id: string; content_html?: string }[] } = JSON.parse(
    readFileSync(path.join(folder, 'output', 'feed.json'), 'utf8'),
  )
  const names = await canonicalEntries(farm, folder)
  const bodies: Body[] = []
  for (const { id, content_html: html = '' } of items) {
    const name = names.get(id) ?? ''
    const truth = await farm.json<Truth>(`/truth/${name}.json`)
    const found = textOfHtml(html)
    bodies.push({ ...truth, name, seq: Number(name.split('/')[1]), found, f1: wordF1(found, truth.text) })
  }
  return bodies
}

function mean(bodies: readonly Body[]): number {
  return bodies.reduce((sum, { f1 }) => sum + f1, 0) / Math.max(1, bodies.length)
}

function groupLines(bodies: readonly Body[], by: 'shape' | 'kind'): readonly string[] {
  return [...new Set(bodies.map((body) => body[by]))].sort().map((group) => {
    const own = bodies.filter((body) => body[by] === group)
    const least = Math.min(...own.map(({ f1 }) => f1))
    return `  ${by} ${group.padEnd(10)} ${String(own.length).padStart(5)} bodies, mean F1 ${mean(own).toFixed(4)}, least ${least.toFixed(3)}`
  })
}

/** Words that only one of the two texts has. */
function difference(found: string, truth: string): string {
  const lines = (text: string): readonly string[] => text.split(/(?<=[.!?])\s+|\n+/).map((line) => line.trim())
  const [mine, theirs] = [new Set(lines(found)), new Set(lines(truth))]
  const only = (some: ReadonlySet<string>, others: ReadonlySet<string>): string =>
    [...some]
      .filter((line) => !others.has(line))
      .join(' | ')
      .slice(0, 200)
  return `too much: ${only(mine, theirs)}\n      missing: ${only(theirs, mine)}`
}

/** The window holds all that the farm has. */
const settings = { window: { days: 365, maxEntries: 10_000, maxBytes: 200_000_000 } }

async function healthy(farm: Farm): Promise<void> {
  const folder = await farm.installation(settings)
  // What a busy machine leaves of a feed's pages after a minute is read by the next run.
  for (let run = 1; run <= healthyRuns; run++) await millrace(folder)
  const bodies = await published(farm, folder)
  console.log(`${bodies.length} published bodies, mean text F1 ${mean(bodies).toFixed(4)}`)
  for (const line of [...groupLines(bodies, 'shape'), ...groupLines(bodies, 'kind')]) console.log(line)
  console.log(`the worst ${values.worst}:`)
  for (const { name, shape, kind, title, f1, found, text } of bodies
    .toSorted((a, b) => a.f1 - b.f1)
    .slice(0, Number(values.worst))) {
    console.log(`  ${f1.toFixed(3)} ${name} ${shape} ${kind} "${title}"\n      ${difference(found, text)}`)
  }
  done(folder)
}

/** Faults that hold the article all the same. */
const readable = new Set(['ok', 'latin1', 'html-5mb', 'xss'])
/** As it stands around the articles of the farm's pages, and in what its faults answer. */
const junk =
  /privacy|cookies?\b|partners store|page can.t be found|oops|related articles|advertisement|sponsored|newsletter|share on|comments?\b|all rights reserved|subscri|log in|onerror|alert\(/i

async function faulty(farm: Farm): Promise<void> {
  const { pages: modes } = await farm.json<{ pages: readonly string[] }>('/faults.json')
  const folder = await farm.installation(settings, '/feeds.json?mode=ip&faults=pages&clean=0')
  for (let run = 1; run <= faultRuns; run++) {
    if (run > 1) {
      makeDue(folder)
      const db = new DatabaseSync(path.join(folder, 'data', 'millrace.db'))
      db.exec('update entries set next_try_at = 0')
      db.close()
    }
    await millrace(folder)
  }
  const bodies = await published(farm, folder)
  const rows = modes.map((mode, seq): readonly [string, boolean] => {
    const body = bodies.find((each) => each.seq === seq)
    if (body === undefined) return [`page ${mode}: not published`, false]
    const shown = junk.exec(body.found)?.[0]
    // What the feed gives of it, or as much of its beginning as the page shows.
    const isOwn = precisionOf(body.found, body.text) >= 0.95 && body.found.includes(body.text.slice(0, 150))
    const isRight = isOwn && (body.f1 >= 0.95 || !readable.has(mode)) && shown === undefined
    const figures = `F1 with the article ${body.f1.toFixed(3)}, ${body.found.length} characters${isOwn ? ', all its own' : ''}`
    return [`page ${mode.padEnd(13)} ${figures}${shown === undefined ? '' : `, shows "${shown}"`}`, isRight]
  })
  for (const [line, isMet] of rows) console.log(`${isMet ? 'met    ' : 'NOT MET'} ${line}`)
  console.log(`${rows.filter(([, isMet]) => isMet).length} of ${rows.length} met`)
  done(folder)
}

function done(folder: string): void {
  if (values.keep) console.log(`kept: ${folder}`)
  else rmSync(folder, { recursive: true })
}

const farm = await startFarm(farmScript, Number(values.port), ['--sites', values.sites])
try {
  await healthy(farm)
  await faulty(farm)
} finally {
  await farm.stop()
}
