import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { acquireLock } from '../../src/store/lock.ts'
import { temporaryFolder } from './stores.ts'

let folder: ReturnType<typeof temporaryFolder>
let path: string
beforeEach(() => {
  folder = temporaryFolder()
  path = join(folder.path, 'data', 'lock.db')
})
let child: ChildProcess | undefined
afterEach(() => {
  child?.kill('SIGKILL')
  folder.remove()
})

function thrownBy(action: () => unknown): unknown {
  try {
    action()
  } catch (error) {
    return error
  }
  return undefined
}

/** Another process that takes the lock, lets its memory be cleaned up, and goes on. */
async function holdInChild(): Promise<ChildProcess> {
  const module = new URL('../../src/store/lock.ts', import.meta.url).href
  const script = `const { acquireLock } = await import(${JSON.stringify(module)})
    acquireLock(process.argv[1])
    for (let round = 0; round < 3; round++) {
      gc()
      await new Promise(setImmediate)
    }
    process.stdout.write('held')
    setInterval(() => {}, 1000)`
  child = spawn(process.execPath, ['--expose-gc', '--input-type=module', '-e', script, path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (child.stdout === null) throw new Error('no output')
  await once(child.stdout, 'data')
  return child
}

test('a second one is refused until the first is closed', () => {
  const lock = acquireLock(path)
  expect(thrownBy(() => acquireLock(path))).toMatchObject({
    code: 'LOCKED',
    message: `${path}: another Millrace is running on this data folder and reads what is due; end it first, or name another folder with --data or DATA_DIR`,
  })
  lock.close()
  acquireLock(path).close()
})

test('another process holds it, and kill -9 frees it', async () => {
  const holder = await holdInChild()
  expect(thrownBy(() => acquireLock(path))).toMatchObject({ code: 'LOCKED' })
  holder.kill('SIGKILL')
  await once(holder, 'exit')
  acquireLock(path).close()
})

test('a file that is no database is trouble of another kind', () => {
  path = join(folder.path, 'lock.db')
  writeFileSync(path, 'x'.repeat(200))
  expect(thrownBy(() => acquireLock(path))).toMatchObject({ code: 'STORE' })
})
