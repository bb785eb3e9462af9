import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly out: string
  readonly err: string
}

/** The command line at work, as a person started it. */
export interface Started {
  readonly ended: Promise<Ended>
  /** The first match in what it prints; rejects when it ends without one. */
  printed(pattern: RegExp): Promise<RegExpExecArray>
  /** The same of what it writes to standard error. */
  reported(pattern: RegExp): Promise<RegExpExecArray>
  kill(signal: NodeJS.Signals): void
}

/** A folder with a feeds.json of its own, and the program run on it. */
export interface Program {
  readonly folder: string
  file(...names: string[]): string
  start(...args: string[]): Started
  /** Runs a command to its end. */
  run(...args: string[]): Promise<Ended>
  /** Starts the server and waits for its first publication; gives its address, ending in a slash. */
  serve(): Promise<string>
  /** Ends what was started and removes the folder. */
  remove(): Promise<void>
}

/** Makes the folder; feeds on loopback are allowed, the server takes a free port. `prefix`: words that run the program elsewhere. */
export async function makeProgram(settings: object, prefix: readonly string[] = []): Promise<Program> {
  const folder = await mkdtemp(path.join(tmpdir(), 'millrace-program-'))
  const file = (...names: string[]): string => path.join(folder, ...names)
  await writeFile(
    file('feeds.json'),
    JSON.stringify({ allowAddresses: ['127.0.0.0/8'], limits: { hostGapMs: 0 }, server: { port: 0 }, ...settings }),
  )
  const children = new Set<ChildProcess>()
  const start = (command = 'run', ...args: string[]): Started => {
    const all = [...prefix, process.execPath, 'src/main.ts', command, '--config', file('feeds.json'), ...args]
    const [first = '', ...rest] = all
    const child = spawn(first, rest, { env: { ...process.env, DATA_DIR: '' } })
    children.add(child)
    return watch(child, () => children.delete(child))
  }
  return {
    folder,
    file,
    start,
    run: (...args) => start(...args).ended,
    serve: async () => {
      const server = start('start')
      const [, url = ''] = await server.printed(/^serving (\S+);/m)
      await server.printed(/^published:/m)
      return url
    },
    remove: async () => {
      const ends = [...children].map((child) => new Promise((done) => child.once('close', done)))
      for (const child of children) child.kill('SIGKILL')
      await Promise.all(ends)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function watch(child: ReturnType<typeof spawn>, onEnd: () => void): Started {
  let out = ''
  let err = ''
  child.stdout?.on('data', (chunk) => {
    out += chunk
  })
  child.stderr?.on('data', (chunk) => {
    err += chunk
  })
  const ended = new Promise<Ended>((resolve) =>
    child.on('close', (code, signal) => {
      onEnd()
      resolve({ code, signal, out, err })
    }),
  )
  const found = (stream: typeof child.stdout, written: () => string, pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const match = pattern.exec(written())
        if (match !== null) resolve(match)
      }
      look()
      stream?.on('data', look)
      child.on('close', (code) => reject(new Error(`ended with ${code} before it printed ${pattern}: ${out}${err}`)))
    })
  return {
    ended,
    printed: (pattern) => found(child.stdout, () => out, pattern),
    reported: (pattern) => found(child.stderr, () => err, pattern),
    kill: (signal) => child.kill(signal),
  }
}
