import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'

/** A mount namespace of its own: what is mounted in it nobody else sees, and it is gone with it. */
export interface Mounts {
  /** Runs a shell command in it; throws where that fails. */
  shell(command: string): void
  /** What comes before a program's own words to run it inside. */
  readonly prefix: readonly string[]
  /** A path inside, as seen from outside. */
  seen(path: string): string
  end(): Promise<void>
}

export async function openMounts(): Promise<Mounts> {
  const holder: ChildProcess = spawn(
    'unshare',
    ['-m', '--propagation', 'private', 'sh', '-c', 'echo ready; exec sleep 3600'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  if (holder.stdout === null) throw new Error('no output')
  await once(holder.stdout, 'data')
  const prefix = ['nsenter', '-m', `--wd=${process.cwd()}`, '-t', `${holder.pid}`]
  return {
    prefix,
    shell(command) {
      const [program = '', ...args] = [...prefix, 'sh', '-c', command]
      const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' })
      if (status !== 0) throw new Error(`${command}: ${stderr}`)
    },
    seen: (path) => `/proc/${holder.pid}/root${path}`,
    async end() {
      const ended = once(holder, 'close')
      holder.kill('SIGKILL')
      await ended
    },
  }
}
