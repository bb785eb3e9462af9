import type { Item } from 'feed'
import type { Category, Link, Person, Publication, Source, Story } from '../types.ts'
import { toAbsolute } from '../util/url.ts'
import { element, escapeMarkup, htmlForCdata, xmlLine, xmlText } from './xml.ts'

/** A story made ready for the feed: nothing in it can make the document invalid or the writer throw. */
export interface PreparedEntry {
  readonly id: string
  /** What `feed` writes well. */
  readonly item: Item
  /** What it can't write or writes wrong, as markup to put behind it. */
  readonly rest: string
  /** False when the story has no page: `feed` insists on a link, which is then taken out. */
  readonly hasPage: boolean
  readonly language?: string
}

/** The newest so many places that carry a story are linked; a press release stands in hundreds. */
const mostCopies = 20
/**
 * Characters beside title, summary and body. An ordinary entry has one or two thousand, one that uses every limit of
 * parsing some ten thousands; what is longer makes the whole feed slow to write and to read.
 */
const mostRest = 256 * 1024

/** Throws a RangeError that names the reason when the story can't be an Atom entry. */
export function prepareEntry(story: Story, publication: Publication): PreparedEntry {
  if (!/^urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(story.id)) {
    throw new RangeError('its id is not a urn:uuid')
  }
  const page = webUrl(story.url)
  const title = xmlLine(story.title) ?? xmlLine(story.source.title) ?? 'Untitled'
  const language = toLanguage(story.language)
  const summary = story.summary === undefined ? undefined : xmlText(story.summary).trim()
  return {
    id: story.id,
    item: {
      id: story.id,
      title: escapeMarkup(title),
      link: page ?? publication.url,
      date: checkedDate(story.updated, 'updated'),
      published: checkedDate(story.published, 'published'),
      // An empty string would be written as an empty element.
      ...(summary === undefined || summary === '' ? {} : { description: escapeMarkup(summary) }),
      ...contentOf(story, page, summary, title),
    },
    rest: restOf(story, page, publication),
    hasPage: page !== undefined,
    ...(language === undefined || language === publication.language ? {} : { language }),
  }
}

/** RFC 4287 4.1.1.1: an entry without a link to its page must have content, so the summary or the title stands in. */
function contentOf(
  story: Story,
  page: string | undefined,
  summary: string | undefined,
  title: string,
): { content?: string } {
  const html = story.html === undefined ? '' : htmlForCdata(story.html)
  if (html.trim() !== '') return { content: html }
  return page === undefined ? { content: escapeMarkup(summary || title) } : {}
}

function restOf(story: Story, page: string | undefined, publication: Publication): string {
  const rights = xmlLine(story.rights)
  const parts = [
    ...authorsOf(story, publication).map((person) => personElement('author', person)),
    ...story.categories.map(categoryElement),
    ...relatedLinks(story, page),
    ...story.enclosures.map(enclosureElement),
    rights === undefined ? '' : element('rights', { type: 'text' }, escapeMarkup(rights)),
    sourceElement(story),
  ]
  const rest = parts
    .filter((part) => part !== '')
    .map((part) => `    ${part}\n    `)
    .join('')
  if (rest.length > mostRest) throw new RangeError(`its authors, categories and links take ${rest.length} characters`)
  return rest
}

/** RFC 4287 4.1.1: every entry has an author; the outlet that is credited, else the feed, when no person is named. */
function authorsOf(story: Story, publication: Publication): readonly Person[] {
  const named = story.authors.filter((person) => xmlLine(person.name) !== undefined)
  if (named.length > 0) return named
  if (story.credit !== undefined && xmlLine(story.credit.name) !== undefined) return [{ name: story.credit.name }]
  return [{ name: xmlLine(story.source.title) ?? xmlLine(publication.title) ?? 'Unknown' }]
}

function personElement(name: string, person: Person): string {
  const uri = webUrl(person.uri)
  const email = xmlLine(person.email)
  return element(name, {}, [
    element('name', {}, escapeMarkup(xmlLine(person.name) ?? '')),
    uri === undefined ? '' : element('uri', {}, escapeMarkup(uri)),
    email !== undefined && /^[^\s@]+@[^\s@]+$/.test(email) ? element('email', {}, escapeMarkup(email)) : '',
  ])
}

function categoryElement(category: Category): string {
  const term = xmlLine(category.term)
  const scheme = xmlLine(category.scheme)
  return term === undefined
    ? ''
    : element('category', { term, scheme: isUri(scheme) ? scheme : undefined, label: xmlLine(category.label) })
}

/** Where else the story stands (`related`) and what its text names as its origin (`via`), each address once. */
function relatedLinks(story: Story, page: string | undefined): readonly string[] {
  const links = [
    { rel: 'via', url: webUrl(story.credit?.url), title: story.credit?.name },
    ...story.copies
      .slice(-mostCopies)
      .map((copy) => ({ rel: 'related', url: webUrl(copy.url), title: copy.title || copy.sourceTitle })),
  ]
  const written = new Set<string | undefined>([undefined, page])
  return links.map(({ rel, url, title }) => {
    if (written.has(url)) return ''
    written.add(url)
    return element('link', { rel, type: 'text/html', href: url, title: xmlLine(title) })
  })
}

function enclosureElement(link: Link): string {
  const href = webUrl(link.href)
  if (href === undefined) return ''
  const isSize = link.length !== undefined && Number.isSafeInteger(link.length) && link.length >= 0
  return element('link', {
    rel: 'enclosure',
    href,
    type: toMediaType(link.type),
    length: isSize ? String(link.length) : undefined,
    title: xmlLine(link.title),
  })
}

function sourceElement(story: Story): string {
  const { source } = story
  const self = webUrl(source.links.find((link) => link.rel === 'self')?.href)
  const site = webUrl(source.links.find((link) => link.rel === 'alternate')?.href)
  const language = toLanguage(source.language)
  const rights = xmlLine(source.rights)
  return element('source', { 'xml:lang': language }, [
    element('id', {}, escapeMarkup(sourceId(source, self ?? site) ?? story.id)),
    element('title', { type: 'text' }, escapeMarkup(xmlLine(source.title) ?? '')),
    element('updated', {}, toDate(source.updated) ?? story.updated.toISOString()),
    self === undefined ? '' : element('link', { rel: 'self', href: self }),
    site === undefined ? '' : element('link', { rel: 'alternate', type: 'text/html', href: site }),
    rights === undefined ? '' : element('rights', { type: 'text' }, escapeMarkup(rights)),
  ])
}

/** Ids are compared character by character (RFC 4287 4.2.6.1), so a good one stays as it is. A `file:` one would tell of our own disk. */
function sourceId(source: Source, address: string | undefined): string | undefined {
  return isUri(source.id) && !/^file:/i.test(source.id) ? source.id : address
}

const iriCharacters = String.raw`(?:[!$&-;=?-[\]_~\p{L}\p{M}\p{N}]|%[\da-f]{2})`
const iri = new RegExp(`^[a-z][a-z0-9+.-]*:${iriCharacters}+(?:#${iriCharacters}*)?$`, 'iu')

/** An absolute IRI (RFC 3987), which is what Atom means by a URI. */
function isUri(text: string | undefined): text is string {
  return text !== undefined && iri.test(text) && URL.canParse(text)
}

/** An http(s) address in the characters of RFC 3986; the URL Standard lets a few more through, and a bare `%`. */
function webUrl(url: string | undefined): string | undefined {
  return url === undefined
    ? undefined
    : toAbsolute(url, url)?.replace(/%(?![\da-f]{2})|[^\w\-.~:/?#[\]@!$&'()*+,;=%]/gi, encodeURIComponent)
}

/** A language tag in the shape of RFC 5646 2.1; feeds also say "English" or "en_US". */
export function toLanguage(language: string | undefined): string | undefined {
  return language !== undefined && /^[a-z]{2,8}(?:-[a-z0-9]{1,8})*$/i.test(language) ? language : undefined
}

function toMediaType(type: string | undefined): string | undefined {
  return type !== undefined && /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : undefined
}

/** RFC 3339 has four digits for the year. */
function toDate(date: Date | undefined): string | undefined {
  if (date === undefined || Number.isNaN(date.getTime())) return undefined
  const text = date.toISOString()
  return text.length === 24 ? text : undefined
}

function checkedDate(date: Date, name: string): Date {
  if (toDate(date) === undefined) throw new RangeError(`its date "${name}" can't be written`)
  return date
}
