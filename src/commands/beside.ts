import { stat } from 'node:fs/promises'
import path from 'node:path'
import { checkSettings, readSettings } from '../config/load.ts'
import type { Settings } from '../config/settings.ts'
import { isCron } from '../schedule/ticking.ts'
import { openSqliteStore } from '../store/sqlite.ts'
import type { Store } from '../store/store.ts'
import { type Places, placesOf } from './places.ts'

/** What the commands that look and edit share. */
export interface BesideOptions {
  readonly config: string
  readonly data?: string
  /** Print one JSON document instead of lines for people. */
  readonly json?: boolean
}

/** An installation seen beside one that runs: the settings, and the store without the lock. */
export interface Beside extends Places {
  readonly settings: Settings
  /** The text that the settings were read from. */
  readonly text: string
  /** Absent before the first run. */
  readonly store?: Store
  close(): Promise<void>
}

/** Reads the settings and opens the store where there is one; a run may be at work on it. Throws FatalError. */
export async function openBeside(options: BesideOptions): Promise<Beside> {
  const places = placesOf(options)
  const text = await readSettings(places.config)
  const settings = checkSettings(places.config, text, isCron)
  const store = await openStore(places)
  return { ...places, settings, text, ...(store === undefined ? {} : { store }), close: async () => store?.close() }
}

/** The store, unless nothing has run here yet: looking must not make one. */
export async function openStore({ storeFile }: Places): Promise<Store | undefined> {
  return (await isThere(storeFile)) ? await openSqliteStore(storeFile) : undefined
}

export function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  )
}

/** As a person names it. */
export function shownPath(file: string): string {
  const way = path.relative('', file)
  return way === '' || way.startsWith('..') ? file : way
}
