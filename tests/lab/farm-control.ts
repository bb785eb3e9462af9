import { spawn } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** The farm at work: local sites to read from, each on an address of its own, and its control. */
export interface Farm {
  /** What its control answers, such as `/stats.json`, `/tick`. */
  json<Value>(where: string): Promise<Value>
  /** Makes an installation that reads all its sites, or those of one of its lists: a folder with a feeds.json. */
  installation(settings: object, list?: string): Promise<string>
  /** Ends it; settles when its ports are free again. */
  stop(): Promise<void>
}

/** Starts the farm's script (a path of the caller's) and waits until it answers. */
export async function startFarm(script: string, port: number, args: readonly string[]): Promise<Farm> {
  const child = spawn(process.execPath, [script, '--port', `${port}`, '--ips', '--quiet', ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const control = `http://127.0.0.1:${port}`
  const farm: Farm = {
    async json<Value>(where: string) {
      const value: Value = JSON.parse(await (await fetch(control + where)).text())
      return value
    },
    async installation(settings, list = '/feeds.json?mode=ip') {
      const folder = mkdtempSync(path.join(tmpdir(), 'millrace-farm-'))
      const feeds = await farm.json<readonly { id: string; url: string }[]>(list)
      const whole = {
        title: 'Farm',
        allowAddresses: ['127.1.0.0/16', '127.2.0.0/24', '127.3.0.0/24'],
        feeds: feeds.map(({ id, url }) => ({ id, url, backfill: 25 })),
        ...settings,
      }
      writeFileSync(path.join(folder, 'feeds.json'), JSON.stringify(whole, undefined, 2))
      return folder
    },
    async stop() {
      child.kill()
      await ended
    },
  }
  try {
    await until(() =>
      farm.json('/stats.json').then(
        () => true,
        () => false,
      ),
    )
    return farm
  } catch (error) {
    await farm.stop()
    throw error
  }
}

/** Makes every feed of an installation due, beside a program at work on it: no setting lets a feed be asked that often. */
export function makeDue(folder: string, at = new Date(0)): void {
  const database = new DatabaseSync(path.join(folder, 'data', 'millrace.db'), { timeout: 5000 })
  database.prepare('update feeds set next_check_at = ?').run(at.getTime())
  database.close()
}

/** Looks again and again, for 20 seconds. */
export async function until(isDone: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000
  while (!(await isDone())) {
    if (Date.now() > deadline) throw new Error('waited 20 s in vain')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
