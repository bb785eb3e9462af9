import { type Cleaned, clean, cleanHtml } from '../clean/clean.ts'
import { isCutName, isSiteOwnName, type JunkContext } from '../clean/junk.ts'
import { tidySummary } from '../clean/summary.ts'
import { fingerprint } from '../dedupe/fingerprint.ts'
import { isArticle } from '../extract/confidence.ts'
import { isContinuation } from '../extract/continuation.ts'
import { type Extracted, extract } from '../extract/extract.ts'
import { languageOf } from '../extract/language.ts'
import { firstPlace } from '../extract/next-page.ts'
import { loadPage } from '../extract/page.ts'
import type { Article, Entry } from '../types.ts'
import { plausibleDate } from '../util/dates.ts'
import { alternateOf } from '../util/links.ts'
import { textOfHtml, truncateText } from '../util/text.ts'
import type { RawDocument, ReadPageInput, ReadPageResult } from './tasks.ts'

/** The longest summary that is published. */
export const maxSummaryChars = 300
const maxTitleChars = 300
/** A title made of an untitled entry's text, as long as a headline. */
const maxMadeTitleChars = 80
/** A page whose text is shorter than the feed's by so much shows a teaser (a paywall, a consent wall) of what the feed gives whole. */
const teaserShare = 0.8

interface PageArticle {
  /** Of the first page. */
  readonly extracted: Extracted
  /** Of all its pages. */
  readonly cleaned: Cleaned
  readonly nextUrl?: string
}

/**
 * Task: an entry and its page's bytes -> its article. Each page is parsed once; the feed's own text goes through the
 * same cleaning and is used when there is no page, when the page is no article, or when the feed says more than it.
 */
export function readPage(input: ReadPageInput): ReadPageResult {
  const { entry, page, feed, learned, now } = input
  const context = { ...junkContext(entry, feed), ...(learned === undefined ? {} : { learned }) }
  const ofFeed = cleanHtml(entry.content ?? entry.summary ?? '', { ...context, baseUrl: entry.baseUrl })
  const ofPage = page && articleOf([page, ...(input.further ?? [])], input, context)
  const isOfPage = ofPage !== undefined && !isTeaser(ofPage, ofFeed, entry)
  const body = isOfPage ? ofPage.cleaned : ofFeed
  const article = compose(entry, body, ofPage?.extracted, context, feed.language, now)
  const isLeft = page !== undefined && ofPage === undefined
  const nextUrl = isOfPage ? ofPage.nextUrl : undefined
  return {
    article,
    sightings: body.sightings,
    ...(isLeft ? { pageLeft: 'the page holds no article; the text of the feed is used' } : {}),
    ...(page === undefined || nextUrl === undefined ? {} : { next: { url: nextUrl, page } }),
    ...(ofPage === undefined ? {} : { origins: ofPage.extracted.origins, isPaid: ofPage.extracted.isPaid }),
  }
}

/** The pages' article; undefined when the first is none: a front page, an error in a 200, a consent wall, a picture. */
function articleOf(pages: readonly RawDocument[], input: ReadPageInput, context: JunkContext): PageArticle | undefined {
  const [first, ...others] = extractAll(pages, input)
  if (first === undefined || !isArticle(first)) return undefined
  const siteNames = first.siteName === undefined ? context.siteNames : [...context.siteNames, first.siteName]
  const labels = [...context.labels, ...first.labels]
  // Joined before it is cleaned, so that what recurs on each page is seen to.
  const cleaned = clean([first, ...others], { ...context, siteNames, labels })
  const { nextUrl } = others.at(-1) ?? first
  // What is not joined ends the article.
  const isWhole = others.length + 1 < pages.length
  if (cleaned.text === '') return undefined
  return { extracted: first, cleaned, ...(isWhole || nextUrl === undefined ? {} : { nextUrl }) }
}

/** The first page, and those after it as far as each goes on with it. */
function extractAll(pages: readonly RawDocument[], { entry, rules }: ReadPageInput): readonly Extracted[] {
  const found: Extracted[] = []
  for (const { bytes, contentType, url } of pages) {
    const [first] = found
    const place = { ...firstPlace(pages[0]?.url ?? url, first?.canonicalUrl), number: found.length + 1 }
    const known = { ...knownOf(entry), ...(rules !== undefined && { rules }), ...(first !== undefined && { place }) }
    const extracted = extract(loadPage(bytes, contentType), { url, ...known })
    if (first !== undefined && !isContinuation(found, entry.title, extracted)) break
    found.push(extracted)
  }
  return found
}

/** What the feed tells of the article, by which the extractor finds it in the page. */
function knownOf(entry: Entry): { title?: string; summary?: string; content?: string } {
  return {
    ...(entry.title === undefined ? {} : { title: entry.title }),
    ...(entry.summary === undefined ? {} : { summary: textOfHtml(entry.summary) }),
    ...(entry.content === undefined ? {} : { content: textOfHtml(entry.content) }),
  }
}

function junkContext(entry: Entry, feed: ReadPageInput['feed']): JunkContext {
  const url = alternateOf(entry.links) ?? feed.siteUrl
  const host = url === undefined ? undefined : URL.parse(url)?.hostname
  return {
    title: entry.title ?? '',
    siteNames: [feed.title],
    labels: entry.categories.map(({ term, label }) => label ?? term),
    ...(host === undefined ? {} : { host }),
  }
}

/**
 * Only a feed's content is held against the page; a summary is a teaser itself. Not so where the page says that its text is
 * for subscribers: then whoever shows more has more.
 */
function isTeaser({ cleaned, extracted }: PageArticle, ofFeed: Cleaned, entry: Entry): boolean {
  if (extracted.isPaid) return cleaned.text.length < ofFeed.text.length
  return entry.content !== undefined && cleaned.text.length < ofFeed.text.length * teaserShare
}

function compose(
  entry: Entry,
  body: Cleaned,
  page: Extracted | undefined,
  context: JunkContext,
  feedLanguage: string | undefined,
  now: Date,
): Article {
  const title =
    truncateText(entry.title ?? page?.title ?? '', maxTitleChars) || truncateText(body.text, maxMadeTitleChars)
  const named = entry.authors.length > 0 ? entry.authors : (page?.authors ?? [])
  const summary = tidySummary(textOfHtml(entry.summary ?? ''), body, maxSummaryChars)
  const published = plausibleDate(entry.published, now) ?? plausibleDate(page?.published, now)
  const updated = plausibleDate(entry.updated, now)
  const language = languageOf(`${title}. ${body.text}`, [entry.language, page?.language, feedLanguage])
  const image = page?.image ?? body.image ?? entry.images[0]
  return {
    title: title || 'Untitled',
    html: body.html,
    text: body.text,
    authors: named.filter(({ name }) => !isSiteOwnName(name, context) && !isCutName(name, body.cuts)),
    cuts: body.cuts,
    origin: page !== undefined ? 'page' : 'feed',
    fingerprint: fingerprint(title, body.text),
    ...(summary === undefined ? {} : { summary }),
    ...(published === undefined ? {} : { published }),
    ...(updated === undefined ? {} : { updated }),
    ...(language === undefined ? {} : { language }),
    ...(image === undefined ? {} : { image }),
    ...(page?.canonicalUrl === undefined ? {} : { canonicalUrl: page.canonicalUrl }),
    ...(page?.siteName === undefined ? {} : { siteName: page.siteName }),
    ...(body.credit === undefined ? {} : { credit: body.credit }),
  }
}
