import type { Entry } from '../types.ts'
import { sha256 } from '../util/hash.ts'
import { alternateOf } from '../util/links.ts'
import { textOfHtml } from '../util/text.ts'
import { cleanUrl } from '../util/url.ts'
import { fold } from './normalize.ts'

/** What an entry is recognised by. */
export interface Identity {
  /** `<subscription> <id>`; equal for an item that the document lists twice. */
  readonly key: string
  /** Cleaned address of its page. */
  readonly link?: string
  /** Hash of the normalised title and text as the feed gives them. */
  readonly feedTextHash: string
}

/**
 * Names the entries of one feed document, in its order: by the feed's own id when it behaves, else by the cleaned link,
 * else by a hash of title and text. An id behaves unless it stands at entries that differ in both link and text:
 * feeds with one id for everything exist, and believing them loses every story but one. A link fails when entries with
 * different texts share it (every entry leads to the front page).
 */
export function entryKeys(subscription: string, entries: readonly Entry[]): readonly Identity[] {
  const drafts = entries.map(draft)
  const byId = Map.groupBy(drafts, (each) => each.id)
  const byLink = Map.groupBy(drafts, (each) => each.link)
  return drafts.map(({ id, link, feedTextHash }) => {
    const ownId = id !== undefined && behaves(byId.get(id) ?? []) ? id : undefined
    const ownLink = link !== undefined && tellsOneText(byLink.get(link) ?? []) ? link : undefined
    const key = keyOf(subscription, ownId ?? ownLink ?? `text:${feedTextHash}`)
    return { key, ...(link === undefined ? {} : { link }), feedTextHash }
  })
}

/** How often an id may come to name another text before it is believed no more; a page is rewritten once, seldom twice. */
const mostReuses = 3

/**
 * Names the entries anew whose feed's ids don't name one text, but whatever is newest ("latest"): by the cleaned link, else by
 * a hash of title and text. `stored` is what is known under the ids. One at the link that it always had stays: the page is
 * a live one, and its link names no more than its id does.
 */
export function withoutReusedIds(
  subscription: string,
  identities: readonly Identity[],
  stored: readonly { readonly key: string; readonly link?: string; readonly reused?: number }[],
): readonly Identity[] {
  const reused = new Map(stored.flatMap((each) => ((each.reused ?? 0) < mostReuses ? [] : [[each.key, each] as const])))
  if (reused.size === 0) return identities
  return identities.map((identity) => {
    const known = reused.get(identity.key)
    if (known === undefined || known.link === identity.link) return identity
    return { ...identity, key: keyOf(subscription, identity.link ?? `text:${identity.feedTextHash}`) }
  })
}

interface Draft {
  readonly id: string | undefined
  readonly link: string | undefined
  readonly feedTextHash: string
}

/** Numbers in a teaser are counters ("Points: 12, comments: 3"): believing them reads the page again at each poll. */
const longestTeaser = 500

function draft(entry: Entry): Draft {
  const id = entry.id?.trim()
  const page = alternateOf(entry.links)
  const text = textOfHtml(entry.content ?? entry.summary ?? '')
  const told = text.length < longestTeaser ? text.replace(/\p{Nd}+/gu, '0') : text
  return {
    id: id === '' ? undefined : id,
    link: page === undefined ? undefined : cleanUrl(page),
    feedTextHash: sha256(`${fold(entry.title ?? '')}\n${fold(told)}`),
  }
}

/** Entries that share a link or a text are one item listed twice, or one that was edited. */
function behaves(bearers: readonly Draft[]): boolean {
  const [first, ...others] = bearers
  return others.every(
    (other) => other.feedTextHash === first?.feedTextHash || (other.link !== undefined && other.link === first?.link),
  )
}

function tellsOneText(bearers: readonly Draft[]): boolean {
  return bearers.every((bearer) => bearer.feedTextHash === bearers[0]?.feedTextHash)
}

const longestKey = 512

/**
 * Long ids would bloat every index; PostgreSQL takes no U+0000 in text, and lone surrogates don't survive UTF-8
 * (JSON Feed can bring both): such ids are named by their hash.
 */
function keyOf(subscription: string, id: string): string {
  const key = `${subscription} ${id}`
  const isStorable = key.length <= longestKey && id.isWellFormed() && !/\p{Cc}/u.test(id)
  return isStorable ? key : `${subscription} sha256:${sha256(JSON.stringify(id))}`
}
