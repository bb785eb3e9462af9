// What a tick costs inside a running `start`, feeds only, beside the naive aggregator, both warmed, in turns: CPU, memory,
// bytes; and the wall time of a cold run over slow hosts beside Python's feedparser on 16 threads.
//   node tests/lab/ticks.ts FARM.mjs [--sites 1000] [--rounds 3] [--python /usr/bin/python3]
import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { makeDue, startFarm, until } from './farm-control.ts'

interface Usage {
  readonly cpuSeconds: number
  readonly seconds: number
  readonly peakMegabytes: number
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    sites: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '3' },
    python: { type: 'string', default: 'python3' },
  },
})
const [farmScript] = positionals
if (farmScript === undefined) throw new Error('name the farm: node tests/lab/ticks.ts FARM.mjs')
const [warmUpPort, port, slowPort] = [18_830, 18_831, 18_832]
const feedsOnly = { readFrom: 'feed', server: { port: 18_930 }, schedule: { cron: '* * * * * *' } }
/** Node's options, as `npm start` gives them. */
const asStarted = nodeOptions(JSON.parse(readFileSync('package.json', 'utf8')))
const scratch = mkdtempSync(path.join(tmpdir(), 'millrace-ticks-'))

async function beside(): Promise<void> {
  const warmUp = await startFarm(farmScript ?? '', warmUpPort, ['--sites', '200', '--seed', '7'])
  const farm = await startFarm(farmScript ?? '', port, ['--sites', values.sites])
  try {
    const rounds: { readonly naive: Usage; readonly cold: Usage; readonly warm: Usage }[] = []
    for (let round = 0; round < Number(values.rounds); round++) {
      const naive = await measureNaive()
      await farm.json('/stats/reset')
      const { cold, folder } = await measureCold(
        await warmUp.installation({ ...feedsOnly, feeds: await feedsOf(warmUpPort) }),
      )
      const { bytesOut } = await farm.json<{ bytesOut: number }>('/stats.json')
      const warm = await measureWarm(folder)
      rounds.push({ naive, cold, warm })
      console.log(JSON.stringify({ naive, cold, warm, megabytesPer100Feeds: bytesOut / 1e4 / Number(values.sites) }))
    }
    const of = (ratio: (round: (typeof rounds)[number]) => number): string => median(rounds.map(ratio)).toFixed(2)
    console.log(`CPU of a cold tick / naive's: ${of(({ cold, naive }) => cold.cpuSeconds / naive.cpuSeconds)}`)
    console.log(`CPU of a warm tick / naive's: ${of(({ warm, naive }) => warm.cpuSeconds / naive.cpuSeconds)}`)
    console.log(`peak MB: cold ${of(({ cold }) => cold.peakMegabytes)}, warm ${of(({ warm }) => warm.peakMegabytes)}`)
  } finally {
    await farm.stop()
    await warmUp.stop()
  }
}

function nodeOptions({ scripts }: { readonly scripts: { readonly start: string } }): readonly string[] {
  return scripts.start.split(' ').filter((word) => word.startsWith('--'))
}

async function feedsOf(from: number): Promise<readonly object[]> {
  const list = await fetch(`http://127.0.0.1:${from}/feeds.json?mode=ip&clean=1`)
  const feeds: readonly { readonly id: string; readonly url: string }[] = JSON.parse(await list.text())
  return feeds.map(({ id, url }) => ({ id: `${from}/${id}`, url }))
}

/** One pass over the warm-up farm, then the measured one. */
async function measureNaive(): Promise<Usage> {
  const lists = [warmUpPort, port].map((each) => `http://127.0.0.1:${each}/feeds.json?mode=ip&clean=1`)
  const args = [path.resolve('tests/lab/naive.ts'), path.join(scratch, 'naive.xml'), ...lists]
  // Not in one go: it takes longer than the farm keeps a connection, whose end has to be seen before the next request.
  const { stdout } = await promisify(execFile)(process.execPath, args)
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '')
}

/** `start` reads the warm-up farm, cold and again; then feeds.json names the measured farm's feeds instead. */
async function measureCold(folder: string): Promise<{ readonly cold: Usage; readonly folder: string }> {
  const program = startProgram(folder)
  try {
    await program.runsDone(1)
    makeDue(folder)
    await program.runsDone(2)
    const feeds = await feedsOf(port)
    const settings = JSON.parse(readFileSync(path.join(folder, 'feeds.json'), 'utf8'))
    const cold = await program.measure(() => {
      writeFileSync(path.join(folder, 'feeds.json'), JSON.stringify({ ...settings, feeds }))
    })
    return { cold, folder }
  } finally {
    await program.stop()
  }
}

/** What came before in a `start` that is running: the engine compiles what it has seen often, as in naive.ts's first pass. */
const warmUpTicks = 4

/** A new process over what is stored: some ticks warm it up, the next is measured. */
async function measureWarm(folder: string): Promise<Usage> {
  const program = startProgram(folder)
  try {
    for (let tick = 1; tick <= warmUpTicks; tick++) {
      makeDue(folder)
      await program.runsDone(tick)
    }
    return await program.measure(() => makeDue(folder))
  } finally {
    await program.stop()
  }
}

interface Program {
  /** Settles when so many runs with something to do have ended. */
  runsDone(count: number): Promise<void>
  /** What the process used from the action to the end of the next run. */
  measure(action: () => void): Promise<Usage>
  stop(): Promise<void>
}

function startProgram(folder: string): Program {
  const args = [
    ...asStarted,
    path.resolve('src/bin.js'),
    'start',
    '--log-json',
    '--config',
    path.join(folder, 'feeds.json'),
  ]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let log = ''
  child.stdout.on('data', (chunk) => {
    log += chunk
  })
  const runs = (): number => log.match(/"msg":"run"/g)?.length ?? 0
  const runsDone = async (count: number): Promise<void> => {
    for (let waits = 0; runs() < count; waits++) {
      if (waits > 6000 || child.exitCode !== null) throw new Error(`no run ended: ${log.slice(-2000)}`)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  return {
    runsDone,
    async measure(action) {
      writeFileSync(`/proc/${child.pid}/clear_refs`, '5') // the peak is counted from here
      const [before, count] = [cpuSeconds(child), runs()]
      const began = performance.now()
      action()
      await runsDone(count + 1)
      return {
        cpuSeconds: cpuSeconds(child) - before,
        seconds: (performance.now() - began) / 1000,
        peakMegabytes: Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024,
      }
    },
    async stop() {
      child.kill('SIGTERM')
      await until(() => child.exitCode !== null || child.signalCode !== null)
    },
  }
}

/** User and system time of all its threads, from the kernel's hundredths of a second. */
function cpuSeconds(child: ChildProcess): number {
  const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

const feedparserScript = `
import json, sys, time, urllib.request
from concurrent.futures import ThreadPoolExecutor
import feedparser
urls = [feed["url"] for feed in json.load(urllib.request.urlopen(sys.argv[1]))]
began = time.time()
with ThreadPoolExecutor(16) as pool:
    feeds = list(pool.map(feedparser.parse, urls))
print(time.time() - began, sum(len(feed.entries) for feed in feeds))
`

async function slowHosts(script: string): Promise<void> {
  const farm = await startFarm(script, slowPort, ['--sites', '100', '--latency', '100'])
  try {
    for (let round = 0; round < Number(values.rounds); round++) {
      const list = `http://127.0.0.1:${slowPort}/feeds.json?mode=ip&clean=1`
      const python = execFileSync(values.python, ['-c', feedparserScript, list], { encoding: 'utf8' }).trim()
      const folder = await farm.installation({ ...feedsOnly, feeds: await feedsOf(slowPort) })
      const began = performance.now()
      const args = [path.resolve('src/bin.js'), 'run', '--quiet', '--config', `${folder}/feeds.json`]
      execFileSync(process.execPath, [...asStarted, ...args])
      const seconds = ((performance.now() - began) / 1000).toFixed(2)
      console.log(`100 feeds at 100 ms, cold: millrace ${seconds} s, feedparser (s, entries) ${python}`)
    }
  } finally {
    await farm.stop()
  }
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN
}

await beside()
await slowHosts(farmScript)
