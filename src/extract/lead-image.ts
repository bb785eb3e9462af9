import { type Element, isTag } from 'domhandler'
import type { Image } from '../types.ts'
import { imageOf } from '../util/pictures.ts'
import { toAbsolute } from '../util/url.ts'
import { asList, asText, asThing, type Thing } from './json-ld.ts'
import { type Elements, linkedAddress } from './marks.ts'
import { all, first, type Metas, mostValues, type Told } from './metas.ts'
import { findSamePicture } from './same-picture.ts'

/** Of addresses: sitemaps.org allows fewer than 2,048 characters. */
const longestUrl = 2048

/**
 * The picture that the page shows of itself elsewhere (OpenGraph, Twitter, JSON-LD, `link rel=image_src`), in the form in which
 * the page itself shows it: for social networks it is cut to their format and often bears the site's logo.
 */
export function leadImageOf(
  elements: Elements,
  metas: Metas,
  article: Thing | undefined,
  url: string,
): Told<Image> | undefined {
  const structured = asList(article?.['image'])
    .slice(0, mostValues)
    .map((image) => asText(image) ?? asText(asThing(image)?.['url']) ?? asText(asThing(image)?.['contentUrl']))
    .flatMap((value) => (value === undefined ? [] : [{ value, origin: 'json-ld image' }]))
  const linked = linkedAddress(elements, 'image_src')
  const said = [
    ...all(metas, ['og:image', 'og:image:url', 'og:image:secure_url', 'twitter:image', 'twitter:image:src']),
    ...structured,
    ...(linked === undefined ? [] : [{ value: linked, origin: 'link image_src' }]),
  ]
  for (const { value, origin } of said) {
    const address = absolute(value, url)
    if (address === undefined) continue
    const shown = shownForm(address, elements, url)
    if (shown !== undefined) return { value: shown, origin: `picture of the page, by ${origin}` }
    const [width, height] = ['og:image:width', 'og:image:height'].map((key) => Number(first(metas, [key])?.value))
    return { value: { url: address, ...(width && height && { width, height }) }, origin }
  }
  return undefined
}

/** The article's own is among the first; a hostile page has a hundred thousand. */
const mostPictures = 500
/** Narrower ones, in CSS pixels, are thumbnails. */
const leastWidth = 300

function shownForm(picture: string, elements: Elements, url: string): Image | undefined {
  const all = elements.filter(({ name }) => name === 'img' || name === 'amp-img').slice(0, mostPictures)
  const imageAt = (element: Element): Image | undefined => {
    const image = imageOf(element, url)
    return image === undefined || image.emoji !== undefined || isThumbnail(image) ? undefined : image
  }
  const found = findSamePicture(picture, { all, sourcesOf, addressOf: (element) => imageAt(element)?.url }, url)
  return found && imageAt(found)
}

/** All that an `img` says, and its sources where it is in a `picture`. */
function sourcesOf(element: Element): readonly string[] {
  const { parent } = element
  const isInPicture = parent !== null && isTag(parent) && parent.name === 'picture'
  if (!isInPicture) return Object.values(element.attribs)
  return parent.children.filter(isTag).flatMap(({ attribs }) => Object.values(attribs))
}

/** By its element or by the size in its address (`189x106`, `w=320`, `/w120/`). */
function isThumbnail({ url, width }: Image): boolean {
  const said = /(?<![\d.])(\d{2,4})x\d{2,4}(?!\d)|[?&/,](?:w|width)[=_-]?(\d{2,4})(?!\d)/i.exec(url)
  return Number(width ?? said?.[1] ?? said?.[2] ?? leastWidth) < leastWidth
}

/** An address of the page, absolute; undefined when it is empty or too long to be one. */
export function absolute(href: string | undefined, base: string): string | undefined {
  const address = href?.trim() ?? ''
  return address === '' || address.length >= longestUrl ? undefined : toAbsolute(address, base)
}
