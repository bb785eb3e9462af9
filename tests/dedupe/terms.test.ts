import { expect, test } from 'vitest'
import { termsOf } from '../../src/dedupe/terms.ts'

const listed = (terms: ReadonlySet<string>): string => [...terms].toSorted().join(' ')

test.each([
  ['words with a capital inside a sentence', '', 'The firm Velmora of Graz grew.', 'graz velmor'],
  ['not what only begins a sentence or a quotation', '', 'Rescuers came. "Nobody knew," said Ada.', 'ada'],
  ['words with a capital inside, wherever they stand', '', 'iPhones sell. NASA waits.', 'iphone nasa'],
  ['numbers of two digits or more, with what is inside them', '', 'It cost 1,250 or 7.2, not 5.', '1,250 7.2'],
  [
    'of a headline in capitals, those that the text has as names',
    'Velmora Buys Graz Plant',
    'In Graz, Velmora buys a plant.',
    'graz velmor',
  ],
  [
    'of a headline, what begins sentences only, unless it is an ordinary word',
    'Netpack for Rescue',
    'Netpack came. Rescue it, to rescue all.',
    'netpac',
  ],
  ['where a script has no capitals, what headline and text share', '宏瑞收购', '宏瑞宣布', '宏瑞'],
  ['forms of one word as one', '', 'We saw Владимира with Владимиром.', 'владим'],
])('names are %s', (_what, title, text, expected) => {
  expect(listed(termsOf(title, text).names)).toBe(expected)
})

test('words are those of headline and first paragraphs; what comes after tells of other news', () => {
  const terms = termsOf('Velmora wins', `A short lead. ${'word '.repeat(200)} Graz`)
  expect(listed(terms.words)).toBe('lead short velmor wins word')
  expect(listed(terms.title)).toBe('velmor wins')
})

test('without a title or a text there are none', () => {
  expect(listed(termsOf('', '').words)).toBe('')
})
