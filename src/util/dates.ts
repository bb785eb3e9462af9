/** The day RSS was published (Netscape, 15 March 1999) less the years that blogs and archives reach back. */
const earliest = Date.UTC(1971, 0, 1)

/**
 * A publisher's date as it may be shown and sorted by: one before 1971 is an unset clock (the epoch), one in the
 * future is clamped to `now`, so that nothing sticks to the top of a reader.
 */
export function plausibleDate(date: Date | undefined, now: Date): Date | undefined {
  if (date === undefined || Number.isNaN(date.getTime()) || date.getTime() < earliest) return undefined
  return date > now ? now : date
}
