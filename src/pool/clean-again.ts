import { cleanAgain as cleanBody } from '../clean/clean.ts'
import { tidySummary } from '../clean/summary.ts'
import { fingerprint } from '../dedupe/fingerprint.ts'
import type { Article } from '../types.ts'
import { maxSummaryChars } from './read-page.ts'
import type { CleanAgainInput } from './tasks.ts'

/** Task: a stored article -> the same without what was learned of its host since; undefined where it has nothing of it. */
export function cleanAgain({ article, learned }: CleanAgainInput): Article | undefined {
  const { title } = article
  const body = cleanBody(article.html, title, learned)
  if (body === undefined) return undefined
  const { summary: before, ...rest } = article
  const cuts = [...article.cuts, ...body.cuts]
  const summary = tidySummary(before, { text: body.text, cuts: body.cuts }, maxSummaryChars)
  return {
    ...rest,
    ...body,
    cuts,
    fingerprint: fingerprint(title, body.text),
    ...(summary === undefined ? {} : { summary }),
  }
}
