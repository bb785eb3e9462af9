import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mendJson } from '../../src/parse/mend-json.ts'
import { parseText } from './parse-text.ts'

describe('JSON that was put together as text', () => {
  test.each<readonly [string, string, unknown]>([
    ['a comma behind the last value', '{"a":[1,2,],}', { a: [1, 2] }],
    ['a comma and white space', '{"a":[1,\n ]\n}', { a: [1] }],
    ['a line break within a string', '{"a":"one\ntwo","b":1}', { a: 'one\ntwo', b: 1 }],
    ['a tab behind an escaped quote', '{"a":"\\"one\\"\ttwo"}', { a: '"one"\ttwo' }],
    ['a string that ends in an escape', '{"a":"\\\\","b":"\n"}', { a: '\\', b: '\n' }],
    ['commas and brackets within strings', '{"a":"x,]}","b":[",",],}', { a: 'x,]}', b: [','] }],
    ['something behind the end', '{"a":1}\n<!-- cached -->', { a: 1 }],
    ['two documents', '{"a":1}{"a":2}', { a: 1 }],
    ['cut within a string', '{"a":[{"b":1},{"b":2,"c":"thr', { a: [{ b: 1 }, { b: 2 }] }],
    ['cut behind a name', '{"a":1,"b":', { a: 1 }],
    ['cut within an escape', '{"a":1,"b":"\\', { a: 1 }],
    ['cut within a number, which may go on', '{"a":1,"b":12', { a: 1 }],
    ['cut behind a comma', '{"a":[1,', { a: [1] }],
    ['cut behind a bracket', '{"a":[{', { a: [{}] }],
    ['cut with a line break in a string before', '{"a":"x\ny","b":[1,"z\n', { a: 'x\ny', b: [1] }],
  ])('%s', (_name, text, meant) => {
    expect(JSON.parse(mendJson(text).text)).toEqual(meant)
  })

  test.each([
    ['a closing bracket too many', '{"a":]}'],
    ['a hundred levels and more', '[['.repeat(60)],
    ['brackets that cross', '{"a":[1}]'],
    ['quotes that are not escaped', '{"a":"one "two" three"}'],
  ])('%s is no JSON afterwards either', (_name, text) => {
    expect(() => JSON.parse(mendJson(text).text)).toThrow(SyntaxError)
  })

  test('what is JSON stays what it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue())), (value) => {
        const text = JSON.stringify(value)
        expect(mendJson(text)).toEqual({ text, isCut: false })
      }),
    )
  })

  test('any beginning of JSON is JSON once it is mended', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(), (value, place) => {
        const text = JSON.stringify(value)
        const cut = text.slice(0, 1 + (place % text.length))
        expect(typeof JSON.parse(mendJson(cut).text)).toBe('object')
      }),
    )
  })
})

describe('a JSON Feed that is not quite JSON', () => {
  const items = Array.from({ length: 5 }, (_, n) => ({
    id: `urn:${n}`,
    title: `Entry ${n}`,
    content_html: '<p>x, "y"</p>',
  }))
  const feed = JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'T', items })

  test('that is cut anywhere keeps each entry before the cut', async () => {
    const starts = items.map(({ id }) => feed.indexOf(`{"id":"${id}"`))
    const first = starts[0] ?? 0
    for (let cut = first; cut < feed.length; cut += 3) {
      const read = await parseText(feed.slice(0, cut))
      const complete = [...starts.slice(1), feed.length - 2].filter((end) => end <= cut).length
      expect(read.entries.slice(0, complete).map(({ id, title }) => ({ id, title }))).toEqual(
        items.slice(0, complete).map(({ id, title }) => ({ id, title })),
      )
      // Half a title says something wrong.
      const last = read.entries[complete]?.title
      expect([undefined, `Entry ${complete}`]).toContain(last)
      expect(read.repairs).toEqual([{ code: 'truncated', count: 1 }])
    }
  })

  test('says what was put right', async () => {
    const read = await parseText(feed.replace(/\]\}$/, ',]}'))
    expect(read.entries).toHaveLength(5)
    expect(read.repairs).toEqual([{ code: 'broken-json', count: 1 }])
  })

  test('that can not be mended is an error', async () => {
    await expect(parseText(feed.replace('"T"', '"a "T""'))).rejects.toThrow('it is broken')
  })
})
