// `start` on the farm for an hour, a tick of the schedule every 20 seconds and news before each: is memory flat, are file
// handles, does the schedule drift? No feed may be asked that often by its settings, so each is made due in the store.
//   node tests/lab/soak.ts FARM.mjs [--minutes 60] [--sites 100] [--svg FILE]
import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { makeDue, startFarm } from './farm-control.ts'

interface Sample {
  readonly minutes: number
  readonly residentMegabytes: number
  readonly handles: number
}

const tickMs = 20_000
const sampleMs = 5000
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: 'string', default: '60' },
    sites: { type: 'string', default: '100' },
    svg: { type: 'string' },
  },
})
const [farmScript] = positionals
if (farmScript === undefined) throw new Error('name the farm: node tests/lab/soak.ts FARM.mjs')
const farm = await startFarm(farmScript, 18_810, ['--sites', values.sites])
try {
  await soak(Number(values.minutes) * 60_000)
} finally {
  await farm.stop()
}

async function soak(durationMs: number): Promise<void> {
  const folder = await farm.installation({
    schedule: { cron: '*/20 * * * * *', refreshMinutes: 5 },
    // As many stories from the first minute to the last: what grows is then a leak.
    window: { alwaysHours: 0 },
    server: { port: 18_910 },
  })
  const child = spawn(
    process.execPath,
    [path.resolve('src/main.ts'), 'start', '--log-json', '--config', path.join(folder, 'feeds.json')],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  let log = ''
  child.stdout.on('data', (chunk) => {
    log += chunk
  })
  const began = Date.now()
  const samples: Sample[] = []
  let published = 0
  const publish = async (): Promise<void> => {
    published += (await farm.json<{ published: number }>('/tick')).published
    makeDue(folder)
  }
  const publishing = setInterval(() => void publish(), tickMs)
  while (Date.now() - began < durationMs && child.exitCode === null) {
    samples.push(sampleOf(child, Date.now() - began))
    await new Promise((resolve) => setTimeout(resolve, sampleMs))
  }
  clearInterval(publishing)
  child.kill('SIGTERM')
  await new Promise((resolve) => child.on('close', resolve))
  console.log(`exit ${child.exitCode}; ${published} entries published by the farm after the first run`)
  console.log(JSON.stringify(await farm.json('/stats.json')))
  reportSamples(samples)
  reportSchedule(log)
  writeFileSync(path.join(folder, 'log.ndjson'), log)
  writeFileSync(path.join(folder, 'samples.json'), JSON.stringify(samples))
  console.log(folder)
  if (values.svg !== undefined) writeFileSync(values.svg, plot(samples))
}

function sampleOf(child: ChildProcess, elapsedMs: number): Sample {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
  return {
    minutes: elapsedMs / 60_000,
    residentMegabytes: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024,
    handles: readdirSync(`/proc/${child.pid}/fd`).length,
  }
}

/** The first and the last quarter beside each other: what leaks is higher in the last. */
function reportSamples(samples: readonly Sample[]): void {
  const quarter = Math.floor(samples.length / 4)
  for (const key of ['residentMegabytes', 'handles'] as const) {
    const of = (part: readonly Sample[]): string => {
      const sorted = part.map((sample) => sample[key]).sort((a, b) => a - b)
      return `min ${sorted[0]?.toFixed(0)}, median ${sorted[Math.floor(sorted.length / 2)]?.toFixed(0)}, max ${sorted.at(-1)?.toFixed(0)}`
    }
    const quarters = [0, 1, 2, 3].map((index) => of(samples.slice(index * quarter, (index + 1) * quarter)))
    console.log(`${key} by quarter of the time: ${quarters.join(' | ')}`)
  }
}

/** When each run began after the tick it belongs to, from the program's own log. */
function reportSchedule(log: string): void {
  const runs = log
    .split('\n')
    .filter((line) => line.includes('"msg":"run"'))
    .map((line): { time: string; ms: number } => JSON.parse(line))
    .map(({ time, ms }) => Date.parse(time) - ms)
    .slice(1) // the first is made at the start, not at a tick
  const offsets = runs.map((began) => began % tickMs)
  const half = Math.floor(offsets.length / 2)
  const median = (part: readonly number[]): number | undefined =>
    part.toSorted((a, b) => a - b)[Math.floor(part.length / 2)]
  const ticks = new Set(runs.map((began) => Math.floor(began / tickMs))).size
  console.log(
    `${runs.length} runs in ${ticks} ticks; begun after the tick: median ${median(offsets.slice(0, half))} ms in the first half, ${median(offsets.slice(half))} ms in the second, longest ${Math.max(...offsets)} ms`,
  )
}

/** Memory and handles over time as one small picture. */
function plot(samples: readonly Sample[]): string {
  const width = 800
  const height = 240
  const longest = samples.at(-1)?.minutes ?? 1
  const line = (key: 'residentMegabytes' | 'handles', most: number, colour: string): string => {
    const points = samples.map(
      (sample) =>
        `${((sample.minutes / longest) * width).toFixed(1)},${(height - (sample[key] / most) * height).toFixed(1)}`,
    )
    return `<polyline fill="none" stroke="${colour}" points="${points.join(' ')}"/>`
  }
  const mostMegabytes = Math.max(...samples.map((sample) => sample.residentMegabytes)) * 1.1
  const mostHandles = Math.max(...samples.map((sample) => sample.handles)) * 1.1
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-10 -30 ${width + 20} ${height + 40}" font-family="sans-serif" font-size="13">
<rect width="${width}" height="${height}" fill="#fff" stroke="#ccc"/>
<text y="-10" fill="#b03a2e">resident memory, top = ${mostMegabytes.toFixed(0)} MB</text>
<text x="${width}" y="-10" text-anchor="end" fill="#1f618d">open handles, top = ${mostHandles.toFixed(0)}; ${longest.toFixed(0)} minutes</text>
${line('residentMegabytes', mostMegabytes, '#b03a2e')}
${line('handles', mostHandles, '#1f618d')}
</svg>
`
}
