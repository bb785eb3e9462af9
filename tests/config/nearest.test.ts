import { expect, test } from 'vitest'
import { nearest } from '../../src/config/nearest.ts'

const names = ['url', 'title', 'tags', 'timeZone', 'refreshMinutes', 'userAgent', 'headers']

test.each<[string, string | undefined, string]>([
  ['tilte', 'title', 'swapped letters'],
  ['titel', 'title', 'swapped at the end'],
  ['tag', 'tags', 'a letter left out'],
  ['timezone', 'timeZone', 'another case'],
  ['refreshMinute', 'refreshMinutes', 'singular'],
  ['user_agent', 'userAgent', 'another style'],
  ['uri', 'url', 'a related word'],
  ['colour', undefined, 'nothing near'],
  ['x', undefined, 'too short to tell'],
])('%s is taken for %s: %s', (typed, meant) => {
  expect(nearest(typed, names)).toBe(meant)
})
