import path from 'node:path'
import { loadSettings } from '../config/load.ts'
import { FeedError } from '../errors.ts'
import { askFeed, toReadFeed } from '../run/ask-feed.ts'
import { isCron } from '../schedule/ticking.ts'
import type { Subscription } from '../types.ts'
import { mapBounded } from '../util/bounded.ts'
import type { Context } from './context.ts'
import type { Finder } from './find-feed.ts'
import { openFetcher, openTasks } from './session.ts'
import { say } from './words.ts'

export interface CheckOptions {
  readonly config: string
  readonly fetch?: boolean
}

/** `millrace check`: the settings, and with `--fetch` each feed once; stores nothing. Ends with 2 when a feed failed. */
export async function check(context: Context, options: CheckOptions): Promise<number> {
  const config = path.resolve(options.config)
  const settings = await loadSettings(config, isCron)
  const active = settings.feeds.filter(({ disabled }) => !disabled)
  context.print(`${options.config}: no mistake found; ${settings.feeds.length} feeds, ${active.length} of them active`)
  if (options.fetch !== true) return 0
  const fetcher = openFetcher(context, settings)
  const tasks = openTasks(context)
  try {
    const results = await mapBounded(active, settings.limits.connections, (subscription) =>
      checkFeed(context, { settings, fetcher, tasks, root: path.dirname(config) }, subscription),
    )
    return results.every(Boolean) ? 0 : 2
  } finally {
    await tasks.close()
    await fetcher.close()
  }
}

async function checkFeed(context: Context, asker: Finder, subscription: Subscription): Promise<boolean> {
  try {
    const answer = await askFeed(asker, subscription, {}, context.signal)
    if (answer.status !== 'fetched')
      throw new FeedError('FETCH_STATUS', subscription.url, '304 to an unconditional request')
    const { feed } = await asker.tasks.readFeed(toReadFeed(asker.settings, subscription, answer, context.now()))
    say(context, [`ok        ${subscription.id}: ${feed.source.title}, ${feed.format}, ${feed.entries.length} entries`])
    return true
  } catch (thrown) {
    const error = FeedError.from(thrown, subscription.url)
    say(context, [`failed    ${subscription.id}: ${error.message} [${error.code}]`])
    return false
  }
}
