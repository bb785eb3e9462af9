import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Slots } from '../../src/util/slots.ts'

const calm = new AbortController().signal

/** Notes who was admitted, in order; `leave` gives the turn back. */
function line(total: number, perHost: number) {
  const slots = new Slots(total, perHost)
  const admitted: string[] = []
  const releases = new Map<string, () => void>()
  const join = (name: string, signal = calm): void => {
    slots.acquire(name.charAt(0), signal).then(
      (release) => {
        admitted.push(name)
        releases.set(name, release)
      },
      () => undefined,
    )
  }
  const leave = async (name: string): Promise<void> => {
    releases.get(name)?.()
    await new Promise(setImmediate)
  }
  return { join, leave, admitted }
}

test('a host that waits for its own limit takes no place from the others', async () => {
  const { join, leave, admitted } = line(3, 2)
  for (const name of ['a1', 'a2', 'a3', 'a4', 'b1', 'c1']) join(name)
  await leave('')
  expect(admitted).toEqual(['a1', 'a2', 'b1'])
  await leave('b1')
  expect(admitted).toEqual(['a1', 'a2', 'b1', 'c1'])
  await leave('a1')
  expect(admitted.at(-1)).toBe('a3')
})

test('hosts take turns, and each is served in order', async () => {
  const { join, leave, admitted } = line(1, 2)
  for (const name of ['a1', 'a2', 'a3', 'b1', 'b2', 'c1']) join(name)
  await leave('')
  for (const name of ['a1', 'a2', 'b1', 'c1', 'a3']) await leave(name)
  expect(admitted).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'b2'])
})

test('who gives up leaves the line', async () => {
  const { join, leave, admitted } = line(1, 1)
  const controller = new AbortController()
  join('a1')
  join('b1', controller.signal)
  join('b2')
  await leave('')
  controller.abort()
  await leave('a1')
  expect(admitted).toEqual(['a1', 'b2'])
})

test('a call off before the start is answered with its reason', async () => {
  await expect(new Slots(1, 1).acquire('a', AbortSignal.abort('why'))).rejects.toBe('why')
})

test('whatever comes and goes, the limits hold and everyone is served', async () => {
  const requests = fc.array(fc.record({ host: fc.constantFrom('a', 'b', 'c', 'd'), givesUp: fc.boolean() }))
  const limits = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 }))
  await fc.assert(
    fc.asyncProperty(requests, limits, async (wanted, [total, perHost]) => {
      const slots = new Slots(total, perHost)
      const inFlight = new Map<string, number>()
      let served = 0
      await Promise.all(
        wanted.map(async ({ host, givesUp }) => {
          const controller = new AbortController()
          if (givesUp) setImmediate(() => controller.abort(new Error('gave up')))
          const release = await slots.acquire(host, controller.signal).catch(() => undefined)
          if (release === undefined) return
          inFlight.set(host, (inFlight.get(host) ?? 0) + 1)
          expect(inFlight.get(host)).toBeLessThanOrEqual(perHost)
          expect([...inFlight.values()].reduce((sum, n) => sum + n, 0)).toBeLessThanOrEqual(total)
          await new Promise(setImmediate)
          inFlight.set(host, (inFlight.get(host) ?? 0) - 1)
          served++
          release()
        }),
      )
      expect(served).toBeGreaterThanOrEqual(wanted.filter(({ givesUp }) => !givesUp).length)
      expect([...inFlight.values()].every((n) => n === 0)).toBe(true)
    }),
    { numRuns: 60 },
  )
})

describe('a gap between turns', () => {
  const pace = { gapMs: 80, patienceMs: 10_000, tooLong: () => new Error('too long') }

  test('is kept between the beginnings of one host’s turns, and holds no other host up', async () => {
    const slots = new Slots(4, 2)
    const began: [string, number][] = []
    const take = async (host: string): Promise<void> => {
      const release = await slots.acquire(host, calm, pace)
      began.push([host, performance.now()])
      release()
    }
    await Promise.all(['a', 'a', 'a', 'b'].map(take))
    await take('a')
    expect(began.map(([host]) => host)).toEqual(['a', 'b', 'a', 'a', 'a'])
    const times = began.flatMap(([host, at]) => (host === 'a' ? [at] : []))
    for (const [index, at] of times.slice(1).entries()) expect(at - (times[index] ?? 0)).toBeGreaterThan(70)
  })

  test('who has no patience for it leaves the line, and the next is served', async () => {
    const slots = new Slots(4, 1)
    const release = await slots.acquire('a', calm, pace)
    await expect(slots.acquire('a', calm, { ...pace, patienceMs: 20 })).rejects.toThrow('too long')
    const next = slots.acquire('a', calm, pace)
    release()
    ;(await next)()
  })

  test('who wanted a long gap and leaves keeps nobody waiting who wants none', async () => {
    const slots = new Slots(4, 2)
    ;(await slots.acquire('a', calm, pace))()
    const controller = new AbortController()
    const slow = slots.acquire('a', controller.signal, { ...pace, gapMs: 60_000 })
    const next = slots.acquire('a', calm, { ...pace, gapMs: 0, patienceMs: 500 })
    controller.abort(new Error('gave up'))
    await expect(slow).rejects.toThrow('gave up')
    ;(await next)()
  })
})
