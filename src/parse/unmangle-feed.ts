import type { Category, Entry, Feed, Person } from '../types.ts'
import { unmangle } from '../util/mojibake.ts'
import type { Repairs } from './repairs.ts'
import { revise, reviseEach } from './revise.ts'

type ReadFeed = Omit<Feed, 'repairs'>

/**
 * The feed with texts put right that are UTF-8 read as windows-1252 and encoded again. Field by field: it comes from a
 * publisher's import, so an old entry has it and the next one not.
 */
export function unmangleFeed(feed: ReadFeed, repairs: Repairs): ReadFeed {
  const mend = (text: string): string => {
    const meant = unmangle(text)
    if (meant !== text) repairs.add('mojibake')
    return meant
  }
  const mendOptional = (text: string | undefined) => (text === undefined ? undefined : mend(text))
  const people = (list: readonly Person[]) => reviseEach(list, (person) => revise(person, { name: mend(person.name) }))
  const categories = (list: readonly Category[]) =>
    reviseEach(list, (category) => revise(category, { term: mend(category.term), label: mendOptional(category.label) }))
  const entry = (found: Entry): Entry =>
    revise(found, {
      title: mendOptional(found.title),
      summary: mendOptional(found.summary),
      content: mendOptional(found.content),
      authors: people(found.authors),
      categories: categories(found.categories),
    })
  const source = revise(feed.source, {
    title: mend(feed.source.title),
    subtitle: mendOptional(feed.source.subtitle),
    authors: people(feed.source.authors),
  })
  return { ...feed, source, categories: categories(feed.categories), entries: feed.entries.map(entry) }
}
