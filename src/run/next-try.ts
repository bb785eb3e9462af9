import type { FeedError, FeedErrorCode } from '../errors.ts'

const minuteMs = 60_000
/** How long a page rests after its first and its second try in vain; after the third the feed's own text has to do. */
const restsMs = [10 * minuteMs, 40 * minuteMs]
/** News is not held back for longer, whatever a server asks: two such rests make a day. */
const longestRestMs = 12 * 60 * minuteMs
/** What the server or the network may think better of. */
const passing: ReadonlySet<FeedErrorCode> = new Set(['FETCH_UNREACHED', 'FETCH_NETWORK', 'FETCH_TIMEOUT', 'FETCH_HELD'])

/** When a page is tried again that could not be had, after `tries` tries in vain before; undefined when it is not. */
export function nextTryAt(error: FeedError, tries: number, now: Date): Date | undefined {
  const { code, httpStatus = 0, retryAt } = error
  const mayPass = passing.has(code) || (code === 'FETCH_STATUS' && (httpStatus === 429 || httpStatus >= 500))
  const restMs = restsMs[tries]
  if (!mayPass || restMs === undefined) return undefined
  const ownMs = now.getTime() + restMs
  const at = Math.max(ownMs, retryAt?.getTime() ?? 0)
  return at - now.getTime() > longestRestMs ? undefined : new Date(at)
}
