import { randomUUID } from 'node:crypto'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { type SettingsChange, settingsChange } from '../config/change.ts'
import { checkSettings, readSettings } from '../config/load.ts'
import type { Settings } from '../config/settings.ts'
import { FatalError } from '../errors.ts'
import { createFetcher, type Fetcher } from '../fetch/fetcher.ts'
import { createPool, type Pool } from '../pool/pool.ts'
import type { Parts } from '../run/parts.ts'
import { isCron } from '../schedule/ticking.ts'
import { acquireLock } from '../store/lock.ts'
import { openSqliteStore } from '../store/sqlite.ts'
import type { Store } from '../store/store.ts'
import { passingBooks, storedBooks } from './books.ts'
import type { Context } from './context.ts'
import { followSettings } from './follow-settings.ts'
import { ownName } from './own-name.ts'
import { makeDataFolder, placesOf } from './places.ts'

/** What a run stores comes from many feeds and threads at once: so long a piece waits for others, to be stored together. */
const gatherMs = 10

export interface SessionOptions {
  readonly config: string
  /** Where the store lies; beside the settings when not given. */
  readonly data?: string
  readonly output?: string
}

/** A working Millrace: everything a run needs, opened; `close` ends it all. */
export interface Session {
  /** As of the settings that were last taken up. */
  readonly parts: Parts
  /** feeds.json, absolute. */
  readonly config: string
  /**
   * Takes feeds.json up if it has changed, and says how; not while a run is at work. Throws FatalError `CONFIG` once for
   * each text that is broken; the parts then stay as they are.
   */
  takeUp(): Promise<SettingsChange | undefined>
  close(): Promise<void>
}

/** Checks the settings, takes the lock, opens the store. Throws FatalError, having closed what was open. */
export async function openSession(
  context: Context,
  options: SessionOptions,
  onEvent: Parts['onEvent'],
): Promise<Session> {
  const { config, root, dataFolder, storeFile, lockFile } = placesOf(options)
  const text = await readSettings(config)
  const settings = checkSettings(config, text, isCron)
  await makeDataFolder(dataFolder)
  await using opened = new AsyncDisposableStack()
  const lock = acquireLock(lockFile)
  opened.defer(() => lock.close())
  const store = await openSqliteStore(storeFile, gatherMs)
  opened.defer(() => store.close())
  const installationId = await identify(store, settings, config)
  const fetcher = openFetcher(context, settings, store)
  opened.defer(() => parts.fetcher.close())
  const tasks = openTasks(context)
  opened.defer(() => tasks.close())
  const outputFolder = path.resolve(options.output ?? path.join(root, 'output'))
  const { version, now } = context
  let parts: Parts = { settings, installationId, store, fetcher, tasks, root, outputFolder, version, now, onEvent }
  const followed = followSettings(config, text)
  // From here on the session owns what was opened; before, a throw has closed it.
  const owned = opened.move()
  return {
    get parts() {
      return parts
    },
    config,
    takeUp: async () => {
      const settings = await followed.changed()
      if (settings === undefined) return undefined
      try {
        await identify(store, settings, config)
        const before = parts
        parts = { ...before, settings, fetcher: openFetcher(context, settings, store) }
        await before.fetcher.close()
        return settingsChange(before.settings, settings)
      } catch (error) {
        // The store was the trouble, not the settings.
        if (!(error instanceof FatalError && error.code === 'CONFIG')) followed.forget()
        throw error
      }
    },
    close: () => owned.disposeAsync(),
  }
}

/** The id that stories are named after: feeds.json's, else the stored one, minted at the first run. */
async function identify(store: Store, settings: Settings, config: string): Promise<string> {
  const stored = await store.installationId(() => settings.id ?? randomUUID())
  if (settings.id !== undefined && settings.id !== stored) {
    throw new FatalError(
      'CONFIG',
      `${config}: id is ${settings.id}, but the data folder belongs to the installation ${stored}: ` +
        `write "id": "${stored}" to go on with it, or name another folder with DATA_DIR to begin anew`,
    )
  }
  return stored
}

/** An ordinary page takes some ten milliseconds, one of 5 MB a few seconds at worst. */
const longestReadingMs = 20_000

/** The threads on which strangers' documents are read; they are started at the first one. */
export function openTasks({ signal }: Context): Pool {
  // One thread is left to the network, the store and the server.
  return createPool({ threads: Math.max(1, availableParallelism() - 1), longestReadingMs, signal })
}

/** The way out, by the settings; what is to be remembered of hosts goes to the store, where there is one. */
export function openFetcher(context: Context, settings: Settings, store?: Store): Fetcher {
  return createFetcher({
    limits: settings.limits,
    userAgent: settings.userAgent ?? ownName(context.version, settings),
    allowAddresses: settings.allowAddresses,
    ...(store === undefined ? passingBooks() : storedBooks(store, context.now)),
    now: context.now,
  })
}
