import { type Cleaned, clean, cleanHtml } from '../clean/clean.ts'
import { isCutName, isSiteOwnName, type JunkContext } from '../clean/junk.ts'
import { tidySummary } from '../clean/summary.ts'
import { fingerprint } from '../dedupe/fingerprint.ts'
import { isArticle } from '../extract/confidence.ts'
import { type Extracted, extract } from '../extract/extract.ts'
import { languageOf } from '../extract/language.ts'
import { baseUrlOf, loadPage } from '../extract/page.ts'
import type { Article, Entry, PageRules } from '../types.ts'
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
  readonly extracted: Extracted
  readonly cleaned: Cleaned
}

/**
 * Task: an entry and its page's bytes -> its article. The page is parsed once; the feed's own text goes through the
 * same cleaning and is used when there is no page, when the page is no article, or when the feed says more than it.
 */
export function readPage({ entry, page, feed, learned, rules, now }: ReadPageInput): ReadPageResult {
  const context = { ...junkContext(entry, feed), ...(learned === undefined ? {} : { learned }) }
  const ofFeed = cleanHtml(entry.content ?? entry.summary ?? '', { ...context, baseUrl: entry.baseUrl })
  const ofPage = page && articleOf(page, entry, context, rules)
  const body = ofPage === undefined || isTeaser(ofPage.cleaned, ofFeed, entry) ? ofFeed : ofPage.cleaned
  const article = compose(entry, body, ofPage?.extracted, context, feed.language, now)
  const isLeft = page !== undefined && ofPage === undefined
  return {
    article,
    sightings: body.sightings,
    ...(isLeft ? { pageLeft: 'the page holds no article; the text of the feed is used' } : {}),
    ...(ofPage === undefined ? {} : { origins: ofPage.extracted.origins }),
  }
}

/** The page's article; undefined when the page is none: a front page, an error in a 200, a consent wall, a picture. */
function articleOf(
  page: RawDocument,
  entry: Entry,
  context: JunkContext,
  rules: PageRules | undefined,
): PageArticle | undefined {
  const $ = loadPage(page.bytes, page.contentType)
  const baseUrl = baseUrlOf($, page.url)
  const extracted = extract($, { url: baseUrl, ...knownOf(entry), ...(rules !== undefined && { rules }) })
  if (!isArticle(extracted)) return undefined
  const siteNames = extracted.siteName === undefined ? context.siteNames : [...context.siteNames, extracted.siteName]
  const labels = [...context.labels, ...extracted.labels]
  const cleaned = clean(extracted.nodes, { ...context, siteNames, labels, baseUrl })
  return cleaned.text === '' ? undefined : { extracted, cleaned }
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

/** Only a feed's content is held against the page; a summary is a teaser itself. */
function isTeaser(ofPage: Cleaned, ofFeed: Cleaned, entry: Entry): boolean {
  return entry.content !== undefined && ofPage.text.length < ofFeed.text.length * teaserShare
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
