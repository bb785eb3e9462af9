import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Farm } from './farm-control.ts'

/** One entry of the farm, as it knows it. */
export interface Member {
  readonly site: string
  readonly guid: string
  readonly url: string
  readonly title: string
  /** `original`, or how it was republished. */
  readonly kind: string
}

/** An entry of the farm as an installation has stored it. */
export interface StoredMember extends Member {
  readonly key: string
  /** The story that it was placed in; absent while it waits. */
  readonly storyId?: string
  /** Whether it stands for its story. */
  readonly isShown: boolean
}

/** One story of the farm: its entries that are stored, and how many are not. */
export interface TrueStory {
  readonly id: string
  readonly members: readonly Member[]
  readonly stored: readonly StoredMember[]
}

/**
 * The farm's stories, held against what an installation has made of them. Its truth names what its feeds list: what they
 * listed before stands for stories all the same, so `known` keeps it from one call to the next.
 */
export async function trueStories(
  farm: Farm,
  folder: string,
  known: Map<string, Map<string, Member>>,
): Promise<readonly TrueStory[]> {
  const truth = await farm.json<{ all: readonly [string, readonly Member[]][] }>('/truth.json?all=1&mode=ip')
  for (const [id, members] of truth.all) {
    const all = known.get(id) ?? new Map<string, Member>()
    for (const member of members) all.set(`${member.site} ${member.guid} ${member.url}`, member)
    known.set(id, all)
  }
  const db = new DatabaseSync(path.join(folder, 'data', 'millrace.db'), { readOnly: true })
  const rows = db
    .prepare(
      'select e.key, e.story_id as story, s.canonical_key as canonical from entries e left join stories s on s.id = e.story_id',
    )
    .all()
  db.close()
  const entries = new Map(rows.map((row) => [String(row['key']), row]))
  const stored = (member: Member): readonly StoredMember[] => {
    const key = [member.guid, member.url, member.url.replace('http:', 'https:')]
      .map((id) => `${member.site} ${id}`)
      .find((each) => entries.has(each))
    const row = key === undefined ? undefined : entries.get(key)
    if (key === undefined || row === undefined) return []
    const story = row['story']
    return [
      { ...member, key, isShown: row['canonical'] === key, ...(typeof story === 'string' ? { storyId: story } : {}) },
    ]
  }
  return Array.from(known, ([id, all]) => {
    const members = [...all.values()]
    return { id, members, stored: members.flatMap(stored) }
  })
}

/** Stories of which no entry is shown although none waits to be read, and how many are shown beside one of their own. */
export function lostAndExtra(stories: readonly TrueStory[]): {
  readonly lost: readonly TrueStory[]
  readonly extra: number
} {
  const shown = ({ stored }: TrueStory): number =>
    new Set(stored.flatMap(({ isShown, storyId }) => (isShown && storyId !== undefined ? storyId : []))).size
  return {
    lost: stories.filter((story) => shown(story) === 0 && story.stored.every(({ storyId }) => storyId !== undefined)),
    extra: stories.reduce((sum, story) => sum + Math.max(0, shown(story) - 1), 0),
  }
}
