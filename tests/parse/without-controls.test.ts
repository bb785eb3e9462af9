import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Repairs } from '../../src/parse/repairs.ts'
import { withoutControls } from '../../src/parse/without-controls.ts'

const forbidden = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g

const pieces = fc.oneof(
  fc.constantFrom('\t', '\n', '\r', ' ', '\x1f', '\x7f', '\x80', '’', '😀', '\ufffd', '\ufffe', '\uffff'),
  fc.integer({ min: 0, max: 0x1f }).map((code) => String.fromCharCode(code)),
  fc.string({ unit: 'binary', maxLength: 9 }).map((text) => text.toWellFormed()),
)

test('what XML forbids is gone and counted, wherever in memory the document lies', () => {
  fc.assert(
    fc.property(fc.array(pieces), fc.integer({ min: 0, max: 3 }), (list, offset) => {
      const text = list.join('')
      const memory = Buffer.concat([Buffer.alloc(offset, 1), Buffer.from(text), Buffer.alloc(3, 1)])
      const bytes = new Uint8Array(Uint8Array.from(memory).buffer, offset, memory.length - offset - 3)
      for (const charset of ['utf-8', 'utf-16le']) {
        const repairs = new Repairs()
        expect(withoutControls(bytes, { text, charset }, repairs)).toBe(text.replace(forbidden, ''))
        const count = text.match(forbidden)?.length
        expect(repairs.list()).toEqual(count === undefined ? [] : [{ code: 'control-character', count }])
      }
    }),
    { numRuns: 1000 },
  )
})
