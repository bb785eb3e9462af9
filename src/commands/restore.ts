import { copyFile } from 'node:fs/promises'
import path from 'node:path'
import { checkSettings, readSettings } from '../config/load.ts'
import { writeSettings } from '../config/save.ts'
import { isCron } from '../schedule/ticking.ts'
import { readBackup, restoreStore } from '../store/backup.ts'
import { acquireLock } from '../store/lock.ts'
import { type BesideOptions, isThere, shownPath } from './beside.ts'
import type { Context } from './context.ts'
import { makeDataFolder, placesOf } from './places.ts'
import { counted, say, sayJson } from './words.ts'

export interface RestoreOptions extends BesideOptions {
  /** `false` leaves feeds.json as it is. */
  readonly settings?: boolean
}

/**
 * `millrace restore FILE`: puts the store and feeds.json of a backup in place, having checked both; what they replace stays
 * beside them. Takes the lock: a store can't be exchanged under a run.
 */
export async function restore(context: Context, file: string, options: RestoreOptions): Promise<number> {
  const { config, dataFolder, storeFile, lockFile } = placesOf(options)
  const backup = path.resolve(file)
  const { settings, madeAt, version } = readBackup(backup)
  const isWithSettings = options.settings !== false
  if (isWithSettings) checkSettings(config, settings, isCron)
  const tail = `replaced-${context.now().toISOString().replace(/[:.]/g, '-')}`
  await makeDataFolder(dataFolder)
  const lock = acquireLock(lockFile)
  try {
    const { entries, stories, kept } = await restoreStore(backup, storeFile, `${storeFile}.${tail}`)
    const keptSettings = isWithSettings ? await restoreSettings(config, settings, tail) : undefined
    const replaced = [kept, keptSettings].flatMap((each) => each ?? [])
    if (options.json === true) sayJson(context, { entries, stories, madeAt, version, kept: replaced })
    else {
      say(context, [
        `restored: ${counted(entries, 'entry', 'entries')}, ${counted(stories, 'story', 'stories')}, as of ${madeAt.toISOString()}`,
        ...replaced.map((each) => `what it replaced is kept as ${shownPath(each)}`),
      ])
    }
    return 0
  } finally {
    lock.close()
  }
}

/** Gives the name under which the replaced feeds.json is kept; undefined when there was none, or the same. */
async function restoreSettings(config: string, settings: string, tail: string): Promise<string | undefined> {
  const before = (await isThere(config)) ? await readSettings(config) : undefined
  if (before === settings) return undefined
  const kept = `${config}.${tail}`
  if (before !== undefined) await copyFile(config, kept) // with its permissions
  await writeSettings(config, settings)
  return before === undefined ? undefined : kept
}
