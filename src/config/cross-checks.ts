import { URL } from 'node:url'
import ipaddr from 'ipaddr.js'
import { z } from 'zod'
import { withoutCredentials } from '../errors.ts'
import { isWebUrl } from './checks.ts'
import type { Mistake } from './mistakes.ts'
import { comparableUrl, fileUrlInside, isFileUrl, pathInside } from './resolve.ts'

const maybeText = z.string().optional().catch(undefined)

const feedGlance = z.object({
  id: maybeText,
  url: maybeText,
  content: z.unknown().optional(),
  pages: z.record(z.string(), z.unknown()).catch({}),
})

/**
 * What the checks between settings look at. It accepts anything, so that they find their mistakes beside those of the
 * schema, in one go.
 */
const glance = z.object({
  url: maybeText,
  content: z.unknown().optional(),
  schedule: z.object({ cron: maybeText }).catch({}),
  server: z.object({ host: maybeText }).catch({}),
  feeds: z.array(feedGlance.catch({ pages: {} })).catch([]),
})
type Glance = z.output<typeof glance>
type FeedGlance = z.output<typeof feedGlance>

/** The mistakes that only show when settings are seen together, or with the folder that feeds.json lies in. */
export function crossMistakes(
  file: unknown,
  folder: string,
  isCron: (expression: string) => boolean,
): readonly Mistake[] {
  if (typeof file !== 'object' || file === null || Array.isArray(file)) return [] // the schema has said it
  const seen = glance.parse(file)
  const { schedule, feeds } = seen
  return [
    ...cronMistakes(schedule.cron, isCron),
    ...contentMistakes(seen),
    ...feeds.flatMap((feed, index) => fileMistakes(feed, `feeds[${index}]`, folder)),
    ...duplicateMistakes(feeds, folder),
  ]
}

function cronMistakes(cron: string | undefined, isCron: (expression: string) => boolean): readonly Mistake[] {
  if (cron === undefined || isCron(cron)) return []
  const message = `expected a cron expression such as "*/5 * * * *", found ${JSON.stringify(cron)}`
  return [{ place: 'schedule.cron', message }]
}

/** Republishing whole articles to everyone is a choice with consequences: nobody makes it by default. */
function contentMistakes({ url, content, server, feeds }: Glance): readonly Mistake[] {
  if (content !== undefined || (feeds.length > 0 && feeds.every((feed) => feed.content !== undefined))) return []
  const isPublicUrl = url !== undefined && isWebUrl(url) && !isOwnNetwork(new URL(url).hostname)
  if (!isPublicUrl && (server.host === undefined || isOwnNetwork(server.host))) return []
  const why = isPublicUrl
    ? `url ${withoutCredentials(url)} is a public address`
    : `server.host ${server.host} is open to other machines`
  const message = `has to be chosen, here or for every feed, because ${why}: "link" and "summary" suit most feeds; "full" republishes whole articles, which needs the publishers' consent`
  return [{ place: 'content', message }]
}

/** Whether a host is this machine or a network that is not public (RFC 6761 6.3 for localhost). */
export function isOwnNetwork(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase()
  if (name === 'localhost' || name.endsWith('.localhost')) return true
  if (!ipaddr.isValid(name)) return false
  return ['loopback', 'private', 'uniqueLocal', 'linkLocal', 'carrierGradeNat'].includes(ipaddr.process(name).range())
}

function fileMistakes(feed: FeedGlance, place: string, folder: string): readonly Mistake[] {
  const mistakes: Mistake[] = []
  const isFile = feed.url !== undefined && isFileUrl(feed.url)
  if (feed.url !== undefined && isFile && fileUrlInside(folder, feed.url) === undefined) {
    const message = `expected a file inside the folder of feeds.json, such as file:sample/feed.xml, found ${JSON.stringify(feed.url)}`
    mistakes.push({ place: `${place}.url`, message })
  }
  const pages = Object.entries(feed.pages)
  if (pages.length > 0 && feed.url !== undefined && !isFile) {
    mistakes.push({ place: `${place}.pages`, message: 'only a feed with a file: address may have pages in a folder' })
  }
  for (const [prefix, pagesFolder] of pages) {
    const page = `${place}.pages[${JSON.stringify(prefix)}]`
    if (!isWebUrl(prefix)) mistakes.push({ place: page, message: 'expected an http or https address as prefix' })
    if (typeof pagesFolder === 'string' && pathInside(folder, pagesFolder) === undefined) {
      const message = `expected a folder inside the folder of feeds.json, found ${JSON.stringify(pagesFolder)}`
      mistakes.push({ place: page, message })
    }
  }
  return mistakes
}

function duplicateMistakes(feeds: readonly FeedGlance[], folder: string): readonly Mistake[] {
  const mistakes: Mistake[] = []
  const byUrl = new Map<string, number>()
  const byId = new Map<string, number>()
  for (const [index, feed] of feeds.entries()) {
    const url = feed.url === undefined ? undefined : comparableUrl(folder, feed.url)
    const id = feed.id?.trim() ?? feed.url
    const sameUrl = url === undefined ? undefined : byUrl.get(url)
    const sameId = id === undefined ? undefined : byId.get(id)
    if (sameUrl !== undefined) {
      mistakes.push({ place: `feeds[${index}].url`, message: `the same address as feeds[${sameUrl}].url` })
    } else if (url !== undefined) byUrl.set(url, index)
    // Where both ids are only the address, the line about the address has said it.
    if (sameId !== undefined && (feed.id !== undefined || sameUrl !== sameId)) {
      const message = `the same id as feeds[${sameId}]: ${JSON.stringify(withoutCredentials(id ?? ''))}`
      mistakes.push({ place: `feeds[${index}].id`, message })
    } else if (id !== undefined && sameId === undefined) byId.set(id, index)
  }
  return mistakes
}
