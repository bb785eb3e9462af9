import type { Article, Feed } from '../types.ts'
import { foldSpace } from '../util/text.ts'
import { cutLine } from './cut-words.ts'
import { counted, relativeTime } from './words.ts'

/** What a feed is, in a few lines. */
export function feedLines({ source, format, entries, repairs, ttlMinutes }: Feed, now: Date): readonly string[] {
  const dates = entries.flatMap(({ published, updated }) => (published ?? updated)?.getTime() ?? [])
  const newest = dates.length === 0 ? 'without dates' : `the newest ${relativeTime(new Date(Math.max(...dates)), now)}`
  const language = source.language === undefined ? '' : `, language ${source.language}`
  return [
    `feed      ${source.title} (${format}${language}): ${counted(entries.length, 'entry', 'entries')}, ${newest}`,
    ...(ttlMinutes === undefined ? [] : [`          asks to be read every ${counted(ttlMinutes, 'minute')}`]),
    ...(repairs.length === 0
      ? []
      : [`          put right: ${repairs.map(({ code, count }) => `${code} (${count})`).join(', ')}`]),
  ]
}

/** An entry a line, numbered from 1 in the feed's order. */
export function headlines({ entries }: Feed): readonly string[] {
  return entries.map(({ title, published }, index) => {
    const date = published === undefined ? '          ' : published.toISOString().slice(0, 10)
    return `${String(index + 1).padStart(8)}  ${date}  ${foldSpace(title ?? 'Untitled')}`
  })
}

/** An article with everything that is known of it, its text, and what was cut. */
export function articleLines(
  article: Article,
  url: string | undefined,
  origins: Readonly<Record<string, string>> = {},
): readonly string[] {
  const field = (name: string, value: string | undefined): readonly string[] =>
    value === undefined || value === '' ? [] : [`${name.padEnd(9)} ${foldSpace(value)}`]
  const { credit, cuts } = article
  return [
    '',
    ...field('title', article.title),
    ...field('address', url),
    ...field('author', article.authors.map(({ name }) => name).join(', ')),
    ...field('date', article.published?.toISOString()),
    ...field('language', article.language),
    ...field('site', article.siteName),
    ...field('credit', credit && [credit.name, credit.url].filter((each) => each !== undefined).join(' ')),
    ...field('image', article.image?.url),
    ...field('summary', article.summary),
    ...field('read from', article.origin === 'page' ? 'its page' : "the feed's own text"),
    ...Object.entries(origins).flatMap(([name, origin], at) =>
      field(at === 0 ? 'page says' : '', `${name} in ${origin}`),
    ),
    '',
    ...(article.text === '' ? ['(no text)'] : article.text.split('\n')),
    '',
    cuts.length === 0 ? 'nothing was cut' : `${counted(cuts.length, 'piece')} cut:`,
    ...cuts.map((cut) => `          ${cutLine(cut)}`),
  ]
}
