import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadSettings } from '../../src/config/load.ts'
import { newFeedsJson } from '../../src/config/new-feeds-json.ts'
import { settingNames, settingsJsonSchema } from '../../src/config/schema.ts'
import { isCron } from '../../src/schedule/ticking.ts'

const root = path.join(import.meta.dirname, '../..')

test('feeds.schema.json is in step with the settings; `vitest run tests/config -u` writes it anew', async () => {
  await expect(settingsJsonSchema()).toMatchFileSnapshot(path.join(root, 'src/config/feeds.schema.json'))
})

test('every setting is named by its place and described for editors', () => {
  const names = settingNames()
  expect(names).toContain('window.days')
  expect(names).toContain('feeds[].keep')
  expect(names).toContain('feeds[].auth.password')
  expect(names).not.toContain('window')
  expect(names).not.toContain('feeds')
  const undescribed: string[] = []
  JSON.parse(settingsJsonSchema(), (key, value) => {
    if (key !== 'properties') return value
    undescribed.push(...Object.keys(value).filter((name) => !value[name].description))
    return value
  })
  expect(undescribed).toEqual([])
})

describe('the shipped feeds.json', () => {
  const shipped = readFileSync(path.join(root, 'feeds.json'), 'utf8')

  test('is right, has no id of its own, and begins with the sample', async () => {
    const settings = await loadSettings(path.join(root, 'feeds.json'), isCron)
    expect(settings.id).toBeUndefined()
    expect(settings.feeds[0]).toMatchObject({ id: 'sample', keep: 1 })
    expect(settings.feeds.length).toBeGreaterThanOrEqual(15)
  })

  test('a new one is the same with an id behind $schema', () => {
    const id = '0f9e3c5a-6f0e-4c3b-9d53-0d3a4f5a6b7c'
    const made = newFeedsJson(shipped, id, './src/config/feeds.schema.json')
    expect(Object.keys(JSON.parse(made)).slice(0, 3)).toEqual(['$schema', 'id', 'title'])
    expect(made.replace(`  "id": "${id}",\n`, '')).toBe(shipped)
  })

  test('the description is named where it is found, or not at all', () => {
    const elsewhere = newFeedsJson(shipped, 'x', './node_modules/millrace/src/config/feeds.schema.json')
    expect(JSON.parse(elsewhere).$schema).toBe('./node_modules/millrace/src/config/feeds.schema.json')
    expect(Object.keys(JSON.parse(newFeedsJson(shipped, 'x', undefined))).slice(0, 2)).toEqual(['id', 'title'])
  })

  test('an id that is there is replaced, comments stay', () => {
    const made = newFeedsJson('{\n  // mine\n  "id": "old", // keep\n  "feeds": []\n}\n', 'new', undefined)
    expect(made).toBe('{\n  // mine\n  "id": "new", // keep\n  "feeds": []\n}\n')
  })
})
