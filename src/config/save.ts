import { type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises'
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
  await replace(file, after, async () => {
    if ((await readSettings(file)) !== before) {
      throw new FatalError('CONFIG', `${file}: somebody else has just changed it; nothing was written, try again`)
    }
  })
  return settings
}

/** Writes a text to feeds.json by one rename, without a look at what stood there. Throws FatalError `CONFIG`. */
export async function writeSettings(file: string, text: string): Promise<void> {
  await replace(file, text, async () => undefined)
}

/** The new file lies beside the old one until it is whole; while it does, nobody else can edit. */
async function replace(file: string, text: string, check: () => Promise<void>): Promise<void> {
  try {
    // A link stays one: what it leads to is replaced.
    const target = await realpath(file).catch(() => path.resolve(file))
    const mode = await stat(target).then(
      (found) => found.mode & 0o777,
      () => 0o600,
    )
    const temporary = path.join(path.dirname(target), `.${path.basename(target)}.millrace-tmp`)
    const handle = await create(temporary, mode)
    try {
      await check()
      await handle.writeFile(text)
      await handle.sync()
      await handle.close()
      await rename(temporary, target)
    } catch (error) {
      await handle.close()
      await rm(temporary, { force: true })
      throw error
    }
  } catch (error) {
    if (error instanceof FatalError) throw error
    throw new FatalError('CONFIG', `${file}: can't be written (${codeOf(error)}): ${wayOut(codeOf(error))}`, error)
  }
}

async function create(temporary: string, mode: number): Promise<FileHandle> {
  try {
    return await open(temporary, 'wx', mode)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
    const message = 'another edit is at work on the settings; if there is none, one was cut off: remove this file'
    throw new FatalError('CONFIG', `${temporary}: ${message}`, error)
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
