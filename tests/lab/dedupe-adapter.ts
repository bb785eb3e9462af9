/** Clusters entries: NDJSON on standard input (feed, guid, url, title, text …), one {"id","cluster"} a line on standard output. */
import { createInterface } from 'node:readline'
import { decide } from '../../src/dedupe/decide.ts'
import { fingerprint } from '../../src/dedupe/fingerprint.ts'
import { createProfiler } from '../../src/dedupe/profile.ts'
import type { Comparable } from '../../src/types.ts'
import { cleanUrl } from '../../src/util/url.ts'

interface LabEntry {
  readonly id: string
  readonly feed: string
  readonly url: string
  readonly title: string
  readonly published: string
  readonly text: string
  readonly canonical?: string
}

/** In memory, what Store.findCandidates does: a shared address weighs as two shared rows, and texts of many rows need two. */
const index = new Map<number | string, string[]>()
const placed = new Map<string, Comparable>()
const storyOf = new Map<string, string>()
const members = new Map<string, string[]>()
const limit = 20

const entries: Comparable[] = []
for await (const line of createInterface({ input: process.stdin }))
  if (line !== '') entries.push(toComparable(JSON.parse(line)))
entries.sort((a, b) => a.firstSeenAt.getTime() - b.firstSeenAt.getTime() || (a.key < b.key ? -1 : 1))

const profile = createProfiler()
const started = process.cpuUsage().user
for (const entry of entries) {
  const { matches } = decide(entry, findCandidates(entry), profile)
  const stories = [...new Set(matches.map((match) => match.storyId))]
  const story = stories.toSorted().at(0) ?? entry.key
  for (const absorbed of stories) if (absorbed !== story) moveMembers(absorbed, story)
  place(entry, story)
}
console.error(`${entries.length} entries, ${(process.cpuUsage().user - started) / 1000} ms CPU for deciding`)
for (const { key } of entries) console.log(JSON.stringify({ id: key, cluster: storyOf.get(key) }))

function toComparable(lab: LabEntry): Comparable {
  const urls = [lab.url, lab.canonical].flatMap((url) => (url === undefined ? [] : (cleanUrl(url) ?? [])))
  const at = new Date(lab.published)
  return {
    key: lab.id,
    subscription: lab.feed,
    title: lab.title,
    text: lab.text,
    fingerprint: fingerprint(lab.title, lab.text),
    urls: [...new Set(urls)],
    ...(lab.canonical === undefined ? {} : { canonicalUrl: lab.canonical }),
    published: at,
    firstSeenAt: at,
    priority: 0,
  }
}

function findCandidates(entry: Comparable): readonly Comparable[] {
  const shared = new Map<string, number>()
  const since = entry.firstSeenAt.getTime() - 45 * 86_400_000
  for (const value of [...entry.fingerprint.rows, ...entry.urls]) {
    const weight = typeof value === 'string' ? 2 : 1
    for (const key of index.get(value) ?? []) shared.set(key, (shared.get(key) ?? 0) + weight)
  }
  const leastWeight = entry.fingerprint.rows.length < 12 ? 1 : 2
  return [...shared]
    .filter(([, weight]) => weight >= leastWeight)
    .toSorted((a, b) => b[1] - a[1])
    .flatMap(([key]) => {
      const candidate = placed.get(key)
      const storyId = storyOf.get(key)
      return candidate === undefined || storyId === undefined || candidate.firstSeenAt.getTime() < since
        ? []
        : [{ ...candidate, storyId }]
    })
    .slice(0, limit)
}

function place(entry: Comparable, story: string): void {
  placed.set(entry.key, entry)
  storyOf.set(entry.key, story)
  members.set(story, [...(members.get(story) ?? []), entry.key])
  for (const value of [...entry.fingerprint.rows, ...entry.urls])
    index.set(value, [...(index.get(value) ?? []), entry.key])
}

function moveMembers(from: string, to: string): void {
  const moved = members.get(from) ?? []
  for (const key of moved) storyOf.set(key, to)
  members.set(to, [...(members.get(to) ?? []), ...moved])
  members.delete(from)
}
