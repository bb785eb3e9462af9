import { Feed, type Item } from 'feed'
import type { Publication } from '../types.ts'
import type { PreparedEntry } from './entry.ts'
import { outputs } from './outputs.ts'
import { escapeMarkup } from './xml.ts'

/**
 * What the package `feed` writes well, in Atom and in RSS: the frame, ids, dates, bodies. Titles, which it takes for
 * HTML, and all that it can't write are put in afterwards; an entry without page gets a link that has to be taken out.
 */
export function baseFeed(publication: Publication, entries: readonly PreparedEntry[]): Feed {
  const feed = new Feed({
    id: publication.id,
    title: publication.title,
    updated: publication.updated,
    generator: 'Millrace',
    link: publication.url,
    feedLinks: {
      atom: new URL(outputs.atom.path, publication.url).href,
      rss: new URL(outputs.rss.path, publication.url).href,
    },
    ...(publication.subtitle === undefined ? {} : { description: publication.subtitle }),
  })
  for (const entry of entries) feed.addItem(toItem(entry, publication))
  return feed
}

function toItem({ id, title, page, updated, published, summary, content }: PreparedEntry, { url }: Publication): Item {
  return {
    id,
    title: escapeMarkup(title),
    link: page ?? url,
    date: updated,
    published,
    // An empty string would be written as an empty element.
    ...(summary === undefined ? {} : { description: escapeMarkup(summary) }),
    ...(content === undefined ? {} : { content }),
  }
}
