import { describe, expect, test } from 'vitest'
import { systemWires } from '../../src/fetch/connect.ts'
import { parseAllowList } from '../../src/fetch/guard.ts'
import { requireWebPort } from '../../src/fetch/ports.ts'
import { feed, serve, testFetcher } from './local-server.ts'
import { recordingWires } from './tricks.ts'

const home = 'https://feeds.example:7777/feed'

describe('where a feed, its redirects and its pages may lead', () => {
  test.each([
    ['https://other.example/', true, 'the port of https'],
    ['http://other.example/', true, 'the port of http'],
    ['http://other.example:8080/', true, 'a port of web servers'],
    ['https://other.example:8443/', true, 'the same with TLS'],
    ['http://other.example:22/', false, 'SSH'],
    ['http://other.example:25/', false, 'mail'],
    ['http://other.example:6379/', false, 'a database'],
    ['http://other.example:7777/', false, 'the port of the feed, on another host'],
    ['https://feeds.example:7777/1', true, 'the feed’s own origin'],
    ['http://feeds.example:7777/1', false, 'its host and port without TLS'],
    ['http://10.0.0.5:6379/', true, 'what the settings open'],
    ['http://nas.local:6379/', true, 'what the settings open by name'],
    ['http://nas.local:6380/', false, 'its neighbour'],
    ['http://127.0.0.1:22/', true, 'no public address: the guard refuses it, in its own words'],
  ])('%s: %s (%s)', (url, isOpen) => {
    const allow = parseAllowList(['10.0.0.5', 'nas.local:6379'])
    const ask = () => requireWebPort(new URL(url), home, allow)
    if (isOpen) expect(ask).not.toThrow()
    else expect(ask).toThrow('is not one that web pages are served on')
  })

  test('a configured feed may not stand on another service’s port', () => {
    const url = 'http://feeds.example:25/feed'
    expect(() => requireWebPort(new URL(url), url, parseAllowList([]))).toThrow('port 25')
  })
})

test('a redirect to another service is not followed, and nobody is looked up', async () => {
  const base = await serve((_request, response) =>
    response.writeHead(302, { location: 'http://other.example:22/' }).end(),
  )
  const wires = recordingWires()
  const fetcher = testFetcher({}, { ...wires, connector: systemWires.connector })
  await expect(fetcher.fetch(feed(base))).rejects.toMatchObject({ code: 'FETCH_REFUSED' })
  expect(wires.asked).toEqual([])
})
