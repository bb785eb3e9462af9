import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { learnedLines } from '../clean/learned-lines.ts'
import { withFeeds } from '../config/edit.ts'
import { checkSettings, readSettings } from '../config/load.ts'
import { comparableUrl } from '../config/resolve.ts'
import type { Settings } from '../config/settings.ts'
import { FatalError } from '../errors.ts'
import { renderPreview } from '../pages/preview-page.ts'
import { fetchPage } from '../run/fetch-page.ts'
import { hostOf } from '../run/lessons.ts'
import { readJoined } from '../run/read-article.ts'
import { type EntryRead, type EntryReader, readEntry } from '../run/read-entry.ts'
import { isCron } from '../schedule/ticking.ts'
import type { Store } from '../store/store.ts'
import type { Feed, Subscription } from '../types.ts'
import { type BesideOptions, isThere, openStore } from './beside.ts'
import type { Context } from './context.ts'
import { cutInWords } from './cut-words.ts'
import { askAddress, type Found, toAddress } from './find-feed.ts'
import { placesOf } from './places.ts'
import { articleLines, feedLines, headlines } from './preview-lines.ts'
import { sameFeed } from './same-feed.ts'
import { openFetcher, openTasks } from './session.ts'
import { say, sayJson } from './words.ts'

export interface PreviewOptions extends BesideOptions {
  /** Write the article as an HTML file. */
  readonly open?: boolean
  /** Which of a feed's entries is read, the first is 1. */
  readonly entry?: number
}

interface Preview {
  readonly url: string
  readonly feed?: Feed
  /** Feeds that a page announces. */
  readonly announced: readonly string[]
  readonly read?: EntryRead
}

/** `millrace preview URL`: what a feed or a page gives, read as a run reads it; nothing is stored. */
export async function preview(context: Context, target: string, options: PreviewOptions): Promise<number> {
  const places = placesOf(options)
  const url = toAddress(target)
  const { settings, subscription } = await settingsFor(url, places.config)
  const store = await openStore(places)
  const fetcher = openFetcher(context, settings, store)
  const tasks = openTasks(context)
  try {
    const reader = { settings, root: places.root, fetcher, tasks, now: context.now, learned: learnedFrom(store) }
    const found = await askAddress(context, reader, subscription)
    const seen = await look(context, reader, subscription, found, options.entry ?? 1)
    const file = options.open === true && seen.read !== undefined ? await writePage(seen.read) : undefined
    report(context, { ...seen, url: subscription.url }, file, options)
    return 0
  } finally {
    await tasks.close()
    await fetcher.close()
    await store?.close()
  }
}

/** What the runs before have learned of hosts; nothing before the first. */
function learnedFrom(store: Store | undefined): EntryReader['learned'] {
  return async (url) => {
    const host = hostOf(url)
    const known = host === undefined ? undefined : await store?.hostLines(host)
    return host === undefined || known === undefined ? [] : learnedLines(host, known)
  }
}

/**
 * The settings with a subscription for the address: the one it has, with its password and headers, else one as `add` would
 * write it. Whoever looks around before `init` has no settings yet.
 */
async function settingsFor(
  url: string,
  config: string,
): Promise<{ readonly settings: Settings; readonly subscription: Subscription }> {
  const text = (await isThere(config)) ? await readSettings(config) : undefined
  const own = text === undefined ? undefined : checkSettings(config, text, isCron)
  const address = comparableUrl(path.dirname(config), url) ?? url
  const subscribed = own?.feeds.find((each) => sameFeed(each.url, address))
  if (own !== undefined && subscribed !== undefined) return { settings: own, subscription: subscribed }
  const settings = checkSettings(config, withFeeds(text ?? '{ "feeds": [] }', [{ url }]), isCron)
  const subscription = settings.feeds.at(-1)
  if (subscription === undefined) throw new FatalError('CONFIG', `${config}: holds no feeds`)
  return { settings, subscription }
}

async function look(
  context: Context,
  reader: EntryReader,
  subscription: Subscription,
  found: Found,
  number: number,
): Promise<Omit<Preview, 'url'>> {
  if ('feed' in found) {
    const { feed } = found
    const entry = feed.entries[number - 1]
    if (entry === undefined) return { feed, announced: [] }
    const read = await readEntry(reader, subscription, feed.source, entry, context.signal)
    return { feed, announced: [], ...(read === 'interrupted' ? {} : { read }) }
  }
  const { document, announced, error } = found
  const { bytes, contentType, url } = document
  const entry = {
    links: [{ href: url, rel: 'alternate' }],
    authors: [],
    categories: [],
    images: [],
    baseUrl: url,
  }
  const page = { bytes, url, ...(contentType === undefined ? {} : { contentType }) }
  const feed = { title: URL.parse(url)?.hostname ?? url }
  const learned = await reader.learned(url)
  const { trouble, ...read } = await readJoined(
    reader.tasks,
    { entry, page, feed, learned, now: context.now() },
    {
      fetch: (next) => fetchPage(reader, subscription, next, context.signal),
      maxBytes: reader.settings.limits.pageBytes,
    },
  )
  // Neither a feed nor an article, and no way on: the error says it best.
  if (read.article.origin !== 'page' && announced.length === 0) throw error
  if (read.article.origin !== 'page') return { announced }
  return { announced, read: { ...read, url, ...(trouble === undefined ? {} : { trouble }) } }
}

async function writePage({ article, url }: EntryRead): Promise<string> {
  const file = path.join(await mkdtemp(path.join(tmpdir(), 'millrace-preview-')), 'preview.html')
  await writeFile(file, renderPreview({ ...article, cuts: article.cuts.map(cutInWords) }, url))
  return file
}

function report(
  context: Context,
  { url, feed, announced, read }: Preview,
  file: string | undefined,
  { json, entry = 1 }: PreviewOptions,
): void {
  if (json === true) {
    const { fingerprint: _, ...article } = read?.article ?? { fingerprint: undefined }
    const { url: pageUrl, trouble, origins } = read ?? {}
    sayJson(context, {
      url,
      ...(feed === undefined ? {} : { feed: { ...feed, entries: feed.entries.length } }),
      ...(feed === undefined ? {} : { entries: feed.entries.map(({ title, published }) => ({ title, published })) }),
      announced,
      ...(read === undefined ? {} : { article: { ...article, url: pageUrl, origins }, trouble }),
      ...(file === undefined ? {} : { file }),
    })
    return
  }
  say(context, [
    ...(feed === undefined ? [] : [...feedLines(feed, context.now()), ...headlines(feed).slice(0, 10)]),
    ...announced.map((each) => `announces ${each}`),
    ...(read === undefined ? [nothingRead(feed, entry)] : articleLines(read.article, read.url, read.origins)),
    ...(read?.trouble === undefined ? [] : ['', `its page: ${read.trouble}`]),
    ...(file === undefined ? [] : ['', `written: ${file}`]),
  ])
}

function nothingRead(feed: Feed | undefined, entry: number): string {
  if (feed === undefined) return 'The page holds no article; preview one of the feeds that it announces.'
  return feed.entries.length === 0 ? 'The feed has no entries.' : `The feed has no entry ${entry}.`
}
