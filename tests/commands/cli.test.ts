import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'millrace-cli-'))
})

afterEach(async () => {
  await rm(folder, { recursive: true })
})

const file = (...names: string[]): string => path.join(folder, ...names)

/** Runs the program as a person would; `during` is told what it printed so far and may end it. */
function millrace(
  args: readonly string[],
  during?: (out: string, end: (signal: NodeJS.Signals) => void) => void,
): Promise<Ended> {
  const child = spawn(process.execPath, ['src/main.ts', ...args], { env: { ...process.env, DATA_DIR: '' } })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk) => {
    out += chunk
    during?.(out, (signal) => child.kill(signal))
  })
  child.stderr.on('data', (chunk) => {
    err += chunk
  })
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })))
}

/** The sample alone: a test asks nobody. */
async function initSample(settings: object = {}): Promise<void> {
  expect((await millrace(['init', '--config', file('feeds.json')])).code).toBe(0)
  const written = JSON.parse(await readFile(file('feeds.json'), 'utf8'))
  const feeds = written.feeds.filter(({ id }: { id?: string }) => id === 'sample')
  await writeFile(file('feeds.json'), JSON.stringify({ ...written, ...settings, feeds }))
}

describe('init', () => {
  test('writes an id of its own, and the settings are without mistake', async () => {
    await millrace(['init', '--config', file('feeds.json')])
    expect(JSON.parse(await readFile(file('feeds.json'), 'utf8')).id).toMatch(/^[0-9a-f-]{36}$/)
    expect(await millrace(['check', '--config', file('feeds.json')])).toMatchObject({ code: 0, err: '' })
  })

  test('never overwrites', async () => {
    await writeFile(file('feeds.json'), 'mine')
    const { code, err } = await millrace(['init', '--config', file('feeds.json')])
    expect([code, await readFile(file('feeds.json'), 'utf8')]).toEqual([1, 'mine'])
    expect(err).toContain('is there already')
  })
})

describe('run', () => {
  test('publishes the sample, without a warning', async () => {
    await initSample()
    const { code, out, err } = await millrace(['run', '--config', file('feeds.json')])
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain('published: 1 story')
    expect(await readFile(file('output', 'atom.xml'), 'utf8')).toContain('WhatsApp Komentari Pengguna')
  })

  test('ends with 0 when a feed failed and the output stands, with --strict with 2', async () => {
    await initSample()
    const written = JSON.parse(await readFile(file('feeds.json'), 'utf8'))
    written.feeds.push({ url: 'file:sample/none.xml' })
    await writeFile(file('feeds.json'), JSON.stringify(written))
    const { code, out } = await millrace(['run', '--config', file('feeds.json')])
    expect(code).toBe(0)
    expect(out).toMatch(/^failed .*none\.xml.*\[FETCH_FILE\]$/m)
    await rm(file('data'), { recursive: true })
    expect((await millrace(['run', '--strict', '--config', file('feeds.json')])).code).toBe(2)
  })

  test('another id than the store was made with is refused, with a way out', async () => {
    await initSample()
    await millrace(['run', '--config', file('feeds.json')])
    await rm(file('feeds.json'))
    await initSample()
    const { code, err } = await millrace(['run', '--config', file('feeds.json')])
    expect(code).toBe(1)
    expect(err).toMatch(/belongs to the installation .* DATA_DIR/)
  })
})

describe('trouble is one clear line with a way out, and the last output stays', () => {
  async function published(settings: object = {}): Promise<string> {
    await initSample(settings)
    await millrace(['run', '--config', file('feeds.json')])
    return await readFile(file('output', 'atom.xml'), 'utf8')
  }

  test('mistakes in the settings', async () => {
    const before = await published()
    await writeFile(file('feeds.json'), '{ "tilte": "x", "feeds": [ { "url": "ftp://x" } ] }')
    const { code, err } = await millrace(['run', '--config', file('feeds.json')])
    expect(code).toBe(1)
    expect(err).toContain('tilte: unknown setting; did you mean "title"?')
    expect(err).toContain('feeds[0].url: expected')
    expect(await readFile(file('output', 'atom.xml'), 'utf8')).toBe(before)
  })

  test('no settings at all', async () => {
    const { code, err } = await millrace(['run', '--config', file('none.json')])
    expect([code, err.trim().split('\n').length]).toEqual([1, 1])
    expect(err).toContain('millrace init')
  })

  test('a data folder that is a file', async () => {
    await initSample()
    await writeFile(file('taken'), '')
    const { code, err } = await millrace(['run', '--config', file('feeds.json'), '--data', file('taken')])
    expect([code, err.trim().split('\n').length]).toEqual([1, 1])
    expect(err).toMatch(/taken.*DATA_DIR/)
  })

  test('a store that is no database', async () => {
    const before = await published()
    await writeFile(
      file('data', 'millrace.db'),
      'this is no database, whatever its name says, and long enough to be sure',
    )
    await rm(file('data', 'millrace.db-wal'), { force: true })
    const { code, err } = await millrace(['run', '--config', file('feeds.json')])
    expect([code, err.trim().split('\n').length]).toEqual([1, 1])
    expect(err).toContain('millrace.db')
    expect(await readFile(file('output', 'atom.xml'), 'utf8')).toBe(before)
  })

  test('an output folder that is a file', async () => {
    await initSample()
    await writeFile(file('taken'), '')
    const { code, err } = await millrace(['run', '--config', file('feeds.json'), '--output', file('taken')])
    expect([code, err.trim().split('\n').length]).toEqual([1, 1])
    expect(err).toContain('taken')
  })

  test('a busy port', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const address = other.address()
    const port = typeof address === 'object' ? address?.port : 0
    await initSample({ server: { port } })
    const { code, err } = await millrace(['start', '--config', file('feeds.json')])
    other.close()
    expect([code, err.trim().split('\n').length]).toEqual([1, 1])
    expect(err).toContain('server.port')
  })

  test('an unknown command', async () => {
    const { code, err } = await millrace(['publish'])
    expect(code).toBe(1)
    expect(err).toContain('--help')
  })
})

describe('start', () => {
  test('publishes, serves, keeps a second one out, and ends with SIGTERM', async () => {
    await initSample({ server: { port: 0 } })
    let asked: Promise<readonly unknown[]> | undefined
    const { code, out } = await millrace(['start', '--config', file('feeds.json')], (printed, end) => {
      const url = /serving (\S+);/.exec(printed)?.[1]
      if (url === undefined || !printed.includes('published:') || asked !== undefined) return
      asked = Promise.all([
        fetch(`${url}atom.xml`).then(async (answer) => (await answer.text()).includes('WhatsApp Komentari')),
        fetch(`${url}healthz`).then((answer) => answer.status),
        millrace(['run', '--config', file('feeds.json')]).then((second) => [
          second.code,
          second.err.trim().split('\n').length,
        ]),
      ]).finally(() => end('SIGTERM'))
    })
    expect(await asked).toEqual([true, 200, [75, 1]])
    expect([code, out.includes('subscribe to')]).toEqual([0, true])
  })

  test('Ctrl-C in the middle of a run ends it within seconds; the next run goes on', async () => {
    await initSample({ server: { port: 0 } })
    let isEnding = false
    const { code } = await millrace(['start', '--config', file('feeds.json')], (printed, end) => {
      if (printed.includes('serving') && !isEnding) end('SIGINT')
      isEnding ||= printed.includes('serving')
    })
    expect(code).toBe(0)
    expect(await millrace(['run', '--config', file('feeds.json')])).toMatchObject({ code: 0 })
    expect(await readFile(file('output', 'atom.xml'), 'utf8')).toContain('WhatsApp Komentari')
  })
})
