// The whole program on the farm: a cold run, a warm one, one after new entries, and `start` under a health probe,
// each measured, held against the farm's truth, and set beside a naive aggregator.
//   node tests/lab/farm.ts FARM.mjs [--sites 100]
import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { Agent, get } from 'node:http'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { startFarm, until } from './farm-control.ts'
import { lostAndExtra, type Member, trueStories } from './farm-truth.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { sites: { type: 'string', default: '100' } },
})
const [farmScript] = positionals
if (farmScript === undefined) throw new Error('name the farm: npm run bench:farm -- FARM.mjs')
const port = 18_800
const known = new Map<string, Map<string, Member>>()
const control = `http://127.0.0.1:${port}`
const farm = await startFarm(farmScript, port, ['--sites', values.sites])
try {
  await measure()
} finally {
  await farm.stop()
}

async function measure(): Promise<void> {
  const folder = await newFolder()
  console.log('--- cold run')
  await millrace(folder, ['run'])
  await report()
  await accuracy(folder)
  console.log('--- run --all, nothing new')
  await millrace(folder, ['run', '--all'])
  await report()
  const { published } = await farm.json<{ published: number }>('/tick')
  console.log(`--- run --all after a tick that published ${published} entries`)
  await millrace(folder, ['run', '--all'])
  await report()
  await accuracy(folder)
  console.log('--- naive')
  await program([
    path.resolve('tests/lab/naive.ts'),
    path.join(folder, 'naive.xml'),
    `${control}/feeds.json?mode=ip&clean=1`,
  ])
  await farm.json('/stats/reset')
  console.log('--- start, cold, under a health probe')
  await probeStart(await newFolder())
}

function newFolder(): Promise<string> {
  return farm.installation({ server: { port: 18_900 } })
}

function millrace(folder: string, args: readonly string[]): Promise<void> {
  return program([path.resolve('src/main.ts'), ...args, '--config', path.join(folder, 'feeds.json')])
}

function launch(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, ['--import', path.resolve('tests/lab/usage.mjs'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

async function program(args: readonly string[]): Promise<void> {
  const child = launch(args)
  const out = collect(child)
  const code = await new Promise((resolve) => child.on('close', resolve))
  console.log(`exit ${code}; ${lastLine(out.stdout())}`)
  const usage = /USAGE (.*)/.exec(out.stderr())?.[1]
  console.log(`  ${usage ?? out.stderr()}`)
}

function collect(child: ChildProcess): { stdout: () => string; stderr: () => string } {
  const text = { stdout: '', stderr: '' }
  child.stdout?.on('data', (chunk) => {
    text.stdout += chunk
  })
  child.stderr?.on('data', (chunk) => {
    text.stderr += chunk
  })
  return { stdout: () => text.stdout, stderr: () => text.stderr }
}

async function probeStart(folder: string): Promise<void> {
  const child = launch([path.resolve('src/main.ts'), 'start', '--config', path.join(folder, 'feeds.json')])
  const out = collect(child)
  await until(() => out.stdout().includes('serving '))
  const agent = new Agent({ keepAlive: true })
  const latencies: number[] = []
  const deadline = Date.now() + 120_000
  while (!out.stdout().includes('published:') && child.exitCode === null && Date.now() < deadline) {
    latencies.push(await timedGet(agent, 'http://127.0.0.1:18900/healthz'))
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  latencies.sort((a, b) => a - b)
  const at = (share: number): string => `${latencies[Math.floor((latencies.length - 1) * share)]?.toFixed(1)} ms`
  console.log(`healthz, ${latencies.length} requests: median ${at(0.5)}, p99 ${at(0.99)}, longest ${at(1)}`)
  const stopped = Date.now()
  child.kill('SIGTERM')
  await new Promise((resolve) => child.on('close', resolve))
  agent.destroy()
  console.log(`${lastLine(out.stdout())}; ended ${Date.now() - stopped} ms after SIGTERM, exit ${child.exitCode}`)
  console.log(`  ${/USAGE (.*)/.exec(out.stderr())?.[1]}`)
}

function timedGet(agent: Agent, url: string): Promise<number> {
  const began = performance.now()
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      response.resume().on('end', () => resolve(performance.now() - began))
    }).on('error', reject)
  })
}

/** What the farm counted since the last look. */
async function report(): Promise<void> {
  const stats = await farm.json<Record<string, unknown>>('/stats.json')
  const { requests, byKind, byStatus, conditional, n304, maxConcurrentPerSite, bytesOut } = stats
  console.log(
    `  farm: ${JSON.stringify({ requests, byKind, byStatus, conditional, n304, maxConcurrentPerSite, bytesOut })}`,
  )
  await farm.json('/stats/reset')
}

/** Stories lost and shown twice, from the store. */
async function accuracy(folder: string): Promise<void> {
  const truth = await trueStories(farm, folder, known)
  const { lost, extra } = lostAndExtra(truth)
  for (const { members } of lost) {
    console.log(`  lost: ${members.map(({ site, title }) => `${site} "${title}"`).join(' | ')}`)
  }
  const count = truth.reduce((sum, { members }) => sum + members.length, 0)
  const missing = count - truth.reduce((sum, { stored }) => sum + stored.length, 0)
  const share = (part: number): string => `${part} (${((100 * part) / truth.length).toFixed(2)} %)`
  console.log(
    `  truth: ${count} entries of ${truth.length} stories; not stored ${missing}, stories lost ${share(lost.length)}, extra ${share(extra)}`,
  )
  const atom = readFileSync(path.join(folder, 'output', 'atom.xml'), 'utf8')
  console.log(`  atom.xml: ${atom.match(/<entry/g)?.length ?? 0} entries, ${atom.length} characters`)
}

function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1) ?? ''
}
