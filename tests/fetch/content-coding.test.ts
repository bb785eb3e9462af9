import zlib from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeContent } from '../../src/fetch/content-coding.ts'

const plain = Buffer.from('<rss>süß</rss>'.repeat(50))
const { gzipSync, deflateSync, deflateRawSync, brotliCompressSync, zstdCompressSync } = zlib
const url = 'https://example.org/feed'

describe('what a body was coded with is undone', () => {
  test.each<[string | undefined, Buffer, string]>([
    [undefined, plain, 'nothing'],
    ['identity', plain, 'identity'],
    ['utf-8', plain, 'a charset, named in the wrong place'],
    ['gzip', gzipSync(plain), 'gzip'],
    ['x-gzip', gzipSync(plain), "gzip's old name"],
    [' GZip ', gzipSync(plain), 'any case'],
    ['deflate', deflateSync(plain), "zlib's format"],
    ['deflate', deflateRawSync(plain), 'bare deflate'],
    ['br', brotliCompressSync(plain), 'brotli'],
    ['zstd', zstdCompressSync(plain), 'zstd'],
    ['gzip', Buffer.concat([gzipSync(plain.subarray(0, 99)), gzipSync(plain.subarray(99))]), 'gzip of two members'],
    ['gzip', Buffer.concat([gzipSync(plain), Buffer.from('\0\0\0\0')]), 'gzip with padding behind it'],
    ['gzip, br', brotliCompressSync(gzipSync(plain)), 'two, in their order'],
    ['gzip,gzip', gzipSync(gzipSync(plain)), 'gzip twice'],
    ['gzip', gzipSync(gzipSync(plain)), 'gzip twice, named once'],
    [undefined, gzipSync(plain), 'gzip, not named'],
    ['br', brotliCompressSync(gzipSync(plain)), 'gzip inside of brotli, not named'],
    ['gzip', plain, 'a plain body labelled gzip'],
    ['zstd', plain, 'a plain body labelled zstd'],
  ])('%j', async (name, wire) => {
    expect(Buffer.from(await decodeContent(wire, name, plain.length, url)).equals(plain)).toBe(true)
  })

  test.each(['gzip', 'br', 'zstd', 'deflate'])('an empty body labelled %s is empty', async (name) => {
    expect(await decodeContent(new Uint8Array(), name, 10, url)).toHaveLength(0)
  })
})

describe('a coding that is broken is an error', () => {
  test.each<[string, Buffer, string]>([
    ['gzip', gzipSync(plain).subarray(0, -1), 'cut by a byte'],
    ['gzip', gzipSync(plain).subarray(0, 30), 'cut in the midst'],
    ['br', brotliCompressSync(plain).subarray(0, -1), 'brotli, cut'],
    ['zstd', zstdCompressSync(plain).subarray(0, -1), 'zstd, cut'],
    ['deflate', deflateSync(plain).subarray(0, -1), 'zlib, cut'],
    ['deflate', plain, 'plain, and nothing tells'],
    ['br', plain, 'plain, and nothing tells'],
    ['lzma', plain, 'unknown'],
    ['gzip,gzip,gzip,gzip', plain, 'too many'],
  ])('%s (%s)', async (name, wire) => {
    await expect(decodeContent(wire, name, 1e6, url)).rejects.toMatchObject({ code: 'FETCH_ENCODING', url })
  })
})

describe('unfolding stops at the limit', () => {
  const zeros = Buffer.alloc(4_000_000)
  test.each<[string | undefined, Buffer]>([
    ['gzip', gzipSync(zeros)],
    ['deflate', deflateRawSync(zeros)],
    ['br', brotliCompressSync(zeros)],
    ['zstd', zstdCompressSync(zeros)],
    ['gzip', gzipSync(gzipSync(zeros))],
    [undefined, gzipSync(zeros)],
  ])('%s', async (name, wire) => {
    expect(await decodeContent(wire, name, zeros.length, url)).toHaveLength(zeros.length)
    await expect(decodeContent(wire, name, zeros.length - 1, url)).rejects.toMatchObject({ code: 'FETCH_TOO_LARGE' })
  })

  test('a zstd window beyond what HTTP allows is not set aside', async () => {
    const params = { [zlib.constants.ZSTD_c_windowLog]: 27, [zlib.constants.ZSTD_c_enableLongDistanceMatching]: 1 }
    // Over a stream the size is not known beforehand, so the frame names the whole window of 128 MB.
    const stream = zlib.createZstdCompress({ params })
    stream.write('<rss/>')
    stream.end()
    const wire = Buffer.concat(await stream.toArray())
    await expect(decodeContent(wire, 'zstd', 30_000_000, url)).rejects.toMatchObject({ code: 'FETCH_ENCODING' })
  })
})

test('any bytes under any label end in bytes or in a FeedError', async () => {
  const labels = fc.constantFrom('gzip', 'deflate', 'br', 'zstd', 'gzip, br', '')
  const headed = fc.constantFrom([], [0x1f, 0x8b, 8], [0x28, 0xb5, 0x2f, 0xfd], [0x78, 0x9c])
  await fc.assert(
    fc.asyncProperty(labels, headed, fc.uint8Array({ maxLength: 200 }), async (label, start, rest) => {
      const result = await decodeContent(Buffer.from([...start, ...rest]), label, 10_000, url).catch(
        (thrown: unknown) => thrown,
      )
      if (result instanceof Uint8Array) expect(result.length).toBeLessThanOrEqual(10_000)
      else expect(result).toMatchObject({ name: 'FeedError' })
    }),
    { numRuns: 300 },
  )
})
