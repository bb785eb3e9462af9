// rss-parser alone, with the fields that it can be told of, on the lab's cases: conform.mjs takes this file as one more parser.
import Parser from 'rss-parser'
import { at, listAt, person } from './peer-values.ts'

const decoder = new TextDecoder()
const parser = new Parser({
  defaultRSS: 2,
  customFields: {
    feed: [
      'subtitle',
      'tagline',
      'rights',
      'id',
      'dc:title',
      'dc:creator',
      'dc:date',
      'dc:rights',
      'updated',
      'icon',
      'logo',
      'category',
    ],
    item: [
      'author',
      'issued',
      'modified',
      'published',
      'updated',
      'source',
      'dc:title',
      'dc:description',
      'xhtml:body',
      'rights',
      ['category', 'category', { keepArray: true }],
      ['dc:subject', 'dc:subject', { keepArray: true }],
      ['enclosure', 'enclosures', { keepArray: true }],
      ['media:content', 'media:content', { keepArray: true }],
      ['media:thumbnail', 'media:thumbnail', { keepArray: true }],
    ],
  },
})

/** The lab's shape of a parsed feed: see the lab's README. */
export async function parse(bytes: Uint8Array): Promise<unknown> {
  const feed: unknown = await parser.parseString(decoder.decode(bytes))
  return {
    title: text(at(feed, 'title', 'dc:title')),
    subtitle: text(at(feed, 'description', 'subtitle', 'tagline')),
    link: at(feed, 'link'),
    feedUrl: at(feed, 'feedUrl'),
    id: text(at(feed, 'id')),
    language: at(feed, 'language'),
    updated: at(feed, 'updated', 'lastBuildDate', 'dc:date', 'pubDate'),
    authors: [...listAt(feed, 'author'), ...listAt(feed, 'managingEditor'), ...listAt(feed, 'dc:creator')].map(person),
    rights: text(at(feed, 'rights', 'copyright', 'dc:rights')),
    image: at(feed, 'image.url', 'logo', 'icon'),
    logo: at(feed, 'logo'),
    icon: at(feed, 'icon'),
    categories: categories(feed),
    items: listAt(feed, 'items').map(item),
  }
}

function item(entry: unknown): unknown {
  return {
    id: text(at(entry, 'id', 'guid')),
    title: text(at(entry, 'title', 'dc:title')),
    link: at(entry, 'link'),
    published: at(entry, 'published', 'issued', 'isoDate', 'pubDate', 'date'),
    updated: at(entry, 'updated', 'modified'),
    authors: [...listAt(entry, 'creator'), ...listAt(entry, 'author')].map(person),
    summary: text(at(entry, 'summary', 'content', 'dc:description')),
    content: text(at(entry, 'content:encoded', 'xhtml:body', 'content')),
    enclosures: listAt(entry, 'enclosures', 'enclosure').map((file) => at(file, '$') ?? file),
    categories: categories(entry),
    source: at(entry, 'source') && {
      title: text(at(entry, 'source._', 'source.title.0')),
      link: at(entry, 'source.$.url'),
    },
    thumbnails: listAt(entry, 'media:thumbnail').map((picture) => at(picture, '$.url')),
    media: listAt(entry, 'media:content').map((file) => at(file, '$.url')),
    image: at(entry, 'itunes.image'),
    comments: at(entry, 'comments'),
    duration: at(entry, 'itunes.duration'),
    rights: text(at(entry, 'rights')),
  }
}

function text(value: unknown): unknown {
  return at(value, '_') ?? value
}

function categories(record: unknown): readonly unknown[] {
  return [...listAt(record, 'category', 'categories'), ...listAt(record, 'dc:subject')].map((category) => ({
    term: at(category, '$.term', '_') ?? category,
    scheme: at(category, '$.scheme', '$.domain'),
    label: at(category, '$.label'),
  }))
}
