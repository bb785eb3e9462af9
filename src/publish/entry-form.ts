import type { PreparedEntry } from './entry.ts'

/**
 * An entry whose values stand for any other's while its form is made. They are written as they are by every format, and
 * none is part of another.
 */
export const sample = {
  id: 'urn:uuid:00000000-0000-0000-0000-000000000000',
  title: 'gap:title',
  page: 'https://page.invalid/',
  published: new Date('1970-01-01T00:00:00.001Z'),
  updated: new Date('1971-01-01T00:00:00.001Z'),
  summary: 'gap:summary',
  content: 'gap:content',
  language: 'gap:language',
} as const

/** Where the elements go that a writer makes itself. */
export const restGap = 'gap:rest'

/** What stands in the form where an entry's own value goes, and that value as markup; gaps that a form lacks are passed over. */
export type Gap = readonly [written: string, value: (entry: PreparedEntry) => string]

/** A form cut at its gaps: text and values in turn. */
interface Form {
  readonly texts: readonly string[]
  readonly values: readonly Gap[1][]
}

/**
 * Writes entries as `write` writes the sample: what `feed` gives for an entry and Cheerio completes is the same for all
 * entries that have the same of what may be absent, but for their values. So it is made once for each such kind and filled
 * in, a fifth of the work of making it anew for each entry. `gaps`: all that differs.
 */
export function entryWriter(
  write: (entry: PreparedEntry) => string,
  gaps: readonly Gap[],
): (entry: PreparedEntry) => string {
  const forms = new Map<string, Form>()
  return (entry) => {
    const kind = kindOf(entry)
    const form = forms.get(kind) ?? cut(write(sampleLike(entry)), gaps)
    forms.set(kind, form)
    return fill(form, entry)
  }
}

function kindOf({ page, summary, content, language }: PreparedEntry): string {
  return [page, summary, content, language].map((value) => (value === undefined ? 'without' : 'with')).join()
}

function sampleLike({ page, summary, content, language }: PreparedEntry): PreparedEntry {
  return {
    id: sample.id,
    title: sample.title,
    published: sample.published,
    updated: sample.updated,
    ...(page === undefined ? {} : { page: sample.page }),
    ...(summary === undefined ? {} : { summary: sample.summary }),
    ...(content === undefined ? {} : { content: sample.content }),
    ...(language === undefined ? {} : { language: sample.language }),
    authors: [],
    categories: [],
    copies: [],
    related: [],
    references: [],
    enclosures: [],
    source: { id: sample.id, title: sample.title, updated: sample.updated },
  }
}

function cut(written: string, gaps: readonly Gap[]): Form {
  const texts: string[] = []
  const values: Gap[1][] = []
  let done = 0
  const places = gaps.flatMap(([mark, value]) =>
    Array.from(written.matchAll(RegExp(RegExp.escape(mark), 'g')), ({ index }) => ({ index, mark, value })),
  )
  for (const { index, mark, value } of places.toSorted((a, b) => a.index - b.index)) {
    texts.push(written.slice(done, index))
    values.push(value)
    done = index + mark.length
  }
  return { texts: [...texts, written.slice(done)], values }
}

function fill({ texts, values }: Form, entry: PreparedEntry): string {
  let filled = texts[0] ?? ''
  for (const [index, value] of values.entries()) filled += value(entry) + (texts[index + 1] ?? '')
  return filled
}
