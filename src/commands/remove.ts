import { withoutFeed } from '../config/edit.ts'
import { saveSettings } from '../config/save.ts'
import { FatalError } from '../errors.ts'
import { isCron } from '../schedule/ticking.ts'
import { type BesideOptions, openBeside, shownPath } from './beside.ts'
import type { Context } from './context.ts'
import { findSubscription } from './find-subscription.ts'
import { say, sayJson } from './words.ts'

/** `millrace remove FEED`: takes a feed out of feeds.json. What it brought stays in the store. */
export async function remove(context: Context, name: string, options: BesideOptions): Promise<number> {
  const beside = await openBeside(options)
  try {
    const { settings, text, config, store } = beside
    const subscription = findSubscription(name, settings.feeds, (await store?.feedStates()) ?? [])
    if (settings.feeds.length === 1) {
      throw new FatalError('CONFIG', `${subscription.id} is the only feed: add another one first`)
    }
    const after = withoutFeed(text, settings.feeds.indexOf(subscription))
    await saveSettings(config, { before: text, after }, isCron)
    const { id, url } = subscription
    if (options.json === true) sayJson(context, { removed: { id, url } })
    else {
      say(context, [
        `removed   ${id} from ${shownPath(config)}`,
        'Its stories leave the feed at the next run. Put back, it goes on where it was: nothing comes twice.',
      ])
    }
    return 0
  } finally {
    await beside.close()
  }
}
