import type { ParentNode } from 'domhandler'
import type { Image, Person } from '../types.ts'
import { textOfHtml } from '../util/text.ts'
import { siteOf } from '../util/url.ts'
import { authorsOf } from './authors.ts'
import { type DateSigns, publishedOf, updatedOf } from './dates.ts'
import { articleOf, asText, asThing, type Thing, thingsOf } from './json-ld.ts'
import { absolute, leadImageOf } from './lead-image.ts'
import { baseUrlOf, type Elements, linkedAddress, tellingElements } from './marks.ts'
import { all, first, type Metas, metasOf, type Origin, type Told } from './metas.ts'
import { firstPlace, nextPageOf, type PagePlace } from './next-page.ts'
import { type PageTexts, pageTexts } from './page-texts.ts'
import { titleOf, titlesOf } from './titles.ts'

/** What a page says of its article outside of the text. */
export interface Metadata {
  /** What the page's relative addresses are relative to. */
  readonly baseUrl: string
  readonly title?: string
  /** Every form of the title on the page, to recognise it in the body. */
  readonly titles: readonly string[]
  readonly description?: string
  readonly authors: readonly Person[]
  readonly published?: Date
  readonly updated?: Date
  /** BCP 47, as the page declares it. */
  readonly language?: string
  readonly image?: Image
  readonly canonicalUrl?: string
  readonly ampUrl?: string
  /** The article's next page, where it is split. */
  readonly nextUrl?: string
  readonly siteName?: string
  /** JSON-LD articleBody, blocks separated by an empty line. */
  readonly bodyText?: string
  /** The text is shown to subscribers only (schema.org isAccessibleForFree). */
  readonly isPaid: boolean
  /** A text that is written on while its event goes on (schema.org LiveBlogPosting). */
  readonly isLive: boolean
  /** Where each of these values was found, by the property's name. */
  readonly origins: Readonly<Record<string, Origin>>
}

/** Reads what the page says: JSON-LD, OpenGraph, Twitter, Dublin Core, microdata, rel and time elements, and the lines beside the heading. */
export function readMetadata(page: ParentNode, url: string, place?: PagePlace): Metadata {
  const elements = tellingElements(page)
  const baseUrl = baseUrlOf(elements, url)
  const things = thingsOf(elements)
  const metas = metasOf(elements)
  const article = articleOf(things, first(metas, ['og:title'])?.value)
  const siteName = siteNameOf(metas, article)
  const titles = titlesOf(elements, metas, article)
  const title = titleOf(titles, [...(siteName === undefined ? [] : [siteName.value]), ...hostNames(url)])
  const language = languageOf(elements, metas, article)
  let texts: PageTexts | undefined
  const signs: DateSigns & { readonly siteName: string | undefined } = {
    ...{ elements, metas, things, article, url, language: language?.value, siteName: siteName?.value },
    titles: [...titles.named, ...titles.window],
    texts: () => (texts ??= pageTexts(page, title === undefined ? [] : [title.value])),
  }
  const told = {
    title,
    authors: authorsOf(signs),
    published: publishedOf(signs),
    updated: updatedOf(signs),
    language,
    image: leadImageOf(elements, metas, article, baseUrl),
    siteName,
    ...marksOf(things),
    ...linksOf(elements, metas, { url, baseUrl, place }),
  }
  const description = first(metas, ['og:description', 'description', 'twitter:description', 'dc.description'])?.value
  const bodyText = bodyTextOf(things)
  return {
    baseUrl,
    authors: [],
    isPaid: false,
    isLive: false,
    ...valuesOf(told),
    titles: [...titles.headings, ...[...titles.named, ...titles.window].map(({ value }) => value)],
    ...(description !== undefined && { description: textOfHtml(description) }),
    ...(bodyText !== undefined && { bodyText }),
    origins: originsOf(told),
  }
}

type ToldValues = Readonly<Record<string, Told<unknown> | undefined>>
type Values<T extends ToldValues> = { readonly [K in keyof T]?: NonNullable<T[K]>['value'] }

function valuesOf<T extends ToldValues>(told: T): Values<T> {
  const values = Object.entries(told).flatMap(([name, each]) => (each === undefined ? [] : [[name, each.value]]))
  return Object.fromEntries(values) as Values<T>
}

function originsOf(told: ToldValues): Readonly<Record<string, Origin>> {
  return Object.fromEntries(
    Object.entries(told).flatMap(([name, each]) => (each === undefined ? [] : [[name, each.origin]])),
  )
}

function linksOf(
  elements: Elements,
  metas: Metas,
  { url, baseUrl, place }: { readonly url: string; readonly baseUrl: string; readonly place: PagePlace | undefined },
): { readonly canonicalUrl?: Told<string>; readonly ampUrl?: Told<string>; readonly nextUrl?: Told<string> } {
  const linked = (rel: string, meta?: string): Told<string> | undefined => {
    const href = linkedAddress(elements, rel)
    const said = meta === undefined ? undefined : first(metas, [meta])
    const value = absolute(href ?? said?.value, baseUrl)
    return value === undefined ? undefined : { value, origin: href === undefined ? `meta ${meta}` : `link ${rel}` }
  }
  const [canonicalUrl, ampUrl] = [linked('canonical', 'og:url'), linked('amphtml')]
  const nextUrl = nextPageOf(elements, baseUrl, place ?? firstPlace(url, canonicalUrl?.value))
  return {
    ...(canonicalUrl !== undefined && { canonicalUrl }),
    ...(ampUrl !== undefined && { ampUrl }),
    ...(nextUrl !== undefined && { nextUrl }),
  }
}

/** What the page says of its article's kind; a kind that it does not say is absent. */
function marksOf(things: readonly Thing[]): { readonly isPaid?: Told<true>; readonly isLive?: Told<true> } {
  const isPaid = things.some(({ isAccessibleForFree: free }) => free === false || /^false$/i.test(asText(free) ?? ''))
  const isLive = things.some((thing) => /(?:^|[/#:])LiveBlogPosting$/.test(asText(thing['@type']) ?? ''))
  return {
    ...(isPaid && { isPaid: { value: true, origin: 'json-ld isAccessibleForFree' } }),
    ...(isLive && { isLive: { value: true, origin: 'json-ld LiveBlogPosting' } }),
  }
}

function siteNameOf(metas: Metas, article: Thing | undefined): Told<string> | undefined {
  const said = first(metas, ['og:site_name', 'application-name'])
  const publisher = asText(asThing(article?.['publisher'])?.['name'])
  return said ?? (publisher === undefined ? undefined : { value: publisher, origin: 'json-ld publisher' })
}

/** What a site may be called by its address: `blog.quay.example` gives itself, `quay.example` and `quay`. */
function hostNames(url: string): readonly string[] {
  const host = URL.parse(url)?.hostname.replace(/^www\./, '') ?? ''
  const site = siteOf(url) ?? host
  return [host, site, site.split('.')[0] ?? '']
}

function languageOf(elements: Elements, metas: Metas, article: Thing | undefined): Told<string> | undefined {
  const html = elements.find(({ name }) => name === 'html')?.attribs
  const said = [
    { value: html?.['lang'], origin: 'html lang' },
    { value: html?.['xml:lang'], origin: 'html xml:lang' },
    ...all(metas, ['og:locale', 'language', 'content-language', 'dc.language']),
    { value: asText(article?.['inLanguage']), origin: 'json-ld inLanguage' },
  ]
  for (const { value, origin } of said) {
    const tag = value?.trim().replaceAll('_', '-') ?? ''
    if (/^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(tag)) return { value: tag, origin }
  }
  return undefined
}

function bodyTextOf(things: readonly Thing[]): string | undefined {
  const bodies = things.map((thing) => thing['articleBody']).filter((body) => typeof body === 'string')
  const longest = bodies.reduce((chosen, body) => (body.length > chosen.length ? body : chosen), '')
  return longest.trim().length < 100 ? undefined : longest.trim()
}
