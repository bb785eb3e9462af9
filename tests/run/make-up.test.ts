import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeUp } from '../../src/run/make-up.ts'
import { type Installation, makeInstallation, oneEntry } from '../support/installation.ts'
import { paragraphs, publish } from '../support/site.ts'

let here: Installation

beforeEach(async () => {
  const ids = Array.from({ length: 60 }, (_, index) => `feed-${index}`)
  here = await makeInstallation((origin) => ids.map((id) => ({ id, url: `${origin}/${id}/feed`, refreshMinutes: 60 })))
  for (const id of ids) publish(here.site, id, [oneEntry(`/${id}`, paragraphs(1))])
})
afterEach(() => here.remove())

async function askedFeeds(): Promise<number> {
  here.site.requests.length = 0
  await here.run()
  return here.site.requests.filter(({ path }) => path.endsWith('/feed')).length
}

test('a first start asks all at once; after a night off they are asked bit by bit, each once', async () => {
  await makeUp(here.parts)
  expect(await askedFeeds()).toBe(60)
  here.parts.advance(8 * 60)
  await makeUp(here.parts)
  const portions: number[] = []
  for (let tick = 0; tick <= 3; tick++) {
    portions.push(await askedFeeds())
    here.parts.advance(5)
  }
  expect(portions.reduce((sum, each) => sum + each, 0)).toBe(60)
  for (const portion of portions) expect(portion, portions.join(' ')).toBeLessThan(30)
})
