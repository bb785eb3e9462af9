import { expect, test } from 'vitest'
import { makeDocument } from '../../src/publish/document.ts'

const first = new Date('2026-11-23T12:00:00Z')
const later = new Date('2026-11-23T13:00:00Z')

test('the ETag is strong, quoted and made from the bytes', () => {
  const document = makeDocument('a.xml', 'text/xml', 'é', undefined, first)
  expect(document.bytes).toEqual(new Uint8Array([0xc3, 0xa9]))
  // printf 'é' | sha256sum
  expect(document.etag).toBe('"4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"')
  expect(makeDocument('a.xml', 'text/xml', new Uint8Array([0xc3, 0xa9]), undefined, first).etag).toBe(document.etag)
})

test('modified stays while the bytes stay, and moves with them', () => {
  const document = makeDocument('a.xml', 'text/xml', 'one', undefined, first)
  expect(document.modified).toEqual(first)
  expect(makeDocument('a.xml', 'text/xml', 'one', document, later).modified).toEqual(first)
  expect(makeDocument('a.xml', 'text/xml', 'two', document, later).modified).toEqual(later)
})

test('two versions of the same millisecond bear different dates', () => {
  const one = makeDocument('a.xml', 'text/xml', 'one', undefined, first)
  expect(makeDocument('a.xml', 'text/xml', 'two', one, first).modified.getTime()).toBe(first.getTime() + 1)
})
