import { expect, test } from 'vitest'
import { statesInTurn } from '../../src/run/states-in-turn.ts'
import type { FeedState } from '../../src/store/store.ts'

function stateOf(id: string): FeedState {
  const url = `https://${id}.example/feed`
  return { id, url, validators: {}, repairs: [], nextCheckAt: new Date(0), failures: 0 }
}

test('each has its own, read some at a time, each of them once', async () => {
  const subscriptions = Array.from({ length: 150 }, (_, number) => ({ id: `${number}` }))
  const asked: string[][] = []
  const states = statesInTurn(
    {
      feedStates: async (ids = []) => {
        asked.push([...ids])
        return ids.filter((id) => id !== '7').map(stateOf)
      },
    },
    subscriptions,
  )
  const given = await Promise.all(subscriptions.map(({ id }) => states(id)))
  expect(given.map((state) => state?.id)).toEqual(subscriptions.map(({ id }) => (id === '7' ? undefined : id)))
  expect(asked.flat()).toEqual(subscriptions.map(({ id }) => id))
  expect(asked.length).toBeGreaterThan(1)
})
