// feedsmith on the lab's cases, beside us: conform.mjs takes this file as one more parser.
import { parseFeed } from 'feedsmith'
import { at, listAt, person } from './peer-values.ts'

const decoder = new TextDecoder()

/** The lab's shape of a parsed feed: see the lab's README. */
export function parse(bytes: Uint8Array): unknown {
  const { format, feed } = parseFeed(decoder.decode(bytes))
  return {
    format,
    title: at(feed, 'title.value', 'title', 'dc.titles.0'),
    subtitle: at(feed, 'subtitle.value', 'description', 'dc.descriptions.0', 'itunes.subtitle', 'itunes.summary'),
    link: at(feed, 'link', 'home_page_url') ?? linkOf(feed, 'alternate'),
    feedUrl: at(feed, 'feed_url') ?? linkOf(feed, 'self') ?? linkOf(at(feed, 'atom'), 'self'),
    id: at(feed, 'id', 'rdf.about'),
    language: at(feed, 'language', 'dc.languages.0'),
    updated: at(feed, 'updated', 'lastBuildDate', 'dc.dates.0', 'dcterms.modified.0', 'pubDate'),
    authors: [
      ...listAt(feed, 'authors'),
      ...listAt(feed, 'managingEditor', 'webMaster'),
      ...listAt(feed, 'dc.creators', 'itunes.author', 'dc.publishers'),
    ].map(person),
    rights: at(feed, 'rights.value', 'copyright', 'dc.rights.0'),
    image: at(feed, 'image.url', 'logo', 'icon', 'itunes.image'),
    logo: at(feed, 'logo'),
    icon: at(feed, 'icon'),
    categories: categories(feed),
    items: listAt(feed, 'entries', 'items').map(item),
  }
}

function item(entry: unknown): unknown {
  const enclosures = [
    ...listAt(entry, 'enclosures', 'attachments'),
    ...listAt(entry, 'links').filter((link) => at(link, 'rel') === 'enclosure'),
  ]
  return {
    id: at(entry, 'id', 'guid.value', 'rdf.about'),
    title: at(entry, 'title.value', 'title', 'dc.titles.0'),
    link: at(entry, 'link', 'url') ?? linkOf(entry, 'alternate') ?? permalink(entry),
    published: at(
      entry,
      'published',
      'pubDate',
      'date_published',
      'dc.dates.0',
      'dcterms.issued.0',
      'dcterms.created.0',
    ),
    updated: at(entry, 'updated', 'date_modified', 'dcterms.modified.0'),
    authors: [...listAt(entry, 'authors'), ...listAt(entry, 'dc.creators', 'itunes.author', 'dc.publishers')].map(
      person,
    ),
    summary: at(
      entry,
      'summary.value',
      'description',
      'summary',
      'dc.descriptions.0',
      'itunes.summary',
      'media.description.value',
    ),
    content: at(entry, 'content.value', 'content.encoded', 'content_html', 'content_text'),
    contentSrc: at(entry, 'content.src'),
    enclosures: enclosures.map((file) => ({
      url: at(file, 'url', 'href'),
      type: at(file, 'type', 'mime_type'),
      length: at(file, 'length', 'size_in_bytes'),
    })),
    categories: categories(entry),
    source: at(entry, 'source') && {
      id: at(entry, 'source.id'),
      title: at(entry, 'source.title.value', 'source.title'),
      link: at(entry, 'source.url') ?? linkOf(at(entry, 'source'), 'alternate'),
      updated: at(entry, 'source.updated'),
      authors: listAt(entry, 'source.authors').map(person),
    },
    thumbnails: listAt(entry, 'media.thumbnails').map((picture) => at(picture, 'url')),
    media: listAt(entry, 'media.contents').map((file) => at(file, 'url')),
    image: at(entry, 'image', 'banner_image', 'itunes.image', 'media.thumbnails.0.url'),
    comments: at(entry, 'comments'),
    duration: at(entry, 'itunes.duration'),
    language: at(entry, 'language', 'dc.languages.0'),
    rights: at(entry, 'rights.value', 'dc.rights.0'),
  }
}

function linkOf(record: unknown, rel: string): unknown {
  return at(
    listAt(record, 'links').find((link) => (at(link, 'rel') ?? 'alternate') === rel),
    'href',
  )
}

function permalink(entry: unknown): unknown {
  return at(entry, 'guid.isPermaLink') === false ? undefined : at(entry, 'guid.value')
}

function categories(record: unknown): readonly unknown[] {
  const named = [
    ...listAt(record, 'categories'),
    ...listAt(record, 'itunes.categories'),
    ...listAt(record, 'media.categories'),
  ].map((category) => ({
    term: at(category, 'term', 'name', 'text'),
    scheme: at(category, 'scheme', 'domain'),
    label: at(category, 'label'),
  }))
  const words = [
    ...listAt(record, 'dc.subjects'),
    ...listAt(record, 'tags'),
    ...listAt(record, 'itunes.keywords', 'media.keywords'),
  ]
  return [...named, ...words.map((term) => ({ term }))]
}
