import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { withFeeds, withoutFeed } from '../../src/config/edit.ts'
import { readJson } from '../../src/config/json.ts'

const feed = { url: 'https://new.example/feed' }
const line = '{ "url": "https://new.example/feed" }'

const commented = `{
  // mine
  "title": "News",
  "feeds": [
    // dailies
    { "url": "https://a.example/" }, // the first, [1]
    { "url": "https://b.example/" }, /* b */

    // weeklies, { with: braces }
    {
      "url": "https://c.example/", // inside
      "tags": ["x", "y"]
    } // c
    // { "url": "https://off.example/" }
  ],
  "language": "en"
}
`

describe('adding', () => {
  test.each([
    [
      'a line a feed',
      '{\n  "feeds": [\n    { "url": "a" }\n  ]\n}\n',
      `{\n  "feeds": [\n    { "url": "a" },\n    ${line}\n  ]\n}\n`,
    ],
    ['a trailing comma', '{ "feeds": [\n\t{ "url": "a" },\n] }', `{ "feeds": [\n\t{ "url": "a" },\n\t${line},\n] }`],
    ['all in one line', '{"feeds":[{"url":"a"}],"title":"x"}', `{"feeds":[{"url":"a"}, ${line}],"title":"x"}`],
    ['an empty list', '{\n  "feeds": [\n  ]\n}', `{\n  "feeds": [\n    ${line}\n  ]\n}`],
    [
      'lines that end as on Windows',
      '{ "feeds": [\r\n  { "url": "a" }\r\n] }',
      `{ "feeds": [\r\n  { "url": "a" },\r\n  ${line}\r\n] }`,
    ],
    [
      'a remark behind the last',
      '{ "feeds": [\n  { "url": "a" } // a\n] }',
      `{ "feeds": [\n  { "url": "a" }, // a\n  ${line}\n] }`,
    ],
  ])('keeps %s', (_, before, after) => {
    expect(withFeeds(before, [feed])).toBe(after)
  })

  test('leaves every other line as it was', () => {
    const after = withFeeds(commented, [feed, { ...feed, title: 'Second "one"', tags: ['a b', 'c'] }])
    const kept = commented.split('\n').map((each) => (each === '    } // c' ? '    }, // c' : each))
    expect(after.split('\n').filter((each) => !each.includes('new.example'))).toEqual(kept)
    expect(readJson(after).mistakes).toEqual([])
    expect(readJson(after).value).toMatchObject({
      feeds: [{}, {}, {}, feed, { ...feed, title: 'Second "one"', tags: ['a b', 'c'] }],
    })
  })

  test('a feed too long for a line takes several', () => {
    const title = 'long '.repeat(30).trim()
    const after = withFeeds('{\n  "feeds": [\n    { "url": "a" }\n  ]\n}\n', [{ ...feed, title }])
    expect(after).toContain(`    {\n      "url": "${feed.url}",\n      "title": "${title}"\n    }\n  ]`)
  })
})

describe('removing', () => {
  test.each([
    ['the first', 0, '    { "url": "https://a.example/" }, // the first, [1]\n'],
    ['one in the middle', 1, '    { "url": "https://b.example/" }, /* b */\n'],
  ])('%s takes its line with its remark', (_, index, gone) => {
    expect(withoutFeed(commented, index)).toBe(commented.replace(gone, ''))
  })

  test('the last takes the comma before it; the comments around it stay', () => {
    const after = withoutFeed(commented, 2)
    expect(readJson(after).value).toMatchObject({
      feeds: [{ url: 'https://a.example/' }, { url: 'https://b.example/' }],
    })
    expect(after).toContain('    { "url": "https://b.example/" } /* b */\n')
    expect(after).toContain('// weeklies, { with: braces }\n    // { "url": "https://off.example/" }\n')
    expect(after).not.toContain('// c')
  })

  test.each([0, 1, 2])('number %i of a list in one line', (index) => {
    const after = withoutFeed('{"feeds":[{"url":"a"}, {"url":"b"}, {"url":"c"}]}', index)
    expect(JSON.parse(after).feeds.map(({ url }: { url: string }) => url)).toEqual(
      ['a', 'b', 'c'].filter((__, each) => each !== index),
    )
  })

  test('what was added and is removed leaves the text as it was', () => {
    for (const before of [commented, '{"feeds":[{"url":"a"}]}', '{ "feeds": [\n\t{ "url": "a" },\n] }']) {
      const count = (readJson(before).value as { feeds: unknown[] }).feeds.length
      const there = withFeeds(before, [feed])
      expect(withoutFeed(there, count)).toBe(before)
    }
  })
})

describe('however a person lays the file out', () => {
  const gap = fc.constantFrom('', ' ', '\n', '\n    ', '\t', '\r\n  ', ' // , ] }\n', '/* [ , */', ' // x\r\n')
  const gaps = fc.array(gap, { minLength: 40, maxLength: 40 })
  const layout = fc.tuple(gaps, fc.integer({ min: 1, max: 5 }), fc.boolean(), fc.integer({ min: 0, max: 4 }))

  function write(spaces: readonly string[], count: number, hasTrailingComma: boolean): string {
    let next = 0
    const space = (): string => spaces[next++ % spaces.length] ?? ''
    const feeds = Array.from(
      { length: count },
      (_, index) => `${space()}{${space()}"url":${space()}"${index}"${space()}}${space()}`,
    )
    return `{${space()}"feeds"${space()}:${space()}[${feeds.join(',')}${hasTrailingComma ? `,${space()}` : ''}]${space()},"title": "x"}`
  }
  const urlsIn = (text: string): readonly string[] => {
    const { value, mistakes } = readJson(text)
    expect(mistakes).toEqual([])
    return (value as { feeds: readonly { url: string }[] }).feeds.map(({ url }) => url)
  }

  test('a feed is added behind the others, one is taken out, and nothing else is different', () => {
    fc.assert(
      fc.property(layout, ([spaces, count, hasTrailingComma, place]) => {
        const text = write(spaces, count, hasTrailingComma)
        const before = urlsIn(text)
        const more = withFeeds(text, [feed, { url: 'last' }])
        expect(urlsIn(more)).toEqual([...before, feed.url, 'last'])
        expect(urlsIn(withoutFeed(more, place))).toEqual(
          [...before, feed.url, 'last'].filter((_, index) => index !== place),
        )
        if (place < count)
          expect(urlsIn(withoutFeed(text, place))).toEqual(before.filter((_, index) => index !== place))
      }),
      { numRuns: 500 },
    )
  })
})
