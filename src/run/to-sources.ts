import type { OpmlSource } from '../publish/opml.ts'
import type { FeedState } from '../store/store.ts'
import type { Source, Subscription } from '../types.ts'
import { alternateOf } from '../util/links.ts'

/** What feeds said of themselves when they were last read, by subscription. */
export function saidSources(states: readonly FeedState[]): ReadonlyMap<string, Source> {
  return new Map(states.flatMap(({ id, source }) => (source === undefined ? [] : [[id, source]])))
}

/** The subscriptions as others may have them; those that take a password or a token are nobody else's. */
export function toSources(
  subscriptions: readonly Subscription[],
  sources: ReadonlyMap<string, Source>,
): readonly OpmlSource[] {
  return subscriptions
    .filter(({ auth, headers }) => auth === undefined && Object.keys(headers).length === 0)
    .map(({ id, url, title, tags }) => {
      const said = sources.get(id)
      const name = title ?? said?.title
      const site = said && alternateOf(said.links)
      return { url, tags, ...(name === undefined ? {} : { title: name }), ...(site === undefined ? {} : { site }) }
    })
}
