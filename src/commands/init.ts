import { randomUUID } from 'node:crypto'
import { cp, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { newFeedsJson } from '../config/new-feeds-json.ts'
import { FatalError } from '../errors.ts'
import { makeFolder } from '../util/make-folder.ts'
import type { Context } from './context.ts'

/** What Millrace ships: its feeds.json and the sample it names. */
const shipped = new URL('../../', import.meta.url)

/** `millrace init`: a feeds.json with an id of its own and the sample beside it. Never overwrites. */
export async function init(context: Context, options: { readonly config: string }): Promise<number> {
  const config = path.resolve(options.config)
  const folder = path.dirname(config)
  const text = newFeedsJson(
    await readFile(new URL('feeds.json', shipped), 'utf8'),
    randomUUID(),
    schemaSeenFrom(folder),
  )
  try {
    await makeFolder(folder)
    await writeFile(config, text, { flag: 'wx' })
    await cp(new URL('sample', shipped), path.join(folder, 'sample'), { recursive: true, force: false })
  } catch (error) {
    throw cannotWrite(config, error)
  }
  const next = options.config === 'feeds.json' ? 'npx millrace start' : `npx millrace start --config ${options.config}`
  context.print(`written: ${options.config} and sample/ beside it; next: ${next}`)
  return 0
}

/** An editor follows a path below its file; one to elsewhere, such as npx's cache, would not last. */
function schemaSeenFrom(folder: string): string | undefined {
  const way = path.relative(folder, fileURLToPath(new URL('src/config/feeds.schema.json', shipped)))
  return way.startsWith('..') || path.isAbsolute(way) ? undefined : `./${way.replaceAll(path.sep, '/')}`
}

function cannotWrite(config: string, error: unknown): FatalError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EEXIST') {
    return new FatalError(
      'CONFIG',
      `${config} is there already and was left as it is; name another file with --config`,
      error,
    )
  }
  const reason = error instanceof Error ? error.message : String(error)
  return new FatalError('CONFIG', `${config} can't be written: ${reason}`, error)
}
