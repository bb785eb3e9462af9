import { type Element, isTag } from 'domhandler'
import type { Image } from '../types.ts'
import { beaconHosts, beaconPaths, lazyAttributes, lazySets, placeholders } from './picture-rules.ts'
import { webUrl } from './url.ts'

/** What a picture's markup comes to. */
export interface FoundImage extends Image {
  /** Emoji and smileys are text. */
  readonly emoji?: string
}

/** Wider than any column of a reader; larger ones only cost the reader's transfer. */
const widest = 1600

/**
 * The one good address of an `img` (or `amp-img`): real `src`, lazy attributes, `srcset`, and a surrounding `picture`'s
 * sources. Undefined for placeholders, tracking pixels and everything that is not http(s).
 */
export function imageOf(img: Element, baseUrl: string): FoundImage | undefined {
  const { attribs } = img
  const emoji = emojiOf(img)
  if (emoji !== undefined) return { url: '', emoji }
  if (isPixel(img)) return undefined
  const sets = [...lazySets.map((name) => attribs[name]), ...pictureSources(img)]
  const url =
    firstUrl(sets.map(bestOfSet), baseUrl) ??
    firstUrl(
      lazyAttributes.map((name) => attribs[name]),
      baseUrl,
    ) ??
    firstUrl([attribs['src']], baseUrl)
  if (url === undefined || isBeacon(url)) return undefined
  const { width, height } = attribs
  const alt = attribs['alt']?.trim()
  return {
    url,
    ...(size(width) !== undefined && size(height) !== undefined && { width: Number(width), height: Number(height) }),
    ...(alt && { alt }),
  }
}

/** The address in a `srcset` (HTML 4.8.4.2.1) that is sharpest without being wasteful. */
export function bestOfSet(srcset: string | undefined): string | undefined {
  let best: { url: string; size: number } | undefined
  // A comma ends a candidate only after white space or a descriptor: addresses of image services hold commas.
  for (const [, url = '', number, unit] of (srcset ?? '').matchAll(
    /([^\s,]\S*[^\s,]|[^\s,])(?:\s+([\d.]+)([wxh]))?\s*(?:,|$)/g,
  )) {
    const wide = number === undefined ? 1 : Number(number) * (unit === 'x' ? 800 : 1)
    const better = best === undefined || (best.size > widest ? wide < best.size : wide > best.size && wide <= widest)
    if (better) best = { url, size: wide }
  }
  return best?.url
}

function pictureSources(img: Element): readonly (string | undefined)[] {
  const { parent } = img
  if (parent === null || !isTag(parent) || parent.name !== 'picture') return []
  const sources = parent.children.filter(isTag).filter(({ name }) => name === 'source')
  // A source is said to be for some screens only; the widest is listed first, by habit.
  return sources.flatMap(({ attribs }) => [attribs['data-srcset'], attribs['srcset']])
}

function firstUrl(values: readonly (string | undefined)[], baseUrl: string): string | undefined {
  for (const value of values) {
    const url = value === undefined || placeholders.test(value) ? undefined : webUrl(value, baseUrl)
    if (url !== undefined) return url
  }
  return undefined
}

function size(value: string | undefined): number | undefined {
  return value !== undefined && /^[1-9]\d{0,4}$/.test(value.trim()) ? Number(value) : undefined
}

/** An image of at most 2x2 pixels, or one that is not shown at all, counts readers and shows nothing. */
function isPixel({ attribs }: Element): boolean {
  const tiny = (value: string | undefined): boolean => value !== undefined && /^\s*[0-2](?:px)?\s*$/.test(value)
  const style = attribs['style'] ?? ''
  return (
    (tiny(attribs['width']) && tiny(attribs['height'])) ||
    /(?:^|;)\s*(?:width|height)\s*:\s*[0-2]px/i.test(style) ||
    (/(?:^|;)\s*display\s*:\s*none/i.test(style) && attribs['data-src'] === undefined)
  )
}

function isBeacon(url: string): boolean {
  const { hostname, pathname } = new URL(url)
  return beaconHosts.some((host) => hostname === host || hostname.endsWith(`.${host}`)) || beaconPaths.test(pathname)
}

/** WordPress, Twemoji and forum smileys put a picture where the writer put a character; the `alt` holds it. */
function emojiOf({ attribs }: Element): string | undefined {
  const alt = attribs['alt']?.trim() ?? ''
  const marked = /\b(?:wp-smiley|emoji|emojione|twemoji|smiley|smilie)\b/i.test(attribs['class'] ?? '')
  return marked && alt !== '' && alt.length <= 12 ? alt : undefined
}
