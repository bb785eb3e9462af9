import { renderOpml } from '../publish/opml.ts'
import { saidSources, toSources } from '../run/to-sources.ts'
import { type BesideOptions, openBeside } from './beside.ts'
import type { Context } from './context.ts'
import { counted, sayJson } from './words.ts'

/**
 * `millrace export opml|json`: the subscriptions on standard output, in the order of feeds.json. Passwords, request headers
 * and addresses that hold a key stay here; standard error says how many feeds are missing therefore.
 */
export async function exportFeeds(context: Context, format: 'opml' | 'json', options: BesideOptions): Promise<number> {
  const beside = await openBeside(options)
  try {
    const { settings, store } = beside
    const sources = toSources(settings.feeds, saidSources((await store?.feedStates()) ?? []))
    const { title } = settings
    const { xml, urls } = renderOpml({ title }, sources)
    if (format === 'opml') context.print(xml.trimEnd())
    else sayJson(context, { title, feeds: sources.filter((source) => urls.includes(source.url)) })
    const left = settings.feeds.length - urls.length
    if (left > 0) context.warn(`${counted(left, 'feed')} left out: a file, or with a password or key in it`)
    return 0
  } finally {
    await beside.close()
  }
}
