import Parser from 'rss-parser'
import type { Category } from '../types.ts'
import type { CanonicalChannel, CanonicalItem } from './canonical.ts'

/** A canonical field once rss-parser has taken it out of its array. */
type Built<T> = { [K in keyof T]: T[K] extends readonly [infer V] | undefined ? V | Absent<T[K]> : T[K] }
type Absent<T> = undefined extends T ? undefined : never

type BuiltItem = Omit<Built<CanonicalItem>, 'category'> & { readonly categories: readonly Category[] }
/** The feed as rss-parser builds it. */
export type BuiltFeed = Omit<Built<CanonicalChannel>, 'item'> & { readonly items: readonly BuiltItem[] }

const channelFields = ['mr:id', 'mr:updated', 'mr:icon', 'mr:logo', 'mr:markup']
const channelLists = ['mr:skipHours', 'mr:skipDays', 'mr:links', 'mr:authors', 'mr:categories', 'mr:deleted']

function whole(names: readonly string[]): [string, string, { keepArray: boolean }][] {
  return names.map((name) => [name, name, { keepArray: true }])
}

const parser = new Parser({
  customFields: {
    feed: [...channelFields, ...whole(channelLists)] as string[],
    item: ['mr:entry'],
  },
})
/** What parseString is given reaches its XML reader untouched; ours takes it for the tree that it is. */
Object.assign(parser, {
  xmlParser: { parseString: (tree: unknown, done: (error: null, tree: unknown) => void) => done(null, tree) },
})

/**
 * Lets rss-parser build the feed from a canonical channel. Its XML reader is replaced by one that hands over the tree:
 * `xmlParser` is no documented option, so the package is pinned and tests/parse/hand-over.test.ts watches it.
 */
export async function buildFeed(channel: CanonicalChannel): Promise<BuiltFeed> {
  const tree = { rss: { $: { version: '2.0' }, channel: [channel] } }
  return (await parser.parseString(tree as unknown as string)) as unknown as BuiltFeed
}
