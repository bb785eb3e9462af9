// What hostile documents take of a worker: each is read by a process of its own, at the default limit and at one raised.
//   node tests/lab/hostile.ts [--only PATTERN] [--size MB …]
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { FeedError } from '../../src/errors.ts'
import { parseFeed } from '../../src/parse/parse-feed.ts'
import { hostileDocuments } from '../parse/hostile-documents.ts'

const megabyte = 1024 * 1024
const mostMs = 3000
const mostMegabytes = 350

/** As src/pool/pool.ts gives to its threads; a process takes more for short-lived values than it needs. */
const memoryOfWorker = ['--max-old-space-size=512', '--max-semi-space-size=5']

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    size: { type: 'string', multiple: true, default: ['16', '64'] },
    /** Set for the child. */
    read: { type: 'string' },
  },
})
if (values.read === undefined) await readAll()
else await read(values.read, Number(values.size[0]) * megabyte)

async function readAll(): Promise<void> {
  let over = 0
  for (const { name } of hostileDocuments.filter((document) => new RegExp(values.only).test(document.name))) {
    for (const size of values.size) {
      const args = [...memoryOfWorker, new URL(import.meta.url).pathname, '--read', name, '--size', size]
      const { stdout, stderr, signal } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 120_000 })
      const [ms = Number.NaN, megabytes = Number.NaN, result = `${signal} ${stderr.slice(-300)}`] =
        stdout === '' ? [] : (JSON.parse(stdout) as [number, number, string])
      const isOver = !(ms <= mostMs && megabytes <= mostMegabytes) || result.startsWith('BUG')
      if (isOver) over += 1
      console.log(
        [
          isOver ? 'OVER' : 'ok',
          size.padStart(3),
          `${ms} ms`.padStart(9),
          `${megabytes} MB`.padStart(7),
          name.padEnd(40),
          result,
        ].join('  '),
      )
    }
  }
  console.log(over === 0 ? `all within ${mostMs} ms and ${mostMegabytes} MB` : `${over} over`)
  process.exitCode = over === 0 ? 0 : 1
}

async function read(name: string, size: number): Promise<void> {
  const document = hostileDocuments.find((each) => each.name === name)
  if (document === undefined) throw new Error(`no document is called ${name}`)
  const bytes = document.make(size)
  const start = process.cpuUsage()
  const result = await outcome(bytes)
  const { user, system } = process.cpuUsage(start)
  const report = [Math.round((user + system) / 1000), Math.round(process.resourceUsage().maxRSS / 1024), result]
  process.stdout.write(JSON.stringify(report))
}

async function outcome(bytes: Uint8Array): Promise<string> {
  const options = {
    url: 'https://a.example/feed',
    timeZone: 'UTC',
    limits: { entries: 20_000, depth: 256, fieldChars: 4_000_000 },
    now: new Date(),
  }
  try {
    const { entries, repairs } = await parseFeed(bytes, options)
    return `${entries.length} entries, ${repairs.map(({ code }) => code).join(' ')}`
  } catch (error) {
    return error instanceof FeedError ? `${error.code}: ${error.message.slice(0, 60)}` : `BUG ${String(error)}`
  }
}
