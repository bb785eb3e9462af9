import { type ChildNode, type Element, isTag } from 'domhandler'
import { removeAll } from '../util/remove-nodes.ts'
import { squash } from '../util/squash.ts'
import { foldSpace } from '../util/text.ts'
import { siteOf, toAbsolute } from '../util/url.ts'
import { dropBio } from './bio.ts'
import { type Measures, weigh } from './measure.ts'
import { endHeading } from './phrases.ts'
import { hasPicture } from './prune.ts'
import { dropPullQuotes } from './pull-quotes.ts'
import { dropTemplateLines } from './template-lines.ts'
import { leadsAway, linksIn, textBlocks } from './text-blocks.ts'
import { bears, inline, shownText } from './tree.ts'
import { metaWords } from './words.ts'

/** What the page says elsewhere, so that it need not stand in the body again. */
export interface Told {
  readonly titles: readonly string[]
  readonly authors: readonly string[]
  /** The page's address. */
  readonly url: string
}

/** Takes out of the body what the template and the editor put around its paragraphs. */
export function trim(body: Element, measures: Measures, told: Told): void {
  removeAll(new Set(linkParts(body, measures, told.url)))
  dropTemplateLines(body, told)
  dropHead(body, told)
  dropBrokenHead(body, told)
  dropTail(body)
  dropBio(body, told.authors, told.url)
  dropPullQuotes(body, measures)
}

/** Lists of links and other parts that are mostly links. */
function linkParts(parent: Element, measures: Measures, pageUrl: string): readonly Element[] {
  return parent.children.filter(isTag).flatMap((child) => {
    if (isLinkPart(child, measures) && !isOrigin(child, pageUrl) && !isCollection(child, pageUrl)) return child
    return inline.has(child.name) ? [] : linkParts(child, measures, pageUrl)
  })
}

const parts: ReadonlySet<string> = new Set([
  'ul',
  'ol',
  'div',
  'section',
  'table',
  'dl',
  'article',
  'header',
  'form',
  'center',
  'aside',
])

function isLinkPart(element: Element, measures: Measures): boolean {
  if (!parts.has(element.name)) return false
  const { chars = 0, linkChars = 0, prose = 0 } = measures.get(element) ?? {}
  if (chars === 0) return false
  const density = linkChars / chars
  // A list of sources or products in a text is a list of links too; one without any sentence is navigation.
  return density > 0.6 && prose < chars * 0.3 && !(chars < 200 && hasPicture(element))
}

/** Links to other sites are the author's: sources, patches, tools. The template's lead on within the site, or share and follow. */
function isCollection(element: Element, pageUrl: string): boolean {
  const links = linksIn(element)
  return links.length > 0 && links.filter((link) => leadsAway(link, pageUrl)).length > links.length / 2
}

// "Source: NAME", linked to another site: where the text is from, not where to go next.
function isOrigin(element: Element, pageUrl: string): boolean {
  const [link, second] = element.children.length > 3 ? [] : linksIn(element)
  const text = shownText(element)
  const linked = link === undefined ? '' : shownText(link)
  if (link === undefined || second !== undefined || text.length > 120 || !text.endsWith(linked)) return false
  const target = toAbsolute(link.attribs['href'] ?? '', pageUrl)
  const isElsewhere = target !== undefined && siteOf(target) !== siteOf(pageUrl)
  const label = text.slice(0, text.length - linked.length)
  return isElsewhere && /^[\p{L}\p{M} ]{2,30}[:：]\s*$/u.test(label) && !pictureLabel.test(label)
}

/** The credit of a picture that is shown elsewhere. */
const pictureLabel = /^(?:foto|photo|bild|image|picture|grafik|graphic|фото|写真|사진|图片)/iu

const bearsMeta = bears(metaWords)

/** Before the first sentence stand kicker, byline and date: short lines without an end. */
function dropHead(body: Element, told: Told): void {
  const dropped = new Set<Element>()
  for (const block of textBlocks(body)) {
    const text = shownText(block)
    if (isSentence(text)) break
    if (text === '' || hasPicture(block) || rankOf(block) > 0 || inList(block)) continue
    if (block.name === 'figcaption' || block.name === 'blockquote') continue
    if (namesAuthor(text, told) || isDateLine(text) || weigh(text) < 40 || bearsMeta(block)) dropped.add(block)
  }
  removeAll(dropped)
}

function namesAuthor(text: string, { authors }: Told): boolean {
  return authors.some((author) => author.length > 4 && text.includes(author))
}

/** So many lines at most stand over a text: kicker, title, subtitle, byline, date, place. */
const mostHeadLines = 6

/**
 * The same where line breaks make the paragraphs, as in pages older than style sheets: there title and byline are lines of
 * the text, set in bold. What is short may be a verse here, so only title, byline and dates go, and only before a sentence.
 */
function dropBrokenHead(body: Element, told: Told): void {
  const lines = brokenLines(firstFlow(body)).slice(0, mostHeadLines)
  const isTitle = (text: string): boolean => told.titles.includes(squash(text))
  const texts = lines.map((line) => foldSpace(line.map(shownText).join('')))
  const begins = texts.findIndex((text) => isSentence(text) && !isTitle(text))
  const over = texts.slice(0, Math.max(0, begins)).flatMap((text, at) => {
    const isByline = namesAuthor(text, told) && weigh(text) < 100
    return isTitle(text) || isByline || isDateLine(text) ? (lines[at] ?? []) : []
  })
  removeAll(new Set(over.filter((node) => shownText(node) !== '')))
}

/** The element in which the text begins, whatever it is wrapped in. */
function firstFlow(element: Element): Element {
  const first = element.children.find((child) => shownText(child) !== '')
  return first !== undefined && isTag(first) && !inline.has(first.name) ? firstFlow(first) : element
}

/** The lines with text that stand in the element itself, between its line breaks and blocks. */
function brokenLines(element: Element): readonly (readonly ChildNode[])[] {
  const lines: ChildNode[][] = [[]]
  for (const child of element.children) {
    if (isTag(child) && (child.name === 'br' || !inline.has(child.name))) lines.push([])
    else lines.at(-1)?.push(child)
  }
  return lines.filter((line) => line.some((node) => shownText(node) !== ''))
}

/**
 * After the last sentence stand tags and links; after a heading like "Related" everything does, but for what stands under
 * a heading of a higher rank: that opens a section of its own (HTML 4.3.11), and the article goes on.
 */
function dropTail(body: Element): void {
  const blocks = textBlocks(body)
  const dropped = new Set<Element>()
  // Of the heading whose section is left out.
  let rank: number | undefined
  for (let at = Math.floor(blocks.length / 2); at < blocks.length; at++) {
    const block = blocks[at]
    if (block === undefined) continue
    const own = rankOf(block)
    const mayChange = rank === undefined || (own > 0 && own < rank)
    if (mayChange) rank = isEnd(block, () => blocks.slice(at + 1)) ? own : undefined
    if (rank !== undefined) dropped.add(block)
  }
  removeAll(dropped)
}

/** The number in a heading's name; 0 for what is no heading, and opens no section. */
function rankOf({ name }: Element): number {
  return Number(/^h([2-6])$/.exec(name)?.[1] ?? 0)
}

/** A heading that announces other pages; a line that does is believed when what follows is no text of its own. */
function isEnd(block: Element, rest: () => readonly Element[]): boolean {
  const text = shownText(block)
  if (text.length > 200 || !endHeading.test(text)) return false
  return rankOf(block) > 0 || rest().filter((each) => isSentence(shownText(each))).length <= 1
}

function isSentence(text: string): boolean {
  // Thai, Lao, Khmer and Burmese have spaces for stops.
  const hasStop = /[.!?…。！？,;:，؟।]|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff] \S/.test(text)
  return weigh(text) >= 60 && hasStop && !isDateLine(text)
}

/** A line that is little more than a date or time. */
export function isDateLine(text: string): boolean {
  return (
    text.length < 100 &&
    /\d/.test(text) &&
    /(?:19|20)\d\d|\d{1,2}[:.]\d\d\s*(?:uhr|wib|am|pm|gmt|ist|est|h\b)/i.test(text) &&
    !/[.!?]["”]?\s+\p{L}{2}/u.test(text)
  )
}

function inList(block: Element): boolean {
  for (let at: ChildNode['parent'] = block; at !== null && isTag(at); at = at.parent) {
    if (['li', 'dd', 'dt', 'td'].includes(at.name)) return true
  }
  return false
}
