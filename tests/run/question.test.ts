import { describe, expect, test } from 'vitest'
import type { FetchResult } from '../../src/fetch/request.ts'
import { movesAfter, questionFor } from '../../src/run/question.ts'
import type { FeedState } from '../../src/store/store.ts'

const now = new Date('2026-11-23T12:00:00Z')
const old = 'https://wire.example/feed'
const moved = 'https://new.example/feed'
const further = 'https://third.example/feed'

function state(changes: Partial<FeedState> = {}): FeedState {
  return { id: 'wire', url: old, validators: {}, repairs: [], nextCheckAt: now, failures: 0, ...changes }
}

function answer(permanentUrl?: string): FetchResult {
  return {
    status: 'notModified',
    url: permanentUrl ?? old,
    validators: {},
    ...(permanentUrl === undefined ? {} : { permanentUrl }),
  }
}

describe('the next question', () => {
  const validators = { etag: '"1"' }
  const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000)

  test('of a feed that was never read is plain', () => {
    expect(questionFor(state(), now)).toEqual({})
  })

  test.each([
    [0, true],
    [13.9, true],
    [17.6, false],
  ])('is conditional %d days after the last whole document: %s', (days, isConditional) => {
    const question = questionFor(state({ validators, answeredUrl: old, fullAt: daysAgo(days) }), now)
    expect(question.known).toEqual(isConditional ? { url: old, validators } : undefined)
  })

  test('is not forced on all feeds at the same moment', () => {
    const forced = Array.from({ length: 100 }, (_, n) =>
      questionFor(state({ id: `feed ${n}`, validators, answeredUrl: old, fullAt: daysAgo(15.75) }), now),
    ).filter(({ known }) => known === undefined)
    expect(forced.length).toBeGreaterThan(25)
    expect(forced.length).toBeLessThan(75)
  })

  test.each([
    [0, moved],
    [2, moved],
    [3, undefined],
    [4, moved],
    [5, undefined],
  ])('after a proved move and %d failures goes to %s', (failures, url) => {
    expect(questionFor(state({ movedTo: moved, failures }), now).url).toBe(url)
  })
})

describe('moves', () => {
  test('the first redirect for good is noted, the second to the same place proves it', () => {
    const first = movesAfter({}, {}, answer(moved))
    expect(first).toEqual({ moving: { url: moved, times: 1 } })
    expect(movesAfter(first, {}, answer(moved))).toEqual({ movedTo: moved })
  })

  test('one that leads elsewhere the second time, or nowhere between, starts anew', () => {
    const first = movesAfter({}, {}, answer(moved))
    expect(movesAfter(first, {}, answer(further))).toEqual({ moving: { url: further, times: 1 } })
    expect(movesAfter(first, {}, answer())).toEqual({})
  })

  test('a proved one stays while the new address answers', () => {
    expect(movesAfter({ movedTo: moved }, { url: moved }, answer())).toEqual({ movedTo: moved })
  })

  test('one that moves on is asked where it was proved until the next move is proved', () => {
    const asked = { url: moved }
    const first = movesAfter({ movedTo: moved }, asked, answer(further))
    expect(first).toEqual({ movedTo: moved, moving: { url: further, times: 1 } })
    expect(movesAfter(first, asked, answer(further))).toEqual({ movedTo: further })
  })

  test('looked for at its old address, it is back there, or still moved', () => {
    expect(movesAfter({ movedTo: moved }, {}, answer())).toEqual({})
    expect(movesAfter({ movedTo: moved }, {}, answer(moved))).toEqual({ movedTo: moved })
  })
})
