import { checkAddress, checkIds, checkTimestamp, refuseUnless } from './check.ts'
import { jsonFeedVersion } from './json-feed.ts'
import { outputs } from './outputs.ts'

type Json = Readonly<Record<string, unknown>>

/** The last look at a JSON Feed 1.1, as `checkAtom`. Throws FatalError `OUTPUT`. */
export function checkJsonFeed(text: string, expected: { readonly ids: readonly string[] }): void {
  refuseUnless(outputs.json.path, () => {
    const feed = toObject(JSON.parse(text), 'the document')
    if (feed['version'] !== jsonFeedVersion) throw new Error('it is no JSON Feed 1.1')
    checkText(feed, 'title', 'the feed')
    for (const name of ['home_page_url', 'feed_url']) checkAddress(feed[name], `the feed: its ${name}`)
    const items = toList(feed['items'], 'items').map((item) => toObject(item, 'an item'))
    for (const item of items) checkItem(item)
    checkIds(
      items.map((item) => String(item['id'])),
      expected.ids,
    )
  })
}

function checkItem(item: Json): void {
  checkText(item, 'id', 'an item')
  const place = `item ${item['id']}`
  checkText(item, 'title', place)
  const bodies = ['content_html', 'content_text'].filter((name) => item[name] !== undefined)
  if (bodies.length !== 1) throw new Error(`${place} has ${bodies.length} bodies instead of one`)
  for (const name of bodies) checkText(item, name, place)
  for (const name of ['url', 'image']) {
    if (item[name] !== undefined) checkAddress(item[name], `${place}: its ${name}`)
  }
  for (const name of ['date_published', 'date_modified']) checkTimestamp(item[name], name, place)
  const authors = toList(item['authors'], `${place}: authors`).map((author) => toObject(author, place))
  if (authors.length === 0) throw new Error(`${place} has no author`)
  for (const author of authors) checkText(author, 'name', `${place}: an author`)
  for (const attachment of toList(item['attachments'] ?? [], `${place}: attachments`)) {
    const { url, mime_type } = toObject(attachment, place)
    checkAddress(url, `${place}: an attachment`)
    if (typeof mime_type !== 'string' || !mime_type.includes('/'))
      throw new Error(`${place} has an attachment without type`)
  }
}

function checkText(object: Json, name: string, place: string): void {
  const value = object[name]
  if (typeof value !== 'string' || value.trim() === '') throw new Error(`${place} has no ${name}`)
}

function toObject(value: unknown, place: string): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`${place} is no object`)
  return value as Json
}

function toList(value: unknown, place: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error(`${place} is no list`)
  return value
}
