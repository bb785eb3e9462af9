// Stories shown once and none lost: the whole program on the farm, a run for each tick of news, held against the farm's
// truth. Each wrong join and each miss is listed with the comparison that `why` tells of it.
//   node tests/lab/stories.ts FARM.mjs [--sites 200] [--ticks 5] [--seed 1] [--publish 0.3] [--port 18840]
import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { loadSettings } from '../../src/config/load.ts'
import { type Explanation, explain } from '../../src/run/explain.ts'
import { isCron } from '../../src/schedule/ticking.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { startFarm } from './farm-control.ts'
import { lostAndExtra, type Member, type StoredMember, type TrueStory, trueStories } from './farm-truth.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    sites: { type: 'string', default: '200' },
    ticks: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    publish: { type: 'string', default: '0.3' },
    port: { type: 'string', default: '18840' },
  },
})
const [farmScript] = positionals
if (farmScript === undefined) throw new Error('name the farm: node tests/lab/stories.ts FARM.mjs')
const millrace = promisify(execFile)
// No entry may lie in the future when it is published.
const farmNow = new Date(Date.now() - 24 * 3_600_000).toISOString()
const args = ['--sites', values.sites, '--seed', values.seed, '--publish', values.publish, '--now', farmNow]
const farm = await startFarm(farmScript, Number(values.port), args)
const known = new Map<string, Map<string, Member>>()
const folder = await farm.installation({ server: { port: 0 }, window: { maxEntries: 5000 } })
const config = path.join(folder, 'feeds.json')
try {
  for (let tick = 0; tick <= Number(values.ticks); tick++) {
    const published = tick === 0 ? undefined : (await farm.json<{ published: number }>('/tick')).published
    await millrace(process.execPath, [path.resolve('src/main.ts'), 'run', '--all', '--quiet', '--config', config])
    const stories = await trueStories(farm, folder, known)
    console.log(`${published === undefined ? 'at first' : `tick ${tick}, ${published} entries`}: ${summaryOf(stories)}`)
  }
  await list(await trueStories(farm, folder, known))
} finally {
  await farm.stop()
  rmSync(folder, { recursive: true })
}

function summaryOf(stories: readonly TrueStory[]): string {
  const { lost, extra } = lostAndExtra(stories)
  const stored = stories.reduce((sum, story) => sum + story.stored.length, 0)
  const waiting = stories.flatMap((story) => story.stored.filter(({ storyId }) => storyId === undefined)).length
  const all = stories.reduce((sum, { members }) => sum + members.length, 0)
  const share = (part: number): string => `${part} (${((100 * part) / stories.length).toFixed(2)} %)`
  const wrong = wrongJoins(stories).length
  return `${all} entries of ${stories.length} stories, ${all - stored} not stored, ${waiting} waiting for their pages; lost ${share(lost.length)}, shown once too often ${share(extra)}, wrong joins ${wrong}`
}

interface Pair {
  readonly one: StoredMember
  readonly other: StoredMember
}

/** Two of the farm's stories that were made one: an entry of each. */
function wrongJoins(stories: readonly TrueStory[]): readonly Pair[] {
  const first = new Map<string, { readonly id: string; readonly member: StoredMember }>()
  const seen = new Set<string>()
  return stories.flatMap(({ id, stored }) =>
    stored.flatMap((member): Pair | readonly Pair[] => {
      const { storyId } = member
      if (storyId === undefined) return []
      const known = first.get(storyId)
      if (known === undefined) first.set(storyId, { id, member })
      if (known === undefined || known.id === id || seen.has(`${storyId} ${id}`)) return []
      seen.add(`${storyId} ${id}`)
      return { one: member, other: known.member }
    }),
  )
}

/** Stories of the farm that were not found to be one: each part beside the one with the original. */
function misses(stories: readonly TrueStory[]): readonly Pair[] {
  return stories.flatMap(({ stored }) => {
    const parts = [...Map.groupBy(stored, ({ storyId }) => storyId).values()]
    const main = parts.find((part) => part.some(({ kind }) => kind === 'original')) ?? parts[0]
    const [other] = main ?? []
    return parts.flatMap((part): Pair | readonly Pair[] => {
      const [one] = part
      return part === main || one === undefined || other === undefined ? [] : { one, other }
    })
  })
}

async function list(stories: readonly TrueStory[]): Promise<void> {
  const settings = await loadSettings(config, isCron)
  const store = await openSqliteStore(path.join(folder, 'data', 'millrace.db'))
  for (const [name, pairs] of [
    ['joined wrongly', wrongJoins(stories)],
    ['missed', misses(stories)],
  ] as const) {
    for (const { one, other } of pairs) {
      console.log(`${name}: ${one.kind} ${one.url} "${one.title}"\n  and ${other.kind} ${other.url} "${other.title}"`)
      const explained = await explain({ settings, store }, one.key, new Date())
      for (const line of explained === undefined ? [] : evidence(explained, other)) console.log(`    ${line}`)
    }
  }
  await store.close()
}

/** What `why` tells of the entry: how it joined, and its comparisons, first with what it belongs or does not belong to. */
function evidence({ article, story, compared, key }: Explanation, other: StoredMember): readonly string[] {
  const joined = story?.members.find((member) => member.key === key)?.joined
  const near = compared.filter(({ isSameStory, storyId }) => isSameStory || storyId === other.storyId)
  return [
    `${article?.tokens ?? 0} words from its ${article?.origin}${article?.pageTrouble === undefined ? '' : ` (${article.pageTrouble})`}, ${article?.cuts.length ?? 0} cut`,
    ...(joined === undefined ? [] : [`joined ${joined.with}: ${joined.kind}, ${joined.similarity.toFixed(2)}`]),
    ...(near.length === 0 ? [`compared with ${compared.length} others, none of these`] : []),
    ...near.map(
      ({ title, rule, similarity, needed, titleSimilarity, sharesUrl, kind, guard }) =>
        `"${title}": ${rule}, ${similarity.toFixed(2)} of ${needed?.toFixed(2) ?? 'none enough'}, titles ${titleSimilarity.toFixed(2)}${sharesUrl ? ', same address' : ''}: ${kind ?? 'apart'}${guard === undefined ? '' : ` but ${guard}`}`,
    ),
  ]
}
