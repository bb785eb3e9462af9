import type { CheerioAPI } from 'cheerio'
import { type AnyNode, Element, isTag, Text } from 'domhandler'
import type { PageRules } from '../types.ts'
import { removeAll } from '../util/remove-nodes.ts'
import { squash } from '../util/squash.ts'
import { textOfLooseHtml } from '../util/text.ts'
import { toAbsolute } from '../util/url.ts'
import { markCaptions } from './captions.ts'
import { chooseBody } from './choose.ts'
import { confidenceOf, mostCompared } from './confidence.ts'
import { unfold } from './folds.ts'
import { findIntroduction } from './introduction.ts'
import { labelsOf } from './labels.ts'
import { type Measures, measure } from './measure.ts'
import { type Metadata, readMetadata } from './metadata.ts'
import { firstPlace, type PagePlace } from './next-page.ts'
import { pageBody } from './page-body.ts'
import { dropPagers } from './pagers.ts'
import { prune } from './prune.ts'
import { dropTeasers } from './teasers.ts'
import { outermost, shownText } from './tree.ts'
import { trim } from './trim.ts'

/** What the feed says of the page. */
export interface ExtractContext {
  /** The page's own address. */
  readonly url: string
  readonly title?: string
  /** Plain text. */
  readonly summary?: string
  /** Plain text. */
  readonly content?: string
  /** Where the site's pages hold the article. */
  readonly rules?: PageRules
  /** Absent for an article's first page. */
  readonly place?: PagePlace
}

/** A page's article, with what the page says of it. */
export interface Extracted extends Omit<Metadata, 'description' | 'bodyText'> {
  /** The body in order: nodes of the page's tree, which was changed on the way. */
  readonly nodes: readonly AnyNode[]
  /** 0 to 1: how sure it is that `nodes` is an article, and whole. See `isArticle`. */
  readonly confidence: number
  /** Short texts of the page's links to categories, tags, breadcrumbs and navigation. */
  readonly labels: readonly string[]
}

/** Finds the article in a page; changes the page's tree. */
export function extract($: CheerioAPI, context: ExtractContext): Extracted {
  const metadata = readMetadata($.root()[0] ?? pageBody($), context.url, context.place)
  const { description: _, bodyText: __, ...said } = metadata
  const nextUrl = ruledNext($, context, metadata.baseUrl)
  const told = nextUrl === undefined ? said : { ...said, nextUrl }
  for (const selector of context.rules?.remove ?? []) $(selector).remove()
  const root = pageBody($)
  const isKnown = knownIn(context)
  const measures = measure(root, isKnown)
  const labels = labelsOf(root, measures)
  markCaptions(root, measures)
  unfold(root, measures)
  const ruled = ruledBody($, context.rules?.body)
  // Nothing is trimmed from it: whoever names the body sees in `preview` what else to remove.
  if (ruled !== undefined) return { ...told, nodes: ruled.children, confidence: 1, labels }
  const place = context.place ?? firstPlace(context.url, told.canonicalUrl)
  if (told.nextUrl !== undefined || place.number > 1) dropPagers(root, told.baseUrl, place)
  prune(root, measures)
  dropTeasers(root, measures, told.baseUrl)
  const nodes = findBody(root, measure(root, isKnown), metadata, context)
  return { ...told, nodes, confidence: confidenceOf({ nodes, pageTitles: told.titles, feed: context }), labels }
}

/** Where the link leads that the settings name as the next page's, if that is on the same site. */
function ruledNext($: CheerioAPI, { rules, url }: ExtractContext, baseUrl: string): string | undefined {
  const href = rules?.next === undefined ? undefined : $(rules.next).get().filter(isTag)[0]?.attribs['href']
  const next = href === undefined ? undefined : toAbsolute(href, baseUrl)
  return next !== undefined && URL.parse(next)?.host === URL.parse(url)?.host ? next : undefined
}

/** What the selector finds, as one body; undefined where it finds nothing: a site changes, and its rule with it. */
function ruledBody($: CheerioAPI, selector: string | undefined): Element | undefined {
  const found = selector === undefined ? [] : $(selector).get().filter(isTag)
  const outer = outermost(found)
  if (outer.every((element) => shownText(element) === '')) return undefined
  removeAll(new Set(outer))
  const body = new Element('div', {}, [...outer])
  for (const child of body.children) child.parent = body
  return body
}

function findBody(root: Element, measures: Measures, metadata: Metadata, context: ExtractContext): readonly AnyNode[] {
  const body = chooseBody(root, measures)
  const written = metadata.bodyText === undefined ? [] : paragraphs(metadata.bodyText)
  if (body === undefined || !holds(body, written, measures.get(body)?.prose ?? 0)) return written
  const titles = [...metadata.titles, metadata.title ?? '', context.title ?? '']
    .map(squash)
    .filter((title) => title !== '')
  const introduction = findIntroduction(root, body, measures, { titles, description: metadata.description })
  trim(body, measures, { titles, authors: metadata.authors.map(({ name }) => name), url: metadata.baseUrl })
  return [...introduction.map(asParagraph), ...body.children]
}

/** Does the body hold what the page's JSON-LD calls the article's text, if that is a text of some length? */
function holds(body: Element, written: readonly Element[], prose: number): boolean {
  const sentences = written
    .flatMap((paragraph) => shownText(paragraph).split(/[.!?。]\s*/))
    .map(squash)
    .filter((sentence) => sentence.length >= 20)
  if (sentences.length < 2 || sentences.join('').length < prose * 0.5) return true
  const text = squash(shownText(body))
  const compared = sentences.slice(0, mostCompared)
  return compared.filter((sentence) => text.includes(sentence)).length >= compared.length / 3
}

/** Says of a block whether the feed has its beginning too: then the article is there. */
function knownIn({ summary = '', content = '' }: ExtractContext): (text: string) => boolean {
  const known = squash(`${summary} ${content}`)
  return (text) => known.length >= 30 && text.length >= 40 && known.includes(squash(text.slice(0, 60)).slice(0, 40))
}

/** An article that scripts would draw is in its JSON-LD alone: as plain text, as markup, or escaped once more than it should be. */
function paragraphs(text: string): readonly Element[] {
  return text
    .replace(/<br\s*\/?>|<\/(?:p|div|h\d|li)>/gi, '\n')
    .split('\n')
    .map(textOfLooseHtml)
    .filter((line) => line !== '')
    .map((line) => new Element('p', {}, [new Text(line)]))
}

function asParagraph(standfirst: Element): Element {
  const isBlock = isTag(standfirst) && standfirst.name === 'p'
  return isBlock ? standfirst : new Element('p', {}, [new Text(shownText(standfirst))])
}
