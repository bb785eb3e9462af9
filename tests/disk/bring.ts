import { oneEntry } from '../support/installation.ts'
import { paragraphs, publish, type Site } from '../support/site.ts'

/** Whole programs run by the real clock: what their feed brings must be of today. */
const began = Date.now()

/** The feed `news` lists so many entries, the newest first, of a size that counts. */
export function bring(site: Site, count: number): void {
  const numbers = Array.from({ length: count }, (_, index) => count - index)
  const made = (number: number) => ({
    ...oneEntry(`/${number}`, paragraphs(number, 40)),
    date: new Date(began - (100 - number) * 60_000),
  })
  publish(site, 'news', numbers.map(made))
}
