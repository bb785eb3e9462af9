import fc from 'fast-check'
import { expect, test } from 'vitest'
import { articleFromJson, creditFromJson, entryFromJson, toJson, urlsFromJson } from '../../src/store/codec.ts'
import { makeEntry } from './records.ts'

const date = fc.date({ noInvalidDate: true })
const optionalDates = fc.record({ published: date, updated: date }, { requiredKeys: [] })

test('any entry comes back as it was, dates as dates', () => {
  fc.assert(
    fc.property(optionalDates, fc.option(date, { nil: undefined }), fc.string(), (dates, updated, text) => {
      const source = updated === undefined ? { title: text } : { title: text, updated }
      const entry = makeEntry({ ...dates, title: text, content: text, source })
      expect(entryFromJson(toJson(entry))).toStrictEqual(entry)
    }),
  )
})

test('text that looks like a date stays text', () => {
  const entry = makeEntry({ title: '2026-11-01T00:00:00.000Z', categories: [{ term: '2026-11-01' }] })
  expect(entryFromJson(toJson(entry))).toStrictEqual(entry)
})

test('an invalid date comes back as absent', () => {
  expect(entryFromJson(toJson(makeEntry({ published: new Date(Number.NaN) })))).toStrictEqual(makeEntry())
})

test.each([
  ['a list for an entry', () => entryFromJson('[]')],
  ['null for an article', () => articleFromJson('null')],
  ['a record for a list', () => urlsFromJson('{}')],
  ['text for a credit', () => creditFromJson('"CNN"')],
])('%s is refused', (_name, read) => {
  expect(read).toThrow('a stored record is damaged')
})
