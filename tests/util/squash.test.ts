import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { placedWords } from '../../src/util/squash.ts'

describe('placedWords', () => {
  test.each([
    ['words and numbers of ASCII', 'Node 24, by-the-way!', ['node', '24', 'by', 'the', 'way']],
    [
      'an accent in a word, at its end, and taken apart',
      'Café naïve re\u0301sume\u0301s',
      ['cafe', 'naive', 'resumes'],
    ],
    ['letters that Unicode does not take apart', 'Łódź Straße', ['lodz', 'strasse']],
    ['invisible characters inside a word', 'new\u00ADs pa\u200Bper', ['news', 'paper']],
    ['a mark that begins no word', '\u0301 a', ['a']],
    ['letters beyond the first plane, and half of one', '\u{1d400}bc \ud835 d', ['abc', 'd']],
    ['a script without spaces', '東京タワー。', ['東京タワー']],
    ['nothing', ' – ', []],
  ])('%s', (_, text, words) => expect(placedWords(text).map(({ folded }) => folded)).toEqual(words))

  test('are what the pattern of a word matches, wherever ASCII and other letters meet', () => {
    const word = /[\p{L}\p{N}][\p{L}\p{N}\p{M}\u00AD\u200B-\u200D\u2060\uFEFF]*/gu
    const unit = fc.constantFrom(
      'a',
      'Z',
      '7',
      ' ',
      '-',
      'é',
      'e\u0301',
      '\u0301',
      '\u00AD',
      '文',
      '\u{1d400}',
      '\ud835',
      '’',
      '\u{1f600}',
    )
    fc.assert(
      fc.property(fc.string({ unit }), (text) => {
        const matched = Array.from(text.matchAll(word), ({ 0: found, index }) => [index, index + found.length])
        expect(placedWords(text).map(({ start, end }) => [start, end])).toEqual(matched)
      }),
    )
  })
})
