/** Clusters entries: NDJSON on standard input (feed, guid, url, title, text …), one {"id","cluster"} a line on standard output. */
import { createInterface } from 'node:readline'
import { createCandidateIndex, lookBackMs } from '../../src/dedupe/candidates.ts'
import { decide } from '../../src/dedupe/decide.ts'
import { fingerprint } from '../../src/dedupe/fingerprint.ts'
import { createProfiler } from '../../src/dedupe/profile.ts'
import { createShelf } from '../../src/run/shelf.ts'
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

const limit = 12
const entries: Comparable[] = []
for await (const line of createInterface({ input: process.stdin }))
  if (line !== '') entries.push(toComparable(JSON.parse(line)))
entries.sort((a, b) => a.firstSeenAt.getTime() - b.firstSeenAt.getTime() || (a.key < b.key ? -1 : 1))

const index = createCandidateIndex<string>(new Map())
const shelf = createShelf([])
const profile = createProfiler()
const started = process.cpuUsage().user
for (const entry of entries) {
  const signs = [...entry.fingerprint.rows, ...entry.urls]
  const since = entry.firstSeenAt.getTime() - lookBackMs
  const candidates = shelf
    .witnesses(index.find(signs, limit))
    .filter(({ firstSeenAt }) => firstSeenAt.getTime() >= since)
  const { matches } = decide(entry, candidates, profile)
  const [story = entry.key, ...absorbed] = [...new Set(matches.map((match) => match.storyId))].toSorted()
  shelf.put(entry, story, absorbed)
  index.add(entry.key, signs)
}
console.error(`${entries.length} entries, ${(process.cpuUsage().user - started) / 1000} ms CPU for deciding`)
for (const { key } of entries) console.log(JSON.stringify({ id: key, cluster: shelf.entry(key)?.storyId }))

function toComparable(lab: LabEntry): Comparable {
  const urls = [lab.url, lab.canonical].flatMap((url) => (url === undefined ? [] : (cleanUrl(url) ?? [])))
  const at = new Date(lab.published)
  return {
    key: lab.id,
    subscription: lab.feed,
    title: lab.title,
    fingerprint: fingerprint(lab.title, lab.text),
    urls: [...new Set(urls)],
    ...(lab.canonical === undefined ? {} : { canonicalUrl: lab.canonical }),
    published: at,
    firstSeenAt: at,
    enteredAt: at,
  }
}
