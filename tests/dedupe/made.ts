import { fingerprint } from '../../src/dedupe/fingerprint.ts'
import type { Comparable, Entry } from '../../src/types.ts'

/** Words of no language, always the same for one seed: texts of different seeds share nothing. */
export function words(seed: string, count: number): string {
  return Array.from({ length: count }, (_, at) =>
    `${seed}${(at * 7919) % 9973}`.replace(/\d/g, (digit) => 'bcdfghjklm'[Number(digit)] ?? ''),
  ).join(' ')
}

/** Something to compare: a story of its own unless told otherwise. */
export function comparable(
  key: string,
  { text = '', ...made }: Partial<Omit<Comparable, 'key' | 'fingerprint'>> & { readonly text?: string },
): Comparable {
  const firstSeenAt = made.firstSeenAt ?? new Date('2026-03-02T00:00:00Z')
  const title = made.title ?? `Title of ${key} and nothing else`
  return {
    key,
    subscription: `feed-of-${key}`,
    storyId: `story-of-${key}`,
    urls: [`https://${key}.example/a`],
    firstSeenAt,
    enteredAt: firstSeenAt,
    ...made,
    title,
    fingerprint: fingerprint(title, text),
  }
}

/** An entry as parsed, of what matters to its identity. */
export function entry(made: { id?: string; title?: string; href?: string; content?: string }): Entry {
  return {
    ...(made.id === undefined ? {} : { id: made.id }),
    ...(made.title === undefined ? {} : { title: made.title }),
    ...(made.content === undefined ? {} : { content: made.content }),
    links: made.href === undefined ? [] : [{ href: made.href, rel: 'alternate' }],
    authors: [],
    categories: [],
    baseUrl: 'https://example.com/',
    images: [],
  }
}
