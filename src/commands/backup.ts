import path from 'node:path'
import { FatalError } from '../errors.ts'
import { backUpStore } from '../store/backup.ts'
import { type BesideOptions, openBeside, shownPath } from './beside.ts'
import type { Context } from './context.ts'
import { say, sayJson } from './words.ts'

/** `millrace backup FILE`: the store and feeds.json in one file, also while a run is at work. */
export async function backUp(context: Context, file: string, options: BesideOptions): Promise<number> {
  const beside = await openBeside(options)
  try {
    const { store, storeFile, text: settings } = beside
    if (store === undefined) throw new FatalError('STORE', `${storeFile}: nothing to back up before the first run`)
    const target = path.resolve(file)
    const note = { settings, version: context.version, madeAt: context.now() }
    await backUpStore(storeFile, target, note)
    const { entries, stories } = await store.counts()
    if (options.json === true) sayJson(context, { file: target, entries, stories })
    else say(context, [`written: ${shownPath(target)} (the store and feeds.json); millrace restore brings it back`])
    return 0
  } finally {
    await beside.close()
  }
}
