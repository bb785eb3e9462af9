import type { Settings } from '../config/settings.ts'
import type { Store } from '../store/store.ts'
import type { Source, Standing } from '../types.ts'
import { alternateOf } from '../util/links.ts'
import { saidSources } from './to-sources.ts'

/** Of fewer stories nobody can say whether their source copies. */
const fewStories = 10

/** What is known of subscriptions whose entries stand in stories with others'. Each is looked up once. */
export interface Standings {
  /** Looks up those that are not known yet. */
  load(subscriptions: Iterable<string>): Promise<void>
  /** Of a subscription that was loaded. */
  of(subscription: string): Standing | undefined
}

/**
 * Nothing is asked of the store before the first story with several entries. A run that chooses hands in its start: a source's
 * copies are counted as of then, so that neither the order of what it finds nor an interruption decides which entry is shown.
 */
export function createStandings(settings: Settings, store: Store, startedAt?: Date): Standings {
  const configured = new Map(settings.feeds.map((subscription) => [subscription.id, subscription]))
  const known = new Map<string, Standing>()
  let sources: ReadonlyMap<string, Source> | undefined
  return {
    of: (subscription) => known.get(subscription),
    load: async (subscriptions) => {
      for (const id of new Set(subscriptions)) {
        if (known.has(id)) continue
        sources ??= saidSources(await store.feedStates())
        const source = sources.get(id)
        const { copies, stories } = await store.copyCounts(id, startedAt)
        const site = source && alternateOf(source.links)
        known.set(id, {
          priority: configured.get(id)?.priority ?? 0,
          titles: [configured.get(id)?.title, source?.title].flatMap((title) => title ?? []),
          ...(site === undefined ? {} : { site }),
          ...(copies + stories < fewStories ? {} : { copyShare: copies / (copies + stories) }),
        })
      }
    },
  }
}
