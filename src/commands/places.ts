import path from 'node:path'
import { FatalError } from '../errors.ts'
import { makeFolder } from '../util/make-folder.ts'

/** Where an installation's files lie, absolute. */
export interface Places {
  /** feeds.json. */
  readonly config: string
  /** The folder of feeds.json: `file:` addresses stay inside it. */
  readonly root: string
  readonly dataFolder: string
  /** The store's file, in the data folder. */
  readonly storeFile: string
  readonly lockFile: string
}

/** The places that the options name; the data lie beside the settings unless they say otherwise. */
export function placesOf(options: { readonly config: string; readonly data?: string }): Places {
  const config = path.resolve(options.config)
  const root = path.dirname(config)
  const dataFolder = path.resolve(options.data ?? path.join(root, 'data'))
  return {
    config,
    root,
    dataFolder,
    storeFile: path.join(dataFolder, 'millrace.db'),
    lockFile: path.join(dataFolder, 'lock.db'),
  }
}

/** Makes the data folder where it is missing; FatalError `STORE` with a way out when it cannot be made. */
export async function makeDataFolder(folder: string): Promise<void> {
  try {
    await makeFolder(folder)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new FatalError(
      'STORE',
      `${folder}: the data folder can't be made (${reason}); name another one with --data or DATA_DIR`,
      error,
    )
  }
}
