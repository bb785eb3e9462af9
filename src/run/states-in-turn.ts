import type { FeedState, Store } from '../store/store.ts'

/** So many are read at a time. */
const readAtOnce = 64

/**
 * What is remembered of subscriptions that are come to one after the other, read some at a time: all at once would
 * outlive the short-lived memory of a run that finds nothing new. Gives undefined for one that was never asked.
 */
export function statesInTurn(
  store: Pick<Store, 'feedStates'>,
  subscriptions: readonly { readonly id: string }[],
): (id: string) => Promise<FeedState | undefined> {
  const ids = subscriptions.map(({ id }) => id)
  const places = new Map(ids.map((id, place) => [id, place]))
  let piece: { readonly from: number; readonly states: Promise<ReadonlyMap<string, FeedState>> } | undefined

  const read = async (from: number): Promise<ReadonlyMap<string, FeedState>> => {
    const states = await store.feedStates(ids.slice(from, from + readAtOnce))
    return new Map(states.map((state) => [state.id, state]))
  }

  return async (id) => {
    const place = places.get(id) ?? 0
    const from = place - (place % readAtOnce)
    if (piece?.from !== from) piece = { from, states: read(from) }
    return (await piece.states).get(id)
  }
}
