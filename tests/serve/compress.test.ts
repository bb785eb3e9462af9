import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { createCompressor, isCompressible } from '../../src/serve/compress.ts'
import type { Document } from '../../src/types.ts'

function makeDocument(etag: string, mediaType = 'application/atom+xml; charset=utf-8', size = 5000): Document {
  return { path: 'a', mediaType, bytes: new Uint8Array(size).fill(97), etag, modified: new Date(0) }
}

test('each version and coding is compressed once, also for those who ask at the same time', async () => {
  const compress = createCompressor()
  const first = compress(makeDocument('"1"'), 'gzip')
  expect(compress(makeDocument('"1"'), 'gzip')).toBe(first)
  expect(compress(makeDocument('"1"'), 'br')).not.toBe(first)
  expect(compress(makeDocument('"2"'), 'gzip')).not.toBe(first)
  expect(gunzipSync(await first)).toHaveLength(5000)
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
