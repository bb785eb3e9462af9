import type { Link } from '../types.ts'

/** Where an entry's page or a feed's web site is: the first link with rel `alternate` (RFC 4287 4.2.7.2). */
export function alternateOf(links: readonly Link[]): string | undefined {
  return links.find(({ rel }) => rel === 'alternate')?.href
}
