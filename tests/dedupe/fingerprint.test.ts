import { expect, test } from 'vitest'
import { fingerprint } from '../../src/dedupe/fingerprint.ts'
import { words } from './made.ts'

const long = words('a', 400)
const shared = (a: Uint32Array, b: Uint32Array) => a.filter((row) => b.includes(row)).length

test.each([
  ['case', 'don’t stop the press now', 'Don’t STOP the Press now'],
  ['apostrophes', 'don’t stop the press now', "don't stop the press now"],
  ['punctuation and space', 'one, two — three. four\n\nfive', 'one two three four five'],
  ['references escaped twice', 'caf&eacute; &amp; bar are open today', 'café & bar are open today'],
  ['UTF-8 read as windows-1252', 'fÃ¼r die Leute von hier â€“ heute', 'für die Leute von hier – heute'],
  ['compatibility forms', 'ｆｕｌｌ width ﬁt is a word', 'full width fit is a word'],
  ['the line WordPress sets below', 'One two three. The post A title appeared first on A Blog.', 'One two three.'],
  [
    'the same below a long title',
    `One two three. The post ${words('title', 30)} appeared first on A Blog.`,
    'One two three.',
  ],
  ['the words that lead on', 'Eins zwei drei … Weiterlesen »', 'Eins zwei drei'],
  ['accents that capitals lack', 'ETAT: la decision de l’Elysee', 'État: la décision de l’Élysée'],
  ['where an accent is set', 'hoà bình, thuỷ lợi và khoẻ mạnh', 'hòa bình, thủy lợi và khỏe mạnh'],
  ['dots that are seldom written', 'еще все ее друзья пришли', 'ещё всё её друзья пришли'],
  ['Turkish capitals', 'ISPARTA VE İZMİR SINIRI', 'ısparta ve izmir sınırı'],
  ['how German and Greek write a small s', 'Maße der Straße, ΟΔΟΣ ΟΔΟΥ', 'MASSE DER STRASSE, οδος οδου'],
  ['hamzas, vowels, strokes and Persian letters', 'أَحمد إلى الـقـرية کبیر', 'احمد الي القريه كبير'],
  ['nasal signs and dots of Hindi', 'हाँ, बड़ा गाँव', 'हां, बडा गांव'],
  ['a script’s own digits', 'في عام ٢٠٢٦ و ۴۵ और १२३ ๗๘', 'في عام 2026 و 45 और 123 78'],
  ['invisible characters', 'soft\u00adhyphen and zero\u200bwidth are gone', 'softhyphen and zerowidth are gone'],
])('%s makes no difference', (_why, a, b) => {
  expect(fingerprint('', a)).toEqual(fingerprint('', b))
})

test('the words and their order do', () => {
  expect(fingerprint('', 'one two three four five')).not.toEqual(fingerprint('', 'one two three five four'))
  expect(fingerprint('', '1 2 3 4 5')).not.toEqual(fingerprint('', '1 2 3 5 4'))
  expect(fingerprint('', 'ab c')).not.toEqual(fingerprint('', 'a bc'))
})

test('a letter beyond ASCII at the end changes nothing of the head', () => {
  const mixed = `It's 9.5 %, don't: ${long}`
  const [ascii, beyond] = [fingerprint('', mixed), fingerprint('', `${mixed} café`)]
  expect(beyond.head).toEqual(ascii.head)
  expect(beyond.numbers).toEqual(ascii.numbers)
  expect(beyond.tokens).toBe(ascii.tokens + 1)
  expect(shared(ascii.sketch, beyond.sketch)).toBe(ascii.size)
})

test('the sketch holds each shingle once, ascending, the smallest of a long text', () => {
  const { sketch, size, rows, tokens } = fingerprint('A title', `${long} ${long}`)
  expect(tokens).toBe(800)
  expect(size).toBe(400) // the words of the second half follow each other as in the first
  expect([...sketch]).toEqual([...new Set(sketch)].toSorted((a, b) => a - b))
  expect(sketch.length).toBe(size)
  expect(rows.length).toBeLessThanOrEqual(13)
  const book = fingerprint('', words('a', 3000))
  expect(book.size).toBe(2997)
  expect(book.sketch.length).toBe(1024)
})

test('its arrays lie in one buffer, so that it crosses between threads as one piece', () => {
  const { sketch, numbers, rows } = fingerprint('A title', `${long} 12 and 13`)
  expect(numbers.length).toBe(2)
  expect(new Set([sketch, numbers, rows].map(({ buffer }) => buffer)).size).toBe(1)
})

test('numbers are kept with what separates their digits', () => {
  const { numbers } = fingerprint('', 'It rose 1.5 to 2,000 on 2026-11-03, 1.5 more than 15')
  expect(numbers.length).toBe(4)
  expect(numbers).toEqual(fingerprint('', '15 2026-11-03 and 2,000 and 1.5').numbers)
})

test('an excerpt of the head shares rows with the whole, another text none', () => {
  const whole = fingerprint('Whole', long)
  const excerpt = fingerprint('Excerpt', long.split(' ').slice(0, 45).join(' '))
  expect(shared(whole.rows, excerpt.rows)).toBeGreaterThanOrEqual(4)
  expect(shared(whole.rows, fingerprint('Other', words('z', 400)).rows)).toBe(0)
})

test('text without spaces is counted and found by characters', () => {
  const text = '大阪の今日の天気は雨、最高気温は二十三度、最低気温は十七度の見込みです。'
  expect(fingerprint('', text).tokens).toBeGreaterThan(30)
  expect(shared(fingerprint('', text).rows, fingerprint('', `${text}風は北の風。`).rows)).toBeGreaterThanOrEqual(5)
})

test.each([
  ['Thai', 'ชาวบ้านในเมืองใหญ่', 'ชาวนาบนดอยทางเหนือ', 'พบว่าน้ำขึ้นสูง'],
  ['Burmese', 'ရွာသားများသည်', 'ဆရာဝန်တို့က', 'ရေကြီးသည်ကိုတွေ့'],
])('%s is counted by letters with their marks, and three words in common tell nothing', (_why, a, b, common) => {
  const [one, other] = [fingerprint('', `${a}${common}`), fingerprint('', `${b}${common}`)]
  expect(one.tokens).toBe(`${a}${common}`.replace(/\p{M}/gu, '').length)
  expect(shared(one.sketch, other.sketch)).toBe(0)
})

test('a stub is found by its whole text and its title', () => {
  const stub = fingerprint('Title of some post', 'Points: 12')
  expect(stub.rows.length).toBe(2)
  expect(shared(stub.rows, fingerprint('Title of some post', long).rows)).toBe(1)
  expect(fingerprint('', '').rows.length).toBe(0)
  expect(fingerprint('', '').whole).toBe(0)
})
