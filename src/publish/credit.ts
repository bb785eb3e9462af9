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
 * Gives a credit the outlet's own spelling and address where a subscription is meant: "cnnindonesia" is the domain of
 * "CNN Indonesia Teknologi". A credit that matches none stays as written; an address is never guessed. The outlets are
 * gone through at the first credit only: for each credit anew, a thousand of them took a millisecond.
 */
export function creditResolver(outlets: () => readonly Outlet[]): (credit: Credit) => Credit {
  let known: ReadonlyMap<string, readonly NamedOutlet[]> | undefined
  return (credit) => {
    known ??= byName(outlets())
    const named = known
    const names = namesOf(credit.name, credit.name)
    const [meant] = names
      .flatMap((name) => named.get(name) ?? [])
      // A link to another site says that another outlet of this name is meant.
      .filter(({ outlet }) => credit.url === undefined || siteOf(credit.url) === siteOf(outlet.site))
      .toSorted((a, b) => a.place - b.place)
    if (meant === undefined) return credit
    const { title, site } = meant.outlet
    const spelled = names.map((name) => spellingIn(title, name)).find((spelling) => spelling !== undefined)
    return { name: spelled ?? credit.name, url: credit.url ?? site }
  }
}

interface NamedOutlet {
  readonly outlet: Outlet
  /** Of two that bear a name, the one that is given first is meant. */
  readonly place: number
}

/** What an outlet goes by, folded: its whole title, and its domain. */
function namesOf(title: string, site: string): readonly string[] {
  return [squash(title), domainLabel(site) ?? ''].filter((name) => name !== '')
}

function byName(outlets: readonly Outlet[]): ReadonlyMap<string, readonly NamedOutlet[]> {
  const named = outlets.flatMap((outlet, place) =>
    namesOf(outlet.title, outlet.site).map((name) => ({ name, outlet, place })),
  )
  return Map.groupBy(named, ({ name }) => name)
}

/** `cnnindonesia` of an address or a host on that domain. */
function domainLabel(address: string): string | undefined {
  const label = siteOf(address)?.split('.')[0]
  return label === undefined ? undefined : squash(label)
}

/** The run of words in a title that is the name, as the title spells it. */
function spellingIn(title: string, name: string): string | undefined {
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
