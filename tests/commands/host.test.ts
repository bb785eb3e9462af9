import { afterEach, beforeEach, expect, test } from 'vitest'
import { host } from '../../src/commands/host.ts'
import { preview } from '../../src/commands/preview.ts'
import { status } from '../../src/commands/status.ts'
import { type Installation, makeInstallation } from '../support/installation.ts'
import { type MadeEntry, openSite, paragraphs, publish, type Site } from '../support/site.ts'

let here: Installation
let copier: Site
const config = () => ({ config: here.file('feeds.json') })
const name = () => new URL(copier.origin).host

beforeEach(async () => {
  copier = await openSite()
  here = await makeInstallation((origin) => [
    { id: 'paper', url: `${origin}/paper/feed` },
    { id: 'copier', url: `${copier.origin}/copier/feed` },
  ])
})
afterEach(async () => {
  await here.remove()
  await copier.close()
})

/** An article under a folder of its own. */
function made(at: string, n: number, ...more: readonly string[]): MadeEntry {
  const date = new Date(Date.UTC(2026, 10, 20, at === 'paper' ? 8 : 10, n))
  return { path: `/${at}/${n}`, title: `Report number ${n} of the day`, paragraphs: [...paragraphs(n), ...more], date }
}

/** Ten articles of the paper, and the same with a company's line at the copier's, read after them. */
async function readBoth(): Promise<void> {
  const numbers = Array.from({ length: 10 }, (_, index) => 10 - index)
  publish(
    here.site,
    'paper',
    numbers.map((n) => made('paper', n)),
  )
  await here.run()
  here.parts.advance(180)
  publish(
    copier,
    'copier',
    numbers.map((n) =>
      made('copier', n, 'Background', 'Trade with Brightfold, wherever you are', 'A last sentence closes it, as ever.'),
    ),
  )
  await here.run()
}

test('before anything was read of a host', async () => {
  expect(await host(here.context, 'www.nowhere.example', config())).toBe(0)
  expect(here.out()).toBe("nowhere.example: nothing is known of it; hosts are named as in their pages' addresses")
})

test('what recurs, what of it is cut and why, what stays, and the shares of the feeds there', async () => {
  await readBoth()
  await host(here.context, `${copier.origin}/any/page`, config())
  const lines = here.out().split('\n')
  expect(lines[0]).toBe(`${name()}: 10 articles seen; of what recurs, 1 line cut, 1 line left`)
  expect(lines).toContain('copier: of 10 entries, 10 told by other feeds, 10 with something cut from them')
  expect(lines).toContain(
    'cut   10 of 10 (invites to something outside the text): Trade with Brightfold, wherever you are',
  )
  expect(lines).toContain('stays 10 of 10 (it recurs, and nothing else speaks against it): Background')
})

test('--json', async () => {
  await readBoth()
  await host(here.context, name(), { ...config(), json: true })
  expect(JSON.parse(here.out())).toMatchObject({
    host: name(),
    articles: 10,
    lines: [
      {
        place: 'line',
        text: 'Trade with Brightfold, wherever you are',
        count: 10,
        signs: { promotion: 9 },
        cutFor: 'promotion',
      },
      { text: 'Background', count: 10, signs: {} },
    ],
    sources: [{ id: 'copier', entries: 10, copies: 10, withCuts: 10 }],
  })
})

test('status names a feed that only copies, with what drops it', async () => {
  await readBoth()
  await status(here.context, config())
  const out = here.out()
  expect(out).toMatch(
    /copier\)?\n {10}last read .*\n {10}only copies: 10 of 10 entries are told by other feeds, 10 had junk cut from them\n {10}what to do: "disabled": true \(feeds\[\]\.disabled\) or `millrace remove copier` drops it/,
  )
  expect(out.match(/only copies/g)).toHaveLength(1)
})

test('preview cuts what the runs have learned', async () => {
  await readBoth()
  await preview(here.context, `${copier.origin}/copier/3`, config())
  expect(here.out()).toContain(
    `recurs in 10 of 10 articles of ${name()}, invites to something outside the text: Trade with Brightfold`,
  )
})
