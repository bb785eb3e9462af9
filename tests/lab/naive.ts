// The naive aggregator that ours is measured beside: rss-parser over all feeds at once, the `feed` package, no pages.
import { writeFileSync } from 'node:fs'
import { Feed } from 'feed'
import Parser from 'rss-parser'

const [feedsUrl = '', out = ''] = process.argv.slice(2)
const feeds: readonly { readonly url: string; readonly format: string }[] = JSON.parse(
  await (await fetch(feedsUrl)).text(),
)
const parser = new Parser()
const merged = new Feed({ id: 'http://localhost/', title: 'naive' })
const read = await Promise.allSettled(feeds.map(({ url }) => parser.parseURL(url)))
const entries = read.flatMap((each) => (each.status === 'fulfilled' ? each.value.items : []))
for (const { title = '', link = '', content, isoDate } of entries) {
  merged.addItem({ title, link, date: new Date(isoDate ?? 0), ...(content === undefined ? {} : { content }) })
}
writeFileSync(out, merged.atom1())
console.log(`naive: ${entries.length} entries of ${read.filter(({ status }) => status === 'fulfilled').length} feeds`)
