import { describe, expect, test } from 'vitest'
import { tidySummary } from '../../src/clean/summary.ts'

const text =
  'The council met on Monday. It voted for new lanes and for slower traffic in the old town.\n\nWork begins in May.'
const cuts = [
  { reason: 'own-name', text: 'ACME TRADING –' },
  { reason: 'label-line', text: 'News' },
]

describe('tidySummary', () => {
  test.each([
    ['ends in an ellipsis', 'ACME TRADING – The council met on Monday. It voted for new […]'],
    ['ends in an invitation to read on', 'What the council decided. Continue reading What the council decided'],
    ['opens like the text', 'The council met on Monday. It voted for new lanes'],
    ['carries a cut name', 'ACME TRADING – The council met'],
  ])('is made anew when it %s', (_, summary) => {
    expect(tidySummary(summary, { text, cuts }, 60)).toBe('The council met on Monday.')
  })

  test('stays when somebody wrote it, also with a word that is a label elsewhere', () => {
    const written = 'News from the council: lanes win, drivers lose.'
    expect(tidySummary(written, { text, cuts }, 300)).toBe(written)
  })

  test('loses the cut names when there is no text to make it from', () => {
    expect(tidySummary('ACME TRADING – Lanes win.', { text: '', cuts }, 300)).toBe('Lanes win.')
  })

  test('is the whole text when that is short enough', () => {
    expect(tidySummary('The council […]', { text, cuts }, 300)).toBe(text.replace('\n\n', ' '))
  })

  test('is cut from words that stand behind thousands of blanks', () => {
    const text = `A harbour${' '.repeat(3000)}opens.${'\n'.repeat(3000)}It was built in a year.`
    expect(tidySummary('A harbour opens. It was […]', { text, cuts: [] }, 60)).toBe(
      'A harbour opens. It was built in a year.',
    )
  })

  test('ends with a word when the first sentence is too long or too short to stop at', () => {
    const long = `Yes. ${'and so they voted again '.repeat(20)}.`
    expect(tidySummary('Yes. and […]', { text: long, cuts: [] }, 60)).toMatch(
      /^Yes\. and so .*(?:and|so|they|voted|again)…$/,
    )
  })

  test('is absent when there is none', () => {
    expect(tidySummary(undefined, { text, cuts }, 60)).toBeUndefined()
    expect(tidySummary('  ', { text, cuts }, 60)).toBeUndefined()
  })
})
