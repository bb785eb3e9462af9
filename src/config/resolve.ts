import path from 'node:path'
import { fileURLToPath, pathToFileURL, URL } from 'node:url'
import type { Subscription } from '../types.ts'
import type { FeedSettings, FeedsFile } from './settings.ts'

/** The absolute path of something that feeds.json names relative to its own folder; undefined when it lies outside. */
export function pathInside(folder: string, relative: string): string | undefined {
  if (/\p{Cc}/u.test(relative)) return undefined
  const resolved = path.resolve(folder, relative)
  const way = path.relative(folder, resolved)
  return way === '' || way === '..' || way.startsWith(`..${path.sep}`) || path.isAbsolute(way) ? undefined : resolved
}

/** The absolute form of a feed's `file:` address; undefined when it does not lead into the folder. */
export function fileUrlInside(folder: string, url: string): string | undefined {
  try {
    // `file:sample/feed.xml` is relative here, unlike in RFC 8089, which knows no relative form.
    const absolute = new URL(url.slice('file:'.length), pathToFileURL(`${folder}${path.sep}`))
    if (absolute.protocol !== 'file:' || absolute.search !== '' || absolute.hash !== '') return undefined
    const file = pathInside(folder, fileURLToPath(absolute))
    return file === undefined ? undefined : pathToFileURL(file).href
  } catch {
    return undefined // another host, an encoded slash: no file of ours
  }
}

/** Whether a feed's address is a file beside feeds.json. */
export function isFileUrl(url: string): boolean {
  return /^file:/i.test(url)
}

/** The form under which two feed addresses are the same. */
export function comparableUrl(folder: string, url: string): string | undefined {
  if (isFileUrl(url)) return fileUrlInside(folder, url)
  const parsed = URL.parse(url)
  if (parsed === null) return undefined
  parsed.hash = ''
  return parsed.href
}

/** A checked feed of feeds.json as a subscription. */
export function toSubscription(feed: FeedSettings, file: FeedsFile, folder: string): Subscription {
  const userAgent = feed.userAgent ?? file.userAgent
  return {
    id: feed.id ?? feed.url,
    url: comparableUrl(folder, feed.url) ?? feed.url,
    ...(feed.title !== undefined && { title: feed.title }),
    tags: feed.tags,
    content: feed.content ?? file.content ?? 'full',
    readFrom: feed.readFrom ?? file.readFrom,
    ...(feed.article !== undefined && { article: feed.article }),
    priority: feed.priority,
    keep: feed.keep,
    backfill: feed.backfill,
    headers: feed.headers,
    ...(feed.auth !== undefined && { auth: feed.auth }),
    ...(userAgent !== undefined && { userAgent }),
    timeZone: feed.timeZone,
    ...(feed.refreshMinutes !== undefined && { refreshMinutes: feed.refreshMinutes }),
    disabled: feed.disabled,
    pages: Object.entries(feed.pages).map(([prefix, pagesFolder]) => ({
      prefix: pagePrefix(prefix),
      folder: path.resolve(folder, pagesFolder),
    })),
  }
}

/** Ends in a slash, so that https://a.example does not take https://a.example.net for its own. */
function pagePrefix(prefix: string): string {
  const { href } = new URL(prefix)
  return href.endsWith('/') ? href : `${href}/`
}
