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
  /** As the page's head says it for machines. */
  readonly named: readonly Told<string>[]
  /** The window's title, with the site's name more often than not. */
  readonly window: readonly Told<string>[]
}

/** Collects the forms of the title. */
export function titlesOf(elements: Elements, metas: Metas, article: Thing | undefined): Titles {
  const firsts = elements.filter(({ name }) => name === 'h1')
  const headings = [...firsts.filter(({ attribs }) => attribs['itemprop'] === 'headline'), ...firsts]
    .slice(0, 6)
    .map(shownText)
    .filter((text) => text !== '')
  const headline = asText(article?.['headline']) ?? asText(article?.['name'])
  const named = [
    ...(headline === undefined ? [] : [{ value: headline, origin: 'json-ld headline' }]),
    ...all(metas, ['og:title', 'twitter:title', 'dc.title', 'parsely-title', 'sailthru.title']),
  ]
  const title = elements.find(({ name }) => name === 'title')
  const window = title === undefined ? '' : shownText(title)
  return {
    headings,
    named: named.map(({ value, origin }) => ({ value: textOfHtml(value), origin })).filter(({ value }) => value !== ''),
    window: window === '' ? [] : [{ value: window, origin: 'title element' }],
  }
}

/** The heading that agrees best with what the head of the page says; else what the head says, without the site's name. */
export function titleOf({ headings, named, window }: Titles, siteName: string | undefined): Told<string> | undefined {
  const site = squash(siteName ?? '')
  const said = [...named, ...window].map(({ value }) => value)
  const rated = headings
    .filter((heading) => squash(heading) !== site)
    .map((heading) => ({ heading, agreement: Math.max(0, ...said.map((each) => agreementOf(heading, each))) }))
  const best = rated.reduce<(typeof rated)[number] | undefined>(
    (chosen, each) => (chosen === undefined || each.agreement > chosen.agreement ? each : chosen),
    undefined,
  )
  // A page's only heading may be worded quite otherwise than its form for search engines.
  const isOnly = new Set(rated.map(({ heading }) => heading)).size === 1
  if (best !== undefined && best.agreement >= (isOnly ? 0.3 : 0.5)) return withoutKicker(best.heading, named)
  const name = [...named, ...window].find(({ value }) => squash(value) !== site)
  if (name === undefined) return best === undefined ? undefined : { value: best.heading, origin: 'h1' }
  return { ...name, value: withoutSite(name.value, site) }
}

/** Newspapers set a kicker into the heading ("Unrest in the east: Farmers …"); what the head names is the rest. */
function withoutKicker(heading: string, named: readonly Told<string>[]): Told<string> {
  const key = squash(heading)
  const rest = named.find(({ value }) => {
    const name = squash(value)
    return name.length >= 12 && name.length < key.length && key.endsWith(name)
  })
  return rest ?? { value: heading, origin: 'h1' }
}

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
function withoutSite(title: string, site: string): string {
  const parts = title.split(/\s+[|–—•·»-]\s+/)
  const others = parts.filter((part) => squash(part) !== site)
  if (others.length < parts.length && others.length === 1) return others[0] ?? title
  const cut = /^(.{12,}?)\s+[|–—•·»-]\s+([^|–—•·»]{2,40})$/.exec(title)
  const [, headline, last] = cut ?? []
  return headline !== undefined && last !== undefined && last.length < headline.length ? headline : title
}
