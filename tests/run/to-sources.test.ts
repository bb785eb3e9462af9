import { expect, test } from 'vitest'
import { toSources } from '../../src/run/to-sources.ts'
import type { Source } from '../../src/types.ts'
import { makeSubscription } from '../support/subscription.ts'

const said: Source = {
  id: 'x',
  title: 'As the feed says',
  links: [
    { rel: 'self', href: 'https://wire.example/feed' },
    { rel: 'alternate', href: 'https://wire.example/' },
  ],
  authors: [],
}

test('a source has the title of the settings, else its own, and the site its feed names', () => {
  const subscriptions = [makeSubscription({ title: 'Ours', tags: ['tech'] }), makeSubscription({ id: 'two' })]
  const sources = new Map([
    ['wire', said],
    ['two', said],
  ])
  const url = 'https://wire.example/feed'
  const site = 'https://wire.example/'
  expect(toSources(subscriptions, sources)).toEqual([
    { url, title: 'Ours', site, tags: ['tech'] },
    { url, title: 'As the feed says', site, tags: [] },
  ])
})

test('a feed that has said nothing yet is its address alone', () => {
  expect(toSources([makeSubscription()], new Map())).toEqual([{ url: 'https://wire.example/feed', tags: [] }])
})

test.each([
  ['a password', { auth: { username: 'me', password: 'secret' } }],
  ['a header that may be a token', { headers: { 'X-Token': 'secret' } }],
])('a feed that is asked with %s is left out', (_, change) => {
  expect(toSources([makeSubscription(change)], new Map())).toEqual([])
})
