// The whole program on the farm's faulty feeds and pages together with healthy ones, over four runs, and the table of
// what each has to come to. Between runs the stored next checks are moved to now; Retry-After runs by the real clock.
//   node tests/lab/faults.ts FARM.mjs [--healthy 20] [--port 18950]
import { spawn } from 'node:child_process'
import { hostname } from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { parseArgs } from 'node:util'
import { makeDue, startFarm } from './farm-control.ts'
import { type Evidence, type Feed, rows } from './fault-table.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { healthy: { type: 'string', default: '20' }, port: { type: 'string', default: '18950' } },
})
const [farmScript] = positionals
if (farmScript === undefined) throw new Error('name the farm: node tests/lab/faults.ts FARM.mjs')
const runs = 4
const entriesPerFeed = 25
/** About as many as there are faults: the healthy feeds that memory is held against are as many as all feeds together. */
const faults = 89
const sites = Number(values.healthy) + faults

interface Run {
  readonly seconds: number
  readonly cpuSeconds: number
  readonly peakMegabytes: number
  readonly feeds: ReadonlyMap<string, Readonly<Record<string, unknown>>>
}

async function millrace(folder: string): Promise<Run> {
  const args = ['--import', path.resolve('tests/lab/usage.mjs'), path.resolve('src/main.ts')]
  const began = performance.now()
  const child = spawn(process.execPath, [...args, 'run', '--log-json', '--config', path.join(folder, 'feeds.json')])
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk) => {
    out += chunk
  })
  child.stderr.on('data', (chunk) => {
    err += chunk
  })
  await new Promise((resolve) => child.on('close', resolve))
  const lines = out.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []))
  const usage = /USAGE (.*)/.exec(err)?.[1]
  if (usage === undefined) throw new Error(`no figures: ${err}`)
  return {
    seconds: (performance.now() - began) / 1000,
    cpuSeconds: JSON.parse(usage).cpuSeconds,
    peakMegabytes: JSON.parse(usage).peakMegabytes,
    feeds: new Map(lines.filter(({ msg }) => msg === 'feed').map((line) => [line.id, line])),
  }
}

/** What a day's rest would do: everything is due again. Holds (Retry-After) stay, they run by the real clock. */
function letTimePass(folder: string, isLast: boolean): void {
  makeDue(folder)
  const db = new DatabaseSync(path.join(folder, 'data', 'millrace.db'))
  db.exec('update entries set next_try_at = 0')
  // Two weeks and a quarter without a whole document, which four runs can't take.
  if (isLast) db.exec(`update feeds set full_at = full_at - ${20 * 86_400_000} where id = 'f-stale-304'`)
  db.close()
}

function stored(folder: string): ReadonlyMap<string, Feed> {
  const db = new DatabaseSync(path.join(folder, 'data', 'millrace.db'), { readOnly: true })
  const feeds = db.prepare('select * from feeds').all()
  const entries = db
    .prepare('select e.*, a.article, a.text, a.html from entries e left join articles a on a.key = e.key')
    .all()
  db.close()
  return new Map(
    feeds.map((row) => {
      const own = entries.filter((entry) => entry['subscription'] === row['id'])
      return [String(row['id']), { row, entries: own, asText: JSON.stringify(own) }]
    }),
  )
}

async function measure(): Promise<void> {
  const healthy = await farm.installation({})
  const calm = await millrace(healthy)
  await farm.json('/stats/reset')
  const folder = await farm.installation({}, `/feeds.json?mode=ip&faults=1&n=${values.healthy}`)
  const done: Run[] = []
  for (let run = 1; run <= runs; run++) {
    if (run > 1) letTimePass(folder, run === runs)
    done.push(await millrace(folder))
    const { seconds = 0, cpuSeconds = 0, peakMegabytes = 0 } = done.at(-1) ?? {}
    console.log(
      `run ${run}: ${seconds.toFixed(1)} s, CPU ${cpuSeconds.toFixed(1)} s, peak ${peakMegabytes.toFixed(0)} MB`,
    )
  }
  const stats = await farm.json<Evidence['stats']>('/stats.json?full=1')
  const evidence: Evidence = {
    stats,
    runs: done.map(({ feeds }) => feeds),
    feeds: stored(folder),
    hostname: hostname(),
    runCount: runs,
  }
  const peak = Math.max(...done.map(({ peakMegabytes }) => peakMegabytes))
  const longest = Math.max(...done.map(({ seconds }) => seconds))
  const figures: readonly (readonly [string, string, boolean])[] = [
    ['longest run', `${longest.toFixed(1)} s (<= 45)`, longest <= 45],
    [
      'memory over as many healthy feeds',
      `${(peak - calm.peakMegabytes).toFixed(0)} MB (<= 64; ${peak.toFixed(0)} against ${calm.peakMegabytes.toFixed(0)})`,
      peak - calm.peakMegabytes <= 64,
    ],
    ['canary', `${stats.canary.length} reached (0)`, stats.canary.length === 0],
    ['asked after 410', `${stats.after410} (0)`, stats.after410 === 0],
  ]
  const table = [...figures, ...rows(evidence)]
  for (const [name, found, isMet] of table) console.log(`${isMet ? 'met    ' : 'NOT MET'} ${name.padEnd(34)} ${found}`)
  console.log(`${table.filter(([, , isMet]) => isMet).length} of ${table.length} met; ${folder}`)
}

const farm = await startFarm(farmScript, Number(values.port), ['--sites', `${sites}`, '--entries', `${entriesPerFeed}`])
try {
  await measure()
} finally {
  await farm.stop()
}
