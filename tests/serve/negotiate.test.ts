import { describe, expect, test } from 'vitest'
import { chooseEncoding, isNotModified } from '../../src/serve/negotiate.ts'

describe('the content coding', () => {
  test.each<[string | undefined, string, string]>([
    [undefined, 'identity', 'no header: plain'],
    ['', 'identity', 'an empty header: plain'],
    ['gzip, deflate, br', 'br', 'all alike: the smallest'],
    ['gzip', 'gzip', 'only one of ours'],
    ['GZIP', 'gzip', 'names have no case'],
    ['x-gzip', 'gzip', 'the old name'],
    ['deflate, zstd', 'identity', 'none of ours'],
    ['br;q=0.5, gzip;q=0.8', 'gzip', 'the one with more weight'],
    ['br; q=0, gzip; q=0.1', 'gzip', 'weight 0 is a refusal'],
    ['*', 'br', 'anything'],
    ['*;q=0.5, br;q=0', 'gzip', 'anything but one'],
    ['identity, gzip;q=0.5', 'identity', 'plain bytes preferred'],
    ['identity;q=0.5, gzip', 'gzip', 'plain bytes second'],
    ['*;q=0', 'identity', 'nothing allowed: better plain bytes than none'],
    ['br;q=nonsense, gzip', 'gzip', 'a weight that is none'],
    ['br;q=1.000', 'br', 'the longest weight'],
  ])('%s -> %s: %s', (header, expected) => {
    expect(chooseEncoding(header)).toBe(expected)
  })
})

describe('304', () => {
  const current = { etag: '"abc-gz"', modified: new Date('2026-11-23T10:00:00.700Z') }
  const same = 'Mon, 23 Nov 2026 10:00:00 GMT'
  const before = 'Mon, 23 Nov 2026 09:59:59 GMT'
  const later = 'Mon, 23 Nov 2026 11:00:00 GMT'

  test.each<[string, string | undefined, string | undefined, boolean]>([
    ['no condition', undefined, undefined, false],
    ['the same tag', '"abc-gz"', undefined, true],
    ['the same tag, weak', 'W/"abc-gz"', undefined, true],
    ['the tag in a list', '"x", W/"y,z" ,"abc-gz"', undefined, true],
    ['any tag', '*', undefined, true],
    ['the tag of another coding', '"abc"', undefined, false],
    ['a tag within a tag', '"x"abc-gz"y"', undefined, false],
    ['without quotes', 'abc-gz', undefined, false],
    ['the same second', undefined, same, true],
    ['a later time', undefined, later, true],
    ['an earlier time', undefined, before, false],
    ['a time that is none', undefined, 'yesterday', false],
    ['a date without a zone', undefined, '2027-01-01', false],
    ['another tag wins over a good time', '"x"', later, false],
    ['a good tag wins over an old time', '"abc-gz"', before, true],
  ])('%s', (_what, ifNoneMatch, ifModifiedSince, expected) => {
    expect(isNotModified({ ifNoneMatch, ifModifiedSince }, current)).toBe(expected)
  })
})
