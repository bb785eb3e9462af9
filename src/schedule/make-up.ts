import { shareOf } from '../util/hash.ts'

/** Long enough that a thousand feeds are no burst, short enough that nobody who opens the lid waits for a feed. */
const makeUpMs = 15 * 60_000
/** This share of them is asked at once. */
const atOnceShare = 1 / 4
/** So few are no burst. */
const soonAtOnce = 30

/** A feed and when it was to be asked. */
export interface Planned {
  readonly id: string
  readonly nextCheckAt: Date
}

/**
 * New times for the checks that were missed while nothing ran (the machine slept, the program was off): over the next
 * quarter of an hour, each feed at its own place in it, so that neither we nor a host with many feeds get all at once.
 * Those that keep their time are left out.
 */
export function madeUp(feeds: readonly Planned[], now: Date): readonly Planned[] {
  const missed = feeds.filter(({ nextCheckAt }) => nextCheckAt <= now)
  if (missed.length <= soonAtOnce) return []
  return missed.flatMap(({ id }) => {
    const share = (shareOf(id) - atOnceShare) / (1 - atOnceShare)
    return share <= 0 ? [] : { id, nextCheckAt: new Date(now.getTime() + Math.ceil(share * makeUpMs)) }
  })
}
