import { styleText } from 'node:util'
import type { FeedReport } from '../../run/parts.ts'
import type { RunResult } from '../../run.ts'
import type { Context, Terminal } from '../context.ts'
import { counted } from '../words.ts'
import { detailLines, feedLine, filesOf, printable, seconds, totals } from './lines.ts'
import type { Reporter } from './reporter.ts'

/** How far a run has come. */
export interface Progress {
  readonly feeds: number
  readonly feedsDone: number
  readonly pages: number
  readonly pagesDone: number
}

type Paint = (style: 'red' | 'green' | 'cyan' | 'yellow' | 'dim' | 'bold', text: string) => string

const redrawMs = 200
const none: Progress = { feeds: 0, feedsDone: 0, pages: 0, pagesDone: 0 }
/** Erases the line and goes to its beginning (ECMA-48 EL and CR). */
const erase = '\r\u001b[2K'

/** For a person who watches: one line of progress that is drawn over, above it the feeds with news or trouble, a summary. */
export function terminalReporter({ warn, now }: Context, terminal: Terminal): Reporter {
  const paint: Paint = (style, text) => (terminal.hasColour ? styleText(style, text, { validateStream: false }) : text)
  let progress = none
  let startedAt = now()
  let timer: NodeJS.Timeout | undefined
  const draw = (): void =>
    terminal.write(erase + progressLine(progress, now().getTime() - startedAt.getTime(), terminal.columns()))
  /** Above the line of progress, which then goes on below. */
  const say = (...lines: readonly string[]): void => {
    terminal.write(`${timer === undefined ? '' : erase}${lines.map((line) => `${line}\n`).join('')}`)
    if (timer !== undefined) draw()
  }
  const stop = (): void => {
    if (timer === undefined) return
    clearInterval(timer)
    timer = undefined
    terminal.write(erase)
  }
  return {
    onEvent: (event) => {
      if (event.kind === 'begun') {
        stop()
        progress = { ...none, feeds: event.feeds }
        startedAt = now()
        if (event.feeds > 0) timer = setInterval(draw, redrawMs).unref()
      } else if (event.kind === 'pages') progress = { ...progress, pages: progress.pages + event.count }
      else if (event.kind === 'page') progress = { ...progress, pagesDone: progress.pagesDone + 1 }
      else if (event.kind === 'feed') {
        progress = { ...progress, feedsDone: progress.feedsDone + 1 }
        if (isWorthALine(event.report)) say(...feedLines(event.report, paint))
      }
    },
    runEnded: (result, output) => {
      stop()
      say(...summaryLines(result, output, paint))
      for (const problem of result.published?.problems ?? []) warn(printable(`not published: ${problem}`))
    },
    note: (text) => say(text),
    trouble: (text) => {
      if (timer !== undefined) terminal.write(erase)
      warn(text)
    },
    close: stop,
  }
}

/** Counts and rate, never wider than the terminal: a line that wraps can't be drawn over. */
export function progressLine({ feeds, feedsDone, pages, pagesDone }: Progress, ms: number, columns: number): string {
  const pagesPart = pages === 0 ? '' : `, ${pagesDone} of ${pages} pages`
  const rate = pagesDone === 0 || ms < 1000 ? '' : `, ${(pagesDone / (ms / 1000)).toFixed(1)} pages/s`
  return `${feedsDone} of ${feeds} feeds${pagesPart}${rate}`.slice(0, columns - 1)
}

function isWorthALine({ status, accepted, warnings }: FeedReport): boolean {
  return status === 'failed' || accepted > 0 || warnings.length > 0
}

function feedLines(report: FeedReport, paint: Paint): readonly string[] {
  const details = detailLines(report).map((line) => paint('dim', line))
  return [report.status === 'failed' ? paint('red', feedLine(report)) : feedLine(report), ...details]
}

function summaryLines(result: RunResult, output: string, paint: Paint): readonly string[] {
  const { feeds, published, ms } = result
  const { accepted, copies, cuts, failed } = totals(result)
  /** What is nought is no news. */
  const part = (style: Parameters<Paint>[0], count: number, words: string): string =>
    count === 0 ? paint('dim', `0 ${words}`) : paint(style, `${count} ${words}`)
  const asked =
    feeds.length === 0
      ? 'no feed is due'
      : [
          part('green', accepted, 'new'),
          part('cyan', copies, copies === 1 ? 'copy' : 'copies'),
          part('yellow', cuts, 'cut'),
          part('red', failed, 'failed'),
          `${counted(feeds.length, 'feed')} in ${seconds(ms)}`,
        ].join(paint('dim', ' · '))
  if (published === undefined) return [asked, 'interrupted: nothing is lost, the next run goes on from here']
  return [
    asked,
    `${paint('bold', `${published.stories} ${published.stories === 1 ? 'story' : 'stories'} published`)}, ${filesOf(published.written, output)}`,
  ]
}
