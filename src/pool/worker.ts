import type { Article } from '../types.ts'
import { cleanAgain as cleanAgainTask } from './clean-again.ts'
import { type Outcome, pack } from './outcome.ts'
import { readFeed as readFeedTask } from './read-feed.ts'
import { readPage as readPageTask } from './read-page.ts'
import { render as renderTask } from './render.ts'
import type {
  CleanAgainInput,
  ReadFeedInput,
  ReadFeedResult,
  ReadPageInput,
  ReadPageResult,
  RenderInput,
  RenderResult,
} from './tasks.ts'

/** The tasks as a worker thread offers them, by name. */
export function readFeed(input: ReadFeedInput): Promise<Outcome<ReadFeedResult>> {
  return pack(() => readFeedTask(input))
}

export function readPage(input: ReadPageInput): Promise<Outcome<ReadPageResult>> {
  return pack(() => readPageTask(input))
}

/** Several at once, each with an outcome of its own. */
export function readPages(inputs: readonly ReadPageInput[]): Promise<readonly Outcome<ReadPageResult>[]> {
  return Promise.all(inputs.map(readPage))
}

export function cleanAgain(inputs: readonly CleanAgainInput[]): Promise<Outcome<readonly (Article | undefined)[]>> {
  return pack(() => inputs.map(cleanAgainTask))
}

export function render(input: RenderInput): Promise<Outcome<RenderResult>> {
  return pack(() => renderTask(input))
}
