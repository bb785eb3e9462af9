/** Joins extract and clean for the article lab: `extract(html, url)`. Not run by `npm test`. */
import { clean } from '../../src/clean/clean.ts'
import { extract as extractArticle } from '../../src/extract/extract.ts'
import { loadHtml } from '../../src/extract/page.ts'

export function extract(html: string, pageUrl?: string): Record<string, unknown> {
  // Some pages of the lab come without a valid address.
  const url = URL.canParse(pageUrl ?? '') ? (pageUrl ?? '') : 'https://example.org/'
  const found = extractArticle(loadHtml(html), { url })
  const cleaned = clean([{ nodes: found.nodes, baseUrl: url }], {
    title: found.title ?? '',
    host: new URL(url).hostname,
    siteNames: found.siteName === undefined ? [] : [found.siteName],
    labels: found.labels,
  })
  return {
    text: cleaned.text,
    html: cleaned.html,
    title: found.title,
    author: found.authors.map(({ name }) => name).join(', '),
    // The gold's days are those that the pages print, in the publishers' zones.
    published: /: (\d{4}-\d\d-\d\dT.+)$/.exec(found.origins['published'] ?? '')?.[1] ?? found.published,
    lead_image: found.image?.url ?? cleaned.image?.url,
  }
}
