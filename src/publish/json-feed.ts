import type { Person, Publication } from '../types.ts'
import type { PreparedEntry } from './entry.ts'
import { outputs } from './outputs.ts'
import { toLanguage } from './values.ts'
import { xmlLine } from './xml.ts'

export const jsonFeedVersion = 'https://jsonfeed.org/version/1.1'

/**
 * The publication as a JSON Feed 1.1 that says the same as the Atom document; `_millrace` holds what JSON Feed has no
 * word for. Written without `feed`, which knows only version 1. The same input gives the same bytes.
 */
export function renderJsonFeed(publication: Publication, entries: readonly PreparedEntry[]): string {
  const feed = {
    version: jsonFeedVersion,
    title: xmlLine(publication.title) ?? 'Millrace',
    home_page_url: publication.url,
    feed_url: new URL(outputs.json.path, publication.url).href,
    description: xmlLine(publication.subtitle),
    language: toLanguage(publication.language),
    items: entries.map(itemOf),
  }
  // What is undefined is not written.
  return `${JSON.stringify(feed)}\n`
}

function itemOf(entry: PreparedEntry): object {
  return {
    id: entry.id,
    url: entry.page,
    title: entry.title,
    // One of the two is required; where the policy leaves no body, the summary stands in as text.
    ...(entry.content === undefined ? { content_text: entry.summary ?? entry.title } : { content_html: entry.content }),
    summary: entry.summary,
    image: entry.image?.url,
    date_published: entry.published.toISOString(),
    date_modified: entry.updated.toISOString(),
    authors: entry.authors.map(({ name, uri }: Person) => ({ name, url: uri })),
    tags: presentList(entry.categories.map(({ term }) => term)),
    language: entry.language,
    attachments: presentList(
      entry.enclosures.map(({ href, type, title, length }) => ({
        url: href,
        mime_type: type ?? 'application/octet-stream',
        title,
        size_in_bytes: length,
      })),
    ),
    _millrace: {
      source: { title: entry.source.title, url: entry.source.site, feed_url: entry.source.self },
      credit: entry.credit,
      copies: presentList(entry.copies),
      related: presentList(entry.related),
      rights: entry.rights,
    },
  }
}

function presentList<Value>(list: readonly Value[]): readonly Value[] | undefined {
  return list.length === 0 ? undefined : list
}
