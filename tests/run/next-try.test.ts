import { expect, test } from 'vitest'
import { FeedError, type FeedErrorCode, type FeedErrorDetails } from '../../src/errors.ts'
import { nextTryAt } from '../../src/run/next-try.ts'

const now = new Date('2026-11-23T12:00:00Z')
const minutes = (n: number) => new Date(now.getTime() + n * 60_000)

test.each<[FeedErrorCode, FeedErrorDetails, number, number | undefined, string]>([
  ['FETCH_TIMEOUT', {}, 0, 10, 'the first time it may pass'],
  ['FETCH_NETWORK', {}, 1, 40, 'the second time it takes longer'],
  ['FETCH_UNREACHED', {}, 2, undefined, 'three tries are enough'],
  ['FETCH_STATUS', { httpStatus: 500 }, 0, 10, 'a server in trouble'],
  ['FETCH_STATUS', { httpStatus: 429 }, 0, 10, 'a server that has enough'],
  ['FETCH_STATUS', { httpStatus: 503, retryAt: minutes(90) }, 0, 90, 'a server that says when'],
  ['FETCH_STATUS', { httpStatus: 503, retryAt: minutes(1) }, 0, 10, 'a server that says too soon'],
  ['FETCH_HELD', { retryAt: minutes(700) }, 0, 700, 'a host on hold'],
  ['FETCH_HELD', { retryAt: minutes(721) }, 0, undefined, 'a host on hold for longer than news can wait'],
  ['FETCH_STATUS', { httpStatus: 404 }, 0, undefined, 'a page that is not there'],
  ['FETCH_STATUS', { httpStatus: 403 }, 0, undefined, 'a page that is forbidden'],
  ['PAGE_DISALLOWED', {}, 0, undefined, 'robots.txt'],
  ['PAGE_NOT_HTML', {}, 0, undefined, 'a picture'],
  ['FETCH_TOO_LARGE', {}, 0, undefined, 'a document without end'],
])('%s %j after %d tries: in %s minutes (%s)', (code, details, tries, expected) => {
  const at = nextTryAt(new FeedError(code, 'https://a.example/1', 'no', details), tries, now)
  expect(at).toEqual(expected === undefined ? undefined : minutes(expected))
})
