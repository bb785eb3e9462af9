import type { Element } from 'domhandler'
import { cleanUrl } from '../util/url.ts'
import { absolute } from './lead-image.ts'
import type { Elements } from './marks.ts'
import type { Told } from './metas.ts'

/** Which page of an article is being read, and under which addresses its first page is known. */
export interface PagePlace {
  /** The first page is 1. */
  readonly number: number
  readonly firstUrls: readonly string[]
}

/** The place of a page that is the first, or the only one. */
export function firstPlace(url: string, canonicalUrl: string | undefined): PagePlace {
  return { number: 1, firstUrls: [url, ...(canonicalUrl === undefined ? [] : [canonicalUrl])] }
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

/** A link to a page of the article. */
export interface PageLink {
  readonly element: Element
  /** Without fragment. */
  readonly url: string
  readonly number: number
  readonly isWeak: boolean
}

/** So many links are taken apart, which costs some microseconds each: no article has so many that look like its pages. */
const mostLooked = 300

/** The links to pages of the article, by their addresses: the first page's, and those that have a number besides. */
export function pageLinks(elements: Elements, baseUrl: string, { firstUrls }: PagePlace): readonly PageLink[] {
  const firsts = new Set(firstUrls.flatMap((url) => cleanUrl(url) ?? []))
  const names = [...firsts].map((url) => new URL(url).pathname.replace(/^.*\/|\.\w+$/g, ''))
  const looked = elements.filter(({ name, attribs: { href } }) => {
    if ((name !== 'a' && name !== 'link') || href === undefined) return false
    // The rest of a page's hundreds of links name something else.
    return !/^(?:[a-z]+:|\/)/i.test(href) || names.some((each) => href.includes(each))
  })
  return looked.slice(0, mostLooked).flatMap((element): readonly PageLink[] => {
    const url = absolute(element.attribs['href'], baseUrl)?.replace(/#.*$/, '')
    if (url === undefined) return []
    if (firsts.has(cleanUrl(url) ?? '')) return [{ element, url, number: 1, isWeak: false }]
    return numbersOf(url).flatMap(({ first, number, isWeak }) =>
      firsts.has(first) ? [{ element, url, number, isWeak }] : [],
    )
  })
}

/**
 * The address of the article's next page, where it is split. `rel=next` alone says nothing, since blogs mark the next
 * article so: a further page has the first one's address and the next number. Where the address is plain enough
 * (`/2/`, `?page=2`) any link to it will do, as publishing programs write without `rel` (WordPress' wp_link_pages).
 */
export function nextPageOf(elements: Elements, baseUrl: string, place: PagePlace): Told<string> | undefined {
  const numbered = new RegExp(`(?:^|\\D)${place.number + 1}(?:\\D|$)`)
  const candidates = elements.filter(
    ({ name, attribs }) => (name === 'a' || name === 'link') && numbered.test(attribs['href'] ?? ''),
  )
  for (const { element, url, number, isWeak } of pageLinks(candidates, baseUrl, place)) {
    const isCalledNext = /(?:^|\s)next(?:\s|$)/i.test(element.attribs['rel'] ?? '')
    if (number === place.number + 1 && (isCalledNext || !isWeak))
      return { value: url, origin: isCalledNext ? `${element.name} next` : 'link to its number' }
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
