import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

export interface SeedDocument {
  readonly name: string
  readonly bytes: Uint8Array
}

/** The fixtures of a folder that have one of the suffixes; what a fuzzer begins with. */
function seeds(folder: string, suffix: RegExp): readonly SeedDocument[] {
  return readdirSync(folder)
    .filter((name) => suffix.test(name) && !name.includes('.expected.'))
    .map((name) => ({ name, bytes: new Uint8Array(readFileSync(path.join(folder, name))) }))
}

const fixtures = path.join('tests', 'fixtures')

/** Feeds of every format. */
export const feeds: readonly SeedDocument[] = [
  ...seeds(path.join(fixtures, 'parse'), /\.(?:xml|json)$/),
  { name: 'sample', bytes: new Uint8Array(readFileSync(path.join('sample', 'feed.xml'))) },
]

/** Pages, and bodies with all that an article can hold. */
export const pages: readonly SeedDocument[] = [
  ...seeds(path.join(fixtures, 'extract'), /\.html$/),
  ...seeds(path.join(fixtures, 'fuzz'), /\.html$/),
]
