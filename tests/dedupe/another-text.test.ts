import { expect, test } from 'vitest'
import { isAnotherText } from '../../src/dedupe/another-text.ts'
import { fingerprint } from '../../src/dedupe/fingerprint.ts'
import { words } from './made.ts'

const long = words('a', 300)

test.each([
  ['a new page under the old address', words('b', 300), true],
  ['a text rewritten by half', `${words('b', 150)} ${long.split(' ').slice(150).join(' ')}`, false],
  ['its first words, which a live page shows', long.split(' ').slice(0, 60).join(' '), false],
  ['a word or two', 'Now gone', false],
])('%s', (_why, after, isAnother) => {
  expect(isAnotherText(fingerprint('T', long), fingerprint('T', after))).toBe(isAnother)
})
