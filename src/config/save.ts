import { open, realpath, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { FatalError } from '../errors.ts'
import { checkSettings, type IsCron, readSettings } from './load.ts'
import type { Settings } from './settings.ts'

/** An edit of feeds.json: the text it was made from and the text it gives. */
export interface SettingsEdit {
  readonly before: string
  readonly after: string
}

/**
 * Replaces feeds.json, checked whole first and by one rename: who reads it meanwhile sees the old text or the new one.
 * Refused when somebody else has changed it since it was read. Throws FatalError `CONFIG`; then nothing was written.
 */
export async function saveSettings(file: string, { before, after }: SettingsEdit, isCron: IsCron): Promise<Settings> {
  const settings = checkSettings(file, after, isCron)
  if ((await readSettings(file)) !== before) {
    throw new FatalError('CONFIG', `${file}: somebody else has just changed it; nothing was written, try again`)
  }
  await writeSettings(file, after)
  return settings
}

/** Writes a text to feeds.json by one rename, without a look at what it says. Throws FatalError `CONFIG`. */
export async function writeSettings(file: string, text: string): Promise<void> {
  try {
    // A link stays one: what it leads to is replaced.
    const target = await realpath(file).catch(() => path.resolve(file))
    const mode = await stat(target).then(
      (found) => found.mode & 0o777,
      () => 0o600,
    )
    await replaceFile(target, text, mode)
  } catch (error) {
    throw new FatalError('CONFIG', `${file}: can't be written (${codeOf(error)}): ${wayOut(codeOf(error))}`, error)
  }
}

async function replaceFile(target: string, text: string, mode: number): Promise<void> {
  const temporary = path.join(path.dirname(target), `.${path.basename(target)}.millrace-tmp`)
  await rm(temporary, { force: true }) // one that an earlier process left
  try {
    const handle = await open(temporary, 'wx', mode)
    try {
      await handle.writeFile(text)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(temporary, target)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

function wayOut(code: string): string {
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'the disk is full; free some space'
  if (code === 'EBUSY') return 'it is mounted by itself; mount its folder instead'
  return 'make its folder writable for this user'
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}
