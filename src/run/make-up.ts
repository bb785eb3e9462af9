import { madeUp } from '../schedule/make-up.ts'
import type { Parts } from './parts.ts'

/** Puts off what was missed while nothing ran, so that it is asked for bit by bit; see `madeUp`. */
export async function makeUp({ store, settings, now }: Pick<Parts, 'store' | 'settings' | 'now'>): Promise<void> {
  const states = await store.feedStates()
  const active = new Set(settings.feeds.flatMap(({ id, disabled }) => (disabled ? [] : id)))
  const asked = new Map(
    states.filter(({ id, goneAt }) => active.has(id) && goneAt === undefined).map((each) => [each.id, each]),
  )
  const putOff = madeUp([...asked.values()], now()).flatMap(({ id, nextCheckAt }) => {
    const state = asked.get(id)
    return state === undefined ? [] : { ...state, nextCheckAt }
  })
  await Promise.all(putOff.map((state) => store.saveFeedState(state)))
}
