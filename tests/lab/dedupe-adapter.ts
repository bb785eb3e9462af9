// Clusters entries by the program's own store and placing: NDJSON on standard input (id, feed, url, title, published, text,
// canonical), one {"id","cluster"} a line on standard output.
//   node tests/lab/dedupe-adapter.ts < ENTRIES.ndjson > CLUSTERS.ndjson
import { createInterface } from 'node:readline'
import { cluster, type LabEntry } from './cluster.ts'

const entries: LabEntry[] = []
for await (const line of createInterface({ input: process.stdin })) if (line !== '') entries.push(JSON.parse(line))

const { stories, placingMs } = await cluster(entries)
console.error(`${entries.length} entries, ${placingMs} ms CPU for placing`)
for (const { id } of entries) console.log(JSON.stringify({ id, cluster: stories.get(id) }))
