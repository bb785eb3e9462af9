import { afterEach, beforeEach, expect, test } from 'vitest'
import { resume } from '../../src/commands/resume.ts'
import { status } from '../../src/commands/status.ts'
import { type Installation, makeInstallation, oneEntry } from '../support/installation.ts'
import { paragraphs, publish } from '../support/site.ts'

let here: Installation
const config = () => ({ config: here.file('feeds.json') })

beforeEach(async () => {
  here = await makeInstallation((origin) => [
    { id: 'gone', url: `${origin}/gone` },
    { id: 'good', url: `${origin}/good/feed` },
    { id: 'lost', url: `${origin}/lost` },
    { id: 'off', url: `${origin}/off`, disabled: true },
  ])
  publish(here.site, 'good', [oneEntry('/1', paragraphs(1))])
  here.site.answers.set('/gone', { status: 410 })
})
afterEach(() => here.remove())

test('before the first run nothing is known, and no store is made', async () => {
  await here.parts.store.close()
  const elsewhere = { ...config(), data: here.file('none') }
  expect(await status(here.context, elsewhere)).toBe(0)
  expect(here.out()).toMatch(/^4 feeds: 3 new, 1 disabled; 0 entries, 0 stories; nothing published yet/m)
  await expect(here.parts.store.counts()).rejects.toThrow()
})

test('each feed in words, trouble last, with a way out', async () => {
  await here.run()
  here.parts.advance(20)
  await status(here.context, config())
  const lines = here.out().split('\n')
  expect(lines.filter((line) => !line.startsWith(' ')).map((line) => line.split(' ')[0])).toEqual([
    'disabled',
    'healthy',
    'failing',
    'gone',
    '4',
  ])
  const text = lines.join('\n')
  expect(text).toMatch(/^healthy {3}good \(good\)|^healthy {3}good$/m)
  expect(text).toMatch(
    /last read 20 minutes ago; next check in \d+ (?:hours?|minutes) \(after \d+ (?:hours|minutes): how often it posts is not known yet\)/,
  )
  expect(text).toMatch(/the server answered 404.*\[FETCH_STATUS\], since 20 minutes ago/)
  expect(text).toContain('what to do: it has moved: `millrace add SITE` finds the new address')
  expect(text).toMatch(/not asked any more: its publisher said that it is gone for good \(410\)/)
  expect(lines.at(-1)).toMatch(
    /^4 feeds: 1 gone, 1 failing, 1 healthy, 1 disabled; 1 entry, 1 story; output changed 20 min/,
  )
})

test('what three feeds or more suffer from is told its way out once, below them', async () => {
  const other = await makeInstallation((origin) =>
    [1, 2, 3].map((id) => ({ id: `f${id}`, url: `${origin}/lost${id}` })),
  )
  try {
    await other.run()
    await status(other.context, { config: other.file('feeds.json') })
    const text = other.out()
    expect(text.match(/what to do/g)).toHaveLength(1)
    expect(text).toMatch(/^\[FETCH_STATUS\] at 3 feeds, what to do: it has moved/m)
  } finally {
    await other.remove()
  }
})

test('--json has all of it, hosts on hold too', async () => {
  await here.run()
  const until = new Date(here.parts.now().getTime() + 7_200_000)
  await here.parts.store.holdHost('127.0.0.1', until, until)
  await status(here.context, { ...config(), json: true })
  const { feeds, hosts, totals } = JSON.parse(here.out())
  expect(hosts).toEqual([{ host: '127.0.0.1', until: until.toISOString() }])
  expect(feeds.map(({ id, health }: { id: string; health: string }) => [id, health])).toEqual([
    ['gone', 'gone'],
    ['good', 'healthy'],
    ['lost', 'failing'],
    ['off', 'disabled'],
  ])
  expect(feeds[1].nextCheck).toEqual({ at: until.toISOString(), why: '127.0.0.1 asked to be left alone until then' })
  expect(totals).toMatchObject({ health: { healthy: 1 }, entries: 1, stories: 1, unread: 0 })
})

test.each(['gone', 'lost'])('resume: %s is asked at the next run', async (name) => {
  await here.run()
  publish(here.site, 'back', [oneEntry('/2', paragraphs(2))])
  const back = here.site.answers.get('/back/feed')
  if (back !== undefined) here.site.answers.set(`/${name}`, back)
  here.parts.advance(1)
  await here.run()
  expect(await resume(here.context, name, config())).toBe(0)
  expect(here.out()).toBe(`${name}: asked at the next run; a running \`millrace start\` makes it by itself`)
  here.site.requests.splice(0)
  await here.run()
  expect(here.site.requests.map(({ path }) => path)).toContain(`/${name}`)
  const state = (await here.parts.store.feedStates()).find(({ id }) => id === name)
  expect([state?.failures, state?.goneAt]).toEqual([0, undefined])
})

test('resume: a hold is the publisher’s, and a disabled feed is said to be', async () => {
  await here.run()
  const until = new Date(here.parts.now().getTime() + 7_200_000)
  await here.parts.store.holdHost('127.0.0.1', until, until)
  await resume(here.context, 'lost', config())
  expect(here.out()).toBe('lost: 127.0.0.1 asked to be left alone; asked in 2 hours')
  await expect(resume(here.context, 'off', config())).rejects.toThrow('disabled')
  await expect(resume(here.context, 'goood', config())).rejects.toThrow('did you mean "good"?')
})
