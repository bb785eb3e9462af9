import { madeUp } from '../schedule/make-up.ts'
import type { Parts } from './parts.ts'

/** Puts off what was missed while nothing ran, so that it is asked for bit by bit; see `madeUp`. */
export async function makeUp({ store, settings, now }: Pick<Parts, 'store' | 'settings' | 'now'>): Promise<void> {
  const states = await store.feedStates()
  const active = new Set(settings.feeds.flatMap(({ id, disabled }) => (disabled ? [] : id)))
  const asked = new Map(
    states.filter(({ id, goneAt }) => active.has(id) && goneAt === undefined).map((each) => [each.id, each]),
  )
  for (const { id, nextCheckAt } of madeUp([...asked.values()], now())) {
    const state = asked.get(id)
    if (state !== undefined) await store.saveFeedState({ ...state, nextCheckAt })
  }
}
