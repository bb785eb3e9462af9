import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { unmangle } from '../../src/util/mojibake.ts'

function mangled(text: string): string {
  return new TextDecoder('windows-1252').decode(Buffer.from(text, 'utf8'))
}

describe('unmangle', () => {
  test.each([
    'It’s here',
    'Los niños pequeños',
    'Größe: 20 °C',
    'Привет',
    '新しい',
    'a – b',
    'Łódź',
    '20 € for “all”',
    'Launch 🚀',
  ])('%s read as windows-1252', (text) => {
    expect(unmangle(mangled(text))).toBe(text)
  })

  test('ISO-8859-1 has controls where windows-1252 has letters', () => {
    expect(unmangle('It\u00e2\u0080\u0099s')).toBe('It’s')
  })

  test.each<readonly [string, string]>([
    ['plain', 'ASCII stays'],
    ['Los niños pequeños', 'accents that are meant'],
    ['It’s “here”', 'quotes that are meant'],
    ['NESCAFÉ® sells, says BEYONCÉ’S manager', 'a capital before a sign is no phonetic letter'],
    ['Ele chega AMANHÃ…', 'one odd pair is not enough of a sign'],
    ['Le voilà\u00a0…', 'an accent, a fixed space and an ellipsis'],
    ['Das macht Spaß…', 'sharp s and an ellipsis'],
    [`${mangled('It’s')} für`, 'half of it was repaired already: nobody knows what is meant'],
    [`${mangled('naïve café')} 東京`, 'what windows-1252 has no byte for'],
  ])('%s: %s', (text) => {
    expect(unmangle(text)).toBe(text)
  })

  test('gives back any text in letters of one script that was mangled, or leaves it', () => {
    const words = fc.array(fc.constantFrom('é', 'ü', 'ñ', '’', '–', 'a', ' ', 'ж', 'ш', '日', '한', 'Ł'))
    fc.assert(
      fc.property(words, (list) => {
        const text = list.join('')
        expect([text, mangled(text)]).toContain(unmangle(mangled(text)))
      }),
    )
  })
})
