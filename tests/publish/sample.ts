import type { Publication, Story } from '../../src/types.ts'

/** A publication and stories that are right in every field; tests change what they are about. */
export const publication: Publication = {
  id: 'urn:uuid:6f0f5a52-0b7e-5c1a-8f43-1d1c5c3b1a10',
  title: 'Tech, read once',
  url: 'http://127.0.0.1:8080/',
  language: 'en',
  updated: new Date('2026-11-23T13:05:00Z'),
}

export function storyId(number: number): string {
  return `urn:uuid:00000000-0000-5000-8000-${number.toString(16).padStart(12, '0')}`
}

export function makeStory(number: number, change: Partial<Story> = {}): Story {
  return {
    id: storyId(number),
    subscription: 'example',
    title: `Story ${number}`,
    url: `https://example.com/${number}?a=1&b=2`,
    published: new Date('2026-11-22T10:00:00Z'),
    updated: new Date('2026-11-22T11:00:00Z'),
    authors: [{ name: 'Ann Author', uri: 'https://example.com/ann', email: 'ann@example.com' }],
    categories: [{ term: 'security', scheme: 'https://example.com/tags', label: 'Security & privacy' }],
    enclosures: [{ rel: 'enclosure', href: 'https://example.com/a.mp3', type: 'audio/mpeg', length: 1234 }],
    language: 'en',
    summary: 'A summary.',
    html: '<p>A body.</p>',
    rights: '© Example',
    source: {
      id: 'https://example.com/feed',
      title: 'The Example',
      updated: new Date('2026-11-22T12:00:00Z'),
      links: [
        { rel: 'self', href: 'https://example.com/feed' },
        { rel: 'alternate', href: 'https://example.com/' },
      ],
      authors: [],
    },
    copies: [],
    related: [],
    ...change,
  }
}
