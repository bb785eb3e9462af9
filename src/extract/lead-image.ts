import type { Image } from '../types.ts'
import { toAbsolute } from '../util/url.ts'
import { asList, asText, asThing, type Thing } from './json-ld.ts'
import { type Elements, linkedAddress } from './marks.ts'
import { all, first, type Metas, mostValues, type Told } from './metas.ts'

/** Of addresses: sitemaps.org allows fewer than 2,048 characters. */
const longestUrl = 2048

/** The picture that the page shows of itself elsewhere: OpenGraph, Twitter, JSON-LD, `link rel=image_src`. */
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
    const [width, height] = ['og:image:width', 'og:image:height'].map((key) => Number(first(metas, [key])?.value))
    return { value: { url: address, ...(width && height && { width, height }) }, origin }
  }
  return undefined
}

/** An address of the page, absolute; undefined when it is empty or too long to be one. */
export function absolute(href: string | undefined, base: string): string | undefined {
  const address = href?.trim() ?? ''
  return address === '' || address.length >= longestUrl ? undefined : toAbsolute(address, base)
}
