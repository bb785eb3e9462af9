import { buildConnector } from 'undici'
import { describe, expect, test } from 'vitest'
import { FatalError } from '../../src/errors.ts'
import { systemWires, type Wires } from '../../src/fetch/connect.ts'
import type { Fetcher } from '../../src/fetch/fetcher.ts'
import { isAllowed, parseAllowList } from '../../src/fetch/guard.ts'
import { feed, serve, testFetcher } from './local-server.ts'
import { lyingAnswers, privateAddresses, privateHosts, privateNames, recordingWires } from './tricks.ts'

describe('a literal address that is not public is refused, and nothing is opened', () => {
  test.each(privateHosts)('%s (%s)', async (host) => {
    const wires = recordingWires()
    const fetcher = testFetcher({ allowAddresses: [] }, wires)
    const result = fetcher.fetch(feed(`http://${host}:8080/feed`))
    await expect(result).rejects.toMatchObject({ code: 'FETCH_REFUSED' })
    expect(wires.opened).toEqual([])
  })
})

describe('an entry that links to an address that is not public gets no page, and nothing is opened', () => {
  test.each(privateHosts)('%s (%s)', async (host) => {
    const wires = recordingWires()
    const fetcher = testFetcher({ allowAddresses: ['127.0.0.0/8', '10.0.0.0/8'] }, wires)
    const page = feed(`http://${host}/`, { kind: 'page', home: 'https://feeds.example/feed' })
    await expect(fetcher.fetch(page)).rejects.toMatchObject({ code: 'FETCH_REFUSED' })
    expect(wires.opened).toEqual([])
  })
})

describe('a name whose addresses are not public is refused, and nothing is opened', () => {
  test.each(privateAddresses)('a name that leads to %s (%s)', async (address) => {
    const wires = recordingWires([address])
    const fetcher = testFetcher({ allowAddresses: [] }, wires)
    const result = fetcher.fetch(feed('https://feeds.example/atom.xml'))
    await expect(result).rejects.toMatchObject({ code: 'FETCH_REFUSED' })
    expect(wires.asked).toEqual(['feeds.example'])
    expect(wires.opened).toEqual([])
  })
})

describe('a name of one’s own network is refused when it leads there, and nothing is opened', () => {
  test.each(privateNames)('%s (%s)', async (name) => {
    const wires = recordingWires(['127.0.0.1'])
    const fetcher = testFetcher({ allowAddresses: [] }, wires)
    await expect(fetcher.fetch(feed(`http://${name}:8080/feed`))).rejects.toMatchObject({ code: 'FETCH_REFUSED' })
    expect(wires.opened).toEqual([])
  })
})

describe('a resolver that lies opens nothing', () => {
  test.each(lyingAnswers)('%j (%s)', async (answers) => {
    const wires = recordingWires(answers)
    const fetcher = testFetcher({ allowAddresses: [] }, wires)
    await expect(fetcher.fetch(feed('https://feeds.example/'))).rejects.toMatchObject({ code: 'FETCH_REFUSED' })
    expect(wires.opened).toEqual([])
  })

  test.each(lyingAnswers)('%j beside a public address leaves that alone (%s)', async (answers) => {
    const wires = recordingWires([...answers, '93.184.216.34', ...answers])
    const fetcher = testFetcher({ allowAddresses: [] }, wires)
    await expect(fetcher.fetch(feed('https://feeds.example/'))).rejects.toMatchObject({ code: 'FETCH_UNREACHED' })
    expect(wires.opened).toEqual(['93.184.216.34'])
  })
})

describe('a name that changes its address between two looks', () => {
  const rebinding = () => recordingWires((asked) => (asked === 1 ? ['93.184.216.34'] : ['127.0.0.1']))

  test.each([
    ['the feed again', (fetcher: Fetcher) => fetcher.fetch(feed('http://feeds.example/'))],
    [
      'a page',
      (fetcher: Fetcher) =>
        fetcher.fetch(feed('http://feeds.example/1', { kind: 'page', home: 'http://feeds.example/' })),
    ],
    ['the same over TLS', (fetcher: Fetcher) => fetcher.fetch(feed('https://feeds.example/'))],
    ['another name', (fetcher: Fetcher) => fetcher.fetch(feed('http://other.example/'))],
  ])('%s is refused', async (_, second) => {
    const wires = rebinding()
    const fetcher = testFetcher({ allowAddresses: [] }, wires)
    await expect(fetcher.fetch(feed('http://feeds.example/'))).rejects.toMatchObject({ code: 'FETCH_UNREACHED' })
    await expect(second(fetcher)).rejects.toMatchObject({ code: 'FETCH_REFUSED' })
    expect(wires.opened).toEqual(['93.184.216.34'])
  })

  test('a redirect to the same name is looked up anew, and refused', async () => {
    const base = new URL(
      await serve((_request, response) => response.writeHead(302, { location: '/again', connection: 'close' }).end()),
    )
    const recorder = rebinding()
    const first: string[] = []
    const wires: Wires = {
      ...recorder,
      connector: (options) => (target, callback) => {
        // The first look leads to the server of the test, as a public address would.
        if (first.push(target.hostname) > 1) return recorder.connector(options)(target, callback)
        return options.lookup(target.hostname, { all: true }, () => {
          const port = base.port
          buildConnector({})({ hostname: '127.0.0.1', protocol: 'http:', port }, (...[error, socket]) => {
            if (socket !== null) Object.defineProperty(socket, 'remoteAddress', { value: '93.184.216.34' })
            callback(...([error, socket] as Parameters<typeof callback>))
          })
        })
      },
    }
    const fetcher = testFetcher({ allowAddresses: [] }, wires)
    await expect(fetcher.fetch(feed('http://feeds.example/'))).rejects.toMatchObject({
      code: 'FETCH_REFUSED',
      message: expect.stringContaining('redirected to http://feeds.example/again'),
    })
    expect(recorder.opened).toEqual([])
    expect(recorder.asked).toHaveLength(2)
  })
})

describe('a port on which no page is served is not knocked at, wherever it is', () => {
  test.each([
    21, 22, 23, 25, 53, 110, 111, 135, 139, 143, 389, 445, 465, 587, 993, 1433, 1521, 2049, 2375, 3306, 3389, 5432,
    5900, 6379, 6443, 9200, 9300, 10250, 11211, 27017,
  ])('%d', async (port) => {
    const wires = recordingWires(['93.184.216.34'])
    const page = feed(`http://public.example:${port}/`, { kind: 'page', home: 'https://feeds.example/' })
    await expect(testFetcher({ allowAddresses: [] }, wires).fetch(page)).rejects.toMatchObject({
      code: 'FETCH_REFUSED',
    })
    expect([...wires.asked, ...wires.opened]).toEqual([])
  })
})

describe('a redirect to an address that is not public is refused, and nothing is opened', () => {
  // A line end ends a header.
  test.each(privateHosts.filter(([host]) => !/[\r\n]/.test(host)))('to %s (%s)', async (host) => {
    const base = await serve((_request, response) => {
      response.writeHead(302, { location: Buffer.from(`http://${host}:1/feed`).toString('latin1') }).end()
    })
    const recorder = recordingWires()
    const wires: Wires = {
      ...recorder,
      connector: (options) => (target, callback) => {
        if (`http://127.0.0.1:${target.port}` === base)
          buildConnector(options as buildConnector.BuildOptions)(target, callback)
        else recorder.connector(options)(target, callback)
      },
    }
    const fetcher = testFetcher({ allowAddresses: [new URL(base).host] }, wires)
    // FETCH_REDIRECT: what is written is no address at all.
    const refusal = { code: expect.stringMatching(/^FETCH_RE(?:FUSED|DIRECT)$/), url: base }
    await expect(fetcher.fetch(feed(base))).rejects.toMatchObject(refusal)
    expect([...recorder.asked, ...recorder.opened]).toEqual([])
  })
})

test('these are 300 tricks and more', () => {
  expect(privateHosts.length + privateNames.length + lyingAnswers.length).toBeGreaterThanOrEqual(300)
  expect(new Set(privateHosts.map(([host]) => host)).size).toBe(privateHosts.length)
})

test('of mixed answers only the public ones are connected to', async () => {
  const wires = recordingWires(['10.0.0.1', '93.184.216.34', '::1', '169.254.169.254'])
  const fetcher = testFetcher({ allowAddresses: [] }, wires)
  await expect(fetcher.fetch(feed('http://feeds.example/'))).rejects.toMatchObject({ code: 'FETCH_UNREACHED' })
  expect(wires.opened).toEqual(['93.184.216.34'])
})

test('a socket that ends up elsewhere than looked up is closed before a byte is written', async () => {
  const heard: string[] = []
  const base = await serve((request, response) => {
    heard.push(request.url ?? '')
    response.end('secret')
  })
  const wires: Wires = {
    ...recordingWires(['93.184.216.34']),
    // As if the system connected to something the guard never saw.
    connector: () => (_target, callback) => {
      buildConnector({})({ hostname: '127.0.0.1', protocol: 'http:', port: new URL(base).port }, callback)
    },
  }
  const fetcher = testFetcher({ allowAddresses: [] }, wires)
  await expect(fetcher.fetch(feed('http://feeds.example/'))).rejects.toMatchObject({ code: 'FETCH_REFUSED' })
  expect(heard).toEqual([])
})

describe('public addresses pass', () => {
  test.each([
    ['93.184.216.34', 'IPv4'],
    ['1.1.1.1', 'IPv4'],
    ['172.15.255.255', 'just below the private block'],
    ['172.32.0.0', 'just above the private block'],
    ['100.63.255.255', 'just below carrier-grade NAT'],
    ['::ffff:93.184.216.34', 'mapped, of a public one'],
    ['2606:2800:220:1:248:1893:25c8:1946', 'IPv6'],
    ['64:ff9b::5db8:d822', 'NAT64 of a public one: how IPv6-only networks reach IPv4'],
    ['2002:5db8:d822::1', '6to4 of a public one'],
  ])('%s (%s)', (address) => {
    expect(isAllowed(address, '443', parseAllowList([]))).toBe(true)
  })
})

describe('what the settings allow', () => {
  test.each([
    ['10.0.0.5', '10.0.0.5', '80', true, 'an address'],
    ['10.0.0.5', '10.0.0.6', '80', false, 'its neighbour'],
    ['10.0.0.5', '::ffff:10.0.0.5', '80', true, 'the same, mapped'],
    ['::ffff:10.0.0.5', '10.0.0.5', '80', true, 'a mapped one in the settings'],
    ['10.0.0.0/24', '10.0.0.255', '80', true, 'in a network'],
    ['10.0.0.0/24', '10.0.1.0', '80', false, 'beside a network'],
    ['::ffff:10.0.0.0/120', '10.0.0.9', '80', true, 'a mapped network in the settings'],
    ['10.0.0.0/24', 'fd00::1', '80', false, 'IPv6 against a network of IPv4'],
    ['10.0.0.5:8080', '10.0.0.5', '8080', true, 'with its port'],
    ['10.0.0.5:8080', '10.0.0.5', '80', false, 'at another port'],
    ['fd00::/8', 'fd12:3456::1', '443', true, 'IPv6 network'],
    ['[fd00::5]:8080', 'fd00::5', '8080', true, 'IPv6 with its port'],
    ['[fd00::5]:8080', 'fd00::5', '8081', false, 'IPv6 at another port'],
    ['127.0.0.0/8', '64:ff9b::7f00:1', '80', false, 'another address that carries an allowed one'],
    ['nas.local:8080', '10.0.0.5', '8080', false, 'a name allows itself, not the address'],
    ['10.0.0.0/8', 'no address', '80', false, 'what is no address'],
  ])('%s: %s port %s %s (%s)', (entry, address, port, expected) => {
    expect(isAllowed(address, port, parseAllowList([entry]))).toBe(expected)
  })

  test('a name with its port is reached whatever its address, another port is not', async () => {
    const wires = recordingWires(['192.168.1.7'])
    const fetcher = testFetcher({ allowAddresses: ['NAS.local:8080'] }, wires)
    await expect(fetcher.fetch(feed('http://nas.local:8080/'))).rejects.toMatchObject({ code: 'FETCH_UNREACHED' })
    expect(wires.opened).toEqual(['192.168.1.7'])
    await expect(fetcher.fetch(feed('http://nas.local:8081/'))).rejects.toMatchObject({ code: 'FETCH_REFUSED' })
    await expect(fetcher.fetch(feed('http://192.168.1.7:8080/'))).rejects.toMatchObject({ code: 'FETCH_REFUSED' })
    expect(wires.opened).toEqual(['192.168.1.7'])
  })

  test.each([
    '',
    'nas.local',
    '10.0.0.0/33',
    '10.0.0.5:0',
    '10.0.0.5:99999',
    'fd00::/129',
    'http://nas.local:80',
    '10.0.0.*',
  ])('%j is refused as a setting', (entry) => {
    expect(() => parseAllowList([entry])).toThrow(FatalError)
  })
})

test.each([
  'file:///etc/passwd',
  'data:text/xml,<rss/>',
  'ftp://example.org/feed',
  'javascript:alert(1)',
  'feed',
  'http://',
])('%s is not asked', async (url) => {
  const wires = recordingWires()
  await expect(testFetcher({}, wires).fetch(feed(url))).rejects.toMatchObject({ code: 'FETCH_REFUSED' })
  expect([...wires.asked, ...wires.opened]).toEqual([])
})

describe('what the settings allow is open to feeds that lie there, not to all', () => {
  const allowAddresses = ['127.0.0.0/8']

  test.each([
    ['a feed of the public internet', 'https://feeds.example/feed'],
    ['a feed by a public literal address', 'http://93.184.216.34/feed'],
  ])('%s can send nobody there', async (_who, home) => {
    const wires = recordingWires()
    const asked = testFetcher({ allowAddresses }, wires).fetch(feed('http://127.0.0.1:9/', { home, kind: 'page' }))
    await expect(asked).rejects.toMatchObject({ code: 'FETCH_REFUSED' })
    expect(wires.opened).toEqual([])
  })

  test('a feed that lies there may, also on another of the addresses', async () => {
    const wires = recordingWires()
    const page = feed('http://127.0.0.2:9/', { home: 'http://127.0.0.1:9/feed', kind: 'page' })
    await expect(testFetcher({ allowAddresses }, wires).fetch(page)).rejects.toThrow()
    expect(wires.opened).toEqual(['127.0.0.2'])
  })

  test('a configured name that leads there is asked, with the pages of its own origin', async () => {
    const base = new URL(await serve((_request, response) => response.end('here')))
    const wires: Wires = { ...recordingWires(['127.0.0.1']), connector: systemWires.connector }
    const fetcher = testFetcher({ allowAddresses }, wires)
    const home = `http://nas.example:${base.port}/feed`
    const page = (url: string) => feed(url, { home, kind: 'page' })
    const beside = page(`http://nas.example:${base.port}/1.html`)
    await expect(fetcher.fetch(beside), 'before the feed was read').rejects.toMatchObject({ code: 'FETCH_REFUSED' })
    expect(await fetcher.fetch(feed(home))).toMatchObject({ status: 'fetched' })
    expect(await fetcher.fetch(beside)).toMatchObject({ status: 'fetched' })
    const elsewhere = page(`http://other.example:${base.port}/`)
    await expect(fetcher.fetch(elsewhere)).rejects.toMatchObject({ code: 'FETCH_REFUSED' })
  })

  test('a name that leads to the internet for its feed and there for its pages is refused', async () => {
    const answers = ['93.184.216.34']
    const wires = recordingWires(answers)
    const fetcher = testFetcher({ allowAddresses }, wires)
    const home = 'http://feeds.example/feed'
    await expect(fetcher.fetch(feed(home))).rejects.toMatchObject({ code: 'FETCH_UNREACHED' })
    answers.splice(0, 1, '127.0.0.3')
    const page = feed('http://feeds.example/admin', { home, kind: 'page' })
    await expect(fetcher.fetch(page)).rejects.toMatchObject({ code: 'FETCH_REFUSED' })
    expect(wires.opened).toEqual(['93.184.216.34'])
  })
})
