// The naive aggregator that ours is measured beside: rss-parser over all feeds at once, the `feed` package, no pages.
//   node tests/lab/naive.ts OUT.xml FEEDS_URL…     one pass over each list of feeds; what each took is printed
import { writeFileSync } from 'node:fs'
import { Feed } from 'feed'
import Parser from 'rss-parser'

const [out = '', ...lists] = process.argv.slice(2)
for (const list of lists) {
  const before = process.cpuUsage()
  const began = performance.now()
  const found = await pass(list)
  const { user, system } = process.cpuUsage(before)
  const usage = { cpuSeconds: (user + system) / 1e6, seconds: (performance.now() - began) / 1000 }
  console.log(JSON.stringify({ ...found, ...usage, peakMegabytes: process.resourceUsage().maxRSS / 1024 }))
}

async function pass(list: string): Promise<{ readonly entries: number; readonly feeds: number }> {
  const feeds: readonly { readonly url: string }[] = JSON.parse(await (await fetch(list)).text())
  const parser = new Parser()
  const merged = new Feed({ id: 'http://localhost/', title: 'naive' })
  const read = await Promise.allSettled(feeds.map(({ url }) => parser.parseURL(url)))
  const entries = read.flatMap((each) => (each.status === 'fulfilled' ? each.value.items : []))
  for (const { title = '', link = '', content, isoDate } of entries) {
    merged.addItem({ title, link, date: new Date(isoDate ?? 0), ...(content === undefined ? {} : { content }) })
  }
  writeFileSync(out, merged.atom1())
  return { entries: entries.length, feeds: read.filter(({ status }) => status === 'fulfilled').length }
}
