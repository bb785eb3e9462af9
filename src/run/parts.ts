import type { Settings } from '../config/settings.ts'
import type { FeedErrorCode } from '../errors.ts'
import type { Fetcher } from '../fetch/fetcher.ts'
import type { Tasks } from '../pool/tasks.ts'
import type { Store } from '../store/store.ts'
import type { Published } from './publish-output.ts'

/** What a run works with; main builds it. */
export interface Parts {
  readonly settings: Settings
  readonly installationId: string
  readonly store: Store
  readonly fetcher: Fetcher
  readonly tasks: Tasks
  /** The folder of feeds.json: `file:` addresses stay inside it. */
  readonly root: string
  readonly outputFolder: string
  readonly version: string
  readonly now: () => Date
  /** Told of what a run does while it does it. */
  readonly onEvent: (event: RunEvent) => void
}

/** A step of a run, for those who watch it. */
export type RunEvent =
  | { readonly kind: 'begun'; readonly feeds: number }
  /** So many entries more wait for their pages to be read. */
  | { readonly kind: 'pages'; readonly count: number }
  /** One of them is done. */
  | { readonly kind: 'page' }
  | { readonly kind: 'feed'; readonly report: FeedReport }
  /** What most feeds have brought is published while others keep the run waiting. */
  | { readonly kind: 'published'; readonly published: Published }

/** What became of one feed in one run. */
export interface FeedReport {
  /** The subscription's id. */
  readonly id: string
  readonly url: string
  readonly title: string
  /** `unchanged`: also where it was not due and only pages that earlier runs left were read. `waiting`: its host wants to be left alone or has too much else to answer, nothing was sent. */
  readonly status: 'updated' | 'unchanged' | 'failed' | 'waiting'
  readonly error?: { readonly code: FeedErrorCode; readonly message: string; readonly stack?: string }
  readonly ms: number
  /** Entries accepted for publishing, new or changed. */
  readonly accepted: number
  readonly pagesRead: number
  /** Accepted entries whose pages are left to the next run. */
  readonly pagesLeft: number
  /** Pieces that cleaning took out of what was read. */
  readonly cuts: number
  /** Pages that could not be read: their entries keep the feed's own text. */
  readonly warnings: readonly string[]
}
