import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { createCoder, isCompressible } from '../../src/serve/compress.ts'
import type { Document } from '../../src/types.ts'

function makeDocument(etag: string, mediaType = 'application/atom+xml; charset=utf-8', size = 5000): Document {
  return { path: 'a', mediaType, size, bytes: new Uint8Array(size).fill(97), etag, modified: new Date(0) }
}

test('each version is compressed once for each coding, also for those who ask at the same time', async () => {
  let reads = 0
  const code = createCoder(async () => {
    reads++
    return makeDocument('"1"')
  })
  const first = code(makeDocument('"1"'), 'gzip')
  expect(code(makeDocument('"1"'), 'gzip')).toBe(first)
  expect(code(makeDocument('"1"'), 'br')).not.toBe(first)
  expect(code(makeDocument('"2"'), 'gzip')).not.toBe(first)
  expect(gunzipSync((await first)?.bytes ?? '')).toHaveLength(5000)
  expect(reads).toBe(3)
})

test('uncompressed it is read anew for each who asks, and kept by nobody', async () => {
  const code = createCoder(async () => makeDocument('"1"'))
  const first = code(makeDocument('"1"'), 'identity')
  expect(code(makeDocument('"1"'), 'identity')).not.toBe(first)
  expect((await first)?.bytes).toHaveLength(5000)
})

test.each<[string, number, boolean]>([
  ['application/atom+xml; charset=utf-8', 5000, true],
  ['application/rss+xml; charset=utf-8', 5000, true],
  ['application/feed+json', 5000, true],
  ['text/x-opml; charset=utf-8', 5000, true],
  ['text/html; charset=utf-8', 5000, true],
  ['image/svg+xml', 5000, true],
  ['text/html; charset=utf-8', 500, false],
  ['image/png', 5000, false],
])('%s of %i bytes is worth it: %s', (mediaType, size, expected) => {
  expect(isCompressible(makeDocument('"1"', mediaType, size))).toBe(expected)
})
