import { type MadeEntry, paragraphs, publish, type Site } from '../support/site.ts'

export const feedNames: readonly string[] = Array.from({ length: 20 }, (_, index) => `feed${index}`)

const began = Date.UTC(2026, 0, 1)
const minute = 60_000

/**
 * What 20 feeds have published by a round: each begins with three entries, and in every round seven of them publish one
 * more. Every third of these repeats a text that another feed had in the round before. A later round's entries carry
 * later dates, so that it makes no difference to identities whether two rounds are first seen together or one by one.
 */
export function publishRound(site: Site, round: number): void {
  const published = new Map<string, MadeEntry[]>(feedNames.map((name) => [name, []]))
  let number = 0
  const add = (feed: number, at: number, textOf?: MadeEntry): MadeEntry => {
    const name = feedNames[feed % feedNames.length] ?? ''
    const list = published.get(name) ?? []
    const path = `/${name}/${list.length}`
    number += 1
    const own = textOf ?? { title: `Report ${number} on matter ${number * 7919}`, paragraphs: paragraphs(number) }
    const entry = {
      path,
      title: own.title,
      paragraphs: own.paragraphs,
      date: new Date(began + at * 60 * minute + number * 1000),
    }
    list.unshift(entry)
    return entry
  }
  for (const feed of feedNames.keys()) for (let each = 0; each < 3; each++) add(feed, 0)
  let before: readonly MadeEntry[] = []
  for (let each = 1; each <= round; each++) {
    before = Array.from({ length: 7 }, (_, index) =>
      add(each * 7 + index, each, index % 3 === 2 ? before[index - 1] : undefined),
    )
  }
  for (const [name, entries] of published) publish(site, name, entries)
}
