import { expect, test } from 'vitest'
import { fingerprint } from '../../src/dedupe/fingerprint.ts'
import { words } from './made.ts'

const long = words('a', 400)
const shared = (a: readonly number[], b: readonly number[]) => a.filter((row) => b.includes(row)).length

test.each([
  ['case', 'don’t stop the press now', 'Don’t STOP the Press now'],
  ['apostrophes', 'don’t stop the press now', "don't stop the press now"],
  ['punctuation and space', 'one, two — three. four\n\nfive', 'one two three four five'],
  ['references escaped twice', 'caf&eacute; &amp; bar are open today', 'café & bar are open today'],
  ['UTF-8 read as windows-1252', 'fÃ¼r die Leute von hier â€“ heute', 'für die Leute von hier – heute'],
  ['compatibility forms', 'ｆｕｌｌ width ﬁt is a word', 'full width fit is a word'],
  ['the line WordPress sets below', 'One two three. The post A title appeared first on A Blog.', 'One two three.'],
  ['the words that lead on', 'Eins zwei drei … Weiterlesen »', 'Eins zwei drei'],
  ['invisible characters', 'soft\u00adhyphen and zero\u200bwidth are gone', 'softhyphen and zerowidth are gone'],
])('%s makes no difference', (_why, a, b) => {
  expect(fingerprint('', a)).toEqual(fingerprint('', b))
})

test('the words and their order do', () => {
  expect(fingerprint('', 'one two three four five')).not.toEqual(fingerprint('', 'one two three five four'))
  expect(fingerprint('', 'ab c')).not.toEqual(fingerprint('', 'a bc'))
})

test('hashes have at most 52 bits, the sketch 128 of them, ascending and distinct', () => {
  const { sketch, rows, tokens } = fingerprint('A title', `${long} ${long}`)
  expect(tokens).toBe(800)
  expect(sketch.length).toBe(128)
  expect(sketch).toEqual([...new Set(sketch)].toSorted((a, b) => a - b))
  expect(rows.length).toBeLessThanOrEqual(25)
  for (const hash of [...sketch, ...rows]) expect(Number.isInteger(hash) && hash >= 0 && hash < 2 ** 52).toBe(true)
})

test('an excerpt of the head shares rows with the whole, another text none', () => {
  const whole = fingerprint('Whole', long)
  const excerpt = fingerprint('Excerpt', long.split(' ').slice(0, 45).join(' '))
  expect(shared(whole.rows, excerpt.rows)).toBeGreaterThanOrEqual(5)
  expect(shared(whole.rows, fingerprint('Other', words('z', 400)).rows)).toBe(0)
})

test('text without spaces is counted and found by characters', () => {
  const text = '大阪の今日の天気は雨、最高気温は二十三度、最低気温は十七度の見込みです。'
  expect(fingerprint('', text).tokens).toBeGreaterThan(30)
  expect(shared(fingerprint('', text).rows, fingerprint('', `${text}風は北の風。`).rows)).toBeGreaterThanOrEqual(5)
})

test('a stub is found by its whole text and its title', () => {
  const stub = fingerprint('Title of some post', 'Points: 12')
  expect(stub.rows.length).toBe(2)
  expect(shared(stub.rows, fingerprint('Title of some post', long).rows)).toBe(1)
  expect(fingerprint('', '').rows).toEqual([])
})
