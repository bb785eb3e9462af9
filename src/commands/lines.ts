import type { FeedReport } from '../run/parts.ts'
import type { RunResult } from '../run.ts'

/** A feed's line: what happened, in words, never longer than what is of use. */
export function feedLine(report: FeedReport): string {
  const { status, id, ms, error, warnings } = report
  const name = report.title === id ? id : `${report.title} (${id})`
  const seconds = `${(ms / 1000).toFixed(1)} s`
  if (error !== undefined) return `${status.padEnd(9)} ${name}: ${error.message} [${error.code}]`
  const news =
    report.accepted > 0 || report.pagesRead > 0
      ? `${report.accepted} new, ${report.pagesRead} pages read`
      : 'nothing new'
  const left = report.pagesLeft > 0 ? `, ${report.pagesLeft} left to the next run` : ''
  const trouble = (warnings.length > 0 ? `, ${warnings.length} pages not read` : '') + left
  return `${status.padEnd(9)} ${name}: ${news}${trouble}, ${seconds}`
}

/** The lines below a feed's own: each page that could not be read, a bug's stack. */
export function detailLines(report: FeedReport): readonly string[] {
  return [...report.warnings, ...(report.error?.stack?.split('\n') ?? [])].map((line) => `          ${line}`)
}

/** The last line of a run. */
export function summaryLine({ feeds, published }: RunResult, output: string): string {
  const failed = feeds.filter(({ status }) => status === 'failed').length
  const asked = feeds.length === 0 ? 'no feed is due' : `${feeds.length} feeds asked, ${failed} failed`
  if (published === undefined) return `interrupted: ${asked}; nothing is lost, the next run goes on from here`
  if (!published.stands) return `nothing to publish yet: no feed has given an entry of the last days; ${asked}`
  const news = `${published.stories} stories, ${published.appended} of them new or corrected`
  const files =
    published.written.length === 0 ? `${output} is up to date` : `written: ${published.written.join(', ')} in ${output}`
  return `published: ${news}; ${asked}; ${files}`
}
