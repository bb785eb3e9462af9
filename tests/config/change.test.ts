import { describe, expect, test } from 'vitest'
import { changeLines, settingsChange } from '../../src/config/change.ts'
import { checkSettings } from '../../src/config/load.ts'
import type { Settings } from '../../src/config/settings.ts'

const settings = (ids: readonly string[], more: object = {}, feed: object = {}): Settings =>
  checkSettings(
    'feeds.json',
    JSON.stringify({ feeds: ids.map((id) => ({ id, url: `https://${id}.example/`, ...feed })), ...more }),
    () => true,
  )
const lines = (before: Settings, after: Settings): readonly string[] => changeLines(settingsChange(before, after))

describe('what changed, in words', () => {
  test.each([
    ['feeds', settings(['a', 'b']), settings(['b', 'c']), ['feeds.json is taken up: added c; removed a']],
    ['a feed', settings(['a']), settings(['a'], {}, { priority: 1 }), ['feeds.json is taken up: changed a']],
    ['many', settings(['a']), settings([...'abcdefgh']), ['feeds.json is taken up: added 7 feeds']],
    ['nothing', settings(['a']), settings(['a']), ['feeds.json is taken up']],
    [
      'the port',
      settings(['a']),
      settings(['a'], { server: { port: 1 } }),
      ['feeds.json is taken up', 'the setting server is taken up at the next start'],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(lines(before, after)).toEqual(expected)
  })

  test('the schedule', () => {
    const after = settings(['a'], { schedule: { cron: '0 * * * *' } })
    expect([settingsChange(settings(['a']), after).cron, settingsChange(after, after).cron]).toEqual([
      '0 * * * *',
      undefined,
    ])
  })
})
