import { type Element, isTag } from 'domhandler'
import { squash } from '../util/squash.ts'
import { textOfHtml } from '../util/text.ts'
import { asText, type Thing } from './json-ld.ts'
import type { Elements } from './marks.ts'
import { all, type Metas, type Told } from './metas.ts'
import { shownText } from './tree.ts'

/** Every form of the title on a page. */
export interface Titles {
  /** As readers see it over the text: h1. */
  readonly headings: readonly string[]
  /** What stands first in a heading of several parts: a title over its subtitle or date. */
  readonly leads: readonly string[]
  /** As the page's head says it for machines. */
  readonly named: readonly Told<string>[]
  /** The window's title, with the site's name more often than not. */
  readonly window: readonly Told<string>[]
}

/** Collects the forms of the title. */
export function titlesOf(elements: Elements, metas: Metas, article: Thing | undefined): Titles {
  const firsts = elements.filter(({ name }) => name === 'h1')
  const h1s = [...firsts.filter(({ attribs }) => attribs['itemprop'] === 'headline'), ...firsts].slice(0, 6)
  const headline = asText(article?.['headline']) ?? asText(article?.['name'])
  const named = [
    ...(headline === undefined ? [] : [{ value: headline, origin: 'json-ld headline' }]),
    ...all(metas, ['og:title', 'twitter:title', 'dc.title', 'parsely-title', 'sailthru.title']),
  ]
  const title = elements.find(({ name }) => name === 'title')
  const window = title === undefined ? '' : shownText(title)
  return {
    headings: h1s.map(shownText).filter(isTitle),
    leads: h1s.flatMap((h1) => leadOf(h1) ?? []),
    named: named
      .map(({ value, origin }) => ({ value: textOfHtml(value), origin }))
      .filter(({ value }) => isTitle(value)),
    window: isTitle(window) ? [{ value: window, origin: 'title element' }] : [],
  }
}

/** The first of several parts of a heading. */
function leadOf(heading: Element): string | undefined {
  const [first, second] = heading.children.filter((child) => shownText(child) !== '')
  if (first !== undefined && second !== undefined) return shownText(first)
  return first !== undefined && isTag(first) ? leadOf(first) : undefined
}

/** Characters: the longest headline of 1,350 pages of an extraction corpus has 156. */
const longestTitle = 1000

function isTitle(text: string): boolean {
  return text !== '' && text.length <= longestTitle
}

/**
 * The heading that agrees best with what the head of the page says; else what most statements of the head say, without the
 * site's name.
 */
export function titleOf(all: Titles, siteNames: readonly string[]): Told<string> | undefined {
  const titles = { ...all, named: all.named.slice(0, mostNamed) }
  const sites = new Set([...siteNames.map(squash), ...namesBeside(titles)].filter((name) => name !== ''))
  const named = headOf(titles.named, titles, sites)
  const said = [...named, ...headOf(titles.window, titles, sites)]
  const heading = headingOf(titles.headings, said, sites)
  if (heading !== undefined) return withKicker(leadIn(heading, titles.leads, said), named)
  const votes = said.map(({ value }) => said.filter((each) => squash(each.value) === squash(value)).length)
  const most = said[votes.indexOf(Math.max(...votes))]
  if (most !== undefined) return most
  const only = titles.headings.find((each) => !sites.has(squash(each)))
  // A page that gives its title as the site's name has no other.
  return only === undefined ? [...titles.named, ...titles.window][0] : { value: only, origin: 'h1' }
}

/** Statements of a page's title that are held against each other; a handful are made. */
const mostNamed = 8

/** What stands in the window's title before or behind another form of it: the site's name, or a section's. */
function namesBeside({ named, window }: Titles): readonly string[] {
  return window.flatMap(({ value }) => {
    const all = squash(value)
    return named
      .map((each) => squash(each.value))
      .filter((name) => name.length >= leastTitle && name.length < all.length)
      .flatMap((name) => [
        ...(all.endsWith(name) ? [all.slice(0, -name.length)] : []),
        ...(all.startsWith(name) ? [all.slice(name.length)] : []),
      ])
  })
}

/** Statements of the head without the site's name; of one that is nothing else, nothing. */
function headOf(
  statements: readonly Told<string>[],
  { named, window }: Titles,
  sites: ReadonlySet<string>,
): readonly Told<string>[] {
  // What another one goes on from bears no site's name itself.
  const isWhole = (value: string): boolean =>
    [...named, ...window].some((each) => each.value !== value && each.value.startsWith(value))
  return statements
    .map((told) => (isWhole(told.value) ? told : { ...told, value: withoutSite(told.value, sites) }))
    .filter(({ value }) => !sites.has(squash(value)))
}

/** The heading that agrees best with what the head of the page says. */
function headingOf(
  headings: readonly string[],
  said: readonly Told<string>[],
  sites: ReadonlySet<string>,
): string | undefined {
  const rated = headings
    .filter((heading) => !sites.has(squash(heading)))
    .map((heading) => ({ heading, agreement: Math.max(0, ...said.map(({ value }) => agreementOf(heading, value))) }))
  const best = rated.reduce<(typeof rated)[number] | undefined>(
    (chosen, each) => (chosen === undefined || each.agreement > chosen.agreement ? each : chosen),
    undefined,
  )
  // A page's only heading may be worded quite otherwise than its form for search engines.
  const isOnly = new Set(rated.map(({ heading }) => heading)).size === 1
  return best !== undefined && best.agreement >= (isOnly ? 0.3 : 0.5) ? best.heading : undefined
}

/** A heading without the subtitle, byline or date that stands in its element too, where the head says what comes first alone. */
function leadIn(heading: string, leads: readonly string[], said: readonly Told<string>[]): string {
  const keys = said.map(({ value }) => squash(value)).filter((key) => key.length >= leastTitle)
  return leads.find((lead) => heading.startsWith(lead) && keys.includes(squash(lead))) ?? heading
}

/**
 * Newspapers set a kicker before the heading ("Unrest in the east: Farmers …"), inside of the same element or not. Whether
 * it is a part of the title, the head of the page knows: at its word where it leaves it out, at two where it has it.
 */
function withKicker(heading: string, named: readonly Told<string>[]): Told<string> {
  const key = squash(heading)
  const names = named.map((told) => ({ told, name: squash(told.value) }))
  const isHeadline = ({ told }: (typeof names)[number]): boolean => told.origin.startsWith('json-ld')
  const rest = names.find(({ name }) => name.length >= leastTitle && name.length < key.length && key.endsWith(name))
  const whole = names.filter(({ name }) => key.length >= leastTitle && name.length > key.length && name.endsWith(key))
  return (
    rest?.told ??
    (whole.length >= 2 && whole.some(isHeadline) ? whole[0]?.told : undefined) ?? { value: heading, origin: 'h1' }
  )
}

/** Letters and digits; shorter ends of titles agree by chance. */
const leastTitle = 12

/** How much of a heading and of a title are the same, 0 to 1: one within the other, or shared words. */
function agreementOf(heading: string, said: string): number {
  const [one, other] = [squash(heading), squash(said)]
  if (one.length < 4 || other === '') return 0
  if (other.includes(one) || (one.startsWith(other) && other.length > 15))
    return Math.max(0.5, Math.min(one.length, other.length) / Math.max(one.length, other.length))
  const [mine, theirs] = [wordsOf(heading), wordsOf(said)]
  const shared = [...mine].filter((word) => theirs.has(word)).length
  return mine.size < 3 ? 0 : shared / Math.max(mine.size, theirs.size)
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? [])
}

/** `Headline | Site`, `Site » Headline`: the site is the part that says its name, else the shorter, last one. */
function withoutSite(title: string, sites: ReadonlySet<string>): string {
  const parts = title.split(/\s+[|–—•·»-]\s+/)
  const others = parts.filter((part) => !sites.has(squash(part)))
  if (others.length < parts.length && others.length === 1) return others[0] ?? title
  const cut = /^(.{12,}?)\s+[|–—•·»-]\s+([^|–—•·»]{2,40})$/.exec(title)
  const [, headline, last] = cut ?? []
  return headline !== undefined && last !== undefined && last.length < headline.length ? headline : title
}
