import type { ParentNode } from 'domhandler'
import type { Image, Person } from '../types.ts'
import { squash } from '../util/squash.ts'
import { foldSpace, textOfHtml } from '../util/text.ts'
import { toAbsolute } from '../util/url.ts'
import { asList, asText, asThing, isArticleThing, type Thing, thingsOf, typesOf } from './json-ld.ts'
import { anyDates, bylines, type Elements, linkedAddress, markedAuthors, markedDates } from './marks.ts'
import { dayInUrl, momentOf } from './moments.ts'
import { peopleOf } from './people.ts'
import { elementsOf, shownText } from './tree.ts'

/** What a page says of its article outside of the text. */
export interface Metadata {
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
  readonly siteName?: string
  /** JSON-LD articleBody, blocks separated by an empty line. */
  readonly bodyText?: string
}

type Metas = ReadonlyMap<string, readonly string[]>

/** Values that are read of one kind of statement; a paper may name dozens of authors, nobody reads thousands. */
const mostValues = 50
/** Of addresses: sitemaps.org allows fewer than 2,048 characters. */
const longestUrl = 2048

/** Reads JSON-LD, OpenGraph, Twitter, Dublin Core, microdata, rel and time elements, in that order of trust. */
export function readMetadata(page: ParentNode, url: string): Metadata {
  const elements = elementsOf(page)
  const things = thingsOf(
    elements.filter(({ name, attribs }) => name === 'script' && isJsonLd.test(attribs['type'] ?? '')),
  )
  const article =
    things.find(isArticleThing) ??
    things.find((thing) => typesOf(thing).includes('WebPage') && asText(thing['datePublished']) !== undefined)
  const metas = metasOf(elements)
  const titles = titlesOf(elements, metas, article)
  const title = titleOf(titles)
  const canonicalUrl = absolute(linkedAddress(elements, 'canonical') ?? first(metas, ['og:url']), url)
  const description = first(metas, ['og:description', 'description', 'twitter:description', 'dc.description'])
  const published = publishedOf(elements, metas, article, url)
  const updated = moment([
    asText(article?.['dateModified']),
    ...all(metas, ['article:modified_time', 'og:updated_time', 'datemodified', 'dcterms.modified', 'last-modified']),
  ])
  const language = languageOf(elements, metas, article)
  const image = imageOf(elements, metas, article, url)
  const siteName = first(metas, ['og:site_name', 'application-name']) ?? publisherOf(article)
  const bodyText = bodyTextOf(things)
  return {
    titles: Object.values(titles).flat(),
    authors: authorsOf(elements, metas, article, [siteName ?? '']),
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description: textOfHtml(description) }),
    ...(published !== undefined && { published }),
    ...(updated !== undefined && { updated }),
    ...(language !== undefined && { language }),
    ...(image !== undefined && { image }),
    ...(canonicalUrl !== undefined && { canonicalUrl }),
    ...(siteName !== undefined && { siteName }),
    ...(bodyText !== undefined && { bodyText }),
  }
}

const isJsonLd = /ld\+json/i

/** `name`, `property` and `itemprop` of every meta element, lower case. */
function metasOf(elements: Elements): Metas {
  const metas = new Map<string, string[]>()
  for (const { name, attribs } of elements) {
    if (name !== 'meta') continue
    const key = (attribs['property'] ?? attribs['name'] ?? attribs['itemprop'] ?? '').trim().toLowerCase()
    const value = foldSpace(attribs['content'] ?? '')
    if (key === '' || value === '') continue
    const values = metas.get(key)
    if (values === undefined) metas.set(key, [value])
    else if (values.length < mostValues) values.push(value)
  }
  return metas
}

function all(metas: Metas, keys: readonly string[]): readonly string[] {
  return keys.flatMap((key) => metas.get(key) ?? [])
}

function first(metas: Metas, keys: readonly string[]): string | undefined {
  return all(metas, keys)[0]
}

interface Titles {
  readonly headings: readonly string[]
  readonly named: readonly string[]
  readonly window: readonly string[]
}

function titlesOf(elements: Elements, metas: Metas, article: Thing | undefined): Titles {
  const firsts = elements.filter(({ name }) => name === 'h1')
  const headings = [...firsts.filter(({ attribs }) => attribs['itemprop'] === 'headline'), ...firsts]
    .slice(0, 6)
    .map(shownText)
    .filter((text) => text !== '')
  const headline = asText(article?.['headline']) ?? asText(article?.['name'])
  const named = [
    ...(headline === undefined ? [] : [headline]),
    ...all(metas, ['og:title', 'twitter:title', 'dc.title', 'parsely-title', 'sailthru.title']),
  ]
  const title = elements.find(({ name }) => name === 'title')
  const window = title === undefined ? '' : shownText(title)
  return { headings, named: named.map(textOfHtml), window: window === '' ? [] : [window] }
}

/** The heading that the head of the page agrees with; else what the head says, without the site's name. */
function titleOf({ headings, named, window }: Titles): string | undefined {
  const said = [...named, ...window].map(squash)
  const agreed = headings.find((heading) => {
    const key = squash(heading)
    return (
      key.length >= 4 &&
      said.some((each) => each.startsWith(key) || each.includes(key) || (key.startsWith(each) && each.length > 15))
    )
  })
  if (agreed !== undefined && squash(agreed).length >= 8) return agreed
  const name = named[0] ?? window[0]
  return name === undefined ? headings[0] : withoutSite(name)
}

/** `Headline | Site`, `Headline - Site`: the site is the shorter, last part. */
function withoutSite(title: string): string {
  const cut = /^(.{12,}?)\s+[|–—•·»-]\s+([^|–—•·»]{2,40})$/.exec(title)
  const [, headline, site] = cut ?? []
  return headline !== undefined && site !== undefined && site.length < headline.length ? headline : title
}

function authorsOf(
  elements: Elements,
  metas: Metas,
  article: Thing | undefined,
  sites: readonly string[],
): readonly Person[] {
  const structured = asList(article?.['author']).slice(0, mostValues).flatMap(personOf)
  const meta = all(metas, [
    'author',
    'article:author',
    'parsely-author',
    'dc.creator',
    'dcterms.creator',
    'byl',
    'sailthru.author',
    'citation_author',
    'twitter:creator:name',
  ])
  const marked = markedAuthors(elements).slice(0, 6).map(shownText)
  const lines = bylines(elements).slice(0, 3).map(shownText)
  const candidates = [structured, meta, marked, lines.filter((line) => line.length < 60)].map(peopleOf)
  const isSite = (person: Person): boolean => sites.some((site) => squash(site) === squash(person.name))
  return (
    candidates.find((people) => people.some((person) => !isSite(person))) ??
    candidates.find((people) => people.length > 0) ??
    []
  )
}

function personOf(value: unknown): readonly Person[] {
  const name = asText(value) ?? asText(asThing(value)?.['name'])
  if (name === undefined)
    return asList(asThing(value)?.['name'])
      .slice(0, mostValues)
      .flatMap((each) => (typeof each === 'string' ? [{ name: each }] : []))
  const uri = asText(asThing(value)?.['url'])
  return [{ name, ...(uri !== undefined && /^https?:\/\//.test(uri) && { uri }) }]
}

function publishedOf(elements: Elements, metas: Metas, article: Thing | undefined, url: string): Date | undefined {
  return (
    moment([
      asText(article?.['datePublished']),
      ...all(metas, [
        'article:published_time',
        'datepublished',
        'parsely-pub-date',
        'sailthru.date',
        'dc.date.issued',
        'dcterms.created',
        'dc.date',
        'publishdate',
        'pubdate',
        'date',
        'og:published_time',
        'article:published',
        'citation_publication_date',
        'cxenseparse:recs:publishtime',
        'publish-date',
        'publish_date',
      ]),
    ]) ??
    moment([asText(article?.['dateCreated'])]) ??
    moment(
      markedDates(elements)
        .slice(0, mostValues)
        .map(({ attribs }) => attribs['datetime'] ?? attribs['content']),
    ) ??
    dayInUrl(url) ??
    moment(
      anyDates(elements)
        .slice(0, 8)
        .map(({ attribs }) => attribs['datetime'] ?? attribs['title']),
    )
  )
}

function moment(values: readonly (string | undefined)[]): Date | undefined {
  for (const value of values) {
    const date = momentOf(value)
    if (date !== undefined) return date
  }
  return undefined
}

function languageOf(elements: Elements, metas: Metas, article: Thing | undefined): string | undefined {
  const html = elements.find(({ name }) => name === 'html')?.attribs
  const said = [
    html?.['lang'],
    html?.['xml:lang'],
    ...all(metas, ['og:locale', 'language', 'content-language', 'dc.language']),
    asText(article?.['inLanguage']),
  ]
  return said
    .map((tag) => tag?.trim().replaceAll('_', '-'))
    .find((tag) => tag !== undefined && /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(tag))
}

function imageOf(elements: Elements, metas: Metas, article: Thing | undefined, url: string): Image | undefined {
  const structured = asList(article?.['image'])
    .slice(0, mostValues)
    .map((image) => asText(image) ?? asText(asThing(image)?.['url']) ?? asText(asThing(image)?.['contentUrl']))
  const said = [
    ...all(metas, ['og:image', 'og:image:url', 'og:image:secure_url', 'twitter:image', 'twitter:image:src']),
    ...structured,
    linkedAddress(elements, 'image_src'),
  ]
  const address = said.map((each) => absolute(each, url)).find((each) => each !== undefined)
  if (address === undefined) return undefined
  const [width, height] = ['og:image:width', 'og:image:height'].map((key) => Number(first(metas, [key])))
  return { url: address, ...(width && height && { width, height }) }
}

function publisherOf(article: Thing | undefined): string | undefined {
  return asText(asThing(article?.['publisher'])?.['name'])
}

function bodyTextOf(things: readonly Thing[]): string | undefined {
  const bodies = things.map((thing) => thing['articleBody']).filter((body) => typeof body === 'string')
  const longest = bodies.reduce((chosen, body) => (body.length > chosen.length ? body : chosen), '')
  return longest.trim().length < 100 ? undefined : longest.trim()
}

function absolute(href: string | undefined, base: string): string | undefined {
  const address = href?.trim() ?? ''
  return address === '' || address.length >= longestUrl ? undefined : toAbsolute(address, base)
}
