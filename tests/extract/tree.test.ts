import { Element } from 'domhandler'
import { describe, expect, test } from 'vitest'
import { hintWords } from '../../src/extract/tree.ts'

describe('the words of a class', () => {
  test.each([
    ['humps part words', 'storyBody', ['story', 'body']],
    [
      'so do dashes, underscores and whatever is no letter',
      'story-body__main text:wide',
      ['story', 'body', 'main', 'text', 'wide'],
    ],
    ['capitals in a row are one word', 'HTMLParser BBC', ['htmlparser', 'bbc']],
    ['a number behind a word is left out', 'ad2 col12Wide', ['ad', 'col', 'wide']],
    ['a hash is no word', '1ad269af0d css-1x2y3z Ab3c', ['css']],
    ['a hump behind a number begins a word', '9Lives', ['lives']],
    ['other letters part words', 'caféBar straße', ['caf', 'bar', 'stra', 'e']],
    ['numbers alone are none', '12 345', []],
    ['nothing', '', []],
  ])('%s: %s', (_why, names, words) => {
    expect(hintWords(new Element('div', { class: names }))).toEqual(words)
  })
})
