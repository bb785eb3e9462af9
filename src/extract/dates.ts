import { asText, type Thing } from './json-ld.ts'
import { type Elements, markedDates } from './marks.ts'
import { all, type Metas, mostValues, type Told } from './metas.ts'
import { dayInUrl, momentOf } from './moments.ts'
import type { PageTexts } from './page-texts.ts'
import { type ShownDate, shownDate } from './shown-dates.ts'
import { shownText } from './tree.ts'
import { type DayReader, dayReader } from './written-days.ts'

/** What the dates of a page are read from. */
export interface DateSigns {
  readonly elements: Elements
  readonly metas: Metas
  /** The page's things in JSON-LD, and the article among them. */
  readonly things: readonly Thing[]
  readonly article: Thing | undefined
  readonly url: string
  readonly language: string | undefined
  /** Forms of the page's title, as its head says them. */
  readonly titles: readonly Told<string>[]
  /** The short texts of the page, asked for only when nothing else tells: collecting them is a walk over the page. */
  readonly texts: () => PageTexts
}

/**
 * Meta elements that hold the date of publication, by the letters of their names alone: `article:published_time`,
 * `og:article:published_time`, `DC.date.issued`, `parsely-pub-date`, `cXenseParse:recs:publishtime`, `publication_date`.
 */
const publishedMeta =
  /(?:publish(?:ed)?(?:time|date|on|at)?|pub(?:lication)?date|publicationtime|date(?:published|issued|created|posted)|(?:issue|release|post|create|creation)d?date|dcterms(?:created|issued)|published?time|(?:^|dc|sailthru|dcterms|cludo|article|citation)date)$/
const updatedMeta =
  /(?:modif(?:ied|ication)(?:time|date)?|updated?(?:time|date|at|on)?|(?:date|last)(?:modified|updated?|revised)|lastmod)$/

/**
 * When the article was published: as the page says it for machines, else as its address or its dateline say it. Where the
 * page shows nothing but the date of a change, that one. A bare day is that day at 00:00 UTC.
 */
export function publishedOf(signs: DateSigns): Told<Date> | undefined {
  const { elements, metas, things, article, url, language } = signs
  const readDay = dayReader(language, URL.parse(url)?.hostname ?? '')
  const moments = (values: readonly Told<string>[]): Told<Date> | undefined => firstMoment(values, readDay)
  const found =
    moments(structured([article], ['datePublished'])) ??
    moments(named(metas, publishedMeta)) ??
    moments(structured([article], ['dateCreated', 'uploadDate'])) ??
    moments(marked(elements)) ??
    moments(structured(things, ['datePublished', 'uploadDate']))
  const day = found === undefined ? dayInUrl(url) : undefined
  if (day !== undefined) return { value: day, origin: 'address' }
  const shown = shownDate(signs.texts(), readDay)
  const updated = updatedOf(signs)
  if (shown === undefined) return found ?? updated ?? dayInName(signs, readDay)
  const told = { value: shown.date, origin: 'text beside the heading' }
  if (found !== undefined) return contradicts(shown, found.value, updated?.value) ? told : found
  return shown.isUpdate ? (updated ?? told) : told
}

/** The day with which a title or a part of the address begins or ends, as people write it: `news/29-10-2021`, "3.5.2022 | Cranes". */
function dayInName({ url, titles }: DateSigns, readDay: DayReader): Told<Date> | undefined {
  const parts = (URL.parse(url)?.pathname.split('/') ?? []).map((value) => ({ value, origin: 'address' }))
  for (const { value, origin } of [...parts, ...titles]) {
    const found = readDay(value)
    if (found !== undefined && (found.start === 0 || found.end === value.length)) return { value: found.day, origin }
  }
  return undefined
}

/**
 * Publishing programs set the date for machines anew at each change of the design, or fill in that of the draft; what
 * readers are shown as the article's date is looked at. Unless it is the date of the last change, or the same moment in
 * another zone.
 */
function contradicts(shown: ShownDate, published: Date, updated: Date | undefined): boolean {
  const days = [shown.date, swapped(shown.date)]
  const isKnown = days.some((day) => areNear(day, published) || areNear(day, updated))
  return shown.isDateline && !shown.isUpdate && !isKnown
}

/** Month and day the other way round, as `03/04/2026` may have been meant. */
function swapped(day: Date): Date {
  return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCDate() - 1, day.getUTCMonth() + 1))
}

/** The same day in some zone: they are at most 14 hours from UTC, and a day is 24 long. */
function areNear(day: Date, moment: Date | undefined): boolean {
  return moment !== undefined && Math.abs(day.getTime() - moment.getTime()) < 38 * 3_600_000
}

/** When the article was last changed, as the page says it for machines. */
export function updatedOf({ metas, article, url, language }: DateSigns): Told<Date> | undefined {
  const readDay = dayReader(language, URL.parse(url)?.hostname ?? '')
  return firstMoment([...structured([article], ['dateModified']), ...named(metas, updatedMeta)], readDay)
}

function structured(things: readonly (Thing | undefined)[], keys: readonly string[]): readonly Told<string>[] {
  return things.flatMap((thing) =>
    keys.flatMap((key) => {
      const value = asText(thing?.[key])
      return value === undefined ? [] : [{ value, origin: `json-ld ${key}` }]
    }),
  )
}

function named(metas: Metas, form: RegExp): readonly Told<string>[] {
  return [...metas.keys()].flatMap((key) => (form.test(key.replace(/[^a-z]/g, '')) ? all(metas, [key]) : []))
}

function marked(elements: Elements): readonly Told<string>[] {
  return markedDates(elements)
    .slice(0, mostValues)
    .map((element) => ({
      value: element.attribs['datetime'] ?? element.attribs['content'] ?? shownText(element),
      origin: element.attribs['itemprop'] === undefined ? 'time element' : 'microdata datePublished',
    }))
}

function firstMoment(values: readonly Told<string>[], readDay: DayReader): Told<Date> | undefined {
  for (const { value, origin } of values) {
    const date = momentOf(value) ?? (value.length <= 100 ? readDay(value)?.day : undefined)
    // As it is printed, since a day can be another one in the publisher's zone.
    if (date !== undefined) return { value: date, origin: `${origin}: ${value}` }
  }
  return undefined
}
