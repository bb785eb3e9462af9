import type { Comparable } from '../types.ts'
import { cleanUrl, siteOf } from '../util/url.ts'
import { tokensOf } from './normalize.ts'

/**
 * What each sign says for or against an entry being the original. A page's own word (rel=canonical) and the words of
 * those who copied outweigh everything that can be had by chance.
 */
const votes = {
  /** Another member's page names this one's address as canonical. */
  pointedTo: 4,
  /** Another member credits this one's site by name or link. */
  credited: 3,
  /** Its own page names another member as canonical. */
  pointsAway: -4,
  /** Its text credits somebody else: whoever that is, it is not the original. */
  creditsOther: -3,
  /** It holds less than half of the longest text. */
  excerpt: -2,
}

/**
 * The key of the entry that stands for a story: by votes, then the subscription's priority, then the older, then the key.
 * Age comes late because scrapers date copies before their originals, and feeds are not read in the order of publication.
 */
export function chooseCanonical(members: readonly Comparable[]): string {
  const longest = Math.max(...members.map((member) => member.fingerprint.tokens))
  const ranked = members.map((member) => ({ member, votes: votesFor(member, members, longest) }))
  const [best] = ranked.toSorted(
    (a, b) =>
      b.votes - a.votes ||
      b.member.priority - a.member.priority ||
      timeOf(a.member) - timeOf(b.member) ||
      a.member.firstSeenAt.getTime() - b.member.firstSeenAt.getTime() ||
      (a.member.key < b.member.key ? -1 : 1),
  )
  if (best === undefined) throw new RangeError('a story has at least one entry')
  return best.member.key
}

function votesFor(member: Comparable, members: readonly Comparable[], longest: number): number {
  const others = members.filter((other) => other.key !== member.key)
  // A hundred copies of one copy prove no more than one: each sign counts once.
  const signs = {
    pointedTo: others.some((other) => pointsTo(other, member)),
    credited: others.some((other) => credits(other, member)),
    pointsAway: others.some((other) => pointsTo(member, other)),
    creditsOther: member.credit !== undefined && !credits(member, member),
    excerpt: member.fingerprint.tokens * 2 < longest,
  }
  const said = (Object.keys(votes) as (keyof typeof votes)[]).filter((sign) => signs[sign])
  return said.reduce((sum, sign) => sum + votes[sign], 0)
}

/** Does the page name an address of the other's site, not its own, as canonical? */
function pointsTo(from: Comparable, to: Comparable): boolean {
  const target = from.canonicalUrl === undefined ? undefined : cleanUrl(from.canonicalUrl)
  if (target === undefined || !to.urls.includes(target)) return false
  return ownAddresses(from).length > 0 && !ownAddresses(to).some((url) => url !== target)
}

/** `urls` holds the canonical address too; what remains is where the entry itself stands. */
function ownAddresses({ urls, canonicalUrl }: Comparable): readonly string[] {
  const canonical = canonicalUrl === undefined ? undefined : cleanUrl(canonicalUrl)
  return urls.filter((url) => url !== canonical)
}

/** "Sumber: cnnindonesia" credits a page of cnnindonesia.com: the link's site is the member's, or the name is the site's. */
function credits(from: Comparable, to: Comparable): boolean {
  if (from.credit === undefined) return false
  const own = ownAddresses(to)
  const sites = (own.length > 0 ? own : to.urls).flatMap((url) => siteOf(url) ?? [])
  const creditedSite = from.credit.url === undefined ? undefined : siteOf(from.credit.url)
  const name = tokensOf(from.credit.name).join('')
  return sites.some((site) => site === creditedSite || name === lettersOf(site) || name === lettersOf(firstLabel(site)))
}

function lettersOf(text: string): string {
  return tokensOf(text).join('')
}

function firstLabel(site: string): string {
  return site.split('.', 1)[0] ?? site
}

function timeOf(entry: Comparable): number {
  return (entry.published ?? entry.firstSeenAt).getTime()
}
