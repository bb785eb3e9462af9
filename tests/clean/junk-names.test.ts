import { describe, expect, test } from 'vitest'
import { nameOf } from '../../src/clean/junk-names.ts'
import { placedWords } from '../../src/util/squash.ts'

describe('a name is read alike whether its words are known or not', () => {
  test.each([
    ['as it stands', ' Harbor Lane Futures '],
    ['with a legal form', 'PT Best Profit'],
    ['with dots that are left out', 'Harbor Lane S.A. de C.V.'],
    ['an address', 'https://www.harbor-lane.example/'],
    ['a form of three words', 'Harbor Lane Sp. z o.o.'],
    ['a form written to the name', '株式会社港町'],
    ['with accents', 'Crédit Ærø'],
  ])('%s: %s', (_why, text) => {
    expect(nameOf(text, placedWords(text))).toEqual(nameOf(text))
  })
})
