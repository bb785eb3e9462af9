import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createReporter } from '../../../src/commands/report/reporter.ts'
import { progressLine } from '../../../src/commands/report/terminal.ts'
import { failed, listen, makeReport, makeResult } from './made.ts'

const news = makeReport({ status: 'updated', accepted: 3, pagesRead: 2, cuts: 7, warnings: ['https://a.example/: no'] })

describe('plain', () => {
  test('a line for each feed, one for the run', async () => {
    const { context, out, err } = listen()
    const reporter = await createReporter(context, {})
    for (const report of [news, makeReport(), failed]) reporter.onEvent({ kind: 'feed', report })
    reporter.runEnded(makeResult(), '/srv/output')
    expect(out.join('').split('\n')).toEqual([
      'updated   The Wire (wire): 3 new, 2 pages read, 1 page not read, 0.4 s',
      '          https://a.example/: no',
      'unchanged The Wire (wire): nothing new, 0.4 s',
      'failed    The Wire (wire): the server answered 404 Not Found [FETCH_STATUS]',
      'published: 12 stories; 3 new or corrected; 3 feeds asked, 1 failed, 3 new entries, 1 copy, 7 cuts; written: atom.xml in /srv/output',
      '',
    ])
    expect(err).toEqual(['not published: urn:uuid:1: no title\n'])
  })

  test("a stranger's title can't move the cursor or turn the line round", async () => {
    const { context, out } = listen()
    const report = makeReport({ title: 'x\u001b[2Jy\r\nz\u202eabc\u009b1A' })
    const reporter = await createReporter(context, {})
    reporter.onEvent({ kind: 'feed', report })
    expect(out).toEqual(['unchanged x [2Jy z abc 1A (wire): nothing new, 0.4 s\n'])
  })
})

describe('quiet', () => {
  test('says nothing while all is well', async () => {
    const { context, out, err } = listen({ columns: 80, hasColour: true })
    const reporter = await createReporter(context, { quiet: true })
    reporter.onEvent({ kind: 'begun', feeds: 2 })
    reporter.onEvent({ kind: 'feed', report: news })
    reporter.note('serving')
    reporter.runEnded(
      makeResult({ published: { stories: 1, appended: 0, written: [], problems: [], stands: true } }),
      '/srv/output',
    )
    expect([...out, ...err]).toEqual([])
  })

  test('says what went wrong, on standard error', async () => {
    const { context, out, err } = listen()
    const reporter = await createReporter(context, { quiet: true })
    reporter.onEvent({ kind: 'feed', report: failed })
    reporter.runEnded(makeResult(), '/srv/output')
    reporter.trouble('millrace: no space')
    expect(out).toEqual([])
    expect(err.map((line) => line.slice(0, 13))).toEqual(['failed    The', 'not published', 'millrace: no '])
  })
})

describe('JSON', () => {
  test('each line is one record with a level, a time and flat fields', async () => {
    const { context, out, err } = listen()
    const reporter = await createReporter(context, { logJson: true })
    reporter.onEvent({ kind: 'begun', feeds: 2 })
    reporter.onEvent({ kind: 'feed', report: failed })
    reporter.runEnded(makeResult(), '/srv/output')
    reporter.trouble('millrace: no space')
    const time = '2026-11-20T12:00:00.000Z'
    expect(err).toEqual([])
    expect(out.map((line) => JSON.parse(line))).toEqual([
      {
        ...{ level: 'warn', time, msg: 'feed', id: 'wire', url: 'https://wire.example/feed', title: 'The Wire' },
        ...{ status: 'failed', ms: 420, accepted: 0, pagesRead: 0, pagesLeft: 0, cuts: 0 },
        warnings: [],
        ...{ code: 'FETCH_STATUS', error: 'the server answered 404 Not Found' },
      },
      {
        ...{ level: 'info', time, msg: 'run', feeds: 3, failed: 1, accepted: 3, pagesRead: 2, copies: 1, cuts: 7 },
        ...{ ms: 2500, interrupted: false, stories: 12, appended: 3, written: ['atom.xml'], output: '/srv/output' },
        ...{ held: 0, stands: true },
      },
      { level: 'warn', time, msg: 'not published', problem: 'urn:uuid:1: no title' },
      { level: 'error', time, msg: 'millrace: no space' },
    ])
  })

  test('a bug is an error and keeps its stack', async () => {
    const { context, out } = listen()
    const report = makeReport({
      status: 'failed',
      error: { code: 'BUG', message: 'oh', stack: 'Error: oh\n    at x' },
    })
    const reporter = await createReporter(context, { logJson: true })
    reporter.onEvent({ kind: 'feed', report })
    expect(JSON.parse(out[0] ?? '')).toMatchObject({ level: 'error', code: 'BUG', stack: 'Error: oh\n    at x' })
  })
})

describe('a terminal', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('one line of progress that is drawn over, feeds with news or trouble above it, a summary below', async () => {
    const { context, out } = listen({ columns: 80, hasColour: false })
    const reporter = await createReporter(context, {})
    reporter.onEvent({ kind: 'begun', feeds: 3 })
    reporter.onEvent({ kind: 'pages', count: 2 })
    reporter.onEvent({ kind: 'page' })
    vi.advanceTimersToNextTimer()
    reporter.onEvent({ kind: 'feed', report: makeReport() })
    reporter.onEvent({ kind: 'feed', report: failed })
    vi.advanceTimersToNextTimer()
    reporter.runEnded(makeResult(), '/srv/output')
    expect(vi.getTimerCount()).toBe(0)
    expect(shown(out)).toEqual([
      'failed    The Wire (wire): the server answered 404 Not Found [FETCH_STATUS]',
      '3 new · 1 copy · 7 cut · 1 failed · 3 feeds in 2.5 s',
      '12 stories published, written: atom.xml in /srv/output',
      '',
    ])
    expect(out.join('')).toContain('\r\u001b[2K2 of 3 feeds, 1 of 2 pages')
  })

  test('without NO_COLOR there is colour, and nought is dim', async () => {
    const { context, out } = listen({ columns: 80, hasColour: true })
    const reporter = await createReporter(context, {})
    reporter.runEnded(makeResult({ copies: 0 }), '/srv/output')
    expect(out.join('')).toContain('\u001b[32m3 new\u001b[39m')
    expect(out.join('')).toContain('\u001b[2m0 copies\u001b[22m')
  })

  test('a run that nothing was due for draws nothing', async () => {
    const { context, out } = listen({ columns: 80, hasColour: false })
    const reporter = await createReporter(context, {})
    reporter.onEvent({ kind: 'begun', feeds: 0 })
    expect([vi.getTimerCount(), out]).toEqual([0, []])
    reporter.runEnded(makeResult({ feeds: [], copies: 0 }), '/srv/output')
    expect(out.join('')).toContain('no feed is due')
  })

  test('a run cut off leaves no line behind and draws no more', async () => {
    const { context, out } = listen({ columns: 80, hasColour: false })
    const reporter = await createReporter(context, {})
    reporter.onEvent({ kind: 'begun', feeds: 3 })
    vi.advanceTimersToNextTimer()
    reporter.close()
    expect([vi.getTimerCount(), shown(out)]).toEqual([0, ['']])
  })

  test('what is not yet known is left out of the line', () => {
    expect(progressLine({ feeds: 40, feedsDone: 5, pages: 0, pagesDone: 0 }, 10_000, 80)).toBe('5 of 40 feeds')
  })

  test.each([
    [80, '5 of 40 feeds, 30 of 90 pages, 3.0 pages/s'],
    [20, '5 of 40 feeds, 30 o'],
  ])('the line of progress fits into %i columns', (columns, line) => {
    expect(progressLine({ feeds: 40, feedsDone: 5, pages: 90, pagesDone: 30 }, 10_000, columns)).toBe(line)
  })
})

/** What is left on the screen: erased lines are gone. */
function shown(written: readonly string[]): readonly string[] {
  return written
    .join('')
    .split('\n')
    .map((line) => line.slice(line.lastIndexOf('\u001b[2K') + 1).replace(/^\[2K/, ''))
}
