import path from 'node:path'

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
