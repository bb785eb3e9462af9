import { describe, expect, test } from 'vitest'
import { isSentence, sentenceEnds } from '../../src/clean/junk-lines.ts'

describe('sentences end', () => {
  test.each([
    ['behind each full stop', 'One goes. Two come.', ['One goes.', ' Two come.']],
    ['behind all that stands there together', 'Really?! “Yes…” he said.', ['Really?!', ' “Yes…”', ' he said.']],
    [
      'behind two dots, however short the word before them',
      'So it is no.. They left.',
      ['So it is no..', ' They left.'],
    ],
    ['behind a full stop of another script', '港が開いた。船が来た。', ['港が開いた。', '船が来た。']],
    [
      'not behind a legal form, initial or day',
      'PT. Acme and J. Smith met on 12. April.',
      ['PT. Acme and J. Smith met on 12. April.'],
    ],
    ['not behind what is short for a word', 'Bayern vs. Genk, etc. in July.', ['Bayern vs. Genk, etc. in July.']],
    ['behind a short word with an accent as behind any', 'Ils ont été. Puis rien.', ['Ils ont été.', ' Puis rien.']],
    ['not inside a word', 'Read example.com and Node.js.', ['Read example.com and Node.js.']],
  ])('%s', (_sentence, text, sentences) => {
    const ends = sentenceEnds(text)
    expect(ends.map((end, at) => text.slice(ends[at - 1] ?? 0, end))).toEqual(sentences)
  })
})

describe('a line reads as a sentence', () => {
  const words = (count: number): string => Array.from({ length: count }, (_, at) => `word${at}`).join(' ')
  test.each([
    ['with fourteen words and no end', words(14), true],
    ['not with thirteen', words(13), false],
    ['with fourteen, one of them beyond ASCII', `${words(7)} café ${words(6)}`, true],
    ['not with thirteen, one of them beyond ASCII', `${words(6)} café ${words(6)}`, false],
    ['with five words and an end', 'It opens in the spring.', true],
    ['not with four', 'It opens in spring.', false],
    ['with many characters of a script without spaces', '港'.repeat(40), true],
  ])('%s', (_sentence, line, expected) => {
    expect(isSentence(line)).toBe(expected)
  })
})
