import { expect, test } from 'vitest'
import { Hosts } from '../../src/fetch/hosts.ts'
import type { HostBook } from '../../src/fetch/request.ts'
import { noon } from './local-server.ts'

const minutes = (n: number) => new Date(noon.getTime() + n * 60_000)

/** A book that notes its claims; `others` are somebody else's. */
function notedBook(others: readonly string[] = []): HostBook & { readonly claims: (readonly string[])[] } {
  const claims: (readonly string[])[] = []
  return {
    claims,
    claim: async (hosts) => {
      claims.push(hosts)
      return new Map(hosts.filter((host) => !others.includes(host)).map((host) => [host, undefined]))
    },
    hold: async () => undefined,
    release: async () => undefined,
  }
}

test('hosts wanted at one time are claimed in one go, and each once for some minutes', async () => {
  const book = notedBook()
  let now = noon
  const hosts = new Hosts(book, () => now)
  await Promise.all(['a', 'b', 'a', 'c'].map((host) => hosts.enter(host, `http://${host}/`)))
  await hosts.enter('a', 'http://a/')
  now = minutes(2)
  await hosts.enter('b', 'http://b/')
  expect(book.claims).toEqual([['a', 'b', 'c']])
  now = minutes(4)
  await hosts.enter('b', 'http://b/')
  expect(book.claims).toEqual([['a', 'b', 'c'], ['b']])
})

test('time that passes while a claim is made takes nothing from it', async () => {
  let ms = 0
  const hosts = new Hosts(notedBook(), () => new Date(noon.getTime() + 1000 * ms++))
  await hosts.enter('a', 'http://a/')
  await hosts.enter('a', 'http://a/')
})

test('a host that another worker has is not asked', async () => {
  const hosts = new Hosts(notedBook(['b']), () => noon)
  await hosts.enter('a', 'http://a/')
  await expect(hosts.enter('b', 'http://b/')).rejects.toMatchObject({ code: 'FETCH_HELD', retryAt: undefined })
})

test('a clock that was put back makes no claim last longer', async () => {
  const book = notedBook()
  let now = minutes(600)
  const hosts = new Hosts(book, () => now)
  await hosts.enter('a', 'http://a/')
  now = noon
  await hosts.enter('a', 'http://a/')
  expect(book.claims).toHaveLength(2)
})

test('what another process was told is known with the claim', async () => {
  const book: HostBook = { ...notedBook(), claim: async () => new Map([['a', minutes(9)]]) }
  await expect(new Hosts(book, () => noon).enter('a', 'http://a/')).rejects.toMatchObject({ retryAt: minutes(9) })
})

test('a store that is gone is told to all who wait for it', async () => {
  const book: HostBook = { ...notedBook(), claim: () => Promise.reject(new Error('gone')) }
  const hosts = new Hosts(book, () => noon)
  const results = await Promise.allSettled([hosts.enter('a', 'http://a/'), hosts.enter('b', 'http://b/')])
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
})
