import type { Identity } from './identity.ts'

/** An entry of a feed that is known: the stored one it is, or how it arrives. */
export type Arrival =
  | { readonly kind: 'known'; readonly key: string; readonly by: 'key' | 'link-and-text' | 'link' | 'text' }
  | { readonly kind: 'new' }
  /** The feed renamed or refilled itself: taken like what a feed holds at its first success. */
  | { readonly kind: 'backfill' }

/** A parsed identity with the entry's own date. */
export interface DatedIdentity extends Identity {
  readonly published?: Date
}

/**
 * Tells known entries from new ones, in the order given. `stored` is what the store found by key, link and text.
 * A key that is new while link and text are both known is a renamed entry at any time. When over half of the ids are
 * new at once (a move to another CMS, ids made anew at each request), link or text alone is enough, and what is left is
 * backfill, so that an archive under new ids never floods the readers. Entries dated after the last success are news
 * even then: a machine that was off for days sees over half of the ids new as well.
 */
export function matchRenamed(
  parsed: readonly DatedIdentity[],
  stored: readonly Identity[],
  lastSuccessAt: Date,
): { readonly arrivals: readonly Arrival[]; readonly isFlood: boolean } {
  const keys = new Set(stored.map((each) => each.key))
  const ids = new Set(parsed.map((each) => each.key))
  const isFlood = ids.difference(keys).size * 2 > ids.size
  const linkAndText = indexBy(stored, bothOf)
  // What the document still lists under its own id was not renamed.
  const unlisted = stored.filter((each) => !ids.has(each.key))
  const links = indexBy(unlisted, (each) => each.link)
  const texts = indexBy(unlisted, (each) => each.feedTextHash)

  const arrivals = parsed.map((each): Arrival => {
    if (keys.has(each.key)) return { kind: 'known', key: each.key, by: 'key' }
    const renamed = linkAndText.get(bothOf(each))
    if (renamed !== undefined) return { kind: 'known', key: renamed, by: 'link-and-text' }
    if (!isFlood) return { kind: 'new' }
    const sameLink = links.get(each.link)
    if (sameLink !== undefined) return { kind: 'known', key: sameLink, by: 'link' }
    const sameText = texts.get(each.feedTextHash)
    if (sameText !== undefined) return { kind: 'known', key: sameText, by: 'text' }
    return { kind: each.published !== undefined && each.published > lastSuccessAt ? 'new' : 'backfill' }
  })
  return { arrivals, isFlood }
}

function bothOf(identity: Identity): string | undefined {
  return identity.link === undefined ? undefined : `${identity.feedTextHash} ${identity.link}`
}

/** Value → key of the only stored entry that bears it: what several entries bear (the front page as link) names none. */
function indexBy(
  stored: readonly Identity[],
  bearing: (identity: Identity) => string | undefined,
): ReadonlyMap<string | undefined, string> {
  const index = new Map<string | undefined, string>()
  for (const [value, bearers] of Map.groupBy(stored, bearing)) {
    const [bearer, ...others] = bearers
    if (value !== undefined && bearer !== undefined && others.length === 0) index.set(value, bearer.key)
  }
  return index
}
