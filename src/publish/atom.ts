import { type CheerioAPI, load } from 'cheerio/slim'
import { Feed } from 'feed'
import type { Publication, Story } from '../types.ts'
import { checkAtom } from './check.ts'
import { type PreparedEntry, prepareEntry, toLanguage } from './entry.ts'
import { escapeMarkup, xmlLine } from './xml.ts'

/** A written feed: what stands in it, and which stories could not be written. */
export interface RenderedFeed {
  readonly xml: string
  /** In document order. */
  readonly ids: readonly string[]
  readonly problems: readonly { readonly storyId: string; readonly reason: string }[]
}

/** Path of the Atom document below output/. */
export const atomPath = 'atom.xml'

/**
 * The publication as an Atom document (RFC 4287) that has passed its check, entries in the order of the stories. A story
 * that can't be an entry, or fails the check, is left out and named in `problems`. The same input gives the same bytes.
 * Throws FatalError `OUTPUT` when no story can be blamed, or each.
 */
export function renderAtom(publication: Publication, stories: readonly Story[], version: string): RenderedFeed {
  const write = (chosen: readonly Story[]): RenderedFeed => writeAtom(publication, chosen, version)
  try {
    return write(stories)
  } catch (error) {
    // Whatever it was: the stories that fail alone too are left out, so that one can't stop all.
    const failing = stories.flatMap((story) => {
      const reason = reasonToFail(() => write([story]))
      return reason === undefined ? [] : { story, reason }
    })
    // When all fail it is no story's fault, and an empty feed would be worse than the last one.
    if (failing.length === 0 || failing.length === stories.length) throw error
    const guilty = new Set(failing.map(({ story }) => story))
    const feed = write(stories.filter((story) => !guilty.has(story)))
    return {
      ...feed,
      problems: [...feed.problems, ...failing.map(({ story, reason }) => ({ storyId: story.id, reason }))],
    }
  }
}

function writeAtom(publication: Publication, stories: readonly Story[], version: string): RenderedFeed {
  const { entries, problems } = prepareEntries(publication, stories)
  // Entities stay as written: Cheerio would turn every letter that is not ASCII into a reference.
  const $ = load(baseDocument(publication, entries), { xml: { decodeEntities: false } })
  completeFeed($, publication, version)
  const elements = $('feed > entry').toArray()
  for (const [index, entry] of entries.entries()) completeEntry($(elements[index]), entry)
  const feed = { xml: `${$.xml()}\n`, ids: entries.map((entry) => entry.id), problems }
  checkAtom(feed.xml, feed)
  return feed
}

/** What an action throws, as a message; undefined when it succeeds. */
function reasonToFail(action: () => unknown): string | undefined {
  try {
    action()
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function prepareEntries(
  publication: Publication,
  stories: readonly Story[],
): { readonly entries: readonly PreparedEntry[]; readonly problems: RenderedFeed['problems'] } {
  const entries = new Map<string, PreparedEntry>()
  const problems: { storyId: string; reason: string }[] = []
  for (const story of stories) {
    // One bad story must not cost the others their feed; the caller reports it.
    const reason = reasonToFail(() => {
      if (entries.has(story.id)) throw new RangeError('its id stands in the feed already')
      entries.set(story.id, prepareEntry(story, publication))
    })
    if (reason !== undefined) problems.push({ storyId: story.id, reason })
  }
  return { entries: [...entries.values()], problems }
}

function baseDocument(publication: Publication, entries: readonly PreparedEntry[]): string {
  const feed = new Feed({
    id: publication.id,
    title: publication.title,
    updated: publication.updated,
    generator: 'Millrace',
    link: publication.url,
    feedLinks: { atom: new URL(atomPath, publication.url).href },
    ...(publication.subtitle === undefined ? {} : { description: publication.subtitle }),
  })
  for (const entry of entries) feed.addItem(entry.item)
  return feed.atom1()
}

function completeFeed($: CheerioAPI, publication: Publication, version: string): void {
  const feed = $('feed')
  const language = toLanguage(publication.language)
  if (language !== undefined) feed.attr('xml:lang', language)
  // Written again, because `feed` takes one level of `&amp;` away.
  const title = xmlLine(publication.title) ?? 'Millrace'
  feed.children('title').attr('type', 'text').text(escapeMarkup(title))
  feed
    .children('subtitle')
    .attr('type', 'text')
    .text(escapeMarkup(xmlLine(publication.subtitle) ?? ''))
  feed.children('generator').attr('version', version)
  feed.children('link[rel="alternate"]').attr('type', 'text/html')
  feed.children('link[rel="self"]').attr('type', 'application/atom+xml')
}

function completeEntry(element: ReturnType<CheerioAPI>, entry: PreparedEntry): void {
  if (entry.language !== undefined) element.attr('xml:lang', entry.language)
  const link = element.children('link')
  if (entry.hasPage) link.attr({ rel: 'alternate', type: 'text/html' })
  else link.remove()
  element.children('title').attr('type', 'text').text(entry.item.title)
  if (entry.item.description !== undefined) {
    element.children('summary').attr('type', 'text').text(entry.item.description)
  }
  element.append(entry.rest)
}
