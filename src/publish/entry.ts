import type { Category, Copy, Image, Link, Person, Publication, Source, Story } from '../types.ts'
import { alternateOf } from '../util/links.ts'
import { holdsSecret } from '../util/secrets.ts'
import { isUri, toCount, toLanguage, toMediaType, webUrl, writableDate } from './values.ts'
import { reasonToFail } from './without-guilty.ts'
import { element, escapeMarkup, htmlForCdata, xmlLine, xmlText } from './xml.ts'

/**
 * A story made ready for every format alike, so that all outputs say the same: nothing in it can make a document invalid
 * or a writer throw. Texts are plain, on one line but for `summary`, of characters that XML can hold; addresses are http(s).
 */
export interface PreparedEntry {
  /** `urn:uuid:…` */
  readonly id: string
  readonly title: string
  readonly page?: string
  readonly published: Date
  readonly updated: Date
  readonly summary?: string
  /** HTML without `]]>`. Without a page it is always there, made of the summary or the title if need be. */
  readonly content?: string
  /** Only where it differs from the publication's. */
  readonly language?: string
  /** At least one. */
  readonly authors: readonly Person[]
  readonly categories: readonly Category[]
  /** What the text names as its origin. */
  readonly credit?: { readonly name: string; readonly url?: string }
  /** The other places that carry the story. */
  readonly copies: readonly Place[]
  /** Where the same event is told in other words. */
  readonly related: readonly Place[]
  /** The addresses among `credit` (rel `via`), `copies` and `related` (rel `related`), each once. */
  readonly references: readonly Link[]
  readonly enclosures: readonly Link[]
  readonly image?: Image
  readonly rights?: string
  readonly source: PreparedSource
}

/** Another place to read of what an entry tells. */
export interface Place {
  readonly title: string
  /** Title of its feed. */
  readonly source: string
  readonly url?: string
}

/** The feed that an entry comes from. */
export interface PreparedSource {
  readonly id: string
  readonly title: string
  readonly updated: Date
  /** Address of the feed. */
  readonly self?: string
  /** Address of its web site. */
  readonly site?: string
  readonly language?: string
  readonly rights?: string
}

/** The entries in the order of the stories; a story that can't be one is named in `problems`. */
export interface PreparedEntries {
  readonly entries: readonly PreparedEntry[]
  readonly problems: readonly { readonly storyId: string; readonly reason: string }[]
}

/** Prepares each story for itself: one bad story must not cost the others their feed; the caller reports it. */
export function prepareEntries(publication: Publication, stories: readonly Story[]): PreparedEntries {
  const entries = new Map<string, PreparedEntry>()
  const problems: { storyId: string; reason: string }[] = []
  for (const story of stories) {
    const reason = reasonToFail(() => {
      if (entries.has(story.id)) throw new RangeError('its id stands in the feed already')
      entries.set(story.id, prepareEntry(story, publication))
    })
    if (reason !== undefined) problems.push({ storyId: story.id, reason })
  }
  return { entries: [...entries.values()], problems }
}

/** The newest so many places that carry a story are linked; a press release stands in hundreds. */
const mostCopies = 20
/**
 * Characters beside title, summary and body. An ordinary entry has one or two thousand, one that uses every limit of
 * parsing some ten thousands; what is longer makes the whole feed slow to write and to read.
 */
const mostBeside = 256 * 1024

/** Throws a RangeError that names the reason when the story can't be an entry. */
function prepareEntry(story: Story, publication: Publication): PreparedEntry {
  if (!/^urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(story.id)) {
    throw new RangeError('its id is not a urn:uuid')
  }
  const page = webUrl(story.url)
  const title = xmlLine(story.title) ?? xmlLine(story.source.title) ?? 'Untitled'
  const summary = xmlText(story.summary ?? '').trim()
  const language = toLanguage(story.language)
  const credit = creditOf(story)
  const copies = story.copies.slice(-mostCopies).map(placeOf)
  const related = story.related.map(placeOf)
  const content = contentOf(story, page, summary || title, publication.alsoAt === true ? alsoAt(page, copies) : '')
  const image = imageOf(story.image)
  const rights = xmlLine(story.rights)
  const beside = {
    authors: authorsOf(story, credit?.name, publication),
    categories: story.categories.flatMap(categoryOf),
    copies,
    related,
    references: referencesOf(page, credit, [...copies, ...related]),
    enclosures: story.enclosures.flatMap(enclosureOf),
    source: sourceOf(story),
  }
  const size = JSON.stringify(beside).length
  if (size > mostBeside) throw new RangeError(`its authors, categories and links take ${size} characters`)
  return {
    ...beside,
    id: story.id,
    title,
    published: checkedDate(story.published, 'published'),
    updated: checkedDate(story.updated, 'updated'),
    ...(page === undefined ? {} : { page }),
    ...(summary === '' ? {} : { summary }),
    ...(content === undefined ? {} : { content }),
    ...(language === undefined || language === publication.language ? {} : { language }),
    ...(credit === undefined ? {} : { credit }),
    ...(image === undefined ? {} : { image }),
    ...(rights === undefined ? {} : { rights }),
  }
}

/** RFC 4287 4.1.1.1: an entry without a link to its page must have content, so a text of its own stands in. */
function contentOf(story: Story, page: string | undefined, text: string, ending: string): string | undefined {
  const html = htmlForCdata(story.html ?? '')
  if (html.trim() !== '') return html + ending
  return page === undefined ? escapeMarkup(text) : undefined
}

/** "Also at: The Example, Another", for readers that show no `related` links. A source that carries it twice is named once. */
function alsoAt(page: string | undefined, copies: readonly Place[]): string {
  const places = new Map<string, string>()
  for (const { source, title, url } of copies) {
    const name = escapeMarkup(source || title)
    if (url !== undefined && url !== page && !places.has(name)) places.set(name, element('a', { href: url }, name))
  }
  return places.size === 0 ? '' : `<p>Also at: ${[...places.values()].join(', ')}</p>`
}

/** RFC 4287 4.1.1: every entry has an author; the outlet that is credited, else the feed, when no person is named. */
function authorsOf(story: Story, credited: string | undefined, publication: Publication): readonly Person[] {
  const named = story.authors.flatMap(personOf)
  if (named.length > 0) return named
  return [{ name: credited ?? xmlLine(story.source.title) ?? xmlLine(publication.title) ?? 'Unknown' }]
}

function personOf(person: Person): Person[] {
  const name = xmlLine(person.name)
  const uri = webUrl(person.uri)
  const email = xmlLine(person.email)
  if (name === undefined) return []
  const isEmail = email !== undefined && /^[^\s@]+@[^\s@]+$/.test(email)
  return [{ name, ...(uri === undefined ? {} : { uri }), ...(isEmail ? { email } : {}) }]
}

function categoryOf(category: Category): Category[] {
  const term = xmlLine(category.term)
  const scheme = xmlLine(category.scheme)
  const label = xmlLine(category.label)
  if (term === undefined) return []
  return [{ term, ...(isUri(scheme) ? { scheme } : {}), ...(label === undefined ? {} : { label }) }]
}

function creditOf({ credit }: Story): PreparedEntry['credit'] {
  const name = xmlLine(credit?.name)
  const url = webUrl(credit?.url)
  return name === undefined ? undefined : { name, ...(url === undefined ? {} : { url }) }
}

function placeOf(place: Copy): Place {
  const url = webUrl(place.url)
  const source = xmlLine(place.sourceTitle) ?? ''
  return { title: xmlLine(place.title) ?? source, source, ...(url === undefined ? {} : { url }) }
}

function referencesOf(
  page: string | undefined,
  credit: PreparedEntry['credit'],
  places: readonly Place[],
): readonly Link[] {
  const seen = new Set<string | undefined>([undefined, page])
  return [
    { rel: 'via', url: credit?.url, title: credit?.name },
    ...places.map(({ url, title }) => ({ rel: 'related', url, title })),
  ].flatMap(({ rel, url, title }) => {
    if (url === undefined || seen.has(url)) return []
    seen.add(url)
    return [{ rel, href: url, type: 'text/html', ...(title ? { title } : {}) }]
  })
}

function enclosureOf(link: Link): Link[] {
  const href = webUrl(link.href)
  const type = toMediaType(link.type)
  const length = toCount(link.length)
  const title = xmlLine(link.title)
  if (href === undefined) return []
  return [
    {
      rel: 'enclosure',
      href,
      ...(type === undefined ? {} : { type }),
      ...(length === undefined ? {} : { length }),
      ...(title === undefined ? {} : { title }),
    },
  ]
}

function imageOf(image: Image | undefined): Image | undefined {
  const url = webUrl(image?.url)
  const width = toCount(image?.width)
  const height = toCount(image?.height)
  if (url === undefined) return undefined
  return { url, ...(width === undefined ? {} : { width }), ...(height === undefined ? {} : { height }) }
}

function sourceOf(story: Story): PreparedSource {
  const { source } = story
  const said = webUrl(source.links.find((link) => link.rel === 'self')?.href)
  // A feed for one reader names itself with that reader's key.
  const self = said === undefined || holdsSecret(said) ? undefined : said
  const site = webUrl(alternateOf(source.links))
  const language = toLanguage(source.language)
  const rights = xmlLine(source.rights)
  return {
    id: sourceId(source, self ?? site) ?? story.id,
    title: xmlLine(source.title) ?? '',
    updated: writableDate(source.updated) ?? story.updated,
    ...(self === undefined ? {} : { self }),
    ...(site === undefined ? {} : { site }),
    ...(language === undefined ? {} : { language }),
    ...(rights === undefined ? {} : { rights }),
  }
}

/** Ids are compared character by character (RFC 4287 4.2.6.1), so a good one stays as it is. A `file:` one would tell of our own disk. */
function sourceId(source: Source, address: string | undefined): string | undefined {
  return isUri(source.id) && !/^file:/i.test(source.id) && !holdsSecret(source.id) ? source.id : address
}

function checkedDate(date: Date, name: string): Date {
  if (writableDate(date) === undefined) throw new RangeError(`its date "${name}" can't be written`)
  return date
}
