import { proofOf, signWords } from '../clean/learned-lines.ts'
import { hostOf } from '../run/lessons.ts'
import type { SourceShare } from '../store/store.ts'
import type { HostLines, LineSign, RecurringLine } from '../types.ts'
import { alternateOf } from '../util/links.ts'
import { type Beside, type BesideOptions, openBeside } from './beside.ts'
import type { Context } from './context.ts'
import { counted, say, sayJson } from './words.ts'

interface HostSource extends SourceShare {
  /** The subscription's id. */
  readonly id: string
}

interface KnownHost {
  readonly host: string
  /** Articles that the counts are of; older ones have faded. */
  readonly articles: number
  readonly lines: readonly (Pick<RecurringLine, 'place' | 'text' | 'count' | 'signs'> & {
    /** The sign by which it is cut; absent where it stays. */
    readonly cutFor?: LineSign
  })[]
  /** The subscriptions whose feed or site lies there. */
  readonly sources: readonly HostSource[]
}

/** `millrace host HOST`: what recurs in its articles, what of it is cut and why. Asks nobody, changes nothing. */
export async function host(context: Context, name: string, options: BesideOptions): Promise<number> {
  const beside = await openBeside(options)
  try {
    const found = await look(beside, name)
    if (options.json === true) sayJson(context, found)
    else say(context, inWords(found))
    return 0
  } finally {
    await beside.close()
  }
}

async function look(beside: Beside, name: string): Promise<KnownHost> {
  const host = hostOf(/^https?:\/\//i.test(name) ? name : `https://${name}/`) ?? name
  const { articles, lines }: Pick<HostLines, 'articles' | 'lines'> = (await beside.store?.hostLines(host)) ?? {
    articles: 0,
    lines: [],
  }
  return {
    host,
    articles,
    lines: lines.map((line) => {
      const { place, text, count, signs } = line
      const cutFor = proofOf(line, articles)
      return { place, text, count, signs, ...(cutFor === undefined ? {} : { cutFor }) }
    }),
    sources: await sourcesOn(beside, host),
  }
}

async function sourcesOn({ settings, store }: Beside, host: string): Promise<readonly HostSource[]> {
  if (store === undefined) return []
  const sites = new Map((await store.feedStates()).map(({ id, source }) => [id, source && alternateOf(source.links)]))
  const shares = await store.sourceShares()
  return settings.feeds.flatMap(({ id, url }) => {
    const isThere = [url, sites.get(id)].some((address) => address !== undefined && hostOf(address) === host)
    const share = shares.get(id)
    return isThere && share !== undefined ? [{ id, ...share }] : []
  })
}

function inWords({ host, articles, lines, sources }: KnownHost): readonly string[] {
  const cut = lines.filter(({ cutFor }) => cutFor !== undefined)
  const stays = lines.filter(({ cutFor }) => cutFor === undefined)
  const known = `${host}: ${counted(articles, 'article')} seen`
  if (articles === 0) return [`${host}: nothing is known of it; hosts are named as in their pages' addresses`]
  return [
    `${known}; of what recurs, ${counted(cut.length, 'line')} cut, ${counted(stays.length, 'line')} left`,
    ...sources.map(({ id, entries, copies, withCuts }) => {
      const stories = counted(entries, 'entry', 'entries')
      return `${id}: of ${stories}, ${copies} told by other feeds, ${withCuts} with something cut from them`
    }),
    ...[...cut, ...stays].map(({ place, text, count, cutFor }) => {
      const why = cutFor === undefined ? 'it recurs, and nothing else speaks against it' : signWords[cutFor]
      const where = place === 'line' ? '' : `, ${place} of lines`
      return `${cutFor === undefined ? 'stays' : 'cut  '} ${count} of ${articles} (${why}${where}): ${text}`
    }),
  ]
}
