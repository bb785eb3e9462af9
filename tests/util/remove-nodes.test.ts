import { load } from 'cheerio/slim'
import { expect, test } from 'vitest'
import { removeAll } from '../../src/util/remove-nodes.ts'

test('what is removed at once leaves its siblings linked to each other', () => {
  const $ = load('<p>1</p><p>2</p><p>3</p><p>4</p>', {}, false)
  const [one, two, three, four] = $('p').get()
  removeAll(new Set([two, three].filter((each) => each !== undefined)))
  expect($.html()).toBe('<p>1</p><p>4</p>')
  expect([one?.prev, one?.next, four?.prev, four?.next]).toEqual([null, four, one, null])
  expect([two?.parent, two?.prev, two?.next]).toEqual([null, null, null])
})
