import { isDeepStrictEqual } from 'node:util'
import { FatalError, FeedError } from '../errors.ts'
import type { FetchResult } from '../fetch/request.ts'
import type { FeedState } from '../store/store.ts'
import type { Feed, Source, Subscription } from '../types.ts'
import { sha256 } from '../util/hash.ts'
import { askFeed, type Question, toReadFeed } from './ask-feed.ts'
import { paceAfter, paceAfterFailure, paceWhileHeld } from './pace.ts'
import type { FeedReport, Parts } from './parts.ts'
import { movesAfter, questionFor } from './question.ts'
import { noPages, type Reading, readPages } from './read-pages.ts'
import { takeEntries } from './take-entries.ts'

interface Pass extends Reading {
  /** The run's start: first-seen time of all it finds, so that the order of arrival decides nothing. */
  readonly startedAt: Date
  /** The subscriptions with entries that earlier runs left unread. */
  readonly unread: ReadonlyMap<string, number>
}

interface Outcome {
  readonly status: 'updated' | 'unchanged'
  readonly accepted: number
  readonly state: FeedState
}

/** Asks one feed, stores what is new, reads the pages of new entries. Throws only FatalError: all else is in the report. */
export async function updateFeed(
  parts: Parts,
  subscription: Subscription,
  remembered: FeedState | undefined,
  pass: Pass,
): Promise<FeedReport> {
  const began = parts.now().getTime()
  const state = stateFor(subscription, remembered)
  const report = { id: subscription.id, url: subscription.url, title: titleOf(subscription, state) }
  try {
    const outcome = await askOrDiscover(parts, subscription, state, pass)
    const hasPages = outcome.accepted > 0 || pass.unread.has(subscription.id)
    const pages = hasPages ? await readPages(parts, subscription, outcome.state.source, pass) : noPages
    // Last, so that a run cut off before asks the feed again and reads the pages that are left.
    if (!pass.signal.aborted) await parts.store.saveFeedState(outcome.state)
    const title = titleOf(subscription, outcome.state)
    return {
      ...report,
      ...pages,
      title,
      status: outcome.status,
      accepted: outcome.accepted,
      ms: parts.now().getTime() - began,
    }
  } catch (thrown) {
    if (thrown instanceof FatalError) throw thrown
    const error = FeedError.from(thrown, subscription.url)
    if (error.code !== 'FETCH_ABORTED') await parts.store.saveFeedState(afterFailure(parts, state, subscription, error))
    return {
      ...report,
      status: error.code === 'FETCH_HELD' ? 'waiting' : 'failed',
      error: { code: error.code, message: error.message, ...stackOf(error) },
      ms: parts.now().getTime() - began,
      accepted: 0,
      ...noPages,
    }
  }
}

/** Who subscribes to a site's address means the feed that its page announces: it is asked there from then on. */
async function askOrDiscover(parts: Parts, subscription: Subscription, state: FeedState, pass: Pass): Promise<Outcome> {
  try {
    return await askAndTake(parts, subscription, state, pass)
  } catch (thrown) {
    const [announced] = thrown instanceof FeedError ? (thrown.announced ?? []) : []
    // A page in place of a feed that was one is trouble of its server: another feed must not slip in under its name.
    if (announced === undefined || state.lastSuccessAt !== undefined || state.movedTo !== undefined) throw thrown
    return await askAndTake(parts, subscription, { ...state, movedTo: announced }, pass)
  }
}

async function askAndTake(parts: Parts, subscription: Subscription, state: FeedState, pass: Pass): Promise<Outcome> {
  const question = questionFor(state, parts.now())
  const { answer, isWhole, bodyHash, isUnchanged, read } = await askAndRead(parts, subscription, state, question, pass)
  const since = state.lastSuccessAt === undefined ? {} : { lastSuccessAt: state.lastSuccessAt }
  const now = parts.now()
  const reading = { startedAt: pass.startedAt, now, isDelta: answer.status === 'fetched' && !isWhole, ...since }
  const taken = read && (await takeEntries(parts.store, subscription, read, reading))
  const pace = paceAfter({ settings: parts.settings, subscription, state, now }, answer, read?.feed, taken?.arrivals)
  const hasNews = (taken?.accepted ?? 0) > 0
  const next = afterSuccess(state, { question, answer, isWhole }, bodyHash, read?.feed, hasNews, now)
  return { status: isUnchanged ? 'unchanged' : 'updated', accepted: taken?.accepted ?? 0, state: { ...next, ...pace } }
}

/** The answer, and what is in it where that is not known already. */
async function askAndRead(
  parts: Parts,
  subscription: Subscription,
  state: FeedState,
  question: Question,
  { startedAt, signal }: Pass,
) {
  const reading = Promise.withResolvers<void>()
  try {
    const answer = await askFeed(parts, subscription, question, signal, reading.promise)
    // A delta holds only what is new: it is never the document that the next one is held against.
    const isWhole = answer.status === 'fetched' && answer.isDelta !== true
    const bodyHash = isWhole ? sha256(answer.bytes) : state.bodyHash
    const isUnchanged = answer.status === 'notModified' || (isWhole && bodyHash === state.bodyHash)
    const read = isUnchanged
      ? undefined
      : await parts.tasks.readFeed(toReadFeed(parts.settings, subscription, answer, startedAt))
    return { answer, isWhole, bodyHash, isUnchanged, read }
  } finally {
    reading.resolve()
  }
}

/** What is remembered; a changed address forgets what belonged to the old one and keeps the rest. */
function stateFor(subscription: Subscription, remembered: FeedState | undefined): FeedState {
  if (remembered?.url === subscription.url) return remembered
  return {
    id: subscription.id,
    url: subscription.url,
    validators: {},
    repairs: [],
    nextCheckAt: new Date(0),
    failures: 0,
    ...(remembered?.source === undefined ? {} : { source: remembered.source }),
    ...(remembered?.lastSuccessAt === undefined ? {} : { lastSuccessAt: remembered.lastSuccessAt }),
    ...(remembered?.pace === undefined ? {} : { pace: remembered.pace }),
  }
}

function afterSuccess(
  state: FeedState,
  {
    question,
    answer,
    isWhole,
  }: { readonly question: Question; readonly answer: FetchResult; readonly isWhole: boolean },
  bodyHash: string | undefined,
  feed: Feed | undefined,
  hasNews: boolean,
  now: Date,
): FeedState {
  const { error: _mended, goneAt: _back, movedTo: _at, moving: _to, ...rest } = state
  const source = sourceAfter(state.source, feed?.source, hasNews)
  return {
    ...rest,
    ...movesAfter(state, question, answer),
    validators: answer.validators,
    answeredUrl: answer.url,
    ...(isWhole ? { fullAt: now } : {}),
    repairs: feed?.repairs ?? state.repairs,
    lastSuccessAt: now,
    lastCheckedAt: now,
    ...(feed === undefined || !isWhole ? {} : { readAt: now }),
    failures: 0,
    ...(source === undefined ? {} : { source }),
    ...(bodyHash === undefined ? {} : { bodyHash }),
  }
}

/**
 * What is known of a source after an answer. Many feeds give the time of the request as their `updated`: a later one alone,
 * with no entry behind it, is no news, and would change all our files for nothing.
 */
function sourceAfter(known: Source | undefined, told: Source | undefined, hasNews: boolean): Source | undefined {
  if (told === undefined || known?.updated === undefined || hasNews) return told ?? known
  const asBefore = { ...told, updated: known.updated }
  return isDeepStrictEqual(asBefore, known) ? known : told
}

function afterFailure(parts: Parts, state: FeedState, subscription: Subscription, error: FeedError): FeedState {
  const now = parts.now()
  const asked = { settings: parts.settings, subscription, state, now }
  if (error.code === 'FETCH_HELD') return { ...state, ...paceWhileHeld(asked, error) }
  const failures = state.failures + 1
  return {
    ...state,
    lastCheckedAt: now,
    ...paceAfterFailure(asked, error, failures),
    failures,
    error: {
      code: error.code,
      message: error.message,
      since: state.error?.since ?? now,
      ...(error.httpStatus === undefined ? {} : { httpStatus: error.httpStatus }),
    },
    ...(error.code === 'FETCH_GONE' ? { goneAt: now } : {}),
  }
}

function titleOf(subscription: Subscription, state: FeedState): string {
  return subscription.title ?? state.source?.title ?? subscription.url
}

/** Only a bug's stack is of use to anybody. */
function stackOf(error: FeedError): { stack?: string } {
  const stack = error.cause instanceof Error ? error.cause.stack : error.stack
  return error.code === 'BUG' && stack !== undefined ? { stack } : {}
}
