import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { URL } from 'node:url'
import { FatalError } from '../errors.ts'
import { listenAddress } from './checks.ts'
import { crossMistakes } from './cross-checks.ts'
import { readJson } from './json.ts'
import { describeMistakes, schemaMistakes } from './mistakes.ts'
import { toSubscription } from './resolve.ts'
import { type FeedsFile, feedsFile, type Settings } from './settings.ts'

/** Says whether schedule.cron is one: the scheduler knows, and is not ours to import. */
export type IsCron = (expression: string) => boolean

/** Reads and checks feeds.json whole. Any mistake is a FatalError `CONFIG` that lists them all. */
export async function loadSettings(file: string, isCron: IsCron): Promise<Settings> {
  return checkSettings(file, await readSettings(file), isCron)
}

/** The settings that a text holds, which stands or is to stand in `file`. Any mistake is a FatalError `CONFIG` that lists them all. */
export function checkSettings(file: string, text: string, isCron: IsCron): Settings {
  const folder = path.dirname(path.resolve(file))
  const json = readJson(text)
  if (json.mistakes.length > 0) throw new FatalError('CONFIG', describeMistakes(file, json.mistakes))
  const checked = feedsFile.safeParse(json.value)
  const mistakes = [
    ...(checked.success ? [] : schemaMistakes(checked.error.issues, json.value)),
    ...crossMistakes(json.value, folder, isCron),
  ]
  if (!checked.success || mistakes.length > 0) throw new FatalError('CONFIG', describeMistakes(file, mistakes))
  return toSettings(checked.data, folder)
}

/** The text of feeds.json, unchecked. Throws FatalError `CONFIG`. */
export async function readSettings(file: string): Promise<string> {
  try {
    // TextDecoder drops a byte order mark, which some editors write.
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file))
  } catch (error) {
    throw new FatalError('CONFIG', `${file}: ${whyUnreadable(error)}`, error)
  }
}

function whyUnreadable(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? error.code : undefined
  if (code === 'ENOENT') return 'no such file; `millrace init` writes one'
  if (code === 'EACCES' || code === 'EPERM') return 'may not be read by this user; change its permissions'
  if (code === 'EISDIR') return 'is a folder; name the file in it'
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return 'is not UTF-8 text; save it in that encoding'
  return error.message
}

function toSettings(file: FeedsFile, folder: string): Settings {
  const { $schema: _, feeds, content, url, metrics, ...rest } = file
  const metricsAddress = listenAddress(metrics ?? '')
  return {
    ...rest,
    url: withSlash(url ?? serverUrl(file.server)),
    content: content ?? 'full',
    ...(metricsAddress !== undefined && { metrics: metricsAddress }),
    feeds: feeds.map((feed) => toSubscription(feed, file, folder)),
  }
}

function withSlash(address: string): string {
  const url = new URL(address)
  if (!url.pathname.endsWith('/')) url.pathname += '/'
  return url.href
}

/** Where the built-in server is found; one that listens everywhere is at least found from here. */
function serverUrl({ host, port }: Settings['server']): string {
  if (host === '0.0.0.0' || host === '::') return `http://localhost:${port}/`
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}/`
}
