import { withFeeds } from '../config/edit.ts'
import { checkSettings } from '../config/load.ts'
import { comparableUrl } from '../config/resolve.ts'
import { saveSettings } from '../config/save.ts'
import { FatalError } from '../errors.ts'
import { isCron } from '../schedule/ticking.ts'
import type { Feed, Subscription } from '../types.ts'
import { type Beside, type BesideOptions, openBeside, shownPath } from './beside.ts'
import type { Context } from './context.ts'
import { findFeed, toAddress } from './find-feed.ts'
import { feedLines, headlines } from './preview-lines.ts'
import { sameFeed } from './same-feed.ts'
import { openFetcher, openTasks } from './session.ts'
import { say, sayJson } from './words.ts'

export interface AddOptions extends BesideOptions {
  readonly title?: string
  readonly tag?: readonly string[]
  /** Find and show it, write nothing. */
  readonly dryRun?: boolean
}

/** So many entries show what a feed is about. */
const shownEntries = 5

/** `millrace add SITE|URL`: finds the feed that a site announces, shows what it gives, writes it into feeds.json. */
export async function add(context: Context, site: string, options: AddOptions): Promise<number> {
  const beside = await openBeside(options)
  const fetcher = openFetcher(context, beside.settings, beside.store)
  const tasks = openTasks(context)
  try {
    const { settings, root, config, text } = beside
    const address = toAddress(site)
    const withIt = (url: string): string => withFeeds(text, [newFeed(url, options)])
    // Checked as it will stand in feeds.json, so that a mistake is found before anybody is asked.
    const subscribe = (url: string): Subscription => {
      refuseDuplicate(beside, comparableUrl(root, url) ?? url)
      const added = checkSettings(config, withIt(url), isCron).feeds.at(-1)
      if (added === undefined) throw new FatalError('CONFIG', `${config}: holds no feeds`)
      return added
    }
    const found = await findFeed(context, { settings, fetcher, tasks, root }, address, subscribe)
    refuseDuplicate(beside, found.subscription.url)
    // A file keeps the relative form it was named by.
    const url = address.startsWith('file:') ? address : found.subscription.url
    if (options.dryRun !== true) await saveSettings(config, { before: text, after: withIt(url) }, isCron)
    report(context, { url, ...found }, shownPath(config), options)
    return 0
  } finally {
    await tasks.close()
    await fetcher.close()
    await beside.close()
  }
}

function newFeed(
  url: string,
  { title, tag = [] }: AddOptions,
): { readonly url: string; readonly title?: string; readonly tags: readonly string[] } {
  return { url, tags: tag, ...(title === undefined ? {} : { title }) }
}

function refuseDuplicate({ settings, config }: Beside, url: string): void {
  const there = settings.feeds.find((each) => sameFeed(each.url, url))
  if (there === undefined) return
  const why = there.disabled ? 'is there already, disabled' : 'is there already'
  throw new FatalError('CONFIG', `${shownPath(config)}: ${there.id} ${why}; nothing was written`)
}

function report(
  context: Context,
  { url, feed, others }: { readonly url: string; readonly feed: Feed; readonly others: readonly string[] },
  config: string,
  { json, dryRun }: AddOptions,
): void {
  const isDry = dryRun === true
  if (json === true) {
    const { source, format, entries, repairs } = feed
    const added = { url, title: source.title, format, entries: entries.length, repairs }
    sayJson(context, { [isDry ? 'found' : 'added']: added, announcedToo: others })
    return
  }
  say(context, [
    ...feedLines(feed, context.now()),
    ...headlines(feed).slice(0, shownEntries),
    ...others.map((each) => `          announced too: ${each}`),
    isDry ? `found     ${url}; nothing was written` : `added     ${url} to ${config}`,
    ...(isDry ? [] : ['A running `millrace start` takes it up by itself; else: millrace run']),
  ])
}
