import type { FeedReport } from '../../run/parts.ts'
import type { RunResult } from '../../run.ts'
import { withoutSecrets } from '../../util/secrets.ts'
import { counted } from '../words.ts'

/** A feed's line: what happened, in words, never longer than what is of use. */
export function feedLine(report: FeedReport): string {
  const { status, id, ms, error, warnings } = report
  const name = report.title === id ? id : `${report.title} (${id})`
  if (error !== undefined) return printable(`${status.padEnd(9)} ${name}: ${error.message} [${error.code}]`)
  const news =
    report.accepted > 0 || report.pagesRead > 0
      ? `${report.accepted} new, ${counted(report.pagesRead, 'page')} read`
      : 'nothing new'
  const left = report.pagesLeft > 0 ? `, ${report.pagesLeft} left to the next run` : ''
  const trouble = (warnings.length > 0 ? `, ${counted(warnings.length, 'page')} not read` : '') + left
  return printable(`${status.padEnd(9)} ${name}: ${news}${trouble}, ${seconds(ms)}`)
}

/** The lines below a feed's own: each page that could not be read, a bug's stack. */
export function detailLines(report: FeedReport): readonly string[] {
  return [...report.warnings, ...(report.error?.stack?.split('\n') ?? [])].map((line) => `          ${printable(line)}`)
}

/** The last line of a run. */
export function summaryLine(result: RunResult, output: string): string {
  const { feeds, published } = result
  const { accepted, copies, cuts, failed } = totals(result)
  const held = result.held === 0 ? '' : `, ${result.held} not asked after failures (see millrace status)`
  const asked =
    (feeds.length === 0
      ? 'no feed asked'
      : `${counted(feeds.length, 'feed')} asked, ${failed} failed, ${counted(accepted, 'new entry', 'new entries')}, ${counted(copies, 'copy', 'copies')}, ${counted(cuts, 'cut')}`) +
    held
  if (published === undefined) return `interrupted after ${asked}; nothing is lost, the next run goes on from here`
  if (!published.stands) return `nothing to publish yet: no feed has given an entry of the last days; ${asked}`
  if (published.stories === 0) return `nothing to publish; the last output stays; ${asked}`
  const news = `${counted(published.stories, 'story', 'stories')}; ${published.appended} new or corrected`
  return `published: ${news}; ${asked}; ${filesOf(published.written, output)}`
}

/** What a run brought, over all its feeds. */
export interface Totals {
  readonly accepted: number
  readonly pagesRead: number
  readonly copies: number
  readonly cuts: number
  readonly failed: number
}

export function totals({ feeds, copies }: RunResult): Totals {
  const sum = (count: (report: FeedReport) => number): number =>
    feeds.reduce((total, report) => total + count(report), 0)
  return {
    accepted: sum(({ accepted }) => accepted),
    pagesRead: sum(({ pagesRead }) => pagesRead),
    copies,
    cuts: sum(({ cuts }) => cuts),
    failed: sum(({ status }) => (status === 'failed' ? 1 : 0)),
  }
}

/** Which files a run replaced. */
export function filesOf(written: readonly string[], output: string): string {
  return written.length === 0 ? `${output} is up to date` : `written: ${written.join(', ')} in ${output}`
}

export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}

/**
 * Titles are strangers' texts: control characters and reversed writing would reach the terminal and do as they please
 * there. What addresses hold of passwords and keys is nobody's who reads a log.
 */
export function printable(line: string): string {
  return withoutSecrets(line).replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
}
