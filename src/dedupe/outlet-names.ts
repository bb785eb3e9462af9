import type { Credit } from '../types.ts'
import { placedWords, squash } from '../util/squash.ts'
import { siteOf } from '../util/url.ts'

/**
 * Words that outlets add to their names or leave out: "heise online" is heise.de, "Antara" is antaranews.com, "Guardian"
 * is theguardian.com. Origin: mastheads and domains of news sites.
 */
const generic = [
  'the',
  'www',
  'news',
  'online',
  'daily',
  'blog',
  'magazine',
  'media',
  'press',
  'tv',
  'web',
  'com',
  'net',
]
const genericWords: ReadonlySet<string> = new Set(generic)
const prefix = /^(?:the|www)(?=.{4})/u
const suffix = /(?<=.{4})(?:news|online|daily|blog|magazine|media|press|tv|web|com|net)$/u
/** "CNN Indonesia | Tech", "The Verge - All Posts": what stands behind the bar is no part of the name. */
const bar = /\s+[-–—|:·•»/]+\s+|[|»]|:\s/u
/** The first words of a title name its outlet from so many letters on. */
const leastLetters = 4

/** The names under which others may credit an outlet, in the form in which `creditForms` gives them. */
export function outletNames(titles: Iterable<string>, addresses: Iterable<string>): ReadonlySet<string> {
  const names = new Set<string>()
  for (const title of titles) {
    for (const part of title.split(bar)) {
      names.add(core(part))
      for (const run of leadingRuns(part)) if (run.length >= leastLetters) names.add(run)
    }
  }
  for (const address of addresses) for (const form of formsOfSite(siteOf(address))) names.add(form)
  names.delete('')
  return names
}

/** The forms of a credit of which one has to be among an outlet's names: its link's site, its name, its name as an address. */
export function creditForms({ name, url }: Credit): readonly string[] {
  // "cnnindonesia.com" is an address that nobody linked.
  const named = /^[^\s/]+\.[^\s/.]{2,}$/u.test(name.trim()) ? siteOf(name.trim()) : undefined
  const forms = [...formsOfSite(named), squash(name), core(name), ...(url === undefined ? [] : formOfLink(url))]
  return forms.filter((form) => form !== '')
}

/** A link names one site; only its own label would make every namesake the same outlet. */
function formOfLink(url: string): readonly string[] {
  const site = siteOf(url)
  return site === undefined ? [] : [site]
}

/** `cnnindonesia.com` -> itself, as links name it, and `cnnindonesia`, as people do. */
function formsOfSite(site: string | undefined): readonly string[] {
  if (site === undefined) return []
  const label = squash(site.split('.', 1)[0] ?? '')
  return [site, squash(site), label, label.replace(prefix, '').replace(suffix, '')]
}

/** The name without the words that come and go. */
function core(name: string): string {
  const words = placedWords(name).map(({ folded }) => folded)
  const kept = words.filter((word) => !genericWords.has(word))
  const whole = (kept.length === 0 ? words : kept).join('')
  return kept.length > 1 ? whole : whole.replace(suffix, '')
}

/** "CNN Indonesia Teknologi" is credited as "CNN Indonesia". */
function leadingRuns(title: string): readonly string[] {
  let run = ''
  return placedWords(title)
    .slice(0, 4)
    .map(({ folded }) => {
      run += folded
      return run
    })
}
