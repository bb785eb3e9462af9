import Parser from 'rss-parser'
import type { Category } from '../types.ts'
import type { CanonicalChannel, CanonicalItem } from './canonical.ts'

/** A canonical field once rss-parser has taken it out of its array. */
type Built<T> = { [K in keyof T]: T[K] extends readonly [infer V] | undefined ? V : T[K] }

type BuiltItem = Omit<Built<CanonicalItem>, 'category'> & { readonly categories: readonly Category[] }
/** The feed as rss-parser builds it. */
export type BuiltFeed = Omit<Built<CanonicalChannel>, 'item'> & { readonly items: readonly BuiltItem[] }

const itemFields = ['mr:updated', 'mr:summary', 'mr:content', 'mr:base', 'mr:language', 'mr:rights', 'mr:source']
const itemLists = ['mr:links', 'mr:authors', 'mr:images']
const channelFields = ['mr:id', 'mr:icon', 'mr:logo']
const channelLists = ['mr:skipHours', 'mr:skipDays', 'mr:links', 'mr:authors', 'mr:categories']

function whole(names: readonly string[]): [string, string, { keepArray: boolean }][] {
  return names.map((name) => [name, name, { keepArray: true }])
}

/**
 * Lets rss-parser build the feed from a canonical channel. Its XML reader is replaced by one that hands over the tree:
 * `xmlParser` is no documented option, so the package is pinned and tests/parse/hand-over.test.ts watches it.
 */
export async function buildFeed(channel: CanonicalChannel): Promise<BuiltFeed> {
  const parser = new Parser({
    customFields: {
      feed: [...channelFields, ...whole(channelLists)] as string[],
      item: [...itemFields, ...whole(itemLists)] as string[],
    },
  })
  const tree = { rss: { $: { version: '2.0' }, channel: [channel] } }
  Object.assign(parser, {
    xmlParser: { parseString: (_: string, done: (error: null, tree: unknown) => void) => done(null, tree) },
  })
  return (await parser.parseString('')) as unknown as BuiltFeed
}
