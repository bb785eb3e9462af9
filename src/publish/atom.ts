import type { CheerioAPI } from 'cheerio/slim'
import type { Category, Link, Person, Publication } from '../types.ts'
import { baseFeed } from './base-feed.ts'
import type { PreparedEntry, PreparedSource } from './entry.ts'
import { entryWriter, type Gap, restGap, sample } from './entry-form.ts'
import { inFrame, loadXml } from './frame.ts'
import { toLanguage } from './values.ts'
import { element, escapeMarkup, xmlLine } from './xml.ts'

/** The publication as an Atom document (RFC 4287). The same input gives the same bytes. */
export function renderAtom(publication: Publication, entries: readonly PreparedEntry[], version: string): string {
  const $ = loadXml(baseFeed(publication, []).atom1())
  completeFeed($, publication, version)
  const write = entryWriter((entry) => {
    const form = loadXml(baseFeed(publication, [entry]).atom1())
    completeEntry(form('feed > entry'), entry)
    return form.xml('feed > entry')
  }, gaps)
  return inFrame($.xml(), '</feed>', entries.map(write))
}

const gaps: readonly Gap[] = [
  [sample.id, ({ id }) => id],
  [sample.page, ({ page = '' }) => escapeMarkup(page)],
  [sample.language, ({ language = '' }) => language],
  [sample.title, ({ title }) => escapeMarkup(title)],
  [sample.summary, ({ summary = '' }) => escapeMarkup(summary)],
  [sample.content, ({ content = '' }) => content],
  [sample.updated.toISOString(), ({ updated }) => updated.toISOString()],
  [sample.published.toISOString(), ({ published }) => published.toISOString()],
  [restGap, restOf],
]

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

/** `entry` is the sample. */
function completeEntry(target: ReturnType<CheerioAPI>, entry: PreparedEntry): void {
  if (entry.language !== undefined) target.attr('xml:lang', entry.language)
  const link = target.children('link')
  if (entry.page === undefined) link.remove()
  else link.attr({ rel: 'alternate', type: 'text/html' })
  // Plain text: an entry's title and summary are put in with their markup escaped.
  target.children('title').attr('type', 'text').text(entry.title)
  if (entry.summary !== undefined) target.children('summary').attr('type', 'text').text(entry.summary)
  target.append(restGap)
}

/** All that `feed` can't write. */
function restOf(entry: PreparedEntry): string {
  const rest = [
    ...entry.authors.map(authorElement),
    ...entry.categories.map(categoryElement),
    ...[...entry.references, ...entry.enclosures].map(linkElement),
    ...rightsElement(entry.rights),
    sourceElement(entry.source),
  ]
  return rest.map((each) => `    ${each}\n    `).join('')
}

function authorElement({ name, uri, email }: Person): string {
  return element('author', {}, [
    element('name', {}, escapeMarkup(name)),
    uri === undefined ? '' : element('uri', {}, escapeMarkup(uri)),
    email === undefined ? '' : element('email', {}, escapeMarkup(email)),
  ])
}

function categoryElement({ term, scheme, label }: Category): string {
  return element('category', { term, scheme, label })
}

function linkElement({ rel, href, type, length, title }: Link): string {
  return rel === 'enclosure'
    ? element('link', { rel, href, type, length: length?.toString(), title })
    : element('link', { rel, type, href, title })
}

function rightsElement(rights: string | undefined): readonly string[] {
  return rights === undefined ? [] : [element('rights', { type: 'text' }, escapeMarkup(rights))]
}

function sourceElement({ id, title, updated, self, site, language, rights }: PreparedSource): string {
  return element('source', { 'xml:lang': language }, [
    element('id', {}, escapeMarkup(id)),
    element('title', { type: 'text' }, escapeMarkup(title)),
    element('updated', {}, updated.toISOString()),
    self === undefined ? '' : element('link', { rel: 'self', href: self }),
    site === undefined ? '' : element('link', { rel: 'alternate', type: 'text/html', href: site }),
    ...rightsElement(rights),
  ])
}
