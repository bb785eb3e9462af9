import type { Category, Entry, Feed, Image, Link, Markup, Person, Source } from '../types.ts'
import { truncateText } from '../util/text.ts'
import type { RepairCode, Repairs } from './repairs.ts'
import { reviseEach, withField } from './revise.ts'

/**
 * What one feed or entry may say of a kind. Readers show a handful; an entry with 400,000 tags once kept the whole
 * output from being written.
 */
const most = { links: 20, authors: 20, categories: 50, images: 20 }
/** Of all relations together, as a feed may make them up. */
const mostLinks = 100

/** Characters. */
const longest = {
  /** Of a person, a category, a media type: what is shown as one word or name. */
  name: 200,
  /** Of a title, a subtitle, rights, an image's text: what is shown as one line or paragraph. */
  line: 1_000,
  /** Of the same with its markup: half a tag would be broken HTML, so past this the plain line is left. */
  markup: 4_000,
  /** sitemaps.org allows fewer than 2,048, and so do most servers in practice; what is cut would lead elsewhere. */
  address: 2_048,
  /** An id is as long as an address, in the feeds that have one. */
  id: 2_048,
}

/** How much of one document is read. */
export interface FeedLimits {
  /** The newest so many are kept (limits.entriesPerFeed). */
  readonly entries: number
  /** How deep elements may be nested (limits.feedDepth). */
  readonly depth: number
  /** The longest body that is kept, in characters (limits.fieldChars). */
  readonly fieldChars: number
}

type ReadFeed = Omit<Feed, 'repairs'>

/**
 * The feed with lists and fields no longer than a reader could use, bodies no longer than `longestBody` characters; counts each
 * list and field that was longer.
 */
export function limitFeed(feed: ReadFeed, longestBody: number, repairs: Repairs): ReadFeed {
  const limiter = new Limiter(longestBody, repairs)
  return {
    ...feed,
    source: limiter.source(feed.source),
    categories: limiter.categories(feed.categories),
    entries: feed.entries.map((entry) => limiter.entry(entry)),
  }
}

/** Holds where to count while one document is limited. */
class Limiter {
  readonly #longestBody: number
  readonly #repairs: Repairs

  constructor(longestBody: number, repairs: Repairs) {
    this.#longestBody = longestBody
    this.#repairs = repairs
  }

  entry(entry: Entry): Entry {
    const { source, markup } = entry
    let found = withField(entry, 'id', entry.id, this.#whole(entry.id, longest.id))
    found = withField(found, 'title', entry.title, this.#start(entry.title, longest.line))
    found = withField(found, 'links', entry.links, this.#links(entry.links))
    found = withField(found, 'authors', entry.authors, this.#authors(entry.authors))
    found = withField(found, 'categories', entry.categories, this.categories(entry.categories))
    found = withField(found, 'summary', entry.summary, this.#whole(entry.summary, this.#longestBody))
    found = withField(found, 'content', entry.content, this.#whole(entry.content, this.#longestBody))
    found = withField(found, 'images', entry.images, this.#images(entry.images))
    found = withField(found, 'language', entry.language, this.#whole(entry.language, longest.name))
    found = withField(found, 'rights', entry.rights, this.#start(entry.rights, longest.line))
    if (markup !== undefined) found = withField(found, 'markup', markup, this.#markup(markup))
    return source === undefined ? found : withField(found, 'source', source, this.#partOfSource(source))
  }

  source(source: Source): Source {
    const { id, title, ...rest } = source
    const part = this.#partOfSource(rest)
    return {
      ...part,
      id: this.#start(id, longest.id) ?? '',
      title: this.#start(title, longest.line) ?? '',
      links: part.links ?? [],
      authors: part.authors ?? [],
    }
  }

  categories(categories: readonly Category[]): readonly Category[] {
    return reviseEach(this.#first(categories, most.categories, 'too-many-categories'), (category) => {
      const { term, scheme, label } = category
      const named = withField(category, 'term', term, this.#start(term, longest.name))
      const placed = withField(named, 'scheme', scheme, this.#whole(scheme, longest.name))
      return withField(placed, 'label', label, this.#start(label, longest.name))
    })
  }

  #partOfSource(part: Partial<Source>): Partial<Source> {
    const { links, authors, markup } = part
    let found = withField(part, 'id', part.id, this.#whole(part.id, longest.id))
    found = withField(found, 'title', part.title, this.#start(part.title, longest.line))
    found = withField(found, 'subtitle', part.subtitle, this.#start(part.subtitle, longest.line))
    found = withField(found, 'links', links, links && this.#links(links))
    found = withField(found, 'authors', authors, authors && this.#authors(authors))
    found = withField(found, 'rights', part.rights, this.#start(part.rights, longest.line))
    found = withField(found, 'icon', part.icon, this.#whole(part.icon, longest.address))
    found = withField(found, 'logo', part.logo, this.#whole(part.logo, longest.address))
    found = withField(found, 'language', part.language, this.#whole(part.language, longest.name))
    return withField(found, 'markup', markup, markup && this.#markup(markup))
  }

  #markup(markup: Markup): Markup {
    const title = withField(markup, 'title', markup.title, this.#whole(markup.title, longest.markup))
    const subtitle = withField(title, 'subtitle', markup.subtitle, this.#whole(markup.subtitle, longest.markup))
    return withField(subtitle, 'rights', markup.rights, this.#whole(markup.rights, longest.markup))
  }

  #links(links: readonly Link[]): readonly Link[] {
    const list = this.#first(this.#fewOfEachRelation(links), mostLinks, 'too-many-links')
    return reviseEach(list, (link) => {
      if (!this.#fits(link.href, longest.address) || !this.#fits(link.rel, longest.name)) return undefined
      const typed = withField(link, 'type', link.type, this.#whole(link.type, longest.name))
      const inLanguage = withField(typed, 'hreflang', link.hreflang, this.#whole(link.hreflang, longest.name))
      return withField(inLanguage, 'title', link.title, this.#start(link.title, longest.line))
    })
  }

  #fewOfEachRelation(links: readonly Link[]): readonly Link[] {
    if (links.length <= most.links) return links
    const counts = new Map<string, number>()
    const few = links.filter(({ rel }) => {
      const count = (counts.get(rel) ?? 0) + 1
      counts.set(rel, count)
      return count <= most.links
    })
    if (few.length < links.length) this.#repairs.add('too-many-links')
    return few
  }

  #authors(authors: readonly Person[]): readonly Person[] {
    return reviseEach(this.#first(authors, most.authors, 'too-many-authors'), (author) => {
      const named = withField(author, 'name', author.name, this.#start(author.name, longest.name))
      const placed = withField(named, 'uri', author.uri, this.#whole(author.uri, longest.address))
      return withField(placed, 'email', author.email, this.#whole(author.email, longest.name))
    })
  }

  #images(images: readonly Image[]): readonly Image[] {
    return reviseEach(this.#first(images, most.images, 'too-many-images'), (image) =>
      this.#fits(image.url, longest.address)
        ? withField(image, 'alt', image.alt, this.#start(image.alt, longest.line))
        : undefined,
    )
  }

  #first<T>(list: readonly T[], limit: number, code: RepairCode): readonly T[] {
    if (list.length <= limit) return list
    this.#repairs.add(code)
    return list.slice(0, limit)
  }

  /** Of text for people, the beginning still says something. */
  #start(text: string | undefined, limit: number): string | undefined {
    return text === undefined || this.#fits(text, limit) ? text : truncateText(text, limit)
  }

  /** Of what machines read, half is worse than nothing. */
  #whole(text: string | undefined, limit: number): string | undefined {
    return text !== undefined && this.#fits(text, limit) ? text : undefined
  }

  #fits(text: string, limit: number): boolean {
    if (text.length <= limit) return true
    this.#repairs.add('too-long')
    return false
  }
}
