import type { FetchResult } from '../fetch/request.ts'
import type { FeedState } from '../store/store.ts'
import { shareOf } from '../util/hash.ts'
import type { Question } from './ask-feed.ts'

const dayMs = 86_400_000
/**
 * Some servers answer 304 for ever, whatever happened. So after two weeks of nothing else the whole document is asked
 * for; up to a quarter later, so that feeds added together don't do it together. It costs a quiet feed 26 documents a year.
 */
const longestUnseenMs = 14 * dayMs
const unseenSpread = 0.25
/** A redirect for good is believed the second time it leads to the same place with a feed there: the first may be a mishap. */
const timesUntilMoved = 2
/**
 * After so many failures in a row at its new address, every other request looks for the feed where it was: the move may
 * have been taken back, or the new address may only be down.
 */
const failuresUntilBack = 3

/** How a feed is asked next, by what is remembered of it. */
export function questionFor(state: FeedState, now: Date): Question {
  const { validators, answeredUrl, fullAt, failures, movedTo } = state
  const looksBack = failures >= failuresUntilBack && failures % 2 === 1
  const longestMs = longestUnseenMs * (1 + unseenSpread * shareOf(state.id))
  const isStale = fullAt !== undefined && now.getTime() - fullAt.getTime() > longestMs
  return {
    ...(movedTo === undefined || looksBack ? {} : { url: movedTo }),
    ...(isStale || answeredUrl === undefined ? {} : { known: { url: answeredUrl, validators } }),
  }
}

/**
 * What is known of a feed's moves after an answer that was a feed. A proved move stays as long as the feed answers at
 * the new address; where that has moved in turn, the next move must prove itself as the first had to.
 */
export function movesAfter(
  { movedTo, moving }: Pick<FeedState, 'movedTo' | 'moving'>,
  asked: Question,
  { permanentUrl }: FetchResult,
): Pick<FeedState, 'movedTo' | 'moving'> {
  const proved = movedTo !== undefined && (asked.url === movedTo || permanentUrl === movedTo) ? { movedTo } : {}
  if (permanentUrl === undefined || permanentUrl === movedTo) return proved
  const times = moving?.url === permanentUrl ? moving.times + 1 : 1
  return times >= timesUntilMoved ? { movedTo: permanentUrl } : { ...proved, moving: { url: permanentUrl, times } }
}
