import type { Category, Entry, Feed, Person } from '../types.ts'
import type { DecodedText } from '../util/decode.ts'
import { unmangle } from '../util/mojibake.ts'
import type { Repairs } from './repairs.ts'
import { reviseEach, withField } from './revise.ts'

type ReadFeed = Omit<Feed, 'repairs'>

/**
 * Can there be UTF-8 read as windows-1252 in a document? It begins with a letter of U+00C2 to U+00F4, whose first byte in UTF-8
 * is C3, or with a reference to one: most English feeds hold neither, and need not be searched.
 */
export function mayBeMangled(bytes: Uint8Array, { text, charset, oddity }: DecodedText, repairs: Repairs): boolean {
  if (charset !== 'utf-8' || oddity !== undefined || repairs.has('html-entity')) return true
  const isWritten = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(leadByte)
  return isWritten || text.includes('&#') || text.includes('\\u00')
}

const leadByte = 0xc3

/**
 * The feed with texts put right that are UTF-8 read as windows-1252 and encoded again. Field by field: it comes from a
 * publisher's import, so an old entry has it and the next one not. Titles and names are always looked at, bodies when the document
 * may hold such text (`mayBeMangled`).
 */
export function unmangleFeed(feed: ReadFeed, mayHoldInBodies: boolean, repairs: Repairs): ReadFeed {
  const mend = <Text extends string | undefined>(text: Text): Text | string => {
    if (text === undefined) return text
    const meant = unmangle(text)
    if (meant !== text) repairs.add('mojibake')
    return meant
  }
  const people = (list: readonly Person[]) =>
    reviseEach(list, (person) => withField(person, 'name', person.name, mend(person.name)))
  const categories = (list: readonly Category[]) =>
    reviseEach(list, (category) =>
      withField(
        withField(category, 'term', category.term, mend(category.term)),
        'label',
        category.label,
        mend(category.label),
      ),
    )
  const entry = (found: Entry): Entry => {
    let mended = withField(found, 'title', found.title, mend(found.title))
    if (mayHoldInBodies) {
      mended = withField(mended, 'summary', found.summary, mend(found.summary))
      mended = withField(mended, 'content', found.content, mend(found.content))
    }
    mended = withField(mended, 'authors', found.authors, people(found.authors))
    return withField(mended, 'categories', found.categories, categories(found.categories))
  }
  let source = withField(feed.source, 'title', feed.source.title, mend(feed.source.title))
  source = withField(source, 'subtitle', feed.source.subtitle, mend(feed.source.subtitle))
  source = withField(source, 'authors', feed.source.authors, people(feed.source.authors))
  return { ...feed, source, categories: categories(feed.categories), entries: feed.entries.map(entry) }
}
