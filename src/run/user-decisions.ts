import type { Settings } from '../config/settings.ts'
import { chooseCanonical } from '../dedupe/canonical.ts'
import { withRule } from '../dedupe/user-rules.ts'
import type { Store } from '../store/store.ts'
import type { Comparable, UserRule } from '../types.ts'
import { byAge } from './shelf.ts'
import { createStandings } from './standings.ts'

/** Where a person's decision is carried out; a run may be at work on the same store. */
interface Place {
  readonly settings: Settings
  readonly store: Store
}

/** What came of a decision: done, or why it could not be. */
export type Decided =
  | { readonly outcome: 'done'; readonly rule: UserRule }
  | { readonly outcome: 'alone' | 'text-gone' | 'one-already' | 'no-story' | 'no-rule' }

/**
 * Takes an entry out of its story for ever. It is placed anew at the next run: a story of its own under a new id, unless it
 * tells what a third one tells.
 */
export async function split({ settings, store }: Place, key: string): Promise<Decided> {
  const storyId = (await store.storiesOf([key])).get(key)
  if (storyId === undefined) return { outcome: 'no-story' }
  const [record] = await store.storyRecords([storyId])
  const members = record === undefined ? [] : [record.canonical, ...record.copies]
  const others = members.flatMap((member) => (member.key === key ? [] : member.key))
  if (others.length === 0) return { outcome: 'alone' }
  const rule: UserRule = { kind: 'split', storyId, keys: [key], others }
  if (!(await store.splitEntry(key, withRule(await store.userRules(), rule)))) return { outcome: 'text-gone' }
  await chooseAgain({ settings, store }, storyId)
  return { outcome: 'done', rule }
}

/** Takes a split back: what the entry's story is by now goes back to the story that it left. */
export async function undoSplit({ settings, store }: Place, key: string): Promise<Decided> {
  const rule = (await store.userRules()).find(({ kind, keys }) => kind === 'split' && keys.includes(key))
  if (rule === undefined) return { outcome: 'no-rule' }
  const change = { drop: [rule], keep: [] }
  const homes = await store.storiesOf(rule.others)
  const from = (await store.storiesOf([key])).get(key)
  const to = [...homes.values()].find((id) => id === rule.storyId) ?? [...homes.values()][0]
  // Not placed again yet, or together again: the evidence decides from now on.
  if (from === undefined || to === undefined || from === to) await store.changeRules(change)
  else await store.mergeStories({ from, to, canonicalKey: await chosenOf({ settings, store }, [from, to]) }, change)
  return { outcome: 'done', rule }
}

/** Makes one story of two for ever: the one that was founded first keeps its id. */
export async function merge({ settings, store }: Place, one: string, other: string): Promise<Decided> {
  const stories = await store.storiesOf([one, other])
  const [first, second] = [stories.get(one), stories.get(other)]
  if (first === undefined || second === undefined) return { outcome: 'no-story' }
  if (first === second) return { outcome: 'one-already' }
  const members = Map.groupBy(await store.storyMembers([first, second]), ({ storyId }) => storyId)
  const founding = (id: string): Comparable | undefined => members.get(id)?.toSorted(byAge)[0]
  const [a, b] = [founding(first), founding(second)]
  const [to, from] = a !== undefined && b !== undefined && byAge(b, a) < 0 ? [second, first] : [first, second]
  const keysOf = (id: string): readonly string[] => (members.get(id) ?? []).toSorted(byAge).map(({ key }) => key)
  const rule: UserRule = { kind: 'merge', storyId: from, keys: keysOf(from), others: keysOf(to) }
  const canonicalKey = await chosenOf({ settings, store }, [from, to])
  await store.mergeStories({ from, to, canonicalKey }, withRule(await store.userRules(), rule))
  return { outcome: 'done', rule }
}

/** Takes a merge back: the story that was absorbed is one again, under its id, with the entries that it had. */
export async function undoMerge({ settings, store }: Place, key: string): Promise<Decided> {
  const merges = (await store.userRules()).filter(({ kind }) => kind === 'merge')
  const rule = merges.find(({ keys }) => keys.includes(key)) ?? merges.find(({ others }) => others.includes(key))
  if (rule === undefined) return { outcome: 'no-rule' }
  const change = { drop: [rule], keep: [] }
  const homes = new Set((await store.storiesOf(rule.others)).values())
  const now = await store.storiesOf(rule.keys)
  // What left the story meanwhile stays where it is.
  const keys = rule.keys.filter((each) => homes.has(now.get(each) ?? ''))
  const home = now.get(keys[0] ?? '')
  if (home === undefined) {
    await store.changeRules(change)
    return { outcome: 'done', rule }
  }
  const moved = (await store.storyMembers([home])).filter((member) => keys.includes(member.key))
  const canonicalKey = await chosenAmong({ settings, store }, moved)
  await store.restoreStory({ id: rule.storyId, keys, canonicalKey: canonicalKey ?? keys[0] ?? '' }, change)
  await chooseAgain({ settings, store }, home)
  return { outcome: 'done', rule }
}

async function chooseAgain(place: Place, storyId: string): Promise<void> {
  const members = await place.store.storyMembers([storyId])
  const canonicalKey = await chosenAmong(place, members)
  if (canonicalKey !== undefined) await place.store.setCanonical(storyId, canonicalKey)
}

async function chosenOf(place: Place, storyIds: readonly string[]): Promise<string> {
  return (await chosenAmong(place, await place.store.storyMembers(storyIds))) ?? ''
}

async function chosenAmong({ settings, store }: Place, members: readonly Comparable[]): Promise<string | undefined> {
  if (members.length === 0) return undefined
  const standings = createStandings(settings, store)
  await standings.load(members.map(({ subscription }) => subscription))
  return chooseCanonical(members, standings.of)
}
