import { type Element, isTag } from 'domhandler'
import { webUrl } from '../util/url.ts'
import { elementsOf } from './tree.ts'

/** What stands for something that plays: a link, with a picture where there is one. */
export interface Player {
  readonly href: string
  readonly label: string
  readonly poster?: string
}

/** Players that are embedded by an address of their own, each with the page that people watch. Origin: the sites' embed documentation. */
const embeds: readonly {
  readonly host: RegExp
  readonly path: RegExp
  readonly page: string
  readonly poster?: string
}[] = [
  {
    host: /^(?:www\.)?youtube(?:-nocookie)?\.com$/,
    path: /^\/embed\/([\w-]{6,20})/,
    page: 'https://www.youtube.com/watch?v=$1',
    poster: 'https://i.ytimg.com/vi/$1/hqdefault.jpg',
  },
  { host: /^player\.vimeo\.com$/, path: /^\/video\/(\d+)/, page: 'https://vimeo.com/$1' },
  {
    host: /^(?:www|geo)\.dailymotion\.com$/,
    path: /^\/embed\/video\/(\w+)/,
    page: 'https://www.dailymotion.com/video/$1',
  },
  { host: /^open\.spotify\.com$/, path: /^\/embed\/(\w+\/\w+)/, page: 'https://open.spotify.com/$1' },
  {
    host: /^(?:www\.)?ted\.com$|^embed\.ted\.com$/,
    path: /^\/(?:embed\/)?talks\/(\w+)/,
    page: 'https://www.ted.com/talks/$1',
  },
  { host: /^embed\.podcasts\.apple\.com$/, path: /^(\/.+)$/, page: 'https://podcasts.apple.com$1' },
  { host: /^archive\.org$/, path: /^\/embed\/([^/]+)/, page: 'https://archive.org/details/$1' },
]

/** The link that stands for an `iframe`, `video`, `audio` or `amp-youtube`; undefined for frames that are not known players. */
export function playerOf(element: Element, baseUrl: string): Player | undefined {
  const { name, attribs } = element
  if (name === 'iframe' || name === 'amp-iframe') return framed(attribs, baseUrl)
  if (name === 'amp-youtube') {
    return framed({ src: `https://www.youtube.com/embed/${attribs['data-videoid'] ?? ''}` }, baseUrl)
  }
  const sources = [...elementsOf([element])].filter((each) => each === element || each.name === 'source')
  const href = sources
    .map(({ attribs: { src = '' } }) => (src === '' ? undefined : webUrl(src, baseUrl)))
    .find((each) => each !== undefined)
  if (href === undefined) return undefined
  const poster = attribs['poster'] === undefined ? undefined : webUrl(attribs['poster'], baseUrl)
  return { href, label: attribs['title'] ?? new URL(href).hostname, ...(poster !== undefined && { poster }) }
}

function framed(attribs: Readonly<Record<string, string>>, baseUrl: string): Player | undefined {
  const address = webUrl(attribs['src'] || attribs['data-src'] || attribs['data-lazy-src'] || '', baseUrl)
  const url = address === undefined ? null : URL.parse(address)
  const embed = embeds.find((each) => url !== null && each.host.test(url.hostname) && each.path.test(url.pathname))
  const id = url === null ? undefined : embed?.path.exec(url.pathname)?.[1]
  if (embed === undefined || id === undefined) return undefined
  const href = embed.page.replace('$1', id)
  return {
    href,
    label: attribs['title']?.trim() || new URL(href).hostname,
    ...(embed.poster !== undefined && { poster: embed.poster.replace('$1', id) }),
  }
}

/** Elements that `playerOf` reads. */
export const players: ReadonlySet<string> = new Set([
  'iframe',
  'amp-iframe',
  'amp-youtube',
  'video',
  'audio',
  'amp-video',
  'amp-audio',
])

/** A table that only arranges the page (HTML 4.9.1 warns of it): its cells are sections, not data. */
export function isLayoutTable(table: Element): boolean {
  if (/^(?:presentation|none)$/.test(table.attribs['role'] ?? '')) return true
  let widestRow = 0
  let headed = false
  for (const element of elementsOf(table.children)) {
    if (element.name === 'table') return true
    if (element.name === 'th' || element.name === 'caption') headed = true
    if (element.name === 'tr') {
      const cells = element.children.filter(isTag).filter(({ name }) => name === 'td' || name === 'th')
      widestRow = Math.max(widestRow, cells.length)
    }
    if (element.name === 'td' && element.children.filter(isTag).filter(({ name }) => name === 'p').length > 3)
      return true
  }
  return widestRow < 2 && !headed
}
