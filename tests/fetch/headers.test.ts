import { describe, expect, test } from 'vitest'
import { maxAgeSeconds, onlyLanguage, parseHttpDate, retryAt, validatorsOf } from '../../src/fetch/headers.ts'
import { noon } from './local-server.ts'

const date = 'Mon, 23 Nov 2026 12:00:00 GMT'

describe('how long an answer is fresh', () => {
  test.each<[Record<string, string | string[]>, number | undefined, string]>([
    [{}, undefined, 'nothing said'],
    [{ 'cache-control': 'max-age=300' }, 300, 'max-age'],
    [{ 'cache-control': 'public, Max-Age="300"' }, 300, 'any case, quoted'],
    [{ 'cache-control': ['public', 'max-age=300'] }, 300, 'two headers'],
    [{ 'cache-control': 's-maxage=900' }, undefined, 'for shared caches only'],
    [{ 'cache-control': 's-maxage=900, max-age=60' }, 60, 'ours beside theirs'],
    [{ 'cache-control': 'max-age=300', age: '120' }, 180, 'its age taken off'],
    [{ 'cache-control': 'max-age=300', age: '900' }, 0, 'older than fresh'],
    [{ 'cache-control': 'max-age=300', age: 'old' }, 300, 'an age that is none'],
    [{ 'cache-control': 'no-cache, max-age=300' }, undefined, 'to be asked about each time'],
    [{ 'cache-control': 'no-store' }, undefined, 'not to be kept'],
    [{ 'cache-control': 'no-cache="set-cookie", max-age=300' }, 300, 'no-cache of one header'],
    [{ 'cache-control': 'max-age=99999999999999999999' }, 31_536_000, 'for ever is a year'],
    [{ 'cache-control': 'max-age=-5' }, undefined, 'no number'],
    [{ expires: 'Mon, 23 Nov 2026 13:00:00 GMT', date }, 3600, 'Expires against Date'],
    [{ expires: 'Mon, 23 Nov 2026 13:00:00 GMT' }, 3600, 'Expires against now'],
    [{ expires: 'Mon, 23 Nov 2026 11:00:00 GMT', date }, 0, 'Expires in the past'],
    [{ expires: '0' }, 0, 'Expires that is no date'],
    [{ expires: '-1', date }, 0, 'Expires that is no date'],
    [{ 'cache-control': 'max-age=60', expires: 'Mon, 23 Nov 2026 13:00:00 GMT', date }, 60, 'max-age goes first'],
  ])('%j: %s (%s)', (headers, expected) => {
    expect(maxAgeSeconds(headers, noon)).toBe(expected)
  })
})

describe('when the next request is allowed', () => {
  test.each<[string, string | undefined, string]>([
    ['120', '2026-11-23T12:02:00.000Z', 'seconds'],
    ['Mon, 23 Nov 2026 14:00:00 GMT', '2026-11-23T14:00:00.000Z', 'a date'],
    ['Monday, 23-Nov-26 14:00:00 GMT', '2026-11-23T14:00:00.000Z', "RFC 850's form"],
    ['Mon Nov 23 14:00:00 2026', '2026-11-23T14:00:00.000Z', "asctime's form, in GMT"],
    ['0', undefined, 'at once'],
    ['Mon, 23 Nov 2026 11:00:00 GMT', undefined, 'already over'],
    ['soon', undefined, 'nothing that can be read'],
    ['-5', undefined, 'nothing that can be read'],
    ['1.5', undefined, 'nothing that can be read'],
    ['99999999999999', '2026-12-23T12:00:00.000Z', 'never again is 30 days'],
  ])('%s: %s (%s)', (value, expected) => {
    expect(retryAt({ 'retry-after': value }, noon)?.toISOString()).toBe(expected)
  })
})

test.each(['0', '-1', '2026', '', 'never'])('%j is no date', (value) => {
  expect(parseHttpDate(value)).toBeUndefined()
})

test('validators are taken as they stand; an empty one is none', () => {
  expect(validatorsOf({ etag: 'W/"a" ', 'last-modified': 'x' })).toEqual({ etag: 'W/"a" ', lastModified: 'x' })
  expect(validatorsOf({ etag: '', 'last-modified': ['a', 'b'] })).toEqual({ lastModified: 'a' })
})

test.each<[string | string[] | undefined, string | undefined, string]>([
  [undefined, undefined, 'nothing said'],
  ['id', 'id', 'one'],
  [' pt_BR ', 'pt_BR', 'one of a locale; parse writes it anew'],
  ['de, en', undefined, 'a list'],
  [['de', 'en'], undefined, 'two headers'],
  ['<script>', undefined, 'none at all'],
])('the language of %j: %s (%s)', (value, expected) => {
  expect(onlyLanguage({ 'content-language': value })).toBe(expected)
})
