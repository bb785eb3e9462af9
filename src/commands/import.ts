import { readFile } from 'node:fs/promises'
import { hasCredentials, isWebUrl } from '../config/checks.ts'
import { withFeeds } from '../config/edit.ts'
import { comparableUrl } from '../config/resolve.ts'
import { saveSettings } from '../config/save.ts'
import { FatalError, withoutCredentials } from '../errors.ts'
import { type OpmlFeed, parseOpml } from '../parse/opml.ts'
import { isCron } from '../schedule/ticking.ts'
import { type Beside, type BesideOptions, openBeside, shownPath } from './beside.ts'
import type { Context } from './context.ts'
import { sameFeed } from './same-feed.ts'
import { counted, say, sayJson } from './words.ts'

export interface ImportOptions extends BesideOptions {
  readonly dryRun?: boolean
}

interface Plan {
  readonly added: readonly OpmlFeed[]
  /** Subscribed already. */
  readonly known: readonly string[]
  readonly refused: readonly { readonly url: string; readonly why: string }[]
}

/** `millrace import OPML`: adds the feeds that are new to feeds.json, with their titles and their folders as tags. */
export async function importOpml(context: Context, file: string, options: ImportOptions): Promise<number> {
  const feeds = parseOpml(await read(file), file)
  if (feeds === undefined) throw new FatalError('CONFIG', `${file}: no OPML; export one from your feed reader`)
  const beside = await openBeside(options)
  try {
    const { config, text } = beside
    const plan = planImport(feeds, beside)
    const edit = { before: text, after: withFeeds(text, plan.added) }
    if (options.dryRun !== true && plan.added.length > 0) await saveSettings(config, edit, isCron)
    if (options.json === true) sayJson(context, plan)
    else say(context, inWords(plan, shownPath(config), options.dryRun === true))
    return 0
  } finally {
    await beside.close()
  }
}

async function read(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new FatalError('CONFIG', `${file}: can't be read: ${reason}`, error)
  }
}

function planImport(feeds: readonly OpmlFeed[], { settings, root }: Beside): Plan {
  const subscribed = settings.feeds.map(({ url }) => url)
  const added: OpmlFeed[] = []
  const known: string[] = []
  const refused: Plan['refused'][number][] = []
  for (const feed of feeds) {
    const { url } = feed
    if (!isWebUrl(url)) refused.push({ url, why: 'no http or https address' })
    else if (hasCredentials(url)) {
      refused.push({ url: withoutCredentials(url), why: 'it names a user: add it by hand with feeds[].auth' })
    } else {
      const address = comparableUrl(root, url) ?? url
      if (subscribed.some((each) => sameFeed(each, address))) known.push(url)
      else added.push(feed)
      subscribed.push(address)
    }
  }
  return { added, known, refused }
}

function inWords({ added, known, refused }: Plan, config: string, isDry: boolean): readonly string[] {
  return [
    ...added.map(({ title, url }) => `added     ${title === undefined ? url : `${title} (${url})`}`),
    ...refused.map(({ url, why }) => `left out  ${url}: ${why}`),
    `${counted(added.length, 'feed')} ${isDry ? 'would be added' : 'added'} to ${config}, ` +
      `${known.length} there already, ${refused.length} left out`,
  ]
}
