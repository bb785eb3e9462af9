import type { Credit } from '../types.ts'
import { placedWords, squash } from '../util/squash.ts'
import { siteOf } from '../util/url.ts'

/** A subscription as an outlet that others may name as their source. */
export interface Outlet {
  readonly title: string
  /** Address of its web site. */
  readonly site: string
}

/**
 * A credit with the outlet's own spelling and address where a subscription is meant: "cnnindonesia" is the domain of
 * "CNN Indonesia Teknologi". A credit that matches none stays as written; an address is never guessed.
 */
export function resolveCredit(credit: Credit, outlets: readonly Outlet[]): Credit {
  const names = [squash(credit.name), domainLabel(credit.name)].filter((name) => name !== undefined && name !== '')
  for (const outlet of outlets) {
    const label = domainLabel(outlet.site)
    const isMeant = names.some((name) => name === squash(outlet.title) || name === label)
    // A link to another site says that another outlet of this name is meant.
    if (isMeant && (credit.url === undefined || siteOf(credit.url) === siteOf(outlet.site))) {
      const spelled = names.map((name) => spellingIn(outlet.title, name)).find((name) => name !== undefined)
      return { name: spelled ?? credit.name, url: credit.url ?? outlet.site }
    }
  }
  return credit
}

/** `cnnindonesia` of an address or a host on that domain. */
function domainLabel(address: string): string | undefined {
  const label = siteOf(address)?.split('.')[0]
  return label === undefined ? undefined : squash(label)
}

/** The run of words in a title that is the name, as the title spells it. */
function spellingIn(title: string, name: string | undefined): string | undefined {
  const words = placedWords(title)
  for (const [index, first] of words.entries()) {
    let run = ''
    for (const word of words.slice(index)) {
      run += word.folded
      if (run === name) return title.slice(first.start, word.end)
    }
  }
  return undefined
}
