import { momentOf } from './moments.ts'
import type { PageText, PageTexts } from './page-texts.ts'
import { bears, lineage } from './tree.ts'
import type { DayReader } from './written-days.ts'

/** What stands beside the day of publication, in the languages of our feeds. Origin: the datelines of newspapers. */
const publishedLabel =
  /publi(?:shed|é|cad|cat|kasi|c[eé]r)|posted|veröffentlicht|erschienen|erstellt|pressemitteilung|pressemeldung|medienmitteilung|datum|\bdate\b|stand\b|\bvom\b|submitted|gespeichert|terbit|diterbitkan|tanggal|fecha|geplaatst|gepubliceerd|publicerad|publisert|udgivet|julkaistu|opublikowan|dodano|zveřejněno|publikov|yayın|tarih|опубликован|дата|опубліковано|公開|掲載|発表|发布|發布|时间|時間|입력|등록|게시/iu
const updatedLabel =
  /updated?|modified|revised|reviewed|aktualisiert|geändert|mis à jour|modifi[ée]|actualizad|atualizad|aggiornat|diperbarui|bijgewerkt|gewijzigd|uppdaterad|oppdatert|opdateret|päivitetty|aktualiz|güncelle|обновлено|оновлено|更新|수정/iu
/** Words of elements that bear dates, in class names. Origin: WordPress, Drupal, TYPO3, newspapers. */
const dateWords: ReadonlySet<string> = new Set(
  'date dates datum datetime dateline time timestamp published publish publishing pubdate pubdates posted postdate postdate entrydate created submitted fecha tanggal byline meta info details calendar clock'.split(
    ' ',
  ),
)

/** A date that stands on the page for the reader. */
export interface ShownDate {
  readonly date: Date
  /** Is it that of a change? */
  readonly isUpdate: boolean
  /** Does it stand alone where datelines stand, so that what is said elsewhere can be held against it? */
  readonly isDateline: boolean
}

/** Less is too little to say that a date is the article's. */
const leastScore = 2.9
/** Beside the heading, with nothing that speaks against it. */
const datelineScore = 3.9

/** The page's date of publication, of all that stand on it: by its place beside the heading, its label and its element. */
export function shownDate({ texts, isAside }: PageTexts, readDay: DayReader): ShownDate | undefined {
  const all: Rated[] = []
  for (const text of texts) {
    const found = dateIn(text, readDay)
    if (found === undefined) continue
    const aside = isAside(text)
    all.push({ ...found, isAside: aside, score: scoreOf(text, found) - (aside ? 2.5 : 0) })
  }
  const best = all.reduce<Rated | undefined>(
    (chosen, each) => (chosen === undefined || each.score > chosen.score ? each : chosen),
    undefined,
  )
  const chosen = best !== undefined && best.score >= leastScore ? best : onlyDay(all)
  return chosen && { ...chosen, isDateline: chosen.isAlone && chosen.score >= datelineScore }
}

/** Far from the heading, as under a text, or in an `aside`: a day that stands for itself, where no other does on the whole page. */
function onlyDay(all: readonly Rated[]): Rated | undefined {
  const alone = all.filter((each) => each.isLabelled || each.isMachine || (each.isAlone && !each.isAside))
  return new Set(alone.map(({ date }) => date.toISOString().slice(0, 10))).size === 1 ? alone[0] : undefined
}

interface Found extends Omit<ShownDate, 'isDateline'> {
  readonly isMachine: boolean
  readonly isLabelled: boolean
  /** Little more than a weekday and a time of day stands in its element. */
  readonly isAlone: boolean
}

interface Rated extends Found {
  readonly score: number
  readonly isAside: boolean
}

function dateIn({ text, before, element }: PageText, readDay: DayReader): Found | undefined {
  const { datetime, title } = element.attribs
  const said = element.name === 'time' ? momentOf(datetime) : element.name === 'abbr' ? momentOf(title) : undefined
  const written = said === undefined ? readDay(text) : undefined
  const date = said ?? written?.day
  if (date === undefined) return undefined
  const around = written === undefined ? text : `${text.slice(0, written.start)} ${text.slice(written.end)}`
  // A day in a sentence is what the text tells of.
  if (written !== undefined && around.length > 90 && !publishedLabel.test(around.slice(0, 40))) return undefined
  const label = `${before} ${around}`
  const isUpdate = updatedLabel.test(label) && !/publish|posted|veröffentl/i.test(label)
  const isLabelled = isUpdate || publishedLabel.test(label)
  const isMachine = said !== undefined || isTimestamp.test(text)
  return { date, isUpdate, isMachine, isLabelled, isAlone: lettersIn(around) <= mostBeside }
}

/** As no person writes it: a template that shows its own date unformatted. */
const isTimestamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d/

/** "Wednesday", "Donnerstag", "12:00 a. m. UTC", "Posted on". */
const mostBeside = 12

function lettersIn(text: string): number {
  return text.match(/\p{L}/gu)?.length ?? 0
}

function scoreOf(text: PageText, { isUpdate, isMachine, isLabelled, isAlone }: Found): number {
  const { behindHeading: place } = text
  let score = place >= 0 && place < 300 ? 4 : place >= 0 && place < 1200 ? 2.5 : place < 0 && place > -300 ? 3 : 0
  // Datelines come one behind the other; the first is the publication's.
  score -= Math.min(0.9, Math.max(0, place) / 3000)
  if (isLabelled && !isUpdate) score += 2.5
  if (isAlone) score += 0.7
  if (isMachine) score += 1
  if (isNamedDate(text)) score += 2
  // A day over a section is that of what the section tells, one under a picture the picture's.
  if (elsewhere.has(text.element.name)) score -= 1
  return score
}

const elsewhere: ReadonlySet<string> = new Set(['h2', 'h3', 'h4', 'figcaption'])

const isNamed = bears(dateWords)

function isNamedDate({ element }: PageText): boolean {
  return lineage(element)
    .slice(0, 3)
    .some((each) => each.attribs['itemprop'] !== undefined || isNamed(each))
}
