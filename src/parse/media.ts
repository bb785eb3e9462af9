import type { Image, Link } from '../types.ts'
import { looseText } from './markup.ts'
import { type AdaptContext, addTo, linkTo } from './modules.ts'
import type { Draft } from './revise.ts'
import { uniqueBy } from './unique-by.ts'
import { resolveUrl } from './urls.ts'
import type { XmlElement } from './xml-element.ts'
import { attributeOf, childOf, childrenOf, childText, textOf } from './xml-query.ts'

/**
 * A field of Media RSS: of the entry, else of its group or its first content, where the specification allows it too and
 * YouTube's feeds have their only text.
 */
export function mediaField(entry: XmlElement, name: string): XmlElement | undefined {
  const groups = childrenOf(entry, 'media:group')
  const contents = [entry, ...groups].flatMap((holder) => childrenOf(holder, 'media:content'))
  for (const holder of [entry, ...groups, ...contents]) {
    const found = childOf(holder, name)
    if (found !== undefined && textOf(found) !== undefined) return found
  }
  return undefined
}

/** `3:00`, `1:02:03`, `180`: of iTunes and Media RSS, in seconds. */
function secondsOf(text: string | undefined): number | undefined {
  if (text === undefined || !/^(?:[0-9]{1,4}:){0,2}[0-9]{1,6}(?:\.[0-9]+)?$/.test(text)) return undefined
  const seconds = text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
  return seconds > 0 ? Math.round(seconds) : undefined
}

/** The links with how long the entry says that it plays, on its first recording where that says nothing itself. */
export function withDuration(links: readonly Link[], entry: XmlElement): readonly Link[] {
  const durationSeconds = secondsOf(childText(entry, 'itunes:duration'))
  const recording = links.find(({ rel }) => rel === 'enclosure')
  if (durationSeconds === undefined || recording === undefined || recording.durationSeconds !== undefined) return links
  return links.map((link) => (link === recording ? { ...link, durationSeconds } : link))
}

interface Media {
  readonly images: readonly Image[]
  readonly enclosures: readonly Link[]
}

const noMedia: Media = { images: [], enclosures: [] }
const mediaNames = new Set('media:group media:content media:thumbnail itunes:image itunes:link enclosure'.split(' '))

/** Media RSS and iTunes: pictures, and the files that are none as enclosures. */
export function mediaOf(element: XmlElement, context: AdaptContext): Media {
  if (!element.children.some(isMedia)) return noMedia
  const pictures: XmlElement[] = []
  const enclosures: Link[] = []
  const holders = [element]
  addAll(holders, childrenOf(element, 'media:group'))
  const contents: XmlElement[] = []
  for (const holder of holders) addAll(contents, childrenOf(holder, 'media:content'))
  for (const content of contents) {
    if (isPicture(content)) pictures.push(content)
    else addTo(enclosures, fileOf(content, context))
  }
  for (const holder of holders) addAll(pictures, childrenOf(holder, 'media:thumbnail'))
  for (const content of contents) addAll(pictures, childrenOf(content, 'media:thumbnail'))
  addAll(pictures, childrenOf(element, 'itunes:image'))
  // As podcasts did before itunes:image.
  for (const link of childrenOf(element, 'itunes:link')) if (attributeOf(link, 'rel') === 'image') pictures.push(link)
  for (const enclosure of childrenOf(element, 'enclosure')) if (isPicture(enclosure)) pictures.push(enclosure)
  const images: Image[] = []
  for (const picture of pictures) addTo(images, imageOf(picture, context))
  return { images: uniqueBy(images, ({ url }) => url), enclosures }
}

function addAll<T>(list: T[], more: readonly T[]): void {
  for (const item of more) list.push(item)
}

function isMedia(child: XmlElement | string): boolean {
  return typeof child !== 'string' && mediaNames.has(child.name)
}

function fileOf(content: XmlElement, context: AdaptContext): Link | undefined {
  const more = { type: attributeOf(content, 'type'), length: attributeOf(content, 'filesize') }
  const durationSeconds = secondsOf(attributeOf(content, 'duration'))
  const link = linkTo(attributeOf(content, 'url'), content.base, 'enclosure', more, context)
  return link === undefined || durationSeconds === undefined ? link : { ...link, durationSeconds }
}

function isPicture(content: XmlElement): boolean {
  const medium = attributeOf(content, 'medium') ?? attributeOf(content, 'type')
  return medium === undefined
    ? /\.(jpe?g|png|gif|webp|avif)\b/i.test(attributeOf(content, 'url') ?? '')
    : medium.startsWith('image')
}

/** A picture of Media RSS or iTunes, whose address stands in `url` or `href`. */
function imageOf(element: XmlElement, context: AdaptContext): Image | undefined {
  const url = resolveUrl(
    attributeOf(element, 'url') ?? attributeOf(element, 'href') ?? textOf(element) ?? '',
    element.base,
  )
  if (url === undefined) return undefined
  const image: Draft<Image> = { url }
  const width = pixels(attributeOf(element, 'width'))
  const height = pixels(attributeOf(element, 'height'))
  const title = looseText(childOf(element, 'media:title'), context.repairs)
  if (width !== undefined) image.width = width
  if (height !== undefined) image.height = height
  if (title !== undefined) image.alt = title
  return image
}

function pixels(value: string | undefined): number | undefined {
  if (value === undefined || !/^[0-9]{1,5}(?:\.[0-9]+)?(?:px)?$/.test(value)) return undefined
  const number = Number.parseInt(value, 10)
  return number === 0 ? undefined : number
}
