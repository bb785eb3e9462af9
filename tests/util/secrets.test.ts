import { describe, expect, test } from 'vitest'
import { holdsSecret, withoutSecrets } from '../../src/util/secrets.ts'

describe('what is told of an address', () => {
  test.each([
    ['https://me:word@a.example/feed', 'https://a.example/feed', 'a password'],
    ['https://me@a.example/feed', 'https://a.example/feed', 'a user'],
    ['http://a.example/?token=abc&page=2', 'http://a.example/?token=…&page=2', 'a token'],
    ['http://a.example/?page=2&API_KEY=a%20b', 'http://a.example/?page=2&API_KEY=…', 'a key in capitals'],
    ['failed "http://a.example/?auth=x": no', 'failed "http://a.example/?auth=…": no', 'in a sentence'],
    ['http://a.example/?X-Amz-Signature=0a&x=1', 'http://a.example/?X-Amz-Signature=…&x=1', 'a signed address'],
    ['a http://u:p@b.example and http://c.example/?sig=1', 'a http://b.example and http://c.example/?sig=…', 'two'],
    ['http://a.example/me@home?tokens=3', 'http://a.example/me@home?tokens=3', 'nothing secret'],
    ['mail me@a.example', 'mail me@a.example', 'no address of the web'],
  ])('%s: %s (%s)', (text, expected) => {
    expect(withoutSecrets(text)).toBe(expected)
  })
})

test.each([
  ['https://a.example/feed?page=2', false],
  ['https://a.example/feed?token=x', true],
  ['https://me:word@a.example/feed', true],
  ['tag:a.example,2026:1', false],
  ['no address', false],
])('%s holds a secret: %s', (url, expected) => {
  expect(holdsSecret(url)).toBe(expected)
})
