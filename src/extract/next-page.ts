import { cleanUrl } from '../util/url.ts'
import { absolute } from './lead-image.ts'
import type { Elements } from './marks.ts'
import type { Told } from './metas.ts'

/** Which page of an article is being read, and under which addresses its first page is known; both of the first page by default. */
export interface PagePlace {
  /** The first page is 1. */
  readonly number: number
  readonly firstUrls: readonly string[]
}

/**
 * What sites call a page's number in addresses: WordPress (`page`, behind a slash or as a parameter), Drupal and Joomla, and
 * the word in the languages of our feeds. Drupal counts parameters from 0, which its comments' pages do as well: left alone.
 */
const words =
  'page|pages|pg|p|pageno|page_no|pagenum|seite|s|hal|halaman|pagina|página|pag|sida|side|strona|sayfa|trang'
const parameter = new RegExp(`^(?:${words})$`, 'i')
const ownSegment = new RegExp(`^(.+?)/(?:(?:${words})[-_/]?)?(\\d{1,2})$`, 'i')
const endOfName = new RegExp(`^(.+?)[-_,](?:(?:${words})[-_,]?)?(\\d{1,2})(\\.[a-z]{2,5})?$`, 'i')

/** An address taken apart: the first page's, and the number of this one. */
interface Numbered {
  readonly first: string
  readonly number: number
  /** Other addresses end in numbers too (`weekly-links-2` is another post): somebody must have called it the next. */
  readonly isWeak: boolean
}

/**
 * The address of the article's next page, where it is split. `rel=next` alone says nothing, since blogs mark the next
 * article so: a further page has the first one's address and the next number. Where the address is plain enough
 * (`/2/`, `?page=2`) any link to it will do, as publishing programs write without `rel` (WordPress' wp_link_pages).
 */
export function nextPageOf(elements: Elements, baseUrl: string, place: PagePlace): Told<string> | undefined {
  const firsts = new Set(place.firstUrls.flatMap((url) => cleanUrl(url) ?? []))
  // Looked at before any address is resolved: a page has hundreds of links.
  const mayBe = new RegExp(`(?:^|\\D)${place.number + 1}(?:\\.[a-z]{2,5})?(?:[/?&#]|$)`, 'i')
  for (const { name, attribs } of elements) {
    if (name !== 'a' && name !== 'link') continue
    const { href, rel = '' } = attribs
    if (href === undefined || !mayBe.test(href)) continue
    const url = absolute(href, baseUrl)?.replace(/#.*$/, '')
    const isCalledNext = /(?:^|\s)next(?:\s|$)/i.test(rel)
    const ways = url === undefined ? [] : numbersOf(url)
    const isNext = ways.some(
      ({ first, number, isWeak }) => number === place.number + 1 && firsts.has(first) && (isCalledNext || !isWeak),
    )
    if (url !== undefined && isNext) return { value: url, origin: isCalledNext ? `${name} next` : 'link to its number' }
  }
  return undefined
}

/** The ways in which an address may be a numbered page's. */
function numbersOf(address: string): readonly Numbered[] {
  const url = URL.parse(cleanUrl(address) ?? '')
  if (url === null) return []
  const inQuery = [...url.searchParams].flatMap(([name, value]): readonly Numbered[] => {
    if (!parameter.test(name) || !/^\d{1,2}$/.test(value)) return []
    const bare = new URL(url)
    bare.searchParams.delete(name)
    return [{ first: cleanUrl(bare.href) ?? '', number: Number(value), isWeak: false }]
  })
  const inPath = [ownSegment, endOfName].flatMap((form): readonly Numbered[] => {
    const [, before, number, extension = ''] = form.exec(url.pathname) ?? []
    if (before === undefined) return []
    const bare = new URL(before + extension + url.search, url)
    return [{ first: cleanUrl(bare.href) ?? '', number: Number(number), isWeak: form === endOfName }]
  })
  return [...inQuery, ...inPath]
}
