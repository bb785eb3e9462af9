import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { isCron, startTicking, type Ticking } from '../../src/schedule/ticking.ts'

describe('a cron expression', () => {
  test.each([
    ['*/5 * * * *', true],
    ['0 6 * * 1-5', true],
    ['*/10 * * * * *', true],
    ['every hour', false],
    ['61 * * * *', false],
    ['', false],
  ])('%s: %s', (expression, expected) => {
    expect(isCron(expression)).toBe(expected)
  })
})

describe('ticking', () => {
  let ticking: Ticking | undefined
  const start = new Date('2026-11-23T12:01:00Z')

  beforeEach(() => {
    vi.useFakeTimers({ now: start })
  })
  afterEach(async () => {
    await ticking?.stop()
    vi.useRealTimers()
  })

  const passMinutes = (minutes: number) => vi.advanceTimersByTimeAsync(minutes * 60_000)

  test('calls the task at each time of the expression, and says when the next is', async () => {
    const task = vi.fn(async () => undefined)
    ticking = startTicking({ cron: '*/5 * * * *', task, onError: vi.fn() })
    expect(ticking.nextAt()).toEqual(new Date('2026-11-23T12:05:00Z'))
    await passMinutes(3)
    expect(task).toHaveBeenCalledTimes(0)
    await passMinutes(2)
    expect(task).toHaveBeenCalledTimes(1)
    expect(ticking.nextAt()).toEqual(new Date('2026-11-23T12:10:00Z'))
    await passMinutes(10)
    expect(task).toHaveBeenCalledTimes(3)
  })

  test('hours are those of UTC whatever the machine is set to', async () => {
    ticking = startTicking({ cron: '30 2 * * *', task: async () => undefined, onError: vi.fn() })
    expect(ticking.nextAt()).toEqual(new Date('2026-11-24T02:30:00Z'))
  })

  test('a tick out of turn comes when the task that runs has ended, and is waited for', async () => {
    const ends: (() => void)[] = []
    const task = vi.fn(() => new Promise<void>((resolve) => ends.push(resolve)))
    ticking = startTicking({ cron: '*/5 * * * *', task, onError: vi.fn() })
    const first = ticking.tickNow()
    await vi.advanceTimersByTimeAsync(1)
    const second = ticking.tickNow()
    await vi.advanceTimersByTimeAsync(1)
    expect(task).toHaveBeenCalledTimes(1)
    ends[0]?.()
    await first
    await vi.advanceTimersByTimeAsync(1)
    expect(task).toHaveBeenCalledTimes(2)
    ends[1]?.()
    await second
  })

  test('another expression takes the place of the first, also from inside the task', async () => {
    const task = vi.fn(async () => {
      if (task.mock.calls.length === 1) await ticking?.reschedule('*/10 * * * *')
    })
    ticking = startTicking({ cron: '*/5 * * * *', task, onError: vi.fn() })
    await passMinutes(4)
    expect(task).toHaveBeenCalledTimes(1)
    expect(ticking.nextAt()).toEqual(new Date('2026-11-23T12:10:00Z'))
    await passMinutes(15)
    expect(task).toHaveBeenCalledTimes(3)
  })

  test('a tick is dropped while the task still runs', async () => {
    let end = (): void => undefined
    const task = vi.fn(
      () =>
        new Promise<void>((resolve) => {
          end = resolve
        }),
    )
    ticking = startTicking({ cron: '* * * * *', task, onError: vi.fn() })
    await passMinutes(5)
    expect(task).toHaveBeenCalledTimes(1)
    end()
    await passMinutes(1)
    expect(task).toHaveBeenCalledTimes(2)
    end()
  })

  test('an error is told and ends nothing', async () => {
    const onError = vi.fn()
    const trouble = new Error('trouble')
    const task = vi.fn(() => Promise.reject(trouble))
    ticking = startTicking({ cron: '* * * * *', task, onError })
    await passMinutes(2.5)
    expect(task).toHaveBeenCalledTimes(2)
    expect(onError).toHaveBeenCalledWith(trouble)
  })

  test('eight hours of sleep are made up for by one call, and nothing is written to the console', async () => {
    const written = [vi.spyOn(console, 'log'), vi.spyOn(console, 'warn'), vi.spyOn(console, 'error')]
    const task = vi.fn(() => new Promise<void>((resolve) => setTimeout(resolve, 1000)))
    ticking = startTicking({ cron: '*/5 * * * *', task, onError: vi.fn() })
    vi.setSystemTime(new Date('2026-11-23T20:02:00Z')) // the clock moved, the timers did not: sleep
    await passMinutes(4.5)
    expect(task).toHaveBeenCalledTimes(1)
    for (const spy of written) expect(spy).not.toHaveBeenCalled()
  })

  test('stop waits for the running task, and no further tick comes', async () => {
    let end = (): void => undefined
    const task = vi.fn(
      () =>
        new Promise<void>((resolve) => {
          end = resolve
        }),
    )
    const stopping = startTicking({ cron: '* * * * *', task, onError: vi.fn() })
    await passMinutes(1)
    let stopped = false
    const done = stopping.stop().then(() => {
      stopped = true
    })
    await passMinutes(3)
    expect(stopped).toBe(false)
    expect(stopping.nextAt()).toBeUndefined()
    end()
    await done
    await passMinutes(3)
    expect(task).toHaveBeenCalledTimes(1)
  })
})
