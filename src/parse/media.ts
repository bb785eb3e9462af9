import type { Image, Link } from '../types.ts'
import { looseText } from './markup.ts'
import { type AdaptContext, addTo, linkTo } from './modules.ts'
import type { Draft } from './revise.ts'
import { uniqueBy } from './unique-by.ts'
import { resolveUrl } from './urls.ts'
import type { XmlElement } from './xml-element.ts'
import { type AskedNames, asked, attributeOf, childOf, childrenOf, childText, textOf } from './xml-query.ts'

/** What to ask `mediaField` for. */
export const mediaTitle = asked('media:title')
export const mediaDescription = asked('media:description')

const groupNames = asked('media:group')
const contentNames = asked('media:content')
const thumbnailNames = asked('media:thumbnail')
const itunesImageNames = asked('itunes:image')
const itunesLinkNames = asked('itunes:link')
const enclosureNames = asked('enclosure')
const durationNames = asked('itunes:duration')
const mediaNames = asked('media:group', 'media:content', 'media:thumbnail', 'itunes:image', 'itunes:link', 'enclosure')

/**
 * A field of Media RSS: of the entry, else of its group or its first content, where the specification allows it too and
 * YouTube's feeds have their only text.
 */
export function mediaField(entry: XmlElement, names: AskedNames): XmlElement | undefined {
  const groups = childrenOf(entry, groupNames)
  const contents = [entry, ...groups].flatMap((holder) => childrenOf(holder, contentNames))
  for (const holder of [entry, ...groups, ...contents]) {
    const found = childOf(holder, names)
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
  const durationSeconds = secondsOf(childText(entry, durationNames))
  if (durationSeconds === undefined) return links
  const recording = links.find(({ rel }) => rel === 'enclosure')
  if (recording === undefined || recording.durationSeconds !== undefined) return links
  return links.map((link) => (link === recording ? { ...link, durationSeconds } : link))
}

interface Media {
  readonly images: readonly Image[]
  readonly enclosures: readonly Link[]
}

const noMedia: Media = { images: [], enclosures: [] }

/** Media RSS and iTunes: pictures, and the files that are none as enclosures. */
export function mediaOf(element: XmlElement, context: AdaptContext): Media {
  if (childOf(element, mediaNames) === undefined) return noMedia
  const pictures: XmlElement[] = []
  const enclosures: Link[] = []
  const holders = [element]
  addAll(holders, childrenOf(element, groupNames))
  const contents: XmlElement[] = []
  for (const holder of holders) addAll(contents, childrenOf(holder, contentNames))
  for (const content of contents) {
    if (isPicture(content)) pictures.push(content)
    else addTo(enclosures, fileOf(content, context))
  }
  for (const holder of holders) addAll(pictures, childrenOf(holder, thumbnailNames))
  for (const content of contents) addAll(pictures, childrenOf(content, thumbnailNames))
  addAll(pictures, childrenOf(element, itunesImageNames))
  // As podcasts did before itunes:image.
  for (const link of childrenOf(element, itunesLinkNames)) if (attributeOf(link, 'rel') === 'image') pictures.push(link)
  for (const enclosure of childrenOf(element, enclosureNames)) if (isPicture(enclosure)) pictures.push(enclosure)
  const images: Image[] = []
  for (const picture of pictures) addTo(images, imageOf(picture, context))
  return { images: uniqueBy(images, ({ url }) => url), enclosures }
}

function addAll<T>(list: T[], more: readonly T[]): void {
  for (const item of more) list.push(item)
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
  const title = looseText(childOf(element, mediaTitle), context.repairs)
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
