import type { Comparable, Standing } from '../types.ts'
import { cleanUrl } from '../util/url.ts'
import { creditForms, outletNames } from './outlet-names.ts'

/**
 * What each sign says for or against an entry being the original. A page's own word (rel=canonical) and the words of
 * those who copied outweigh everything that can be had by chance.
 */
const votes = {
  /** Another member's page names this one's address as canonical. */
  pointedTo: 4,
  /** Another member credits this one's outlet by name or link. */
  credited: 3,
  /** Its own page names another member as canonical. */
  pointsAway: -4,
  /** Its text credits somebody else: whoever that is, it is not the original. */
  creditsOther: -3,
  /** It holds less than half of the longest text. */
  excerpt: -2,
  /** It is dated more than a day before its feed, read all along, first showed it: scrapers date copies back. */
  datedBack: -1,
  /** At least half of what its source brings are copies of others' stories. */
  mostlyCopies: -1,
}

/** A sign for or against an entry being the original. */
export type OriginSign = keyof typeof votes

/** How a story's entry stands in the choice of its canonical one. */
export interface Ranked {
  readonly key: string
  readonly votes: number
  readonly signs: readonly OriginSign[]
}

const signNames = Object.keys(votes) as readonly OriginSign[]
const dayMs = 86_400_000
const nothingKnown: Standing = { priority: 0, titles: [] }

/**
 * The key of the entry that stands for a story: by votes, then the subscription's priority, then the older, then the key.
 * Age comes late because scrapers date copies before their originals, and feeds are not read in the order of publication.
 */
export function chooseCanonical(
  members: readonly Comparable[],
  standingOf: (subscription: string) => Standing | undefined = () => undefined,
): string {
  const [best] = rankMembers(members, standingOf)
  if (best === undefined) throw new RangeError('a story has at least one entry')
  return best.key
}

/** All entries of a story with their votes, the canonical one first. The time it takes grows with their number, no faster. */
export function rankMembers(
  members: readonly Comparable[],
  standingOf: (subscription: string) => Standing | undefined = () => undefined,
): readonly Ranked[] {
  const known = members.map((member) => {
    const standing = standingOf(member.subscription) ?? nothingKnown
    return { member, standing, own: ownAddresses(member), names: namesOf(member, standing) }
  })
  const pointing = pointers(known)
  const credited = creditors(known)
  const longest = members.reduce((most, { fingerprint }) => Math.max(most, fingerprint.tokens), 0)
  // A date can be compared with dates alone: of an undated entry only its arrival is known.
  const isDated = members.every(({ published }) => published !== undefined)
  return known
    .map(({ member, standing, own, names }) => {
      const forms = member.credit === undefined ? [] : creditForms(member.credit)
      const isOwnCredit = forms.some((form) => names.has(form))
      const shows: Readonly<Record<OriginSign, boolean>> = {
        pointedTo: placesOf(member, own).some((url) => pointing.targets.has(url)),
        credited: [...names].some((name) => isByAnother(credited.get(name), member.key)),
        pointsAway: pointing.away.has(member.key),
        creditsOther: forms.length > 0 && !isOwnCredit,
        excerpt: member.fingerprint.tokens * 2 < longest,
        datedBack: isDatedBack(member),
        mostlyCopies: (standing.copyShare ?? 0) >= 0.5,
      }
      const signs = signNames.filter((sign) => shows[sign])
      // A hundred copies of one copy prove no more than one: each sign counts once.
      const sum = signs.reduce((total, sign) => total + votes[sign], 0)
      return { key: member.key, votes: sum, signs, priority: standing.priority, age: ageOf(member, isDated), member }
    })
    .toSorted(
      (a, b) =>
        b.votes - a.votes ||
        b.priority - a.priority ||
        a.age - b.age ||
        a.member.firstSeenAt.getTime() - b.member.firstSeenAt.getTime() ||
        (a.key < b.key ? -1 : 1),
    )
    .map(({ key, votes, signs }) => ({ key, votes, signs }))
}

interface Known {
  readonly member: Comparable
  readonly own: readonly string[]
  readonly names: ReadonlySet<string>
}

function isDatedBack({ published, enteredAt }: Comparable): boolean {
  return published !== undefined && enteredAt.getTime() - published.getTime() > dayMs
}

function ageOf({ published, enteredAt }: Comparable, isDated: boolean): number {
  return (isDated ? (published ?? enteredAt) : enteredAt).getTime()
}

/** The addresses that members of other addresses name as canonical and where a member stands; and who names them. */
function pointers(known: readonly Known[]): {
  readonly targets: ReadonlySet<string>
  readonly away: ReadonlySet<string>
} {
  const occupied = new Set(known.flatMap(({ member, own }) => placesOf(member, own)))
  const away = known.flatMap(({ member, own }) => {
    const target = canonicalOf(member)
    return target !== undefined && own.length > 0 && occupied.has(target) ? [{ key: member.key, target }] : []
  })
  return { targets: new Set(away.map(({ target }) => target)), away: new Set(away.map(({ key }) => key)) }
}

function canonicalOf({ canonicalUrl }: Comparable): string | undefined {
  return canonicalUrl === undefined ? undefined : cleanUrl(canonicalUrl)
}

/** `urls` holds the canonical address too; what remains is where the entry itself stands. */
function ownAddresses(member: Comparable): readonly string[] {
  const canonical = canonicalOf(member)
  return member.urls.filter((url) => url !== canonical)
}

/** Where an entry stands for sure: its one address; a page that names itself as canonical has no other. */
function placesOf({ urls }: Comparable, own: readonly string[]): readonly string[] {
  if (own.length === 0) return urls
  return own.every((url) => url === own[0]) ? own.slice(0, 1) : []
}

/** "Sumber: cnnindonesia" credits what stands at cnnindonesia.com, and what the feed "CNN Indonesia | Tekno" brings. */
function namesOf(member: Comparable, { titles, site }: Standing): ReadonlySet<string> {
  const own = ownAddresses(member)
  const standing = own.length > 0 ? own : member.urls
  return outletNames(titles, site === undefined ? standing : [...standing, site])
}

/** Form of a credit -> who gives it; whoever else does, one other is enough. */
function creditors(
  known: readonly Known[],
): ReadonlyMap<string, { readonly first: string; readonly isAlone: boolean }> {
  const by = new Map<string, { readonly first: string; readonly isAlone: boolean }>()
  for (const { member } of known) {
    for (const form of new Set(member.credit === undefined ? [] : creditForms(member.credit))) {
      const before = by.get(form)
      by.set(form, before === undefined ? { first: member.key, isAlone: true } : { ...before, isAlone: false })
    }
  }
  return by
}

function isByAnother(by: { readonly first: string; readonly isAlone: boolean } | undefined, key: string): boolean {
  return by !== undefined && (by.first !== key || !by.isAlone)
}
