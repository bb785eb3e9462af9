import { type FeedHealth, feedHealth, type Health } from '../run/feed-health.ts'
import { isStanding } from '../schedule/next-check.ts'
import type { SourceShare } from '../store/store.ts'
import { type Beside, type BesideOptions, openBeside } from './beside.ts'
import type { Context } from './context.ts'
import { counted, relativeTime, say, sayJson } from './words.ts'

/** A feed with what of its entries is its own; absent before any is in a story. */
type KnownFeed = FeedHealth & { readonly share?: SourceShare }

interface Status {
  readonly feeds: readonly KnownFeed[]
  /** Hosts that asked to be left alone. */
  readonly hosts: readonly { readonly host: string; readonly until: Date }[]
  readonly totals: {
    readonly health: Readonly<Partial<Record<Health, number>>>
    readonly entries: number
    readonly stories: number
    /** Pages that are still to be read. */
    readonly unread: number
    /** When the published files last changed. */
    readonly publishedAt?: Date
  }
}

/** `millrace status`: each feed's health, those in trouble last; hosts on hold; totals. Asks nobody, changes nothing. */
export async function status(context: Context, options: BesideOptions): Promise<number> {
  const beside = await openBeside(options)
  try {
    const found = await look(beside, context.now())
    if (options.json === true) sayJson(context, found)
    else say(context, inWords(found, context.now()))
    return 0
  } finally {
    await beside.close()
  }
}

async function look({ settings, store }: Beside, now: Date): Promise<Status> {
  const states = new Map((await store?.feedStates())?.map((state) => [state.id, state]))
  const holds = (await store?.hostHolds()) ?? new Map<string, Date>()
  const shares = (await store?.sourceShares()) ?? new Map<string, SourceShare>()
  const feeds = settings.feeds.map((each): KnownFeed => {
    const share = shares.get(each.id)
    return { ...feedHealth(each, states.get(each.id), holds, now), ...(share === undefined ? {} : { share }) }
  })
  const health = Object.fromEntries(
    Object.entries(Object.groupBy(feeds, (each) => each.health)).map(([name, group]) => [name, group?.length]),
  )
  const { entries = 0, stories = 0, unread = 0 } = (await store?.counts()) ?? {}
  const changes = ((await store?.documents()) ?? []).map(({ modified }) => modified.getTime())
  return {
    feeds,
    hosts: [...holds].flatMap(([host, until]) => (isStanding(until, now) ? [{ host, until }] : [])),
    totals: {
      health,
      entries,
      stories,
      unread,
      ...(changes.length === 0 ? {} : { publishedAt: new Date(Math.max(...changes)) }),
    },
  }
}

/** Trouble stands last, where a long list leaves the eye. */
const order: readonly Health[] = ['disabled', 'healthy', 'new', 'failing', 'gone']

function inWords({ feeds, hosts, totals }: Status, now: Date): readonly string[] {
  const sorted = feeds.toSorted((a, b) => order.indexOf(a.health) - order.indexOf(b.health))
  const states = order.toReversed().flatMap((each) => {
    const number = totals.health[each]
    return number === undefined ? [] : `${number} ${each}`
  })
  const shared = sharedRemedies(feeds)
  const { publishedAt, unread } = totals
  const waiting = unread === 0 ? '' : `, ${counted(unread, 'page')} still to be read`
  const published =
    publishedAt === undefined
      ? 'nothing published yet: millrace run'
      : `output changed ${relativeTime(publishedAt, now)}`
  return [
    ...sorted.flatMap((each) => feedLines(each, shared, now)),
    ...[...shared].map(([remedy, [code, number]]) => `[${code}] at ${number} feeds, what to do: ${remedy}`),
    ...hosts.map(({ host, until }) => `on hold   ${host} asked to be left alone for now: again ${when(until, now)}`),
    `${counted(feeds.length, 'feed')}: ${states.join(', ')}; ${counted(totals.entries, 'entry', 'entries')}, ` +
      `${counted(totals.stories, 'story', 'stories')}${waiting}; ${published}`,
  ]
}

/** So many feeds in one trouble are told its way out once, below them all. */
const sharedByLeast = 3

/** By remedy: the code of the trouble, and how many feeds have it. */
type SharedRemedies = ReadonlyMap<string, readonly [code: string, feeds: number]>

function sharedRemedies(feeds: readonly KnownFeed[]): SharedRemedies {
  const troubles = feeds.flatMap(({ error }) =>
    error?.remedy === undefined ? [] : [[error.remedy, error.code] as const],
  )
  const groups = Map.groupBy(troubles, ([remedy]) => remedy)
  return new Map(
    [...groups].flatMap(([remedy, group]) => {
      const [first] = group
      return first === undefined || group.length < sharedByLeast ? [] : [[remedy, [first[1], group.length]]]
    }),
  )
}

/** So many entries, and such a share of them, before a feed is said to only copy. */
const leastEntries = 10
const copyingShare = 0.9

function copyingLines({ id, health, share }: KnownFeed): readonly string[] {
  if (share === undefined || health === 'disabled') return []
  const { entries, copies, withCuts } = share
  if (entries < leastEntries || copies < entries * copyingShare) return []
  return [
    `only copies: ${copies} of ${counted(entries, 'entry', 'entries')} are told by other feeds, ${withCuts} had junk cut from them`,
    `what to do: "disabled": true (feeds[].disabled) or \`millrace remove ${id}\` drops it`,
  ]
}

function feedLines(feed: KnownFeed, shared: SharedRemedies, now: Date): readonly string[] {
  const { id, title, health, nextCheck, movedTo, error, lastSuccessAt, repairs } = feed
  const success = lastSuccessAt === undefined ? 'never read yet' : `last read ${relativeTime(lastSuccessAt, now)}`
  const next =
    nextCheck.at === undefined
      ? `not asked any more: ${nextCheck.why}`
      : `next check ${when(nextCheck.at, now)} (${nextCheck.why})`
  const details = [
    `${success}; ${next}`,
    ...(movedTo === undefined ? [] : [`asked at ${movedTo}, where it has moved; feeds.json needs no change`]),
    ...(error === undefined ? [] : [`${error.message} [${error.code}], since ${relativeTime(error.since, now)}`]),
    ...(error?.remedy === undefined || shared.has(error.remedy) ? [] : [`what to do: ${error.remedy}`]),
    ...copyingLines(feed),
    ...(repairs.length === 0
      ? []
      : [`put right: ${repairs.map(({ code, count }) => `${code} (${count})`).join(', ')}`]),
  ]
  const name = title === id ? id : `${title} (${id})`
  return [`${health.padEnd(9)} ${name}`, ...details.map((line) => `          ${line}`)]
}

function when(date: Date, now: Date): string {
  return date <= now ? 'now' : relativeTime(date, now)
}
