import type { Category, Entry, Feed, Image, Link, Markup, Person, Source } from '../types.ts'
import { truncateText } from '../util/text.ts'
import { optional } from './modules.ts'
import type { RepairCode, Repairs } from './repairs.ts'

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
  /** A long novel; with a picture written into it as `data:`, the page is the better place to read it. */
  body: 4 * 1024 * 1024,
}

type ReadFeed = Omit<Feed, 'repairs'>

/** The feed with lists and fields no longer than a reader could use; counts each list and field that was longer. */
export function limitFeed(feed: ReadFeed, repairs: Repairs): ReadFeed {
  const limiter = new Limiter(repairs)
  return {
    ...feed,
    source: limiter.source(feed.source),
    categories: limiter.categories(feed.categories),
    entries: feed.entries.map((entry) => limiter.entry(entry)),
  }
}

/** Holds where to count while one document is limited. */
class Limiter {
  readonly #repairs: Repairs

  constructor(repairs: Repairs) {
    this.#repairs = repairs
  }

  entry({ id, title, summary, content, language, rights, markup, source, ...entry }: Entry): Entry {
    return {
      ...entry,
      ...optional('id', this.#whole(id, longest.id)),
      ...optional('title', this.#start(title, longest.line)),
      links: this.#links(entry.links),
      authors: this.#authors(entry.authors),
      categories: this.categories(entry.categories),
      ...optional('summary', this.#whole(summary, longest.body)),
      ...optional('content', this.#whole(content, longest.body)),
      images: this.#images(entry.images),
      ...optional('language', this.#whole(language, longest.name)),
      ...optional('rights', this.#start(rights, longest.line)),
      ...optional('markup', markup && this.#markup(markup)),
      ...optional('source', source === undefined ? undefined : this.#partOfSource(source)),
    }
  }

  source(source: Source): Source {
    const { links, authors, ...part } = source
    return {
      ...this.#partOfSource(part),
      id: this.#start(source.id, longest.id) ?? '',
      title: this.#start(source.title, longest.line) ?? '',
      links: this.#links(links),
      authors: this.#authors(authors),
    }
  }

  categories(categories: readonly Category[]): readonly Category[] {
    return this.#first(categories, most.categories, 'too-many-categories').map(({ term, scheme, label }) => ({
      term: this.#start(term, longest.name) ?? '',
      ...optional('scheme', this.#whole(scheme, longest.name)),
      ...optional('label', this.#start(label, longest.name)),
    }))
  }

  #partOfSource(part: Partial<Source>): Partial<Source> {
    const { id, title, subtitle, links, authors, rights, icon, logo, language, markup, ...rest } = part
    return {
      ...rest,
      ...optional('id', this.#whole(id, longest.id)),
      ...optional('title', this.#start(title, longest.line)),
      ...optional('subtitle', this.#start(subtitle, longest.line)),
      ...optional('links', links && this.#links(links)),
      ...optional('authors', authors && this.#authors(authors)),
      ...optional('rights', this.#start(rights, longest.line)),
      ...optional('icon', this.#whole(icon, longest.address)),
      ...optional('logo', this.#whole(logo, longest.address)),
      ...optional('language', this.#whole(language, longest.name)),
      ...optional('markup', markup && this.#markup(markup)),
    }
  }

  #markup({ title, subtitle, rights }: Markup): Markup {
    return {
      ...optional('title', this.#whole(title, longest.markup)),
      ...optional('subtitle', this.#whole(subtitle, longest.markup)),
      ...optional('rights', this.#whole(rights, longest.markup)),
    }
  }

  #links(links: readonly Link[]): readonly Link[] {
    const counts = new Map<string, number>()
    const perRelation = links.filter(({ rel }) => {
      const count = (counts.get(rel) ?? 0) + 1
      counts.set(rel, count)
      return count <= most.links
    })
    if (perRelation.length < links.length) this.#repairs.add('too-many-links')
    return this.#first(perRelation, mostLinks, 'too-many-links').flatMap(({ type, hreflang, title, ...link }) => {
      const isFit = this.#fits(link.href, longest.address) && this.#fits(link.rel, longest.name)
      if (!isFit) return []
      return {
        ...link,
        ...optional('type', this.#whole(type, longest.name)),
        ...optional('hreflang', this.#whole(hreflang, longest.name)),
        ...optional('title', this.#start(title, longest.line)),
      }
    })
  }

  #authors(authors: readonly Person[]): readonly Person[] {
    return this.#first(authors, most.authors, 'too-many-authors').map(({ name, uri, email }) => ({
      name: this.#start(name, longest.name) ?? '',
      ...optional('uri', this.#whole(uri, longest.address)),
      ...optional('email', this.#whole(email, longest.name)),
    }))
  }

  #images(images: readonly Image[]): readonly Image[] {
    return this.#first(images, most.images, 'too-many-images').flatMap(({ alt, ...image }) =>
      this.#fits(image.url, longest.address) ? { ...image, ...optional('alt', this.#start(alt, longest.line)) } : [],
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
